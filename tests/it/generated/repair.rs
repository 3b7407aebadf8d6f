//! Files that somebody damaged are mended by the function that checks them.

use std::fs;
use std::path::{Path, PathBuf};

use kontorhaus_codegen::output::{self, Change, ChangeKind, Mode};
use kontorhaus_codegen::render::Files;
use kontorhaus_codegen::vendor::Vendor;
use kontorhaus_tests::interop::workspace;

/// A copy of what is checked in, and what belongs there.
fn copy(name: &str) -> (PathBuf, Files) {
    let websale = Vendor::by_name("websale").expect("a vendor");
    let files = websale.files(&workspace()).expect("generated files");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // Of an earlier run.
    let _ = fs::remove_dir_all(&folder);
    let made = output::apply(&folder, &files, Mode::Write, true).expect("a copy");
    assert!(made.iter().all(|change| change.kind == ChangeKind::Missing));
    assert_eq!(made.len(), files.len());
    (folder, files)
}

fn apply(folder: &Path, files: &Files, mode: Mode) -> Vec<Change> {
    output::apply(folder, files, mode, true).expect("readable files")
}

#[test]
fn a_syntax_error_is_found_and_mended() {
    let (folder, files) = copy("repair-syntax");
    let damaged = folder.join("wire.rs");
    let text = fs::read_to_string(&damaged).expect("a file");
    let line = text
        .lines()
        .position(|line| line.starts_with("impl "))
        .expect("an item")
        + 1;
    fs::write(&damaged, text.replacen("impl ", "impl { ", 1)).expect("damage");
    let found = [Change {
        path: damaged.clone(),
        kind: ChangeKind::Differs { line },
    }];
    assert_eq!(apply(&folder, &files, Mode::Check), found);
    assert_ne!(
        fs::read_to_string(&damaged).expect("a file"),
        text,
        "checking changes nothing"
    );
    assert_eq!(apply(&folder, &files, Mode::Write), found);
    assert_eq!(fs::read_to_string(&damaged).expect("a file"), text);
    assert_eq!(apply(&folder, &files, Mode::Check), []);
}

#[test]
fn missing_and_superfluous_files_are_seen() {
    let (folder, files) = copy("repair-files");
    fs::remove_file(folder.join("types.rs")).expect("a file");
    fs::write(folder.join("old.rs"), "// from another time").expect("a file");
    fs::write(folder.join("notes.txt"), "no code").expect("a file");
    let listed: Vec<String> = apply(&folder, &files, Mode::Write)
        .iter()
        .map(ToString::to_string)
        .collect();
    let at = |name: &str| folder.join(name).display().to_string();
    assert_eq!(
        listed,
        [
            format!("{} (was not there)", at("types.rs")),
            format!("{} (nothing makes this file any more)", at("old.rs")),
        ]
    );
    assert!(!folder.join("old.rs").exists() && folder.join("notes.txt").exists());
    assert_eq!(apply(&folder, &files, Mode::Check), []);
}

#[test]
fn a_file_that_is_right_is_not_touched() {
    let (folder, files) = copy("repair-untouched");
    // A checkout may have made other line ends of it.
    let path = folder.join("mod.rs");
    let text = fs::read_to_string(&path)
        .expect("a file")
        .replace('\n', "\r\n");
    fs::write(&path, &text).expect("a file");
    assert_eq!(apply(&folder, &files, Mode::Write), []);
    assert_eq!(fs::read_to_string(&path).expect("a file"), text);
}
