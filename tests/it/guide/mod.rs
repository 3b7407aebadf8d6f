//! The tables of operations in the guide say what the code says.
//!
//! `UPDATE_GUIDE=1 cargo test -p kontorhaus-tests --test it guide` writes them.

mod erpxt;
mod maklerinfo;
mod soap;

use std::{env, fs};

use kontorhaus_core::Idempotency;
use kontorhaus_tests::interop::workspace;

const BEGIN: &str = "<!-- operations -->\n";
const END: &str = "<!-- /operations -->\n";

/// Compares the table in a vendor's page with what it must be, or writes it.
fn check(vendor: &str, head: &[&str], rows: &[Vec<String>]) {
    let file = workspace().join(format!("crates/kontorhaus/guide/{vendor}.md"));
    let page = fs::read_to_string(&file).expect("a page");
    let (before, rest) = page.split_once(BEGIN).expect("the table's beginning");
    let (table, after) = rest.split_once(END).expect("the table's end");
    let expected = rendered(head, rows);
    if env::var_os("UPDATE_GUIDE").is_some() {
        let page = format!("{before}{BEGIN}{expected}{END}{after}");
        fs::write(&file, page).expect("a page that can be written");
        return;
    }
    assert!(rows.len() > 4, "{vendor} has more operations than {rows:?}");
    assert_eq!(
        table, expected,
        "the table in guide/{vendor}.md is out of date: UPDATE_GUIDE=1 cargo test -p kontorhaus-tests --test it guide"
    );
}

fn rendered(head: &[&str], rows: &[Vec<String>]) -> String {
    let line = |cells: &[&str]| format!("| {} |\n", cells.join(" | "));
    let mut table = line(head) + &format!("|{}\n", "---|".repeat(head.len()));
    for row in rows {
        let cells: Vec<&str> = row.iter().map(String::as_str).collect();
        table += &line(&cells);
    }
    table
}

/// What a repetition does, in the words of the guide.
fn repetition(idempotency: Idempotency) -> String {
    let words = match idempotency {
        Idempotency::Read => "changes nothing",
        Idempotency::Idempotent => "changes nothing more",
        Idempotency::Write => "has an effect of its own",
    };
    words.to_owned()
}
