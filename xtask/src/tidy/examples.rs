//! Every example is run by `.ci/run` and shown to readers.

use super::tree::{File, Problem, Tree};

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    let ci = tree.file(".ci/run").map_or("", |file| &*file.text);
    let mut problems = Vec::new();
    for file in tree.sources() {
        let Some(example) = Example::of(file) else {
            continue;
        };
        if !ci.lines().any(|line| example.is_run_by(line)) {
            problems.push(file.problem(
                "CI does not run the example",
                format!(
                    "add a line to .ci/run: cargo run --quiet -p {} --example {}",
                    example.package(),
                    example.name
                ),
            ));
        }
        if !example
            .readers(tree)
            .any(|text| text.contains(example.name))
        {
            problems.push(file.problem(
                "no reader hears of the example",
                format!("name it in crates/{}/README.md", example.folder),
            ));
        }
    }
    problems
}

struct Example<'a> {
    /// Of its crate.
    folder: &'a str,
    name: &'a str,
}

impl<'a> Example<'a> {
    fn of(file: &'a File) -> Option<Self> {
        let (folder, rest) = file
            .path
            .strip_prefix("crates/")?
            .split_once("/examples/")?;
        let name = rest
            .strip_suffix("/main.rs")
            .or_else(|| rest.strip_suffix(".rs"))?;
        (!name.contains('/')).then_some(Self { folder, name })
    }

    fn package(&self) -> String {
        format!("kontorhaus-{}", self.folder)
    }

    /// By itself, or by a task of its name.
    fn is_run_by(&self, line: &str) -> bool {
        let words: Vec<_> = line.split_whitespace().collect();
        let has = |pair: [&str; 2]| words.windows(2).any(|words| words == pair);
        has(["--example", self.name]) && has(["-p", &self.package()]) || has(["xtask", self.name])
    }

    fn readers<'t>(&self, tree: &'t Tree) -> impl Iterator<Item = &'t str> {
        let own = format!("crates/{}/README.md", self.folder);
        [&*own, "README.md"]
            .map(|path| tree.file(path))
            .into_iter()
            .flatten()
            .map(|file| &*file.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_is_run_and_named() {
        let ci = "cargo run -p kontorhaus-shop --example order\ncargo xtask walk\ncargo run -p kontorhaus-till --example sale\n";
        let tree = Tree::of(&[
            (".ci/run", ci),
            ("README.md", "`cargo xtask walk`"),
            ("crates/shop/README.md", "`order` and `sale`"),
            ("crates/shop/examples/common/mod.rs", ""),
            ("crates/shop/examples/order.rs", ""),
            ("crates/shop/examples/sale.rs", ""),
            ("crates/shop/examples/secret/main.rs", ""),
            ("crates/shop/examples/walk.rs", ""),
        ]);
        let problems: Vec<_> = check(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(
            problems,
            [
                "CI does not run the example\n  --> crates/shop/examples/sale.rs\n  \
                 = help: add a line to .ci/run: cargo run --quiet -p kontorhaus-shop --example sale",
                "CI does not run the example\n  --> crates/shop/examples/secret/main.rs\n  \
                 = help: add a line to .ci/run: cargo run --quiet -p kontorhaus-shop --example secret",
                "no reader hears of the example\n  --> crates/shop/examples/secret/main.rs\n  \
                 = help: name it in crates/shop/README.md",
            ]
        );
    }
}
