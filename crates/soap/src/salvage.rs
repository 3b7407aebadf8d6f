//! What can be got out of a document that can't be read.

use std::borrow::Cow;

use crate::encoding;

/// The texts of all elements with this local name, from a document that may be damaged anywhere.
///
/// For the answer to a call that took effect and could not be read: what was paid for stands in it and perhaps nowhere
/// else. Nothing is checked: prefixes are ignored, tags need not match, and an element whose end is missing is left out.
///
/// ```
/// let cut_off = b"<r><n>A-1</n><price>1,5</price><x:n>B&amp;2</x:n><n>C-";
/// assert_eq!(kontorhaus_soap::salvage(cut_off, "n"), ["A-1", "B&2"]);
/// ```
#[must_use]
pub fn salvage(document: &[u8], local: &str) -> Vec<String> {
    let text = match encoding::decode(document, None) {
        Ok(text) => text,
        Err(_) => String::from_utf8_lossy(document),
    };
    let mut found = Vec::new();
    // What follows each `<`: a tag, then text up to the next one.
    let mut pieces = text.split('<').peekable();
    while let Some(piece) = pieces.next() {
        let Some((tag, content)) = piece.split_once('>') else {
            continue;
        };
        let name = tag
            .split([' ', '\t', '\r', '\n', '/'])
            .next()
            .unwrap_or_default();
        let is_wanted = name.rsplit(':').next() == Some(local) && !tag.ends_with('/');
        let is_closed = pieces.peek().is_some_and(|next| {
            next.strip_prefix('/')
                .is_some_and(|end| end.starts_with(name))
        });
        if is_wanted && is_closed {
            let text = quick_xml::escape::unescape(content);
            found.push(text.map_or_else(|_| content.to_owned(), Cow::into_owned));
        }
    }
    found
}
