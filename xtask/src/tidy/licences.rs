//! The licences of all dependencies are those of `deny.toml`.
//!
//! `cargo deny` looks at more; it must be installed, and this is not.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;
use toml_edit::DocumentMut;

use super::tree::{Problem, Tree};

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    found(tree).unwrap_or_else(|what| {
        let (place, help) = (
            "deny.toml".to_owned(),
            "`cargo metadata --locked` must run, and deny.toml list the licences".to_owned(),
        );
        vec![Problem { place, what, help }]
    })
}

fn found(tree: &Tree) -> Result<Vec<Problem>, String> {
    let config = tree.file("deny.toml").ok_or("there is no deny.toml")?;
    let config: DocumentMut = config
        .text
        .parse()
        .map_err(|error| format!("deny.toml: {error}"))?;
    let allowed = config["licenses"]["allow"].as_array().into_iter().flatten();
    let allowed: BTreeSet<&str> = allowed.filter_map(toml_edit::Value::as_str).collect();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let metadata = Command::new(cargo)
        .args(["metadata", "--locked", "--format-version", "1"])
        .current_dir(&tree.root)
        .output()
        .map_err(|error| format!("cargo cannot be started: {error}"))?;
    if !metadata.status.success() {
        let said = String::from_utf8_lossy(&metadata.stderr);
        return Err(format!("cargo metadata failed: {said}"));
    }
    let metadata: Value =
        serde_json::from_slice(&metadata.stdout).map_err(|error| error.to_string())?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let problems = packages.filter_map(|package| {
        let licence = package["license"].as_str().unwrap_or_default();
        (!is_allowed(licence, &allowed)).then(|| Problem {
            place: "Cargo.lock".to_owned(),
            what: format!("{} is licensed under `{licence}`", text(package)),
            help: "take another crate, or add the licence to deny.toml if the users of ours can live with it".to_owned(),
        })
    });
    Ok(problems.collect())
}

fn text(package: &Value) -> String {
    let part = |key: &str| package[key].as_str().unwrap_or_default();
    format!("{} {}", part("name"), part("version"))
}

/// Whether an expression of SPDX licences can be met with those. `/` is what old manifests write for `OR`.
fn is_allowed(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut terms = Terms {
        words: &words,
        allowed,
    };
    terms.any() == Some(true) && terms.words.is_empty()
}

/// What is left of an expression. `AND` binds closer than `OR`; `None` where it is no expression.
struct Terms<'a> {
    words: &'a [&'a str],
    allowed: &'a BTreeSet<&'a str>,
}

impl<'a> Terms<'a> {
    fn any(&mut self) -> Option<bool> {
        let mut met = self.all()?;
        while self.takes("OR") {
            met |= self.all()?;
        }
        Some(met)
    }

    fn all(&mut self) -> Option<bool> {
        let mut met = self.one()?;
        while self.takes("AND") {
            met &= self.one()?;
        }
        Some(met)
    }

    fn one(&mut self) -> Option<bool> {
        if self.takes("(") {
            let met = self.any()?;
            return self.takes(")").then_some(met);
        }
        let licence = self.next()?;
        if self.takes("WITH") {
            // An exception gives more than the licence, so the licence is enough.
            self.next()?;
        }
        Some(self.allowed.contains(licence))
    }

    fn next(&mut self) -> Option<&'a str> {
        let (word, rest) = self.words.split_first()?;
        self.words = rest;
        Some(word)
    }

    fn takes(&mut self, word: &str) -> bool {
        let is_next = self.words.first() == Some(&word);
        if is_next {
            self.words = &self.words[1..];
        }
        is_next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_is_met_or_not() {
        let allowed = BTreeSet::from(["MIT", "Apache-2.0", "ISC"]);
        for met in [
            "MIT",
            "GPL-3.0 OR MIT",
            "MIT/Apache-2.0",
            "(MIT OR GPL-3.0) AND ISC",
            "Apache-2.0 WITH LLVM-exception",
            "GPL-3.0 AND ISC OR MIT",
        ] {
            assert!(is_allowed(met, &allowed), "{met}");
        }
        for unmet in [
            "",
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "(MIT OR ISC) AND GPL-3.0",
            "MIT OR",
            "MIT)",
            "(MIT",
            "MIT ISC",
            "GPL-3.0 WITH Classpath-exception-2.0",
        ] {
            assert!(!is_allowed(unmet, &allowed), "{unmet}");
        }
    }
}
