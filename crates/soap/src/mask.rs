//! What may be shown of an answer.

use quick_xml::events::Event;

use crate::error::shortened;
use crate::name;

/// How much of an answer is looked at. What is shown is cut later, when secrets have been masked.
const WINDOW: usize = 2048;

/// The front of an answer; of an XML document only the markup, and what a fault says; of JSON nothing.
///
/// Character data may be anybody's: voucher codes, names, addresses. A web page, which is what a proxy sends in
/// place of the answer, says what is wrong and is shown.
pub(crate) fn excerpt(text: &str) -> String {
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    // In JSON names and values look alike.
    if start.starts_with(['{', '[']) {
        return "…".to_owned();
    }
    let front = shortened(start, WINDOW);
    let page = front.to_ascii_lowercase().contains("<html");
    if start.starts_with('<') && !page {
        without_data(start)
    } else {
        front.into_owned()
    }
}

/// The document with `…` for all character data and attribute values but namespaces.
fn without_data(text: &str) -> String {
    let mut masked = String::new();
    let mut xml = quick_xml::Reader::from_str(text);
    let (mut in_fault, mut in_reason) = (false, false);
    while masked.len() <= WINDOW {
        let start = text.len() - xml.get_ref().len();
        let event = xml.read_event();
        let source = &text[start..text.len() - xml.get_ref().len()];
        match event {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                let name = name::local(tag.name().0);
                in_fault |= name == "Fault";
                in_reason =
                    in_fault && matches!(name, "faultcode" | "faultstring" | "Value" | "Text");
                push_tag(&mut masked, source);
            }
            Ok(Event::End(_)) => {
                in_reason = false;
                masked.push_str(source);
            }
            Ok(Event::Text(_) | Event::GeneralRef(_) | Event::CData(_)) => {
                if in_reason || source.trim_ascii().is_empty() {
                    masked.push_str(source);
                } else if !masked.ends_with('…') {
                    masked.push('…');
                }
            }
            Ok(Event::Decl(_)) => masked.push_str(source),
            Ok(Event::Comment(_) | Event::PI(_) | Event::DocType(_)) => {}
            Ok(Event::Eof) => break,
            Err(_) => {
                masked.push('…');
                break;
            }
        }
    }
    masked
}

/// Copies a tag; of its attributes' values only those of `xmlns`.
fn push_tag(masked: &mut String, source: &str) {
    let mut rest = source;
    while let Some(equals) = rest.find('=') {
        let name = rest[..equals]
            .split_ascii_whitespace()
            .next_back()
            .unwrap_or_default();
        let (before, value) = rest.split_at(equals + 1);
        let Some(quote) = value.find(['"', '\'']) else {
            break;
        };
        let delimiter = value.as_bytes()[quote];
        let Some(length) = value
            .bytes()
            .skip(quote + 1)
            .position(|byte| byte == delimiter)
        else {
            break;
        };
        let end = quote + 1 + length;
        masked.push_str(before);
        masked.push_str(&value[..=quote]);
        masked.push_str(if name.starts_with("xmlns") {
            &value[quote + 1..end]
        } else {
            "…"
        });
        rest = &value[end..];
    }
    masked.push_str(rest);
}
