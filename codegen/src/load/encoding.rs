//! Bytes to text: UTF-8, UTF-16, ISO-8859-1, ISO-8859-15 and windows-1252; of others what is ASCII.

use std::borrow::Cow;

/// What windows-1252 has at 0x80 to 0x9F; its unassigned places are the control characters, as browsers read them.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// A text, and whether it was not what it said it was.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// Where the first byte stood that is not UTF-8 in a file that claims to be; windows-1252 was assumed.
    pub(super) not_utf8_at: Option<usize>,
}

/// Decodes a document by its byte-order mark or its XML declaration.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, String> {
    if let Some(rest) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return Ok(utf8(rest));
    }
    match bytes {
        [0xFF, 0xFE, rest @ ..] => return utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => return utf16(rest, u16::from_be_bytes),
        [b'<', 0, ..] => return utf16(bytes, u16::from_le_bytes),
        [0, b'<', ..] => return utf16(bytes, u16::from_be_bytes),
        _ => {}
    }
    let Some(label) = declared(bytes) else {
        return Ok(utf8(bytes));
    };
    match label.to_ascii_lowercase().as_str() {
        // What says UTF-16 in readable letters is not.
        "utf-8" | "utf8" | "us-ascii" | "ascii" | "utf-16" => Ok(utf8(bytes)),
        "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "latin-1" | "windows-1252"
        | "cp1252" => Ok(Decoded {
            text: windows_1252(bytes),
            not_utf8_at: None,
        }),
        "iso-8859-15" | "iso8859-15" | "latin9" | "latin-9" => Ok(Decoded {
            text: windows_1252(bytes).chars().map(latin_9).collect(),
            not_utf8_at: None,
        }),
        // Nearly all encodings have ASCII in them, and what is UTF-8 by chance is rare.
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Decoded {
                text: text.to_owned(),
                not_utf8_at: None,
            }),
            Err(_) => Err(format!(
                "the encoding `{label}` is not supported: save it as UTF-8"
            )),
        },
    }
}

/// The `encoding` of the XML declaration.
fn declared(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let head = bytes.get(..bytes.len().min(256))?;
    let head = head.get(..head.windows(2).position(|two| two == b"?>")?)?;
    let at = head.windows(8).position(|word| word == b"encoding")?;
    let rest = head
        .get(at + 8..)?
        .trim_ascii_start()
        .strip_prefix(b"=")?
        .trim_ascii_start();
    let (quote, rest) = rest.split_first()?;
    let label = rest.get(..rest.iter().position(|byte| byte == quote)?)?;
    head.starts_with(b"<?xml")
        .then(|| String::from_utf8_lossy(label))
}

/// ISO-8859-15 differs from ISO-8859-1 in eight places.
fn latin_9(c: char) -> char {
    match c {
        '\u{a4}' => '€',
        '\u{a6}' => 'Š',
        '\u{a8}' => 'š',
        '\u{b4}' => 'Ž',
        '\u{b8}' => 'ž',
        '\u{bc}' => 'Œ',
        '\u{bd}' => 'œ',
        '\u{be}' => 'Ÿ',
        _ => c,
    }
}

fn utf8(bytes: &[u8]) -> Decoded {
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded {
            text: text.to_owned(),
            not_utf8_at: None,
        },
        Err(error) => Decoded {
            text: windows_1252(bytes),
            not_utf8_at: Some(error.valid_up_to()),
        },
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Decoded, String> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    if !odd.is_empty() {
        return Err("UTF-16 text ends in the middle of a character".to_owned());
    }
    let units = pairs.iter().map(|pair| unit(*pair));
    let text = char::decode_utf16(units).collect::<Result<String, _>>();
    let text = text.map_err(|error| format!("not UTF-16: {error}"))?;
    Ok(Decoded {
        text,
        not_utf8_at: None,
    })
}

fn windows_1252(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|&byte| match byte {
            0x80..=0x9F => WINDOWS_1252[usize::from(byte) - 0x80],
            _ => char::from(byte),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes).unwrap().text
    }

    #[test]
    fn byte_order_marks_decide() {
        assert_eq!(text(b"\xEF\xBB\xBF<a>\xC3\xA4</a>"), "<a>ä</a>");
        assert_eq!(text(b"\xFF\xFE<\0a\0/\0>\0"), "<a/>");
        assert_eq!(text(b"\xFE\xFF\0<\0a\0/\0>"), "<a/>");
        assert_eq!(text(b"<\0a\0/\0>\0"), "<a/>");
    }

    #[test]
    fn the_declaration_decides() {
        assert_eq!(
            text(b"<?xml version='1.0' encoding = 'ISO-8859-1'?><a>\xE4</a>"),
            "<?xml version='1.0' encoding = 'ISO-8859-1'?><a>ä</a>"
        );
        assert!(text(b"<?xml version=\"1.0\" encoding=\"windows-1252\"?>\x80").ends_with('€'));
        assert_eq!(
            decode(b"<?xml version='1.0' encoding='KOI8-R'?>\xC1").unwrap_err(),
            "the encoding `KOI8-R` is not supported: save it as UTF-8"
        );
        assert!(text(b"<?xml version='1.0' encoding='KOI8-R'?><a/>").ends_with("<a/>"));
        assert!(text(b"<?xml version='1.0' encoding='ISO-8859-15'?>\xA4\xE4").ends_with("€ä"));
    }

    #[test]
    fn latin_1_that_claims_utf_8_is_read_and_noted() {
        let decoded = decode(b"<?xml version='1.0' encoding='utf-8'?><a>\xE4</a>").unwrap();
        assert!(decoded.text.ends_with("<a>ä</a>"));
        assert_eq!(decoded.not_utf8_at, Some(41));
    }

    #[test]
    fn broken_utf_16_is_refused() {
        assert!(decode(b"\xFF\xFE<\0a").is_err());
        assert!(decode(b"\xFF\xFE\x00\xD8<\0").is_err());
    }
}
