//! A WSDL from an address, with what it imports.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use kontorhaus_codegen::Catalog;
use kontorhaus_codegen::vendor::Vendor;

use super::{Candidate, file_name};
use crate::terminal::say;

/// The most documents that are fetched: a service has a few dozen.
const MOST: usize = 500;
/// As the reader has it.
const LARGEST: &str = "67108864";

pub(super) fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// Fetches what is at the address, and whatever that imports and isn't in the catalog.
pub(super) fn candidate(
    workspace: &Path,
    vendor: &Vendor,
    address: &str,
    catalog: Catalog,
) -> Result<Candidate, String> {
    let folder = workspace.join("target/adopt").join(vendor.name);
    let io = |error: std::io::Error| format!("{}: {error}", folder.display());
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(io)?;
    }
    fs::create_dir_all(&folder).map_err(io)?;
    let main = folder.join(file_name(Path::new(vendor.wsdl)));
    fetch(address, &main)?;
    let mut candidate = Candidate {
        main,
        catalog: catalog.with_address(address),
        source: without_login(address),
    };
    let mut asked = BTreeSet::new();
    loop {
        let missing = candidate.imports().into_iter().find_map(|import| {
            let address = import.address.filter(|address| is_address(address))?;
            (import.file.is_none() && !asked.contains(&address)).then_some(address)
        });
        let Some(address) = missing else {
            return Ok(candidate);
        };
        if asked.len() == MOST {
            return Err(format!("more than {MOST} documents are imported"));
        }
        let file = folder.join(file_for(&address, asked.len() + 1));
        match fetch(&address, &file) {
            Ok(()) => candidate.catalog = candidate.catalog.with_file(&address, file),
            // It may not be needed; if it is, the reader says so.
            Err(why) => say("Without", &why),
        }
        asked.insert(address);
    }
}

fn fetch(address: &str, file: &PathBuf) -> Result<(), String> {
    say("Fetching", &without_login(address));
    let curl = Command::new("curl")
        .args(["--fail", "--silent", "--show-error", "--location"])
        .args(["--proto", "=http,https", "--max-redirs", "5"])
        .args(["--max-time", "120", "--max-filesize", LARGEST])
        .arg("--output")
        .arg(file)
        .arg("--")
        .arg(address)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| {
            format!("curl cannot be started ({error}); save the files yourself, and name the WSDL file instead of its address")
        })?;
    if curl.status.success() {
        return Ok(());
    }
    let why = String::from_utf8_lossy(&curl.stderr);
    let address = without_login(address);
    Err(format!("cannot fetch {address}: {}", why.trim()))
}

/// A name for the document at an address: `api.asmx-xsd-types.xsd`. The number keeps names apart that differ in other ways.
fn file_for(address: &str, number: usize) -> String {
    let address = without_login(address);
    let page = address.rsplit('/').next().unwrap_or_default();
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || c == '.' {
            c
        } else {
            '-'
        }
    };
    let name: String = page.chars().map(plain).take(80).collect();
    let stem = name.strip_suffix(".xsd").unwrap_or(&name);
    let stem = stem.trim_matches(['-', '.']);
    format!("{number}-{stem}.xsd")
}

/// An address without user and password.
fn without_login(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else {
        return address.to_owned();
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest[..end].rfind('@') {
        Some(at) => format!("{scheme}://{}", &rest[at + 1..]),
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_named_after_its_address() {
        for (address, name) in [
            ("https://h/a/types.xsd", "1-types.xsd"),
            ("https://h/api.asmx?xsd=xsd0", "1-api.asmx-xsd-xsd0.xsd"),
            ("https://h/../..", "1-.xsd"),
        ] {
            assert_eq!(file_for(address, 1), name);
        }
    }

    #[test]
    fn a_login_is_not_shown() {
        for (address, shown) in [
            ("https://u:p@w@host/a?b", "https://host/a?b"),
            ("https://host/a@b?c=d@e", "https://host/a@b?c=d@e"),
            ("https://host", "https://host"),
        ] {
            assert_eq!(without_login(address), shown);
        }
    }
}
