//! `cargo xtask adopt`.

use std::env;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpListener;
use std::process::Command;
use std::thread;

use crate::copy::Copy;

const WSDL: &str = "wsdl/websale/createvouchers.wsdl";
const MANIFEST: &str = "wsdl/manifest.toml";
const NEW: &str = r#"<element name="Motto" type="xsd:string" minOccurs="0"/>"#;
const BEFORE: &str = r#"<element name="VoucherCount" type="xsd:int""#;

/// The checked-in WSDL with an optional field more.
fn newer(copy: &Copy) -> String {
    let wsdl = fs::read_to_string(copy.path(WSDL)).expect("the WSDL");
    wsdl.replacen(BEFORE, &format!("{NEW}{BEFORE}"), 1)
}

/// Whether there is curl, with which addresses are fetched. If not, says so, and fails in CI.
fn curl_is_there() -> bool {
    let there = Command::new("curl").arg("--version").output().is_ok();
    let is_ci = env::var_os("CI").is_some_and(|value| value == "true");
    assert!(there || !is_ci, "apt-get install curl");
    if !there {
        eprintln!("skipped, for want of curl: apt-get install curl");
    }
    there
}

#[test]
fn a_dry_run_tells_and_writes_nothing() {
    let copy = Copy::new("adopt-dry");
    let file = copy.path("mine.wsdl");
    fs::write(&file, newer(&copy)).unwrap();
    let before = fs::read(copy.path(MANIFEST)).unwrap();
    let out = copy.xtask_output(&["adopt", "websale", "--dry-run", file.to_str().unwrap()]);
    assert!(out.status.success());
    assert_eq!(
        String::from_utf8(out.stdout).unwrap(),
        "operation CreateVouchers\n  compatible  `motto: Option<String>` is new\n\n1 change, 0 of them breaking\n"
    );
    assert_eq!(fs::read(copy.path(MANIFEST)).unwrap(), before);
    assert!(!fs::read_to_string(copy.path(WSDL)).unwrap().contains(NEW));
}

#[test]
fn a_dry_run_fails_in_the_words_in_which_adopting_would() {
    let copy = Copy::new("adopt-dry-overlay");
    let file = copy.path("mine.wsdl");
    let wsdl = fs::read_to_string(copy.path(WSDL)).unwrap();
    fs::write(&file, wsdl.replace("\"ValidUntil\"", "\"ValidUntill\"")).unwrap();
    let file = file.to_str().unwrap();
    let (ok, tried) = copy.xtask(&["adopt", "websale", "--dry-run", file]);
    assert!(!ok, "{tried}");
    assert_eq!(fs::read_to_string(copy.path(WSDL)).unwrap(), wsdl);
    let (problem, told) = tried.split_once("error: the overlay").unwrap();
    assert!(problem.starts_with("error: overlay entry `field *.ValidUntil`"));
    assert!(told.ends_with("nothing was written\n") && !tried.contains("Finished"));
    let (ok, adopted) = copy.xtask(&["adopt", "websale", file]);
    let (stored, adopted) = adopted.split_once('\n').unwrap();
    assert!(!ok && stored.contains("Stored"));
    let (as_before, _) = told.split_once(", then ").unwrap();
    assert!(
        adopted.starts_with(&format!("{problem}error: the overlay{as_before}, then ")),
        "{tried}\n{adopted}"
    );
}

#[test]
fn a_dry_run_fails_where_two_imports_have_one_name() {
    let copy = Copy::new("adopt-dry-imports");
    let wsdl = fs::read_to_string(copy.path(WSDL)).unwrap();
    let import = |namespace: &str, location: &str| {
        format!(r#"<import namespace="{namespace}" schemaLocation="{location}"/>"#)
    };
    let schema = |namespace: &str, content: &str| {
        format!(
            r#"<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="{namespace}">{content}</schema>"#
        )
    };
    // Each is imported as `same.xsd`, seen from another folder.
    let place = wsdl.find("<schema").unwrap();
    let main = format!(
        "{}{}{}",
        &wsdl[..place],
        schema(
            "urn:main",
            &(import("urn:a", "same.xsd") + &import("urn:b", "b/b.xsd"))
        ),
        &wsdl[place..]
    );
    fs::create_dir(copy.path("b")).unwrap();
    for (file, text) in [
        ("mine.wsdl", main),
        ("same.xsd", schema("urn:a", "")),
        ("b/b.xsd", schema("urn:b", &import("urn:c", "same.xsd"))),
        ("b/same.xsd", schema("urn:c", "")),
    ] {
        fs::write(copy.path(file), text).unwrap();
    }
    let file = copy.path("mine.wsdl");
    for more in [&["--dry-run"][..], &[]] {
        let arguments = ["adopt", "websale", file.to_str().unwrap()];
        let (ok, said) = copy.xtask(&[&arguments[..], more].concat());
        assert!(
            !ok && said.contains("two documents are imported as `same.xsd`"),
            "{more:?}: {said}"
        );
    }
    assert_eq!(fs::read_to_string(copy.path(WSDL)).unwrap(), wsdl);
}

#[test]
fn a_secret_that_a_new_name_would_show_stops_the_adoption() {
    let copy = Copy::new("adopt-secret");
    let overlay = copy.path("codegen/overlays/hypersoft.toml");
    // An entry that matches another type too is never said to match nothing.
    let text = fs::read_to_string(&overlay).unwrap();
    let wide = text.replace("\"Customer.Birthday\"", "\"*.Birthday\"");
    assert_ne!(text, wide);
    fs::write(&overlay, &wide).unwrap();
    let stored = copy.path("wsdl/hypersoft/API300.wsdl");
    let wsdl = fs::read_to_string(&stored).unwrap();
    let station = r#"<s:element minOccurs="1" maxOccurs="1" name="StationNo""#;
    let opened = r#"<s:element minOccurs="0" maxOccurs="1" name="Birthday" type="s:date"/>"#;
    let renamed = wsdl
        .replace("name=\"Birthday\"", "name=\"DateOfBirth\"")
        .replacen(station, &format!("{opened}{station}"), 1);
    assert!(renamed.contains(opened) && !renamed.contains("\"Birthday\" nillable"));
    let file = copy.path("mine.wsdl");
    fs::write(&file, renamed).unwrap();
    let types = copy.path("crates/hypersoft/src/generated/types.rs");
    let before = fs::read_to_string(&types).unwrap();

    let out = copy.xtask_output(&["adopt", "hypersoft", file.to_str().unwrap()]);
    let shown = String::from_utf8(out.stdout).unwrap();
    assert!(
        shown.contains("the overlay\n  undecided   `Customer.Birthday` is gone, and with it `sensitive = true` and `type = \"date\"`; ")
            && shown.ends_with("\n1 field left undecided: say in codegen/overlays/hypersoft.toml what holds for the new names\n"),
        "{shown}"
    );
    let said = String::from_utf8(out.stderr).unwrap();
    assert!(
        !out.status.success()
            && !said.contains("matches nothing")
            && said.contains("and would be shown if it is now `Customer.DateOfBirth`"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(&types).unwrap(), before);

    fs::write(
        &overlay,
        wide.replace("\"*.Birthday\"", "\"*.DateOfBirth\""),
    )
    .unwrap();
    let (ok, said) = copy.xtask(&["regen", "hypersoft"]);
    assert!(ok, "{said}");
    let made = fs::read_to_string(&types).unwrap();
    assert!(
        made.contains(".field(\"date_of_birth\", &Hidden)"),
        "{made}"
    );
}

#[test]
fn the_file_is_stored_noted_and_generated_from() {
    let copy = Copy::new("adopt-file");
    let file = copy.path("mine.wsdl");
    fs::write(&file, newer(&copy)).unwrap();
    let (ok, said) = copy.xtask(&["adopt", "websale", file.to_str().unwrap()]);
    assert!(ok, "{said}");
    assert!(said.contains("operations.rs"), "{said}");
    assert_eq!(fs::read(copy.path(WSDL)).unwrap(), fs::read(&file).unwrap());
    let manifest: toml_edit::DocumentMut = fs::read_to_string(copy.path(MANIFEST))
        .unwrap()
        .parse()
        .unwrap();
    let entries = manifest["file"].as_array_of_tables().unwrap();
    let entry = entries
        .iter()
        .find(|it| it["vendor"].as_str() == Some("websale"));
    let entry = entry.unwrap();
    assert_eq!(entry["status"].as_str(), Some("original"));
    assert_eq!(entry["source"].as_str(), Some("mine.wsdl"));
    assert!(
        manifest.to_string().starts_with("# Where each WSDL"),
        "comments stay"
    );
    let generated = fs::read_to_string(copy.path("crates/websale/src/generated/operations.rs"));
    assert!(generated.unwrap().contains("pub motto: Option<String>"));
    let (ok, said) = copy.xtask(&["regen", "--check", "websale"]);
    assert!(ok, "{said}");
}

#[test]
fn an_overlay_that_does_not_fit_is_named_entry_by_entry() {
    let copy = Copy::new("adopt-overlay");
    let file = copy.path("mine.wsdl");
    let wsdl = fs::read_to_string(copy.path(WSDL)).unwrap();
    fs::write(&file, wsdl.replace("\"ValidUntil\"", "\"ValidUntill\"")).unwrap();
    let (ok, said) = copy.xtask(&["adopt", "websale", file.to_str().unwrap()]);
    assert!(!ok);
    assert!(
        said.contains("`field *.ValidUntil` matches nothing in the WSDL\n")
            && said.contains("--> codegen/overlays/websale.toml:")
            && said.contains("match = [\"*.ValidFrom\", \"*.ValidUntil\"]")
            && said.contains("help: near it: ")
            && said.contains("CreateVouchersRequest.ValidUntill"),
        "{said}"
    );
    assert!(said.contains("cargo xtask regen websale"), "{said}");
}

#[test]
fn what_an_address_imports_is_fetched_too() {
    if !curl_is_there() {
        return;
    }
    let copy = Copy::new("adopt-address");
    let wsdl = newer(&copy);
    // The schema becomes a document of its own, as ASP.NET and JAX-WS have it.
    let (start, end) = (
        wsdl.find("<schema").unwrap(),
        wsdl.find("</schema>").unwrap(),
    );
    let schema = wsdl[start..end].to_owned() + "</schema>";
    let main = format!(
        r#"{}<xsd:schema><xsd:import namespace="http://www.websale.de/" schemaLocation="?xsd=1"/></xsd:schema>{}"#,
        &wsdl[..start],
        &wsdl[end + "</schema>".len()..]
    );
    let address = serve([
        ("/shop?wsdl", main.clone()),
        ("/shop?xsd=1", schema.clone()),
    ]);
    let (ok, said) = copy.xtask(&["adopt", "websale", &format!("{address}/shop?wsdl")]);
    assert!(ok, "{said}");
    assert_eq!(fs::read_to_string(copy.path(WSDL)).unwrap(), main);
    let import = copy.path("wsdl/websale/1-shop-xsd-1.xsd");
    assert_eq!(fs::read_to_string(import).unwrap(), schema);
    let (ok, said) = copy.xtask(&["regen", "--check", "websale"]);
    assert!(ok, "{said}");
    let manifest = fs::read_to_string(copy.path(MANIFEST)).unwrap();
    assert!(
        manifest
            .contains(r#"{ location = "?xsd=1", file = "websale/1-shop-xsd-1.xsd", sha256 = ""#),
        "{manifest}"
    );

    // The next one takes the place of the last, with its imports.
    let file = copy.path("mine.wsdl");
    fs::write(&file, &wsdl).unwrap();
    let (ok, said) = copy.xtask(&["adopt", "websale", file.to_str().unwrap()]);
    assert!(ok, "{said}");
    assert!(!copy.path("wsdl/websale/1-shop-xsd-1.xsd").exists());
}

/// A web server for as long as the test runs.
fn serve<const N: usize>(pages: [(&'static str, String); N]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || -> io::Result<()> {
        loop {
            let mut stream = listener.accept()?.0;
            let mut lines = BufReader::new(stream.try_clone()?).lines();
            let request = lines.next().unwrap_or(Ok(String::new()))?;
            lines.find(|line| line.as_ref().is_ok_and(String::is_empty));
            let path = request.split(' ').nth(1).unwrap_or_default();
            let page = pages.iter().find(|(name, _)| *name == path);
            let (status, body) = page.map_or(("404 Not Found", ""), |(_, body)| ("200 OK", body));
            let length = body.len();
            write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
            )?;
        }
    });
    format!("http://{address}")
}
