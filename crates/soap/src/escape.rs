//! Text on its way into a document.

use std::fmt::{self, Display, Write};

use crate::error::ValueError;

/// Where a simple value is being written: everything that needs it is escaped on the way.
pub struct Text<'a> {
    out: &'a mut String,
    place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Not XML yet: an item of a list.
    Bare,
    Attribute,
    Element,
}

/// What to do with a byte: nothing, escape it in attributes, look at it everywhere.
const PLAIN: u8 = 0;
const IN_ATTRIBUTES: u8 = 1;
const ALWAYS: u8 = 2;

static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [PLAIN; 256];
    let mut control = 0;
    while control < 0x20 {
        classes[control] = ALWAYS;
        control += 1;
    }
    // Left alone in an element, these would come back from an attribute as blanks.
    classes[b'\t' as usize] = IN_ATTRIBUTES;
    classes[b'\n' as usize] = IN_ATTRIBUTES;
    classes[b'"' as usize] = IN_ATTRIBUTES;
    classes[b'&' as usize] = ALWAYS;
    classes[b'<' as usize] = ALWAYS;
    // Only `]]>` needs it, but then the bytes before would have to be looked at too.
    classes[b'>' as usize] = ALWAYS;
    // The first byte of U+FFFE and U+FFFF, among others.
    classes[0xEF] = ALWAYS;
    classes
}

impl<'a> Text<'a> {
    pub(crate) fn element(out: &'a mut String) -> Self {
        let place = Place::Element;
        Self { out, place }
    }

    pub(crate) fn attribute(out: &'a mut String) -> Self {
        let place = Place::Attribute;
        Self { out, place }
    }

    pub(crate) fn bare(out: &'a mut String) -> Self {
        let place = Place::Bare;
        Self { out, place }
    }

    /// Writes any text.
    ///
    /// # Errors
    /// When it has a character that no XML document can hold, not even as a reference.
    pub fn push(&mut self, text: &str) -> Result<(), ValueError> {
        let least = match self.place {
            Place::Bare => {
                self.out.push_str(text);
                return Ok(());
            }
            Place::Attribute => IN_ATTRIBUTES,
            Place::Element => ALWAYS,
        };
        let bytes = text.as_bytes();
        let (mut written, mut at) = (0, 0);
        while let Some(plain) = bytes[at..]
            .iter()
            .position(|&byte| CLASSES[usize::from(byte)] >= least)
        {
            at += plain;
            let reference = match bytes[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                // A bare carriage return would be read as a line feed.
                b'\r' => "&#13;",
                b'\n' => "&#10;",
                b'\t' => "&#9;",
                0xEF if !matches!(bytes[at..], [_, 0xBF, 0xBE | 0xBF, ..]) => {
                    at += 1;
                    continue;
                }
                _ => return Err(forbidden(&text[at..])),
            };
            self.out.push_str(&text[written..at]);
            self.out.push_str(reference);
            at += 1;
            written = at;
        }
        self.out.push_str(&text[written..]);
        Ok(())
    }

    /// Writes what never needs escaping: numbers, dates and the like.
    pub fn plain(&mut self, value: impl Display) {
        // Writing to a `String` can't fail.
        let _ = write!(self.out, "{value}");
    }
}

/// Shows nothing of what was written.
impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Text")
            .field("place", &self.place)
            .finish_non_exhaustive()
    }
}

#[cold]
fn forbidden(rest: &str) -> ValueError {
    let code = rest.chars().next().map_or(0, u32::from);
    ValueError::new(format!("holds U+{code:04X}, which XML forbids")).hidden()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(text: &str) -> Result<String, ValueError> {
        let mut out = String::new();
        Text::element(&mut out).push(text).map(|()| out)
    }

    fn attribute(text: &str) -> Result<String, ValueError> {
        let mut out = String::new();
        Text::attribute(&mut out).push(text).map(|()| out)
    }

    #[test]
    fn an_element_keeps_quotes_and_line_feeds() {
        assert_eq!(element("a\"b'c\n\td").unwrap(), "a\"b'c\n\td");
        assert_eq!(
            element("<a> & ]]>\r").unwrap(),
            "&lt;a&gt; &amp; ]]&gt;&#13;"
        );
    }

    #[test]
    fn an_attribute_keeps_its_white_space_by_references() {
        assert_eq!(
            attribute("a\"b'c\n\td\r").unwrap(),
            "a&quot;b'c&#10;&#9;d&#13;"
        );
    }

    #[test]
    fn characters_beside_the_forbidden_ones_pass() {
        for text in [
            "\u{20}",
            "\u{D7FF}",
            "\u{E000}",
            "\u{FFFD}",
            "\u{F8FF}",
            "\u{FEFF}",
            "\u{10000}",
            "\u{10FFFF}",
        ] {
            assert_eq!(element(text).unwrap(), text);
        }
    }

    #[test]
    fn characters_that_xml_forbids_are_refused_by_number() {
        for (text, name) in [
            ("a\u{0}", "U+0000"),
            ("\u{1F}", "U+001F"),
            ("x\u{FFFE}", "U+FFFE"),
            ("\u{FFFF}", "U+FFFF"),
        ] {
            let message = element(text).unwrap_err().describe(text);
            assert_eq!(
                message,
                format!("the value holds {name}, which XML forbids")
            );
        }
    }
}
