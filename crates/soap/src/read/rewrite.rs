//! Copying a document with some of its elements replaced.

use super::{Reader, Token};
use crate::error::DecodeError;
use crate::limits::Limits;

/// What comes in the place of an element.
pub(crate) enum Replacement {
    /// Text in place of the whole element.
    Whole(String),
    /// The element with other attributes and content.
    Content { attributes: String, content: String },
}

/// The document with what `replace` gives for elements; it is asked at each start tag.
///
/// The copy is no longer than one text may be: a small document can refer to the same content many times.
pub(crate) fn rewrite(
    text: &str,
    mut replace: impl FnMut(&mut Reader<'_>) -> Result<Option<Replacement>, DecodeError>,
) -> Result<String, DecodeError> {
    let limits = Limits::default();
    let mut reader = Reader::new(text, limits);
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    loop {
        match reader.next()? {
            Token::Start => {}
            Token::End | Token::Text(_) => continue,
            Token::Eof => break,
        }
        let Some(replacement) = replace(&mut reader)? else {
            continue;
        };
        let tag = reader.tag;
        out.push_str(&reader.text[copied..tag.start]);
        match replacement {
            Replacement::Whole(text) => out.push_str(&text),
            Replacement::Content {
                attributes,
                content,
            } => {
                let name = &tag.source[..tag.name_length];
                out.extend(["<", name, &attributes, ">", &content, "</", name, ">"]);
            }
        }
        reader.skip()?;
        copied = reader.position();
        if out.len() > limits.text {
            return Err(reader.too_long());
        }
    }
    out.push_str(&reader.text[copied..]);
    Ok(out)
}
