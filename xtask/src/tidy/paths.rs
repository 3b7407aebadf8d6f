//! No file names a folder of somebody's machine.

use super::tree::{Problem, Tree};

/// Folders at the root of a file system in which people work.
const FOLDERS: &[&str] = &["home", "mnt", "root", "tmp", "work", "Users"];

pub(super) fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in &tree.files {
        for (number, line) in file.lines() {
            if let Some(path) = named(line) {
                problems.push(file.problem_at(
                    number,
                    format!("`{path}` is a folder of one machine only"),
                    "name it from the workspace, or ask for it: `std::env::temp_dir()`, an argument, an environment variable",
                ));
            }
        }
    }
    problems
}

/// The first such folder in a line. What stands before it tells whether it begins there.
fn named(line: &str) -> Option<String> {
    FOLDERS.iter().find_map(|folder| {
        let path = format!("/{folder}/");
        let mut places = line.match_indices(&path);
        let begins = places.any(|(at, _)| {
            let before = line[..at].chars().next_back();
            !before.is_some_and(|c| c.is_alphanumeric() || "._-}>*/".contains(c))
        });
        begins.then_some(path)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_found_where_a_path_begins() {
        let path = |folder: &str| format!("/{folder}/");
        let (home, temporary) = (path("home"), path("tmp"));
        for line in [
            format!("let file = \"{temporary}x\";"),
            format!("{home}anna/shop.wsdl"),
            format!("cd {home}anna"),
        ] {
            assert!(named(&line).is_some(), "{line}");
        }
        for line in [
            format!("https://shop.example{home}"),
            format!("target{temporary}"),
            format!("{{folder}}{temporary}"),
            "a home of one's own".to_owned(),
        ] {
            assert_eq!(named(&line), None, "{line}");
        }
    }

    #[test]
    fn the_line_is_named() {
        let text = format!("one\ncd /{}/anna\n", "home");
        let problems = check(&Tree::of(&[("README.md", &text)]));
        assert_eq!(problems[0].place, "README.md:2");
    }
}
