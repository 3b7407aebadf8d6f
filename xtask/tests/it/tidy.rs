//! `cargo xtask tidy`.

use std::fs;
use std::process::Command;

use crate::copy::Copy;

#[test]
fn this_workspace_keeps_its_rules() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("tidy")
        .output()
        .expect("xtask runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    for group in [
        "sources",
        "generated",
        "paths",
        "manifest",
        "examples",
        "packages",
        "licences",
    ] {
        assert!(said.contains(&format!("Checked {group}: ")), "{said}");
    }
}

#[test]
fn the_manifest_must_fit_the_files() {
    let copy = Copy::new("tidy-manifest");
    let groups = ["tidy", "manifest", "generated"];
    let (succeeded, said) = copy.xtask(&groups);
    assert!(succeeded, "{said}");

    let wsdl = "wsdl/websale/createvouchers.wsdl";
    let text = fs::read_to_string(copy.path(wsdl)).unwrap();
    fs::write(copy.path(wsdl), text + "\n").unwrap();
    fs::write(copy.path("wsdl/websale/other.xsd"), "<schema/>").unwrap();
    fs::remove_file(copy.path("wsdl/hypersoft/API300.wsdl")).unwrap();
    let (succeeded, said) = copy.xtask(&groups);
    assert!(!succeeded);
    for part in [
        "error[manifest]: the checksum of `websale/createvouchers.wsdl` is ",
        "error[manifest]: `hypersoft/API300.wsdl` stands in the manifest and cannot be read: ",
        "error[manifest]: the file does not stand in the manifest\n  --> wsdl/websale/other.xsd\n  = help: say in wsdl/manifest.toml",
        "error: 3 problems to mend",
    ] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn an_unknown_group_is_refused() {
    let (succeeded, said) = Copy::new("tidy-unknown").xtask(&["tidy", "sorces"]);
    assert!(!succeeded);
    assert!(
        said.contains("there are no rules `sorces`; there are sources, "),
        "{said}"
    );
}
