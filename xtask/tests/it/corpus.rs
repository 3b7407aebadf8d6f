//! `cargo xtask corpus --folder`.

use std::fs;

use crate::copy::Copy;

const WSDL: &str = r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
    xmlns:t="urn:t" targetNamespace="urn:t">
  <portType name="P"><operation name="Ping"><input message="t:Ping"/></operation></portType>
  <message name="Ping"/>
  <binding name="B" type="t:P">
    <soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="Ping"><input><soap:body use="literal"/></input></operation>
  </binding>
</definitions>"#;

#[test]
fn each_wsdl_of_a_folder_is_tried_whatever_its_name() {
    let copy = Copy::new("corpus-folder");
    let folder = copy.path("heap");
    fs::create_dir_all(folder.join("deep")).unwrap();
    fs::write(folder.join("deep/service.php.txt"), WSDL).unwrap();
    fs::write(folder.join("torn.wsdl"), &WSDL[..200]).unwrap();
    fs::write(folder.join("about.txt"), format!("Not one: {WSDL}")).unwrap();
    let folder = folder.to_str().unwrap();
    let out = copy.xtask_output(&["corpus", "--no-check", "--folder", folder]);
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(out.status.success(), "{said}");
    assert!(said.contains("2 files: 1 generated, 1 refused"), "{said}");
    let lines = String::from_utf8(out.stdout).unwrap();
    let of = |name: &str| lines.lines().find(|line| line.contains(name));
    let good = of("heap/deep/service.php.txt").expect("a line for it");
    assert!(good.trim_start().starts_with("1 "), "{lines}");
    assert!(of("heap/torn.wsdl").is_some_and(|line| line.contains("refused")));
    assert!(of("torn.wsdl:").is_some(), "where it is torn: {lines}");
}
