//! What the Maklerinfo client computes and writes, by Python's standard library.

mod digest;
mod multipart;

use std::io::Write as _;
use std::process::{Command, Stdio};

use kontorhaus_tests::interop::Needs;

const PYTHON: Needs = Needs {
    peer: "Python",
    programs: &["python3"],
    libraries: &[],
    packages: "python3",
};

/// Runs a program with this input; gives what it printed. `None` if there is no Python.
fn python(program: &str, input: &[u8]) -> Option<Vec<u8>> {
    if !PYTHON.met() {
        return None;
    }
    let mut child = Command::new("python3")
        .args(["-c", program])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 starts");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(input)
        .expect("Python reads");
    let output = child.wait_with_output().expect("Python ends");
    assert!(output.status.success(), "{:?}", output.status);
    Some(output.stdout)
}
