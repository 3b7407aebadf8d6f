//! The WSDL files of a package.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use roxmltree::Document;

use super::Source;

const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";

/// The WSDL files in a folder, sorted: those called so, and other XML files that are some.
pub(super) fn wsdl_files(package: &Path) -> Result<Vec<Source>, String> {
    let mut files = Vec::new();
    walk(package, &mut files).map_err(|error| format!("{}: {error}", package.display()))?;
    files.sort();
    let parent = package.parent().unwrap_or(package);
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
    let extension = path.extension().map(OsStr::to_ascii_lowercase);
    match extension.as_ref().and_then(|it| it.to_str()) {
        Some("wsdl") => true,
        Some("xml" | "asmx" | "svc") => text(path).is_some_and(|text| {
            Document::parse(&text)
                .is_ok_and(|document| document.root_element().has_tag_name((WSDL, "definitions")))
        }),
        _ => false,
    }
}

/// A text in UTF-8, or else in ISO-8859-1.
pub(super) fn text(path: &Path) -> Option<String> {
    let bytes = fs::read(path).ok()?;
    Some(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => error.into_bytes().into_iter().map(char::from).collect(),
    })
}
