//! The WSDL files of a package.

use std::fs;
use std::path::{Path, PathBuf};

use roxmltree::Document;

use super::Source;

const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";

/// The WSDL files in a folder, sorted: those called so, and whatever else is one.
pub(super) fn wsdl_files(folder: &Path) -> Result<Vec<Source>, String> {
    let named = |error: std::io::Error| format!("{}: {error}", folder.display());
    let folder = folder.canonicalize().map_err(named)?;
    let mut files = Vec::new();
    walk(&folder, &mut files).map_err(named)?;
    files.sort();
    let parent = folder.parent().unwrap_or(&folder);
    let sources = files.into_iter().filter(|path| is_wsdl(path)).map(|path| {
        let name = path.strip_prefix(parent).unwrap_or(&path);
        Source {
            name: name.display().to_string(),
            path,
        }
    });
    Ok(sources.collect())
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        if kind.is_dir() {
            walk(&entry.path(), files)?;
        } else if kind.is_file() {
            files.push(entry.path());
        }
    }
    Ok(())
}

fn is_wsdl(path: &Path) -> bool {
    let is_named = path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("wsdl"));
    is_named
        || text(path).is_some_and(|text| {
            text.contains(WSDL)
                && Document::parse(&text).is_ok_and(|document| {
                    document.root_element().has_tag_name((WSDL, "definitions"))
                })
        })
}

/// A text in UTF-8, or else in ISO-8859-1.
pub(super) fn text(path: &Path) -> Option<String> {
    let bytes = fs::read(path).ok()?;
    Some(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => error.into_bytes().into_iter().map(char::from).collect(),
    })
}
