//! `cargo xtask regen` and `generate`.

use std::fs;
use std::path::Path;

use crate::copy::Copy;

const TYPES: &str = "crates/websale/src/generated/types.rs";

#[test]
fn a_syntax_error_in_generated_code_is_seen_and_mended() {
    let copy = Copy::new("mended");
    let whole = fs::read_to_string(copy.path(TYPES)).unwrap();
    fs::write(
        copy.path(TYPES),
        whole.replacen("pub struct", "pub strukt {{{", 1),
    )
    .unwrap();

    let (succeeded, said) = copy.xtask(&["regen", "--check"]);
    assert!(!succeeded);
    assert!(
        said.contains("Differs crates/websale/src/generated/types.rs:"),
        "{said}"
    );
    assert!(said.contains("run `cargo xtask regen`"), "{said}");

    let (succeeded, said) = copy.xtask(&["regen", "websale"]);
    assert!(succeeded, "{said}");
    assert!(
        said.contains("Changed crates/websale/src/generated/types.rs:"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(copy.path(TYPES)).unwrap(), whole);

    let (succeeded, said) = copy.xtask(&["regen", "--check"]);
    assert!(succeeded, "{said}");
    assert!(said.contains("Unchanged websale"), "{said}");
}

#[test]
fn a_file_that_nothing_makes_is_removed_and_a_missing_one_made() {
    let copy = Copy::new("superfluous");
    let (old, missing) = (
        "crates/websale/src/generated/old.rs",
        "crates/websale/src/generated/wire.rs",
    );
    fs::write(copy.path(old), "").unwrap();
    fs::remove_file(copy.path(missing)).unwrap();
    let (succeeded, said) = copy.xtask(&["regen"]);
    assert!(succeeded, "{said}");
    assert!(
        said.contains("Made crates/websale/src/generated/wire.rs")
            && said.contains("Removed crates/websale/src/generated/old.rs"),
        "{said}"
    );
    assert!(!copy.path(old).exists() && copy.path(missing).exists());
}

#[test]
fn a_vendor_that_is_not_there_is_named_with_those_that_are() {
    let (succeeded, said) = Copy::new("unknown").xtask(&["regen", "webseil"]);
    assert!(!succeeded);
    assert!(
        said.contains("`webseil`") && said.contains("there is backclick, hypersoft, websale"),
        "{said}"
    );
}

#[test]
fn a_broken_wsdl_is_shown_with_its_line_and_changes_nothing() {
    let copy = Copy::new("broken");
    let wsdl = copy.path("wsdl/websale/createvouchers.wsdl");
    let text = fs::read_to_string(&wsdl).unwrap();
    let broken = text
        .replacen("type=\"ns:VoucherData\"", "type=\"ns:VoucherDate\"", 1)
        .replacen(
            "message=\"tns:CreateVouchers\"",
            "message=\"tns:MakeVouchers\"",
            1,
        );
    assert_ne!(broken, text);
    fs::write(&wsdl, broken).unwrap();
    let before = fs::read_to_string(copy.path(TYPES)).unwrap();
    let (succeeded, said) = copy.xtask(&["regen"]);
    assert!(!succeeded);
    // Both problems at once, each with its place and its text.
    assert!(
        said.contains("VoucherDate") && said.contains("MakeVouchers"),
        "{said}"
    );
    assert!(said.contains("createvouchers.wsdl:"), "{said}");
    assert!(
        said.contains("nothing was changed") && !said.contains("Finished"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(copy.path(TYPES)).unwrap(), before);
}

#[test]
fn a_slip_in_a_wsdl_that_changes_nothing_is_shown_nevertheless() {
    let copy = Copy::new("warning");
    let wsdl = copy.path("wsdl/websale/createvouchers.wsdl");
    let text = fs::read_to_string(&wsdl).unwrap();
    fs::write(&wsdl, text.replacen("maxOccurs=\"1\"", "maxOccur=\"1\"", 1)).unwrap();
    let (succeeded, said) = copy.xtask(&["regen", "--check"]);
    assert!(succeeded, "{said}");
    assert!(
        said.contains("warning: `element` has no attribute `maxOccur`"),
        "{said}"
    );
}

#[test]
fn a_whole_crate_is_made_from_a_wsdl() {
    let copy = Copy::new("generate");
    let out = copy.path("client");
    let wsdl = copy.path("wsdl/websale/createvouchers.wsdl");
    let arguments = [
        "generate",
        wsdl.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
        "--name",
        "shop-client",
        "--runtime",
        "version",
    ];
    let (succeeded, said) = copy.xtask(&arguments);
    assert!(succeeded, "{said}");
    assert!(said.contains("5 operations"), "{said}");
    let manifest = fs::read_to_string(out.join("Cargo.toml")).unwrap();
    assert!(
        manifest.contains("name = \"shop-client\"")
            && manifest.contains("kontorhaus-soap = { version = \"0.1.0\" }"),
        "{manifest}"
    );
    let root = fs::read_to_string(out.join("src/lib.rs")).unwrap();
    assert!(
        root.contains("self as core") && root.contains("v1 as soap;"),
        "callers need no other crate: {root}"
    );
    assert!(manifest.contains("\ntest-util = "), "{manifest}");
    // Its owner has added something; the code is made anew, this stays.
    let edited = format!("{manifest}\n# mine\n");
    fs::write(out.join("Cargo.toml"), &edited).unwrap();
    fs::remove_file(out.join("src/client.rs")).unwrap();
    let (succeeded, said) = copy.xtask(&arguments);
    assert!(succeeded, "{said}");
    assert_eq!(fs::read_to_string(out.join("Cargo.toml")).unwrap(), edited);
    let client = fs::read_to_string(out.join("src/client.rs")).unwrap();
    assert!(
        client.contains("pub struct CreatevouchersService;"),
        "the WSDL names its service: {client}"
    );
    assert!(
        client.contains("const NAME: &'static str = \"shop-client\";"),
        "{client}"
    );
}

#[test]
fn a_crate_is_called_as_its_folder_and_keeps_its_name() {
    let copy = Copy::new("generate-name");
    let wsdl = copy.path("wsdl/websale/createvouchers.wsdl");
    let generate = |folder: &str, more: &[&str]| {
        let out = copy.path(folder);
        let arguments = [
            "generate",
            wsdl.to_str().unwrap(),
            "--out",
            out.to_str().unwrap(),
        ];
        copy.xtask(&[&arguments[..], more].concat())
    };
    let name = |folder: &str| {
        let manifest = fs::read_to_string(copy.path(folder).join("Cargo.toml")).unwrap();
        let manifest: toml_edit::DocumentMut = manifest.parse().unwrap();
        manifest["package"]["name"].as_str().unwrap().to_owned()
    };
    for (folder, named) in [
        ("shop-client", "shop-client"),
        ("my_client", "my_client"),
        ("Gutscheine 2", "gutscheine-2"),
        // No names: then the service's.
        ("300", "createvouchers"),
        ("build", "createvouchers"),
        ("shop-client/../other/", "other"),
    ] {
        let (succeeded, said) = generate(folder, &[]);
        assert!(succeeded, "{said}");
        assert_eq!(name(folder), named);
        let called = Path::new(folder).file_name().unwrap().to_str().unwrap();
        assert!(
            said.contains(&format!("\n\n{named} = {{ path = \"../{called}\" }}\n\n"))
                && said.ends_with("Then call its 5 operations: methods of `Client` (src/client.rs), which `cargo doc --open` shows there\n")
                && !said.contains('\u{1b}'),
            "{said}"
        );
    }

    // Moved, it keeps its name, in its code too.
    fs::rename(copy.path("shop-client"), copy.path("moved")).unwrap();
    let (succeeded, said) = generate("moved", &[]);
    assert!(succeeded, "{said}");
    assert!(
        said.ends_with("Kept the Cargo.toml of `shop-client` as it was\n")
            && !said.contains("Next"),
        "{said}"
    );
    assert_eq!(name("moved"), "shop-client");
    let client = fs::read_to_string(copy.path("moved/src/client.rs")).unwrap();
    assert!(client.contains("= \"shop-client\";"), "{client}");
    let (succeeded, said) = generate("moved", &["--name", "another"]);
    assert!(
        !succeeded && said.contains("is called `shop-client`; change that in its Cargo.toml"),
        "{said}"
    );
    let (succeeded, said) = generate("new", &["--name", "Shop Client"]);
    assert!(
        !succeeded && said.contains("no name for a crate; `shop-client` would be"),
        "{said}"
    );
}

#[test]
fn a_crate_is_made_with_an_overlay_of_ones_own() {
    let copy = Copy::new("generate-overlay");
    let (wsdl, out) = (
        copy.path("wsdl/websale/createvouchers.wsdl"),
        copy.path("client"),
    );
    let file = copy.path("mine.toml");
    let made = |overlay: &str| {
        fs::write(&file, overlay).unwrap();
        let arguments = [
            "generate",
            wsdl.to_str().unwrap(),
            "--out",
            out.to_str().unwrap(),
            "--overlay",
            file.to_str().unwrap(),
        ];
        copy.xtask(&arguments)
    };
    let (succeeded, said) = made("[[field]]\nmatch = 'ChargeData.Amuont'\ntype = 'decimal'\n");
    assert!(!succeeded, "{said}");
    assert!(
        said.contains("matches nothing in the WSDL") && said.contains("mine.toml:2:9"),
        "{said}"
    );
    assert!(!out.exists());
    let (succeeded, said) = made(
        "[[field]]\nmatch = 'ChargeData.Amount'\nname = 'worth'\ntype = 'decimal'\n[[operation]]\nmatch = 'GetVoucherCodes'\nidempotency = 'read'\n",
    );
    assert!(succeeded, "{said}");
    let types = fs::read_to_string(out.join("src/generated/types.rs")).unwrap();
    assert!(types.contains("pub worth: Decimal"), "{types}");
    let (succeeded, said) = made("service = 'vendor::Shop'\n");
    assert!(
        !succeeded && said.contains("`service` names a type of a vendor's crate"),
        "{said}"
    );
}

#[test]
fn a_crate_of_another_origin_is_left_alone_and_a_generated_one_renewed() {
    let copy = Copy::new("origin");
    let (own, made) = (copy.path("own"), copy.path("made"));
    fs::create_dir_all(own.join("src")).unwrap();
    fs::write(own.join("src/lib.rs"), "precious").unwrap();
    let wsdl = copy.path("wsdl/websale/createvouchers.wsdl");
    let generate = |out: &Path| {
        copy.xtask(&[
            "generate",
            wsdl.to_str().unwrap(),
            "--out",
            out.to_str().unwrap(),
        ])
    };
    let (succeeded, said) = generate(&own);
    assert!(!succeeded && said.contains("did not make"), "{said}");
    assert_eq!(
        fs::read_to_string(own.join("src/lib.rs")).unwrap(),
        "precious"
    );
    assert!(!own.join("Cargo.toml").exists());
    for _ in 0..2 {
        let (succeeded, said) = generate(&made);
        assert!(succeeded, "{said}");
    }
}

#[test]
fn a_file_for_an_import_must_be_there() {
    let copy = Copy::new("import");
    let (wsdl, out) = (
        copy.path("wsdl/websale/createvouchers.wsdl"),
        copy.path("client"),
    );
    let (succeeded, said) = copy.xtask(&[
        "generate",
        wsdl.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
        "--import",
        "urn:x",
        "gone.xsd",
    ]);
    assert!(
        !succeeded && said.contains("cannot read `gone.xsd`"),
        "{said}"
    );
}
