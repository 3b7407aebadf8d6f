//! A vendor's own WSDL takes the place of ours, as its server would write it: what is shown, what is left to edit, and that
//! the crate is whole afterwards.

use std::fs;
use std::path::Path;

use toml_edit::{DocumentMut, InlineTable, Item, value};

use crate::copy::Copy;
use crate::nested::{cargo_test, workspace};

/// What a person does who adopts a WSDL.
struct Rehearsal {
    vendor: &'static str,
    /// The file, in `tests/outside`.
    wsdl: &'static str,
    /// Lines that `adopt` shows of what changes for callers.
    shown: &'static [&'static str],
    /// What it says of the overlay.
    named: &'static [&'static str],
    /// What is then edited in the overlay.
    edits: &'static [(&'static str, &'static str)],
}

#[test]
fn websale() {
    Rehearsal {
        vendor: "websale",
        wsdl: "websale/createvouchers.wsdl",
        shown: &[
            "the overlay\n  undecided   `CreateVouchersRequest.ChargeDescr` is gone, and with it `safe = true`; \
             `CreateVouchersRequest.ChargeDescription` is new and may be it\n",
            "the service\n  compatible  the namespace `http://www.websale.de/` is gone from its messages",
            "operation CreateVouchers\n  breaking    `charge_descr` is gone; `charge_description` is new and may be it\n",
            "  breaking    `voucher_count` was `i32`, is `u32`\n",
            "operation GetVoucherCodes\n  breaking    `next_page_token` is gone; `page_token` is new and may be it\n",
            "type GetVoucherCodesResult (in GetVoucherCodes)\n  compatible  `is_last: bool` is new\n",
            "  breaking    `voucher_list` was `Vec<VoucherData>`, is `Vec<Voucher>`\n",
            "type VoucherData (in GetVoucherCodes)\n  breaking    it is gone\n",
            "\n25 changes, 17 of them breaking\n",
        ],
        named: &[
            "overlay entry `field *.ChargeDescr` matches nothing in the WSDL",
            "help: near it: CreateVouchersRequest.ChargeDescription",
            "overlay entry `field *.SubShopValidity` matches nothing in the WSDL",
            "overlay entry `type ChargeData` matches nothing in the WSDL",
            "`ReadVouchers`: its request has no `NextPageToken` (near it: `PageToken`)",
            "`VoucherPage`: the value there has no `LastPage`",
            "`ListedVoucher`: the value there has no `Num`",
            "`CreateBatch`: nothing can be used as `FindVouchers`, which it needs",
        ],
        edits: &[
            ("\"*.ChargeDescr\"", "\"*.ChargeDescription\""),
            (", \"*.SubShopValidity\"", ""),
            ("match = \"ChargeData\"", "match = \"Charge\""),
            ("\"NextPageToken: string\"", "\"PageToken: string\""),
            ("\"LastPage: boolean\"", "\"IsLast: boolean\""),
            ("\"Num: string\"", "\"VoucherNumber: string\""),
        ],
    }
    .run();
}

#[test]
fn backclick() {
    Rehearsal {
        vendor: "backclick",
        wsdl: "backclick/backclickService.wsdl",
        shown: &[
            "  compatible  the namespace `http://mailing.example/backclick/schemas` is new in its messages\n",
            "operation CreateDoiRequest\n  compatible  `create_doi_request` is new\n",
            "operation SetDoubleOptin\n  breaking    `set_double_optin` is gone\n",
            "operation GetSubscribers\n  breaking    `email_addresses` is gone\n  compatible  `emails: Vec<String>` is new\n",
            "  breaking    `newsletter_ids` was `Option<Vec<i32>>`, is `Vec<i32>`\n",
        ],
        named: &[
            "overlay entry `field subscriberItem.status` matches nothing in the WSDL",
            "help: near it: subscriberInfo.status",
            "overlay entry `operation SetDoubleOptin` matches nothing in the WSDL",
            "`ReadSubscribers`: its request has no `emailAddresses`",
            "`SetDoubleOptins`: there is no operation `SetDoubleOptin`",
        ],
        edits: &[
            ("subscriberItem", "subscriberInfo"),
            ("match = \"SetDoubleOptin\"", "match = \"CreateDoiRequest\""),
            (
                "operation = \"SetDoubleOptin\"",
                "operation = \"CreateDoiRequest\"",
            ),
            ("\"emailAddresses\"", "\"emails\""),
            ("= \"subscribers\"", "= \"subscriberInfos\""),
            ("\"doiRequestItems\"", "\"requestItems\""),
            ("\"doiResponseItems\"", "\"responseItems\""),
        ],
    }
    .run();
}

#[test]
fn hypersoft() {
    Rehearsal {
        vendor: "hypersoft",
        wsdl: "hypersoft/API300.wsdl",
        shown: &[
            "  compatible  the namespace `http://tempuri.org/` is new in its messages\n",
            "operation GetRevenue\n  breaking    `begin: DateTime` is new, and `new` takes it\n",
            "operation SetCustomer\n  compatible  `customer_list: Option<Vec<Customer>>` is new\n  breaking    `customers` is gone\n",
            "  breaking    `customer` is gone; `customers` is new and may be it\n",
            "  breaking    `birthday` is gone\n",
            "  undecided   `Revenue.Article` had `safe = true`, `RevenueRow.Article` has not\n",
        ],
        named: &[
            "error: `Customer.Birthday`, which the overlay keeps secret, is gone, and would be shown if it is now `Customer.DateOfBirth`",
            "overlay entry `field Customer.Birthday` matches nothing in the WSDL",
            "overlay entry `field Revenue.Article` matches nothing in the WSDL",
            "help: near it: RevenueRow.Article, RevenueRow.ArticleNo",
            "`ReadRevenue`: its request has no `From`",
            "`ReadCustomer`: its answer has no `Customer` (near it: `Customers`)",
            "`UploadCustomers`: its request has no `Customers` (near it: `CustomerList`)",
        ],
        edits: &[
            ("Customer.Birthday", "Customer.DateOfBirth"),
            ("Revenue.Article", "RevenueRow.Article"),
            (
                "{ From = \"From\", Until = \"Until\" }",
                "{ From = \"Begin\", Until = \"End\" }",
            ),
            ("\"Revenues\"", "\"Rows\""),
            ("= \"Customers\"", "= \"CustomerList\""),
            (
                "\"Customer[]\" = \"Customer\" }",
                "\"Customer[]\" = \"Customers\" }",
            ),
        ],
    }
    .run();
}

impl Rehearsal {
    fn run(self) {
        let Self { vendor, .. } = self;
        let copy = Copy::new(&format!("adoption-{vendor}"));
        let outside = workspace().join("tests/outside");
        let wsdl = outside.join(self.wsdl);
        let wsdl = wsdl.to_str().expect("a path in UTF-8");

        let out = copy.xtask_output(&["adopt", vendor, "--dry-run", wsdl]);
        assert!(!out.status.success(), "the overlay does not fit yet");
        let shown = String::from_utf8_lossy(&out.stdout);
        for line in self.shown {
            assert!(shown.contains(line), "{line}\nis not in\n{shown}");
        }
        let said = String::from_utf8_lossy(&out.stderr);
        for problem in self.named {
            assert!(said.contains(problem), "{problem}\nis not in\n{said}");
        }
        assert!(said.ends_with("try again; nothing was written\n"), "{said}");

        // The overlay does not fit yet, and that is said; edited, it does.
        let (adopted, said) = copy.xtask(&["adopt", vendor, wsdl]);
        let regen = format!("then run `cargo xtask regen {vendor}`");
        assert!(!adopted && said.contains(&regen), "{said}");
        let overlay = copy.path(&format!("codegen/overlays/{vendor}.toml"));
        let mut text = fs::read_to_string(&overlay).expect("an overlay");
        for (from, to) in self.edits {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, to);
        }
        fs::write(&overlay, text).expect("an overlay");
        let (fits, said) = copy.xtask(&["regen", vendor]);
        assert!(fits && !said.contains("can't be used"), "{said}");
        let (fresh, said) = copy.xtask(&["regen", "--check", vendor]);
        assert!(fresh, "{said}");

        // The crate with its own tests, and with those of a program outside that has the same WSDL.
        crate_of(vendor, &copy, &outside).expect("a crate");
        let said = cargo_test(
            &copy.path(""),
            &["--lib", "--test", "adopted", "--features", "test-util"],
        );
        assert!(said.contains("test helpers::"), "{said}");
    }
}

/// Completes the copy to a workspace with the vendor's crate in it, which depends on the others where they are.
fn crate_of(vendor: &str, copy: &Copy, outside: &Path) -> std::io::Result<()> {
    let folder = format!("crates/{vendor}");
    let (from, to) = (workspace().join(&folder), copy.path(&folder));
    for file in fs::read_dir(from.join("src"))? {
        let file = file?;
        if file.file_type()?.is_file() {
            fs::copy(file.path(), to.join("src").join(file.file_name()))?;
        }
    }
    let readme = from.join("README.md");
    if readme.exists() {
        fs::copy(readme, to.join("README.md"))?;
    }
    let helpers = outside.join(vendor).join("helpers.rs");
    let helpers = helpers.to_str().expect("a path in UTF-8");
    fs::create_dir_all(to.join("tests"))?;
    fs::write(
        to.join("tests/adopted.rs"),
        format!("use kontorhaus_{vendor} as made;\n\n#[path = {helpers:?}]\nmod helpers;\n"),
    )?;

    let parsed = |text: String| text.parse::<DocumentMut>().expect("TOML");
    let mut root = parsed(fs::read_to_string(workspace().join("Cargo.toml"))?);
    root["workspace"]["members"] = value(toml_edit::Array::from_iter([folder.as_str()]));
    let dependencies = root["workspace"]["dependencies"]
        .as_table_like_mut()
        .expect("a table");
    for (_, dependency) in dependencies.iter_mut() {
        let path = dependency.get("path").and_then(Item::as_str);
        if let Some(path) = path.filter(|path| *path != folder).map(str::to_owned) {
            let path = fs::canonicalize(workspace().join(path))?;
            dependency["path"] = value(path.to_str().expect("a path in UTF-8"));
        }
    }
    fs::write(copy.path("Cargo.toml"), root.to_string())?;
    let mut manifest = parsed(fs::read_to_string(from.join("Cargo.toml"))?);
    // Its examples need more, and are for our reconstruction.
    manifest.remove("example");
    let mut sandbox = InlineTable::new();
    sandbox.insert("workspace", true.into());
    manifest["dev-dependencies"]["kontorhaus-sandbox"] = value(sandbox.clone());
    sandbox.insert(
        "features",
        toml_edit::Array::from_iter(["macros", "rt", "time"]).into(),
    );
    manifest["dev-dependencies"]["tokio"] = value(sandbox);
    fs::write(to.join("Cargo.toml"), manifest.to_string())
}
