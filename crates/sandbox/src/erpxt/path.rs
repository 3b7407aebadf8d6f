//! The parts of an address.

use crate::percent::decode;

/// The decoded parts of a path; empty ones, as of a slash at the end, are left out.
pub(crate) fn parts(path: &str) -> Option<Vec<String>> {
    let parts = path.split('/').filter(|part| !part.is_empty());
    parts.map(decode).collect()
}

/// The decoded pairs of a query or a form, where `+` stands for a space.
pub(crate) fn pairs(query: &str) -> Option<Vec<(String, String)>> {
    let query = query.replace('+', " ");
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(name)?, decode(value)?))
        })
        .collect()
}
