//! The vendor's files under wsdl/, and what the manifest says of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path;

use kontorhaus_codegen::manifest::{Import, Manifest};
use kontorhaus_codegen::vendor::Vendor;
use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use super::{Candidate, file_name};
use crate::digest::sha256;
use crate::terminal::count;

const MANIFEST: &str = "wsdl/manifest.toml";
const NOTES: &str =
    "The vendor's file, byte for byte. It may name internal hosts: look before you publish it.";

/// What is to be stored. All of it is read before anything is written: the file may be the one that is there.
pub(super) struct Stored {
    wsdl: &'static str,
    main: Vec<u8>,
    imports: Imports,
    manifest: String,
}

impl Stored {
    /// The WSDL, its imports and the manifest with them.
    pub(super) fn new(
        workspace: &Path,
        vendor: &Vendor,
        candidate: &Candidate,
    ) -> Result<Self, String> {
        let main = read(&candidate.main)?;
        let imports = imports(vendor, candidate)?;
        let path = workspace.join(MANIFEST);
        let manifest =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let manifest = noted(&manifest, vendor, candidate, &main, &imports)?;
        Ok(Self {
            wsdl: vendor.wsdl,
            main,
            imports,
            manifest,
        })
    }

    /// Puts all in the place of what was there.
    pub(super) fn write(&self, workspace: &Path, vendor: &Vendor) -> Result<(), String> {
        let old = Manifest::of(workspace).map_err(|error| error.to_string())?;
        let wsdl = workspace.join("wsdl");
        for import in old
            .entry(vendor.name)
            .into_iter()
            .flat_map(|entry| &entry.imports)
        {
            // One that somebody removed by hand is no loss.
            let _ = fs::remove_file(wsdl.join(&import.file));
        }
        put(&workspace.join(self.wsdl), &self.main)?;
        for (file, bytes) in self.imports.files() {
            put(&wsdl.join(file), bytes)?;
        }
        put(&workspace.join(MANIFEST), self.manifest.as_bytes())
    }
}

impl fmt::Display for Stored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.imports.files().count() {
            0 => f.write_str(self.wsdl),
            number => write!(f, "{} and {}", self.wsdl, count(number, "import")),
        }
    }
}

/// The imported documents, each under the locations by which it is imported.
#[derive(Default)]
struct Imports(BTreeMap<String, (Import, Vec<u8>)>);

impl Imports {
    fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let files: BTreeMap<&str, &[u8]> = self
            .0
            .values()
            .map(|(import, bytes)| (import.file.as_str(), bytes.as_slice()))
            .collect();
        files.into_iter()
    }
}

fn imports(vendor: &Vendor, candidate: &Candidate) -> Result<Imports, String> {
    let main = candidate.main.to_string_lossy().into_owned();
    let mut imports = Imports::default();
    let mut names: BTreeMap<String, String> = BTreeMap::from([(main, vendor.wsdl.to_owned())]);
    let mut taken: BTreeSet<String> = BTreeSet::from([file_name(Path::new(vendor.wsdl))]);
    for import in candidate.imports() {
        let Some(found) = import.file else { continue };
        let file = names
            .entry(found.clone())
            .or_insert_with(|| format!("{}/{}", vendor.name, free(&found, &mut taken)))
            .clone();
        if file == vendor.wsdl {
            continue;
        }
        let bytes = read(Path::new(&found))?;
        let entry = Import {
            location: import.location.clone(),
            file,
            sha256: sha256(&bytes),
        };
        match imports.0.get(&import.location) {
            Some((known, _)) if *known != entry => {
                return Err(format!(
                    "two documents are imported as `{}`; give one of them another name in the WSDL",
                    import.location
                ));
            }
            _ => imports.0.insert(import.location, (entry, bytes)),
        };
    }
    Ok(imports)
}

/// The document's own name, with a number if another has it.
fn free(found: &str, taken: &mut BTreeSet<String>) -> String {
    let name = file_name(Path::new(found));
    let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, "xsd"));
    let mut free = name.clone();
    let mut number = 1;
    while !taken.insert(free.clone()) {
        number += 1;
        free = format!("{stem}-{number}.{extension}");
    }
    free
}

/// The manifest with another entry for the vendor; comments and the other entries stay.
fn noted(
    manifest: &str,
    vendor: &Vendor,
    candidate: &Candidate,
    main: &[u8],
    imports: &Imports,
) -> Result<String, String> {
    let mut document: DocumentMut = manifest
        .parse()
        .map_err(|error| format!("wsdl/manifest.toml: {error}"))?;
    let files = document
        .entry("file")
        .or_insert(Item::ArrayOfTables(ArrayOfTables::new()))
        .as_array_of_tables_mut()
        .ok_or("wsdl/manifest.toml: `file` must be a list of tables")?;
    let is_ours = |table: &Table| table.get("vendor").and_then(Item::as_str) == Some(vendor.name);
    let ours = files.iter().position(is_ours);
    let index = ours.unwrap_or(files.len());
    if ours.is_none() {
        files.push(Table::new());
    }
    let entry = files
        .get_mut(index)
        .ok_or("wsdl/manifest.toml: the entry is gone")?;
    let file = vendor.wsdl.strip_prefix("wsdl/").unwrap_or(vendor.wsdl);
    for (key, text) in [
        ("vendor", vendor.name),
        ("file", file),
        ("status", "original"),
        ("source", &candidate.source),
        ("date", &today()),
        ("sha256", &sha256(main)),
        ("notes", NOTES),
    ] {
        entry[key] = value(text);
    }
    entry.remove("imports");
    if !imports.0.is_empty() {
        let mut list = toml_edit::Array::new();
        for (import, _) in imports.0.values() {
            let mut item = InlineTable::new();
            item.insert("location", import.location.as_str().into());
            item.insert("file", import.file.as_str().into());
            item.insert("sha256", import.sha256.as_str().into());
            let mut item = Value::InlineTable(item);
            item.decor_mut().set_prefix("\n  ");
            list.push_formatted(item);
        }
        list.set_trailing("\n");
        entry["imports"] = value(list);
    }
    Ok(document.to_string())
}

fn today() -> String {
    let now = jiff::Timestamp::now();
    now.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))
}
