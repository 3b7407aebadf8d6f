//! The server on JAX-WS: beans by wsimport from our WSDL, and a few Java files.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use crate::interop::{Needs, folder, made, run, workspace};

/// What it needs.
const NEEDS: Needs = Needs {
    peer: "JAX-WS",
    programs: &[
        "java",
        "javac",
        "/usr/share/java/jaxws-rt.jar",
        "/usr/share/java/jaxws-tools.jar",
    ],
    libraries: &[],
    packages: "default-jdk-headless libjaxws-java",
};

const JARS: &str = "/usr/share/java";
const WSDL: &str = "backclickService.wsdl";

/// The command that starts it; `None` where its packages are missing.
pub(super) fn command() -> Option<Command> {
    if !NEEDS.met() {
        return None;
    }
    let folder = folder("backclick-jaxws");
    let built = inputs()
        .map_err(|error| format!("{}: {error}", sources().display()))
        .and_then(|inputs| made(&folder, &inputs, build));
    if let Err(problem) = built {
        panic!("the JAX-WS server: {problem}");
    }
    let mut command = Command::new("java");
    command
        // Java's server answers on kept connections after 40 ms otherwise.
        .arg("-Dsun.net.httpserver.nodelay=true")
        .arg("-cp")
        .arg(class_path(&[jar("jaxws-rt"), folder.join("classes")]))
        .arg("server.Main");
    Some(command)
}

fn build(work: &Path) -> Result<(), String> {
    let problem = |error: io::Error| format!("{}: {error}", work.display());
    let (classes, beans) = (work.join("classes"), work.join("beans"));
    fs::create_dir_all(&classes).map_err(problem)?;
    fs::create_dir_all(&beans).map_err(problem)?;
    // The server publishes it, and finds the schema in it.
    fs::copy(wsdl(), classes.join(WSDL)).map_err(problem)?;
    // The tools need more than the jar of the tools says.
    let tools = [
        "jaxws-tools",
        "jaxws-rt",
        "jaxb-jxc",
        "jaxb-xjc",
        "jaxb-core",
    ]
    .map(jar);
    run(Command::new("java")
        .arg("-cp")
        .arg(class_path(&tools))
        .arg("com.sun.tools.ws.WsImport")
        .args([
            "-quiet",
            "-Xnocompile",
            "-p",
            "backclick",
            "-wsdllocation",
            WSDL,
        ])
        .arg("-s")
        .arg(&beans)
        .arg(wsdl()))?;
    let files = java_files(&sources())
        .and_then(|ours| Ok([ours, java_files(&beans.join("backclick"))?].concat()))
        .map_err(problem)?;
    run(Command::new("javac")
        .args(["-encoding", "UTF-8", "-cp"])
        .arg(jar("jaxws-rt"))
        .arg("-d")
        .arg(&classes)
        .args(files))
    .map(drop)
}

/// Everything that decides what the server is, one after the other: this file, our sources, the WSDL.
fn inputs() -> io::Result<Vec<u8>> {
    let mut inputs = include_bytes!("jaxws.rs").to_vec();
    for file in java_files(&sources())?.iter().chain([&wsdl()]) {
        inputs.extend(fs::read(file)?);
    }
    Ok(inputs)
}

fn java_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    let files = entries.iter().map(fs::DirEntry::path);
    let is_java = |file: &PathBuf| {
        file.extension()
            .is_some_and(|extension| extension == "java")
    };
    let mut files: Vec<_> = files.filter(is_java).collect();
    files.sort();
    Ok(files)
}

fn sources() -> PathBuf {
    workspace().join("tests/interop/backclick-jaxws")
}

fn wsdl() -> PathBuf {
    workspace().join("wsdl/backclick").join(WSDL)
}

fn jar(name: &str) -> PathBuf {
    Path::new(JARS).join(name).with_extension("jar")
}

fn class_path(entries: &[PathBuf]) -> std::ffi::OsString {
    env::join_paths(entries).unwrap_or_default()
}
