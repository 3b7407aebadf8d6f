//! Feature folders: for each schema feature a small WSDL and the module that the generator makes of it.
//!
//! `features/NAME/` holds `input.wsdl`, perhaps files that it imports and an `overlay.toml`, the generator's model of it
//! as `model.txt`, what it said about it as `notes.txt`, the generated module in `expected/`, and often a `sample.xml`
//! which the tests of that module read and write. That all of this is what the generator makes now is checked here and
//! not beside those tests, since they only compile if it does.

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use kontorhaus_codegen::output::{self, Change, Mode};
    use kontorhaus_codegen::overlay::Overlay;
    use kontorhaus_codegen::render::{Files, Target, render_in_files};
    use kontorhaus_codegen::{Catalog, generate, model, read};

    const UPDATE: &str = "UPDATE_FEATURES=1 cargo test -p kontorhaus-tests --lib";

    fn folders() -> Vec<PathBuf> {
        let features = Path::new(env!("CARGO_MANIFEST_DIR")).join("features");
        let entries = fs::read_dir(features).expect("a folder of features");
        let mut folders: Vec<PathBuf> = entries
            .map(|entry| entry.expect("an entry").path())
            .collect();
        folders.sort();
        folders
    }

    /// The model and the notes as text, and the files of the module, as the generator makes them now.
    fn made(folder: &Path, overlay: Option<&Overlay>) -> (Files, Files) {
        let wsdl = folder.join("input.wsdl");
        let input = read(&wsdl, &Catalog::new()).unwrap_or_else(|report| panic!("{report}"));
        let model = model(&input, overlay).unwrap_or_else(|report| panic!("{report}"));
        let target = Target {
            vendor: "crate::features".to_owned(),
            service: "vendor::Feature".to_owned(),
            generator: UPDATE.to_owned(),
            source: "input.wsdl".to_owned(),
            client: false,
        };
        // A folder may want small files, to have several of what is one file for others.
        let files = match fs::read_to_string(folder.join("file-size.txt")) {
            Ok(size) => {
                let size = size.trim().parse().expect("a number");
                render_in_files(&model, &target, &[], size).expect("Rust")
            }
            Err(_) => generate(&input, overlay, &target).expect("Rust"),
        };
        let mut texts = Files::from([("model.txt".to_owned(), model.dump())]);
        let notes = input.render_warnings(false);
        if !notes.is_empty() {
            // The same wherever the workspace lies.
            let here = format!("{}/", folder.display());
            texts.insert("notes.txt".to_owned(), notes.replace(&here, "") + "\n");
        }
        (texts, files)
    }

    fn changes(folder: &Path, mode: Mode) -> Vec<Change> {
        let overlay = fs::read_to_string(folder.join("overlay.toml")).ok();
        let overlay = overlay.map(|text| Overlay::parse(&text).expect("an overlay"));
        let (texts, files) = made(folder, overlay.as_ref());
        let mut changes = output::apply(folder, &texts, mode, false).expect("readable files");
        let expected = folder.join("expected");
        changes.extend(output::apply(&expected, &files, mode, true).expect("readable files"));
        changes
    }

    #[test]
    fn every_folder_holds_what_the_generator_makes() {
        let mode = match std::env::var_os("UPDATE_FEATURES") {
            Some(_) => Mode::Write,
            None => Mode::Check,
        };
        let folders = folders();
        let changes = folders.iter().flat_map(|folder| changes(folder, mode));
        let listed: Vec<String> = changes.map(|change| change.to_string()).collect();
        assert!(
            listed.is_empty() || mode == Mode::Write,
            "{}\nTo make them so: {UPDATE}; then read the difference.",
            listed.join("\n")
        );
    }
}
