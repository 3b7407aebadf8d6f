//! Feature folders: for each schema feature a small WSDL and the module that the generator makes of it.
//!
//! `features/NAME/` holds `input.wsdl`, perhaps an `overlay.toml`, the generated module in `expected/`, and a
//! `sample.xml` which the tests of that module read and write. That `expected/` is what the generator makes now is
//! checked here and not beside those tests, since they only compile if it does.

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use kontorhaus_codegen::output::{self, Mode};
    use kontorhaus_codegen::overlay::Overlay;
    use kontorhaus_codegen::render::{Files, Target};
    use kontorhaus_codegen::{Catalog, generate, read};

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

    /// The module as the generator makes it now.
    fn module(folder: &Path) -> Files {
        let input = read(&folder.join("input.wsdl"), &Catalog::new())
            .unwrap_or_else(|report| panic!("{report}"));
        let overlay = fs::read_to_string(folder.join("overlay.toml"))
            .ok()
            .map(|text| {
                Overlay::parse(&text).unwrap_or_else(|error| panic!("{folder:?}: {error}"))
            });
        let target = Target {
            vendor: "crate::features".to_owned(),
            service: "vendor::Feature".to_owned(),
            generator: UPDATE.to_owned(),
            source: "input.wsdl".to_owned(),
            client: false,
        };
        generate(&input, overlay.as_ref(), &target)
            .unwrap_or_else(|error| panic!("{folder:?}: {error}"))
    }

    #[test]
    fn expected_is_what_the_generator_makes() {
        let mode = match std::env::var_os("UPDATE_FEATURES") {
            Some(_) => Mode::Write,
            None => Mode::Check,
        };
        let mut changes = Vec::new();
        for folder in folders() {
            let expected = folder.join("expected");
            let files = module(&folder);
            changes.extend(output::apply(&expected, &files, mode, true).expect("readable files"));
        }
        let listed: Vec<String> = changes.iter().map(ToString::to_string).collect();
        if mode == Mode::Write {
            println!("{}", listed.join("\n"));
        } else {
            assert!(
                listed.is_empty(),
                "{}\nTo make them so: {UPDATE}; then read the difference.",
                listed.join("\n")
            );
        }
    }
}
