//! Documents that bring in others.

use std::collections::BTreeMap;
use std::path::Path;

use kontorhaus_codegen::render::{Dependency, Package};
use kontorhaus_codegen::{Catalog, Input, diagnostics::Report, model, read};

use crate::{messages, schema, with_schemas};

fn read_with(main: &str, others: &[(&str, &str)]) -> Result<Input, Report> {
    let mut catalog = Catalog::new().with_bytes("dir/main.wsdl", main);
    for (location, text) in others {
        catalog = catalog.with_bytes(*location, *text);
    }
    read(Path::new("dir/main.wsdl"), &catalog)
}

fn dump(main: &str, others: &[(&str, &str)]) -> String {
    let input = read_with(main, others).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(messages(&input.warnings), Vec::<&str>::new());
    input.schemas.dump()
}

fn importing(location: &str) -> String {
    with_schemas(&format!(
        r#"<xs:schema targetNamespace="urn:t" xmlns:u="urn:u"><xs:import namespace="urn:u" schemaLocation="{location}"/>
           <xs:element name="e" type="u:U"/></xs:schema>"#
    ))
}

const U: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:u">
  <xs:simpleType name="U"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>"#;

const READ: &str = "\
namespace urn:t
namespace urn:u
type {urn:u}U restricts xs:int
element {urn:t}e: {urn:u}U
";

#[test]
fn relative_files_addresses_and_namespaces_are_found() {
    assert_eq!(dump(&importing("../x/u.xsd"), &[("x/u.xsd", U)]), READ);
    assert_eq!(
        dump(&importing("http://h/u.xsd"), &[("http://h/u.xsd", U)]),
        READ
    );
    assert_eq!(
        dump(&importing("http://h/u.xsd"), &[("dir/u.xsd", U)]),
        READ
    );
    assert_eq!(
        dump(&importing("http://h/s?xsd=1"), &[("dir/main.xsd1.xsd", U)]),
        READ
    );
    assert_eq!(dump(&importing("http://h/s?xsd=1"), &[("urn:u", U)]), READ);
    // Whoever saved the files kept no folders.
    assert_eq!(dump(&importing("../x/u.xsd"), &[("dir/u.xsd", U)]), READ);
    let bare = importing("").replace(r#" schemaLocation="""#, "");
    assert_eq!(dump(&bare, &[("urn:u", U)]), READ);
}

#[test]
fn imports_may_run_in_circles() {
    let circular = U.replace(
        "<xs:simpleType",
        r#"<xs:import namespace="urn:u" schemaLocation="./u.xsd"/><xs:include schemaLocation="u.xsd"/>
           <xs:import namespace="urn:t" schemaLocation="main.wsdl"/><xs:simpleType"#,
    );
    assert_eq!(dump(&importing("u.xsd"), &[("dir/u.xsd", &circular)]), READ);
}

#[test]
fn an_included_schema_takes_the_namespace_of_each_includer() {
    let chameleon = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
      <xs:element name="e" type="C"/><xs:simpleType name="C"><xs:restriction base="xs:int"/></xs:simpleType></xs:schema>"#;
    let main = with_schemas(
        r#"<xs:schema targetNamespace="urn:t"><xs:include schemaLocation="c.xsd"/></xs:schema>
           <xs:schema targetNamespace="urn:u"><xs:include schemaLocation="c.xsd"/></xs:schema>"#,
    );
    assert_eq!(
        dump(&main, &[("dir/c.xsd", chameleon)]),
        "\
namespace urn:t
namespace urn:u
type {urn:t}C restricts xs:int
type {urn:u}C restricts xs:int
element {urn:t}e: {urn:t}C
element {urn:u}e: {urn:u}C
"
    );
}

#[test]
fn a_redefinition_takes_the_place_of_what_it_redefines() {
    let original = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t">
      <xs:complexType name="C"><xs:sequence><xs:element name="a" type="xs:int"/></xs:sequence><xs:attribute name="x"/></xs:complexType>
      <xs:group name="G"><xs:sequence><xs:element name="g" type="xs:int"/></xs:sequence></xs:group>
      <xs:simpleType name="S"><xs:restriction base="xs:string"/></xs:simpleType></xs:schema>"#;
    let main = with_schemas(
        r#"<xs:schema targetNamespace="urn:t"><xs:redefine schemaLocation="o.xsd">
             <xs:complexType name="C"><xs:complexContent><xs:extension base="t:C"><xs:sequence><xs:element name="b" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
             <xs:group name="G"><xs:sequence><xs:group ref="t:G"/><xs:element name="h" type="xs:int"/></xs:sequence></xs:group>
             <xs:simpleType name="S"><xs:restriction base="t:S"><xs:maxLength value="3"/></xs:restriction></xs:simpleType>
           </xs:redefine><xs:complexType name="D"><xs:group ref="t:G"/></xs:complexType></xs:schema>"#,
    );
    assert_eq!(
        dump(&main, &[("dir/o.xsd", original)]),
        "\
namespace urn:t
type {urn:t}C complex
  sequence
    sequence
      a: xs:int
    sequence
      b: xs:int
  @x?: xs:anySimpleType
type {urn:t}D complex
  sequence
    sequence
      g: xs:int
    h: xs:int
type {urn:t}S restricts (anonymous) maxLength 3
  restricts xs:string
"
    );
}

#[test]
fn a_wsdl_may_be_in_several_files() {
    let main = r#"<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:t="urn:t" targetNamespace="urn:main">
      <w:import namespace="urn:t" location="http://h/api?wsdl=Api.wsdl"/><w:import namespace="urn:u" location="u.xsd"/>
      <w:service name="S"><w:port name="P" binding="t:B"><s:address location="http://h/api"/></w:port></w:service></w:definitions>"#;
    let api = with_schemas("");
    let input = read_with(main, &[("dir/Api.wsdl", &api), ("dir/u.xsd", U)]).unwrap();
    assert_eq!(input.definitions.target_namespace, "urn:main");
    assert_eq!(
        input.definitions.services[0].ports[0].binding.to_string(),
        "{urn:t}B"
    );
    assert_eq!(input.definitions.operations[0].name, "Op");
    assert_eq!(
        input.schemas.dump(),
        "namespace urn:u\ntype {urn:u}U restricts xs:int\n"
    );
}

#[test]
fn a_missing_import_that_no_one_needs_is_noted() {
    let main = importing("gone.xsd").replace("u:U", "xs:int");
    let input = read_with(&main, &[]).unwrap();
    assert_eq!(
        messages(&input.warnings),
        ["this import was not found; nothing here needs it"]
    );
}

#[test]
fn a_missing_import_that_is_needed_says_which_file() {
    let report = read_with(&importing("http://h/s?xsd=1"), &[]).unwrap_err();
    assert_eq!(
        report.render(false),
        r#"error: nothing is known of the namespace `urn:u`
 --> dir/main.wsdl:3:63
  |
3 |   <w:types><xs:schema targetNamespace="urn:t" xmlns:u="urn:u"><xs:import namespace="urn:u" schemaLocation="http://h/s?xsd=1"/>
  |                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `u:U` and maybe more is needed from it
  |
  = help: save http://h/s?xsd=1 as `dir/main.xsd1.xsd`, or name its file with `generate --import`"#
    );
    let report = read_with(&importing("u.xsd").replace("import", "include"), &[]).unwrap_err();
    assert_eq!(report.diagnostics[0].message, "cannot find `u.xsd`");
    let help = report.diagnostics[0].help.as_deref();
    assert_eq!(
        help,
        Some("put the file at `dir/u.xsd`, or name it with `generate --import`")
    );
}

/// A file that has another's place in a tree, with what is said of it.
fn found_nearby(location: &str, others: &[(&str, &str)]) -> String {
    let input = read_with(&importing(location), others).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(input.schemas.dump(), READ);
    let [note] = &input.warnings[..] else {
        panic!("{:?}", messages(&input.warnings))
    };
    assert_eq!(note.message, format!("`{location}` is not where this says"));
    note.help.clone().unwrap_or_default()
}

#[test]
fn a_file_is_found_in_the_tree_of_its_address() {
    let taken = "`schema/u.xsd` is taken for it";
    let there = [("schema/u.xsd", U)];
    assert_eq!(found_nearby("http://h/v1/schema/u.xsd", &there), taken);
    assert_eq!(found_nearby("../../lib/schema/u.xsd", &there), taken);
}

#[test]
fn a_file_is_found_beside_another_that_is_read() {
    let a = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t"/>"#;
    let main = importing("http://h/u.xsd").replace(
        "<xs:import",
        r#"<xs:include schemaLocation="../lib/a.xsd"/><xs:import"#,
    );
    let input = read_with(&main, &[("lib/a.xsd", a), ("lib/u.xsd", U)]).unwrap();
    assert_eq!(input.schemas.dump(), READ);
    let help = input.warnings[0].help.as_deref();
    assert_eq!(help, Some("`lib/u.xsd` is taken for it"));
    // One that has only the name is another file.
    let other = U.replace("urn:u", "urn:v");
    let report = read_with(&main, &[("lib/a.xsd", a), ("lib/u.xsd", &other)]).unwrap_err();
    assert_eq!(
        messages(&report.diagnostics),
        ["nothing is known of the namespace `urn:u`"]
    );
}

#[test]
fn a_path_on_the_author_s_machine_is_looked_for_here() {
    for location in [
        "file:/C:/wsdl/u.xsd",
        "C:\\wsdl\\u.xsd",
        "/srv/wsdl/u.xsd",
        "classpath:/META-INF/u.xsd",
    ] {
        assert_eq!(dump(&importing(location), &[("dir/u.xsd", U)]), READ);
    }
}

/// The files of the generated crate.
fn rendered(others: &[(&str, &str)]) -> BTreeMap<String, String> {
    let import =
        |name: &str| format!(r#"<xs:import namespace="urn:{name}" schemaLocation="{name}.xsd"/>"#);
    let imports = ["c", "a", "b"].map(import).concat();
    let main = with_schemas(&schema(&imports));
    let input = read_with(&main, others).unwrap_or_else(|report| panic!("{report}"));
    let package = Package {
        name: "order".to_owned(),
        runtime: Dependency::Version("0.1.0".to_owned()),
        source: "main.wsdl".to_owned(),
        generator: "test".to_owned(),
        inside_workspace: false,
    };
    let api = model(&input, None).unwrap_or_else(|report| panic!("{report}"));
    package.render(&api).expect("Rust")
}

#[test]
fn the_order_in_which_files_are_given_makes_no_difference() {
    // One name in three namespaces: two of them have to be called otherwise.
    let schema = |name: &str| {
        U.replace("urn:u", &format!("urn:{name}")).replace(
        "</xs:schema>",
        r#"<xs:complexType name="Same"><xs:sequence><xs:element name="x" type="xs:int"/></xs:sequence></xs:complexType></xs:schema>"#,
    )
    };
    let [a, b, c] = ["a", "b", "c"].map(schema);
    let [a, b, c] = [("dir/a.xsd", &*a), ("dir/b.xsd", &*b), ("dir/c.xsd", &*c)];
    let first = rendered(&[a, b, c]);
    for order in [
        [a, b, c],
        [a, c, b],
        [b, a, c],
        [b, c, a],
        [c, a, b],
        [c, b, a],
    ] {
        assert_eq!(rendered(&order), first);
    }
}
