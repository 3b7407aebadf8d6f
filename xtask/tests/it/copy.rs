//! A copy of the workspace for a test.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use kontorhaus_codegen::vendor::{VENDORS, Vendor};

/// A workspace with nothing in it but WSDL files, overlays and generated code; removed at the end.
pub(crate) struct Copy(PathBuf);

impl Copy {
    pub(crate) fn new(name: &str) -> Self {
        Self::of_workspace(name).expect("a copy of the workspace")
    }

    fn of_workspace(name: &str) -> io::Result<Self> {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&copy);
        let of_vendors = VENDORS.iter().flat_map(|Vendor { name, .. }| {
            [
                format!("wsdl/{name}"),
                format!("crates/{name}/src/generated"),
            ]
        });
        for folder in of_vendors.chain(["codegen/overlays".to_owned()]) {
            fs::create_dir_all(copy.join(&folder))?;
            for file in fs::read_dir(workspace.join(&folder))? {
                let file = file?;
                fs::copy(file.path(), copy.join(&folder).join(file.file_name()))?;
            }
        }
        fs::copy(
            workspace.join("wsdl/manifest.toml"),
            copy.join("wsdl/manifest.toml"),
        )?;
        Ok(Self(copy))
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.0.join(file)
    }

    /// Runs `cargo xtask …` as if this were the workspace.
    pub(crate) fn xtask(&self, arguments: &[&str]) -> (bool, String) {
        let Output { status, stderr, .. } = self.xtask_output(arguments);
        (
            status.success(),
            String::from_utf8_lossy(&stderr).into_owned(),
        )
    }

    /// The same, with what it writes to standard output.
    pub(crate) fn xtask_output(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .env("CARGO_MANIFEST_DIR", self.path("xtask"))
            .output()
            .expect("xtask runs")
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
