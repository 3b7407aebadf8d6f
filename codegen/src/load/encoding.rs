//! Bytes to text, in any encoding that browsers know.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text, and whether it was not what it said it was.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// Where the first byte stood that is not UTF-8 in a file that claims to be; windows-1252 was assumed.
    pub(super) not_utf8_at: Option<usize>,
}

/// Decodes a document by its byte-order mark or its XML declaration.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, String> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[length..]);
    }
    match bytes {
        [b'<', 0, ..] => return decode_as(UTF_16LE, bytes),
        [0, b'<', ..] => return decode_as(UTF_16BE, bytes),
        _ => {}
    }
    let Some(label) = declared(bytes) else {
        return decode_as(UTF_8, bytes);
    };
    let encoding = match label.to_ascii_lowercase().as_str() {
        "us-ascii" | "ascii" => Some(UTF_8),
        "latin-1" => Some(WINDOWS_1252),
        "latin9" | "latin-9" => Some(encoding_rs::ISO_8859_15),
        label => Encoding::for_label_no_replacement(label.as_bytes()),
    };
    match encoding {
        // What says UTF-16 in readable letters is not.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => decode_as(UTF_8, bytes),
        Some(encoding) => decode_as(encoding, bytes),
        // Nearly all encodings have ASCII in them, and what is UTF-8 by chance is rare.
        None => match std::str::from_utf8(bytes) {
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

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, String> {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(Decoded {
            text: text.into_owned(),
            not_utf8_at: None,
        });
    }
    if encoding != UTF_8 {
        return Err(format!("it is not {}", encoding.name()));
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Ok(Decoded {
        text: text.into_owned(),
        not_utf8_at: Some(Encoding::utf8_valid_up_to(bytes)),
    })
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
            decode(b"<?xml version='1.0' encoding='EBCDIC'?>\xC1").unwrap_err(),
            "the encoding `EBCDIC` is not supported: save it as UTF-8"
        );
        assert!(text(b"<?xml version='1.0' encoding='EBCDIC'?><a/>").ends_with("<a/>"));
        assert!(text(b"<?xml version='1.0' encoding='windows-1251'?>\xEF").ends_with('п'));
        assert!(text(b"<?xml version='1.0' encoding='ISO-8859-2'?>\xB3").ends_with('ł'));
        assert!(text(b"<?xml version='1.0' encoding='gb2312'?>\xD6\xD0").ends_with('中'));
        assert_eq!(
            decode(b"<?xml version='1.0' encoding='Shift_JIS'?>\x81").unwrap_err(),
            "it is not Shift_JIS"
        );
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
