//! Multipart messages: each part with its headers and its body.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use super::{HIDDEN, Mask, media_type};

/// The boundary, if a message has several parts.
pub(super) fn boundary(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    if !media_type(headers).starts_with("multipart/") {
        return None;
    }
    crate::boundary::boundary(value)
}

pub(super) fn pretty(text: &str, boundary: &str, mask: &mut Mask) -> String {
    let delimiter = format!("--{boundary}");
    let mut out = Vec::new();
    // What stands before the first delimiter is for nobody.
    for part in text.split(&delimiter).skip(1) {
        if part.starts_with("--") {
            out.push(format!("{delimiter}--"));
            break;
        }
        out.push(delimiter.clone());
        let part = part.trim_start_matches([' ', '\t']);
        let part = part
            .strip_prefix("\r\n")
            .or_else(|| part.strip_prefix('\n'))
            .unwrap_or(part);
        let mut headers = HeaderMap::new();
        let mut rest = part;
        while let Some((line, after)) = rest.split_once('\n') {
            rest = after;
            let line = line.trim();
            if line.is_empty() {
                break;
            }
            out.push(head(line, &mut headers, mask));
        }
        let body = rest.trim();
        if !body.is_empty() {
            out.push(String::new());
            out.push(mask.simple(&media_type(&headers), body).text);
        }
        out.push(String::new());
    }
    out.join("\n")
}

/// A line of a part's head.
fn head(line: &str, headers: &mut HeaderMap, mask: &mut Mask) -> String {
    let header = line.split_once(':').and_then(|(name, value)| {
        let parsed = HeaderName::from_bytes(name.as_bytes()).ok()?;
        let value = value.trim();
        headers.insert(parsed.clone(), HeaderValue::from_str(value).ok()?);
        Some(format!("{name}: {}", mask.header(&parsed, value)))
    });
    header.unwrap_or_else(|| HIDDEN.to_owned())
}
