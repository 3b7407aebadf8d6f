//! XOP: binary values that were taken out of the envelope, put back where they belong.

use super::Attachment;
use crate::error::DecodeError;
use crate::read::{Reader, Replacement, rewrite};
use crate::xsd::Base64;

const XOP: &str = "http://www.w3.org/2004/08/xop/include";

/// The envelope with each `xop:Include` replaced by the text that it stands for; `None` if there are none.
///
/// That is what XOP says that such a message means. An element of SOAP encoding may refer to its content by `href` instead.
pub(crate) fn inline(
    text: &str,
    attachments: &[Attachment],
    encoded: bool,
) -> Result<Option<String>, DecodeError> {
    if attachments.is_empty() || !text.contains("cid:") {
        return Ok(None);
    }
    rewrite(text, |reader| {
        let includes = reader.is(XOP, "Include");
        if !includes && !encoded {
            return Ok(None);
        }
        let Some(href) = reader.own_attribute("href")? else {
            return Ok(None);
        };
        let Some(id) = href.strip_prefix("cid:") else {
            return Ok(None);
        };
        let content = content(id, attachments);
        let content = content.ok_or_else(|| missing(reader, id))?;
        let text = Base64(content.to_vec()).to_string();
        Ok(Some(if includes {
            Replacement::Whole(text)
        } else {
            Replacement::Content {
                attributes: String::new(),
                content: text,
            }
        }))
    })
    .map(Some)
}

/// The attachment of an identifier, which stands escaped in an address.
fn content<'a>(id: &str, attachments: &'a [Attachment]) -> Option<&'a [u8]> {
    let id = unescaped(id);
    let mut found = attachments.iter();
    let found = found.find(|it| {
        it.content_id
            .as_deref()
            .is_some_and(|own| unescaped(own) == id)
    });
    found.map(|it| &*it.content)
}

/// An identifier without the escapes `%40` of addresses.
fn unescaped(id: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(id.len());
    let mut rest = id.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        let digits = tail.get(..2).filter(|_| byte == b'%');
        let escaped = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        rest = if escaped.is_some() { &tail[2..] } else { tail };
        bytes.push(escaped.unwrap_or(byte));
    }
    bytes
}

#[cold]
fn missing(reader: &Reader<'_>, id: &str) -> DecodeError {
    reader.error(format!("the attachment {id} is missing"))
}
