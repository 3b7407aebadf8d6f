//! Packages, fetched with the clients of their registries and unpacked.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::packages::{PACKAGES, Package, Registry};
use crate::digest::sha256;
use crate::terminal::say;

/// The folder of each package that such files are wanted of; what was fetched before isn't fetched again.
pub(super) fn unpacked(folder: &Path, only: &[String]) -> Result<Vec<PathBuf>, String> {
    let (fetched, unpacked) = (folder.join("packages"), folder.join("unpacked"));
    for folder in [&fetched, &unpacked] {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let mut folders = Vec::new();
    for package in PACKAGES.iter().filter(|package| package.is_wanted(only)) {
        let target = unpacked.join(package.folder());
        if !target.exists() {
            say("Fetching", &package.folder());
            if package.found(&fetched).is_none() {
                package.fetch(&fetched)?;
            }
            let file = package
                .found(&fetched)
                .ok_or_else(|| format!("{} was fetched, and is not there", package.file))?;
            package.verify(&file)?;
            package.unpack(&file, &target)?;
        }
        folders.push(target);
    }
    Ok(folders)
}

impl Package {
    fn folder(&self) -> String {
        match self.registry {
            Registry::Debian => self.name.to_owned(),
            // Two registries have a package called fedex.
            Registry::Npm => format!("npm-{}-{}", self.name, self.version),
            Registry::Wheel | Registry::Sdist => format!("{}-{}", self.name, self.version),
        }
    }

    /// Whether any of these texts may stand in a path of the package.
    fn is_wanted(&self, only: &[String]) -> bool {
        let names = |text: &String, package: &Self| text.starts_with(&package.folder());
        let any = |text| !PACKAGES.iter().any(|package| names(text, package));
        only.is_empty() || only.iter().any(|text| names(text, self) || any(text))
    }

    fn found(&self, folder: &Path) -> Option<PathBuf> {
        let files = fs::read_dir(folder).ok()?.flatten();
        files.map(|file| file.path()).find(|path| {
            let name = path.file_name().and_then(OsStr::to_str);
            name.is_some_and(|name| name.starts_with(self.file))
        })
    }

    fn fetch(&self, folder: &Path) -> Result<(), String> {
        let pinned = |between: &str| format!("{}{between}{}", self.name, self.version);
        let pip = |choice: &str| {
            let mut pip = Command::new("pip");
            pip.args(["download", "--quiet", "--no-deps", choice, ":all:"])
                .arg(pinned("=="));
            pip
        };
        let mut command = match self.registry {
            Registry::Wheel => pip("--only-binary"),
            Registry::Sdist => pip("--no-binary"),
            Registry::Npm => {
                let mut npm = Command::new("npm");
                npm.args(["pack", "--silent"]).arg(pinned("@"));
                npm
            }
            Registry::Debian => {
                let mut apt = Command::new("apt-get");
                apt.args(["download", "-qq", self.name]);
                apt
            }
        };
        run(command.current_dir(folder))
    }

    fn verify(&self, file: &Path) -> Result<(), String> {
        if self.sha256.is_empty() {
            return Ok(());
        }
        let bytes = fs::read(file).map_err(|error| format!("{}: {error}", file.display()))?;
        let found = sha256(&bytes);
        if found == self.sha256 {
            Ok(())
        } else {
            Err(format!(
                "{} has the checksum {found}, and should have {}",
                file.display(),
                self.sha256
            ))
        }
    }

    fn unpack(&self, file: &Path, target: &Path) -> Result<(), String> {
        // Beside it first: a folder that is there is complete.
        let partial = target.with_extension("partial");
        let _ = fs::remove_dir_all(&partial);
        fs::create_dir_all(&partial).map_err(|error| format!("{}: {error}", partial.display()))?;
        let mut command = match self.registry {
            Registry::Wheel => Command::new("python3"),
            Registry::Sdist | Registry::Npm => Command::new("tar"),
            Registry::Debian => Command::new("dpkg-deb"),
        };
        match self.registry {
            Registry::Wheel => command
                .args(["-m", "zipfile", "-e"])
                .arg(file)
                .arg(&partial),
            Registry::Sdist | Registry::Npm => {
                command.arg("-xzf").arg(file).arg("-C").arg(&partial)
            }
            Registry::Debian => command.arg("-x").arg(file).arg(&partial),
        };
        run(&mut command)?;
        fs::rename(&partial, target).map_err(|error| format!("{}: {error}", target.display()))
    }
}

fn run(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .output()
        .map_err(|error| format!("{program} cannot be started: {error}"))?;
    if output.status.success() {
        Ok(())
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!("{program} failed: {}", said.trim()))
    }
}
