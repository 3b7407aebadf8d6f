//! How requests and answers are written down, masked.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::header::{
    AUTHORIZATION, CONTENT_LENGTH, COOKIE, LOCATION, PROXY_AUTHORIZATION, SET_COOKIE,
    TRANSFER_ENCODING,
};
use http::{HeaderMap, response::Parts};

use crate::secret::{decoded, percent_escape};
use crate::{SendOptions, TransportError, TransportErrorKind};

/// How much of a request an error shows, in characters.
const SHOWN: usize = 16 * 1024;

/// What stands in a recording for the id of its call: an answer may repeat it.
const CALL_ID: &str = "{{call-id}}";

/// A shorter id may stand in a body by chance.
const SHORTEST_ID: usize = 8;

/// An operation's name as part of a file's.
pub(super) fn file_name(operation: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    operation
        .chars()
        .map(|c| if plain(c) { c } else { '_' })
        .collect()
}

/// Whether a file holds an answer, by its name.
pub(super) fn is_answer(file: &Path) -> bool {
    file.extension()
        .is_some_and(|extension| extension == "http")
}

/// What stands in a recording for values that must not be shown: the same for the same,
/// so that answers still refer to each other.
#[derive(Default)]
pub(super) struct Aliases(Mutex<HashMap<String, usize>>);

impl Aliases {
    fn of(&self, value: &str) -> String {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let next = known.len() + 1;
        let number = *known.entry(value.to_owned()).or_insert(next);
        format!("masked-{number}")
    }
}

/// A request, head and body.
pub(super) fn request<T>(
    request: &http::Request<T>,
    body: Option<&Bytes>,
    options: &SendOptions,
    aliases: &Aliases,
) -> Vec<u8> {
    let path = options.mask(request.uri().path());
    let query = request.uri().query();
    let query = query.map_or_else(String::new, |query| queried(query, options, aliases));
    let line = format!("{} {path}{query} HTTP/1.1\r\n", request.method());
    let mut text = line.into_bytes();
    if let Some(host) = request.uri().host() {
        text.extend(format!("host: {host}\r\n").into_bytes());
    }
    headers(&mut text, request.headers(), options, aliases);
    match body {
        Some(body) => text.extend(masked(body, options, aliases)),
        None => text.extend_from_slice(b"(a streamed body)"),
    }
    text
}

/// The query of an address with its question mark, values masked as those of a body.
fn queried(query: &str, options: &SendOptions, aliases: &Aliases) -> String {
    let pairs = query.split('&').map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or(("", pair));
        let is_shown = options
            .shown
            .iter()
            .any(|&shown| shown == name || shown == "*");
        let value = if is_shown {
            options.mask(value)
        } else {
            aliases.of(&decoded(value, percent_escape))
        };
        match name {
            "" => value,
            name => format!("{name}={value}"),
        }
    });
    format!("?{}", pairs.collect::<Vec<_>>().join("&"))
}

/// An answer's status line and headers, with the empty line after them.
pub(super) fn answer_head(head: &Parts, options: &SendOptions, aliases: &Aliases) -> Vec<u8> {
    let reason = head.status.canonical_reason().unwrap_or_default();
    let line = format!("HTTP/1.1 {} {reason}", head.status.as_u16());
    let mut text = format!("{}\r\n", line.trim_end()).into_bytes();
    headers(&mut text, &head.headers, options, aliases);
    text
}

/// Nothing is known to answer this request, which the error shows.
pub(super) fn unmatched(
    sent: &http::Request<Bytes>,
    options: &SendOptions,
    why: &str,
) -> TransportError {
    let text = request(sent, Some(sent.body()), options, &Aliases::default());
    let shown: String = String::from_utf8_lossy(&text).chars().take(SHOWN).collect();
    TransportError::new(TransportErrorKind::Other).source(format!("{why}:\n{shown}"))
}

fn headers(text: &mut Vec<u8>, headers: &HeaderMap, options: &SendOptions, aliases: &Aliases) {
    for (name, value) in headers {
        // Masking changes the length, and a file is not sent in chunks.
        if [CONTENT_LENGTH, TRANSFER_ENCODING].contains(name) {
            continue;
        }
        let secret = value.is_sensitive()
            || [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE, SET_COOKIE].contains(name);
        let shown = String::from_utf8_lossy(value.as_bytes());
        let value = match shown.split_once('?') {
            _ if secret => "***".to_owned(),
            // An address, whose query may hold a token.
            Some((address, query)) if name == LOCATION => {
                let address = options.mask(address);
                address + &queried(query, options, aliases)
            }
            _ => options.mask(&shown),
        };
        text.extend(format!("{name}: {value}\r\n").into_bytes());
    }
    text.extend_from_slice(b"\r\n");
}

/// `bytes` masked, and with a mark for the id of the call.
pub(super) fn masked(bytes: &[u8], options: &SendOptions, aliases: &Aliases) -> Vec<u8> {
    let is_marked = options.call_id.len() >= SHORTEST_ID;
    edited(bytes, &|text| {
        let masked = options.mask_body_with(text, &mut |value| {
            if is_marked && value == options.call_id {
                return CALL_ID.to_owned();
            }
            aliases.of(value)
        });
        if is_marked {
            masked.replace(&options.call_id, CALL_ID)
        } else {
            masked
        }
    })
}

/// A recorded body as the answer to this call.
pub(super) fn answering(bytes: &[u8], options: &SendOptions) -> Vec<u8> {
    edited(bytes, &|text| text.replace(CALL_ID, &options.call_id))
}

/// Edits a text in its own encoding.
fn edited(bytes: &[u8], edit: &dyn Fn(&str) -> String) -> Vec<u8> {
    match bytes {
        [0xFF, 0xFE, ..] | [_, 0, ..] => wide(bytes, edit, u16::from_le_bytes, u16::to_le_bytes),
        [0xFE, 0xFF, ..] | [0, _, ..] => wide(bytes, edit, u16::from_be_bytes, u16::to_be_bytes),
        _ => match str::from_utf8(bytes) {
            Ok(text) => edit(text).into_bytes(),
            Err(_) => narrow(bytes, edit),
        },
    }
}

/// UTF-16, if it is that.
fn wide(
    bytes: &[u8],
    edit: &dyn Fn(&str) -> String,
    read: fn([u8; 2]) -> u16,
    write: fn(u16) -> [u8; 2],
) -> Vec<u8> {
    let (pairs, []) = bytes.as_chunks() else {
        return narrow(bytes, edit);
    };
    let units: Vec<u16> = pairs.iter().map(|&pair| read(pair)).collect();
    match String::from_utf16(&units) {
        Ok(text) => edit(&text).encode_utf16().flat_map(write).collect(),
        Err(_) => narrow(bytes, edit),
    }
}

/// One character for each byte: ISO 8859-1, or no text at all.
fn narrow(bytes: &[u8], edit: &dyn Fn(&str) -> String) -> Vec<u8> {
    let text: String = bytes.iter().copied().map(char::from).collect();
    // What is put in is ASCII, but for a call's id of one's own making.
    edit(&text)
        .chars()
        .filter_map(|c| u8::try_from(u32::from(c)).ok())
        .collect()
}
