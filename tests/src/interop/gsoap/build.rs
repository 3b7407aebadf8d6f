//! From our WSDL and a few C++ files to a program, by gSOAP's own tools.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::interop::{Needs, folder, made, run, workspace};

/// What gSOAP programs need.
pub const NEEDS: Needs = Needs {
    peer: "gSOAP",
    programs: &["wsdl2h", "soapcpp2", "g++", "pkg-config", "openssl"],
    libraries: &["gsoapssl++", "openssl", "zlib"],
    packages: "gsoap libgsoap-dev g++ pkg-config libssl-dev zlib1g-dev openssl",
};

/// Which side of the conversation a [`Program`] is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// It implements the operations.
    Server,
    /// It calls the operations.
    Client,
}

/// A C++ program over what gSOAP generates from `wsdl/websale/createvouchers.wsdl`.
///
/// It is made in `target/interop/gsoap/NAME/`, with all that gSOAP generates, and made again when the WSDL or a source
/// has changed.
#[derive(Debug, Clone, Copy)]
pub struct Program<'a> {
    /// Its name.
    pub name: &'a str,
    /// The folder that holds its C++ sources.
    pub sources: &'a Path,
    /// What gSOAP generates for it.
    pub side: Side,
}

impl Program<'_> {
    /// Makes the program if it is not up to date, and returns its path.
    ///
    /// # Errors
    ///
    /// If a file cannot be read or written or a tool fails: what the tool printed.
    pub fn build(&self) -> Result<PathBuf, String> {
        let inputs = self
            .inputs()
            .map_err(|error| format!("{}: {error}", self.sources.display()))?;
        let folder = folder("gsoap").join(self.name);
        made(&folder, &inputs, |work| self.compile(work))?;
        Ok(folder.join(self.name))
    }

    fn compile(&self, work: &Path) -> Result<(), String> {
        run(Command::new("wsdl2h")
            .args(["-L", "-o", HEADER, "-t"])
            .arg(typemap())
            .arg(wsdl())
            .current_dir(work))?;
        let (side, generated) = match self.side {
            Side::Server => ("-S", "soapServer.cpp"),
            Side::Client => ("-C", "soapClient.cpp"),
        };
        run(Command::new("soapcpp2")
            .args([side, "-L", "-x", HEADER])
            .current_dir(work))?;

        // Debian's library is built with options that change the layout of `struct soap`: only pkg-config knows them.
        let compiler_flags = run(Command::new("pkg-config").args(["--cflags", "gsoapssl++"]))?;
        let libraries =
            run(Command::new("pkg-config").args(["--libs", "gsoapssl++", "openssl", "zlib"]))?;
        let sources = self
            .files()
            .map_err(|error| format!("{}: {error}", self.sources.display()))?;
        let mut compiler = Command::new("g++");
        compiler.args(["-std=c++17", "-O2", "-pthread", "-I", ".", "-o", self.name]);
        compiler.args(compiler_flags.split_whitespace());
        compiler.args(
            sources
                .iter()
                .filter(|file| file.extension().is_some_and(|extension| extension == "cpp")),
        );
        compiler
            .args(["soapC.cpp", generated])
            .args(libraries.split_whitespace());
        run(compiler.current_dir(work)).map(drop)
    }

    /// Everything that decides what the program is, one after the other: this file, our sources, the WSDL.
    fn inputs(&self) -> io::Result<Vec<u8>> {
        let mut inputs = include_bytes!("build.rs").to_vec();
        for file in self.files()?.iter().chain([&typemap(), &wsdl()]) {
            inputs.extend(fs::read(file)?);
        }
        Ok(inputs)
    }

    fn files(&self) -> io::Result<Vec<PathBuf>> {
        let entries = fs::read_dir(self.sources)?.collect::<io::Result<Vec<_>>>()?;
        let is_source = |file: &PathBuf| {
            file.extension()
                .is_some_and(|extension| extension == "cpp" || extension == "h")
        };
        let mut files: Vec<_> = entries
            .iter()
            .map(fs::DirEntry::path)
            .filter(is_source)
            .collect();
        files.sort();
        Ok(files)
    }
}

const HEADER: &str = "createvouchers.h";

fn wsdl() -> PathBuf {
    workspace().join("wsdl/websale/createvouchers.wsdl")
}

fn typemap() -> PathBuf {
    workspace().join("tests/interop/gsoap/typemap.dat")
}
