//! The program as it is started in a terminal, and what it prints.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// A running program. Ends when dropped.
pub(crate) struct Program {
    child: Child,
    /// What it has printed.
    pub(crate) printed: String,
    /// Where it is.
    pub(crate) origin: String,
}

impl Program {
    pub(crate) fn start() -> Self {
        let mut child = command(&["--port", "0"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let output = child.stdout.take().expect("it is piped");
        let mut printed = String::new();
        for line in BufReader::new(output).lines() {
            let line = line.expect("it prints text");
            printed.push_str(&line);
            printed.push('\n');
            if line.starts_with("Ctrl-C") {
                break;
            }
        }
        let (_, page) = printed
            .split_once("provoke faults: ")
            .expect("it says where its page is");
        let origin = page.lines().next().and_then(|line| line.strip_suffix('/'));
        Self {
            origin: origin.expect("an address").to_owned(),
            child,
            printed,
        }
    }

    /// What stands behind a name below a vendor.
    pub(crate) fn value(&self, vendor: &str, name: &str) -> String {
        let (_, entry) = self
            .printed
            .split_once(&format!("\n{vendor}  "))
            .expect(vendor);
        let line = entry
            .lines()
            .find_map(|line| line.trim_start().strip_prefix(name));
        line.expect(name).trim().to_owned()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kontorhaus-sandbox"));
    command.args(arguments).stdin(Stdio::null());
    command
}

#[test]
fn it_prints_address_credentials_and_code_of_each_vendor() {
    let program = Program::start();
    let printed = &program.printed;
    assert!(
        !printed.contains('\u{1b}'),
        "colours are for terminals: {printed}"
    );
    for (vendor, address, credentials) in [
        (
            "BACKCLICK",
            "/backclick/bc/rpc/soap/",
            &["mandator", "API key"][..],
        ),
        (
            "Comarch ERP XT",
            "/erpxt/api2/public",
            &["client ID", "client secret"],
        ),
        (
            "Hypersoft",
            "/hypersoft/Service/API300.asmx",
            &["CusToken", "AuthToken"],
        ),
        (
            "Maklerinfo",
            "/service/bd/broker/1.0/rest",
            &["Vermittler", "Api-ID", "Api-Key"],
        ),
        ("WEBSALE", "/websale", &["shop ID", "password"]),
    ] {
        let endpoint = program.value(vendor, "endpoint");
        assert_eq!(endpoint, format!("{}{address}", program.origin));
        let (_, entry) = printed.split_once(&format!("\n{vendor}  ")).expect(vendor);
        let (_, code) = entry.split_once("    let client = ").expect("code");
        let (code, _) = code.split_once(";\n\n").expect("the end of the code");
        assert!(
            code.contains(&format!(".endpoint(\"{endpoint}\")")),
            "{code}"
        );
        assert!(
            !code.contains(['{', '}']) || vendor == "Hypersoft",
            "{code}"
        );
        for name in credentials {
            let value = program.value(vendor, name);
            assert!(code.contains(&value), "{name} {value} in {code}");
        }
    }
}

/// The umbrella crate as the printed code names it: the sandbox's tests depend on the crates of the vendors alone.
mod kontorhaus {
    pub(super) use kontorhaus_backclick as backclick;
    pub(super) use kontorhaus_erpxt as erpxt;
    pub(super) use kontorhaus_hypersoft as hypersoft;
    pub(super) use kontorhaus_maklerinfo as maklerinfo;
    pub(super) use kontorhaus_websale as websale;
}

/// What a file with code gives, before an address and credentials stand in it.
macro_rules! built {
    ($file:literal) => {{
        let built = || -> Result<_, kontorhaus_core::Error> {
            let client = include!(concat!("../../src/vendor/snippets/", $file));
            Ok(client)
        };
        built().err().map(|error| error.kind())
    }};
}

#[test]
fn the_printed_code_is_code() {
    let refused = Some(kontorhaus_core::ErrorKind::Configuration);
    assert_eq!(
        built!("backclick.snippet"),
        refused,
        "{{endpoint}} is no address"
    );
    assert_eq!(built!("erpxt.snippet"), refused);
    assert_eq!(built!("hypersoft.snippet"), refused);
    assert_eq!(built!("maklerinfo.snippet"), refused);
    assert_eq!(built!("websale.snippet"), refused);
}

#[test]
fn help_teaches_and_mistakes_are_named() {
    let help = command(&["--help"]).output().expect("it runs");
    let text = String::from_utf8(help.stdout).expect("text");
    assert!(help.status.success());
    for taught in [
        "cargo run -p kontorhaus-sandbox",
        "--port",
        "curl http://127.0.0.1:8300/",
        "Sandbox::start()",
    ] {
        assert!(text.contains(taught), "{taught} in {text}");
    }
    assert!(
        text.lines().all(|line| line.chars().count() <= 112),
        "{text}"
    );

    let wrong = command(&["--prot", "1"]).output().expect("it runs");
    assert_eq!(wrong.status.code(), Some(2));
    let text = String::from_utf8(wrong.stderr).expect("text");
    assert_eq!(
        text,
        "\"--prot\" is not an option\n`--help` says what there is.\n"
    );

    let program = Program::start();
    let taken = program.origin.rsplit(':').next().expect("a port");
    let second = command(&["--port", taken]).output().expect("it runs");
    assert_eq!(second.status.code(), Some(1));
    let text = String::from_utf8(second.stderr).expect("text");
    assert!(
        text.starts_with(&format!("port {taken} of 127.0.0.1 cannot be used: ")),
        "{text}"
    );
}
