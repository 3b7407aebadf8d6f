//! Where an imported document is.

use std::path::{Component, Path, PathBuf};

/// Where a document came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Its file; for bytes of the catalog the path they stand for.
    pub(super) path: Option<PathBuf>,
    /// Its address, if it was imported by one.
    pub(super) url: Option<String>,
}

/// Whether a location is an address and not a path. `C:\x` is a path.
pub(super) fn is_url(location: &str) -> bool {
    location.split_once("://").is_some_and(|(scheme, _)| {
        scheme.len() > 1
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

/// Whether a location says where something is on a machine or in a program, wherever the importing file lies.
pub(super) fn is_absolute(location: &str) -> bool {
    location.starts_with(['/', '\\']) || location.contains(':')
}

/// A relative location as an address, seen from a document at `base`.
pub(super) fn join_url(base: &str, location: &str) -> String {
    if is_url(location) {
        return location.to_owned();
    }
    let base = base.split(['?', '#']).next().unwrap_or(base);
    let (scheme, rest) = base.split_once("://").unwrap_or(("", base));
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut segments: Vec<&str> = path.split('/').collect();
    let page = segments.pop().unwrap_or_default();
    if location.starts_with('/') {
        segments.clear();
    }
    if location.starts_with('?') {
        segments.push(page);
        return format!("{scheme}://{host}/{}{location}", segments.join("/"));
    }
    for segment in location.trim_start_matches('/').split('/') {
        match segment {
            "." => {}
            ".." => {
                segments.pop();
            }
            _ => segments.push(segment),
        }
    }
    format!("{scheme}://{host}/{}", segments.join("/"))
}

/// The file that a relative location means, seen from a file.
pub(super) fn join_path(base: &Path, location: &str) -> PathBuf {
    let location = location.strip_prefix("file://").unwrap_or(location);
    let location = percent_decoded(&location.replace('\\', "/"));
    let joined = base.parent().unwrap_or(Path::new("")).join(location);
    normalised(&joined)
}

/// A path without `.` and `..`. Lexically: the file may be in memory only, and two ways to one file must look the same.
pub(super) fn normalised(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        let below = matches!(out.components().next_back(), Some(Component::Normal(_)));
        match component {
            Component::CurDir => {}
            Component::ParentDir if below => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// The names under which a document with this address may lie beside `importer`, likeliest first.
pub(super) fn sibling_names(url: &str, importer: &Path, main: &Path) -> Vec<String> {
    let url = url.split('#').next().unwrap_or(url);
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let after_scheme = path.split_once("://").map_or(path, |(_, rest)| rest);
    let last = after_scheme.rsplit_once('/').map_or("", |(_, last)| last);
    let last = percent_decoded(last);
    let first = query.split('&').next().unwrap_or_default();
    let mut names = Vec::new();
    if let Some((key, value)) = first.split_once('=') {
        let key = key.to_ascii_lowercase();
        let value = percent_decoded(value);
        let value = value.rsplit('/').next().unwrap_or_default().to_owned();
        if value.contains('.') {
            names.push(value.clone());
        }
        let number = value.strip_prefix(key.as_str()).unwrap_or(&value);
        for stem in [stem(importer), stem(main), last] {
            names.push(format!("{stem}.{key}{number}.{key}"));
        }
        names.push(format!("{value}.{key}"));
    } else {
        names.push(last.clone());
        if !last.contains('.') {
            names.push(format!("{last}.xsd"));
            names.push(format!("{last}.wsdl"));
        }
    }
    // A name from a foreign file is a name and no path.
    names.retain(|name| !name.starts_with('.') && !name.contains(['/', '\\', '\0', ':']));
    let mut unique = Vec::new();
    for name in names {
        if !unique.contains(&name) && !name.is_empty() {
            unique.push(name);
        }
    }
    unique
}

/// The path of a location without what is above it, then with ever fewer folders, down to the name alone; nothing for one with a query.
pub(super) fn tails(location: &str) -> Vec<String> {
    let location = location.split('#').next().unwrap_or(location);
    if location.contains('?') {
        return Vec::new();
    }
    let path = match location.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => location,
    };
    let path = percent_decoded(&path.replace('\\', "/"));
    let segments: Vec<&str> = path.split('/').filter(|it| !it.is_empty()).collect();
    let below = segments
        .iter()
        .rposition(|it| it.starts_with('.') || it.contains([':', '\0']));
    let segments = &segments[below.map_or(0, |at| at + 1)..];
    let starts = 0..segments.len();
    starts.map(|start| segments[start..].join("/")).collect()
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let decoded = match (byte, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(h, l)| h * 16 + l),
            _ => None,
        };
        rest = if decoded.is_some() { &tail[2..] } else { tail };
        bytes.push(decoded.unwrap_or(byte));
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_paths_are_told_apart() {
        assert!(is_url("http://host/a.xsd"));
        assert!(is_url("file:///a.xsd"));
        assert!(!is_url("../a.xsd"));
        assert!(!is_url("C:\\a.xsd"));
    }

    #[test]
    fn addresses_are_joined() {
        assert_eq!(join_url("http://h/a/b?wsdl", "c.xsd"), "http://h/a/c.xsd");
        assert_eq!(join_url("http://h/a/b", "../c.xsd"), "http://h/c.xsd");
        assert_eq!(join_url("http://h/a/b", "/c.xsd"), "http://h/c.xsd");
        assert_eq!(
            join_url("http://h/a/b?wsdl", "?xsd=1"),
            "http://h/a/b?xsd=1"
        );
        assert_eq!(join_url("http://h/a/b", "https://g/c"), "https://g/c");
    }

    #[test]
    fn paths_are_joined_lexically() {
        let base = Path::new("dir/shop.wsdl");
        assert_eq!(join_path(base, "types.xsd"), Path::new("dir/types.xsd"));
        assert_eq!(
            join_path(base, "./a/../b%20c.xsd"),
            Path::new("dir/b c.xsd")
        );
        assert_eq!(join_path(base, "..\\x.xsd"), Path::new("x.xsd"));
        assert_eq!(join_path(base, "../../x.xsd"), Path::new("../x.xsd"));
        assert_eq!(join_path(base, "file:///x.xsd"), Path::new("/x.xsd"));
    }

    #[test]
    fn a_location_has_tails() {
        let all = ["a/b/c.xsd", "b/c.xsd", "c.xsd"];
        assert_eq!(tails("http://h/a/b/c.xsd"), all);
        assert_eq!(tails("../../a/b/c.xsd#x"), all);
        assert_eq!(tails("C:\\a\\b\\c.xsd"), all);
        assert_eq!(tails("http://h/a/%2e%2e/c.xsd"), ["c.xsd"]);
        assert_eq!(tails("http://h/a/b?xsd=c.xsd"), Vec::<String>::new());
        assert_eq!(tails("http://h"), Vec::<String>::new());
    }

    #[test]
    fn an_address_has_names_beside_the_importer() {
        let names =
            |url| sibling_names(url, Path::new("dir/shop.xsd1.xsd"), Path::new("shop.wsdl"));
        assert_eq!(
            names("http://h/api?xsd=1"),
            [
                "shop.xsd1.xsd1.xsd",
                "shop.xsd1.xsd",
                "api.xsd1.xsd",
                "1.xsd"
            ]
        );
        assert_eq!(names("http://h/api?xsd=types.xsd")[0], "types.xsd");
        assert_eq!(names("http://h/a/?xsd=xsd0")[1], "shop.xsd0.xsd");
        assert_eq!(names("http://h/a/types.xsd"), ["types.xsd"]);
        assert_eq!(names("http://h/api?wsdl"), ["api", "api.xsd", "api.wsdl"]);
        assert_eq!(names("http://h/%2e%2e%2fpasswd"), Vec::<String>::new());
    }
}
