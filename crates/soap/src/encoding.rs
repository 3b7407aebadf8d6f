//! From bytes to text.

use std::borrow::Cow;

use crate::error::DecodeError;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16 { big: bool },
    Latin1,
    Windows1252,
}

/// The text of a document, borrowed if it is UTF-8 already.
///
/// A byte order mark decides, then the `charset` of the HTTP header, then how the first bytes lie, then the XML
/// declaration.
pub(crate) fn decode<'a>(
    bytes: &'a [u8],
    charset: Option<&str>,
) -> Result<Cow<'a, str>, DecodeError> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => return utf8(rest),
        [0xFE, 0xFF, rest @ ..] => return utf16(rest, true),
        [0xFF, 0xFE, rest @ ..] => return utf16(rest, false),
        _ => {}
    }
    let encoding = match charset {
        Some(name) => named(name, bytes)?,
        None if bytes.starts_with(&[0, b'<']) => Encoding::Utf16 { big: true },
        None if bytes.starts_with(&[b'<', 0]) => Encoding::Utf16 { big: false },
        None => match declared(bytes) {
            // Whoever could read the declaration as ASCII knows that it isn't in UTF-16.
            Some(name) if name.to_ascii_lowercase().starts_with("utf-16") => Encoding::Utf8,
            Some(name) => named(name, bytes)?,
            None => Encoding::Utf8,
        },
    };
    match encoding {
        Encoding::Utf8 => utf8(bytes),
        Encoding::Utf16 { big } => utf16(bytes, big),
        Encoding::Latin1 => Ok(bytes.iter().map(|&byte| char::from(byte)).collect()),
        Encoding::Windows1252 => Ok(bytes.iter().map(|&byte| windows_1252(byte)).collect()),
    }
}

fn named(name: &str, bytes: &[u8]) -> Result<Encoding, DecodeError> {
    Ok(match name.to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" | "us-ascii" | "ascii" => Encoding::Utf8,
        // Without a mark it is the big end first, unless the first character says otherwise.
        "utf-16" => Encoding::Utf16 {
            big: !bytes.starts_with(&[b'<', 0]),
        },
        "utf-16be" => Encoding::Utf16 { big: true },
        "utf-16le" => Encoding::Utf16 { big: false },
        "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "latin-1" | "l1" => Encoding::Latin1,
        "windows-1252" | "cp1252" | "cp-1252" | "x-cp1252" => Encoding::Windows1252,
        _ => {
            return Err(DecodeError::new(
                0,
                format!("the encoding {name} is unknown"),
            ));
        }
    })
}

/// The encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<&str> {
    let end = bytes
        .windows(2)
        .take(256)
        .position(|window| window == b"?>")?;
    let declaration = std::str::from_utf8(&bytes[..end]).ok()?;
    let (_, after) = declaration.strip_prefix("<?xml")?.split_once("encoding")?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = value
        .chars()
        .next()
        .filter(|quote| matches!(quote, '"' | '\''))?;
    value[1..].split(quote).next()
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, DecodeError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        // Cut off within a character: what stands before it tells how far the answer came.
        Err(error) if error.error_len().is_none() => {
            let whole = std::str::from_utf8(&bytes[..error.valid_up_to()]);
            Ok(Cow::Borrowed(whole.unwrap_or_default()))
        }
        Err(error) => Err(DecodeError::new(
            error.valid_up_to(),
            "the document is not UTF-8",
        )),
    }
}

fn utf16(bytes: &[u8], big: bool) -> Result<Cow<'_, str>, DecodeError> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|&pair| {
        if big {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        }
    });
    let mut text = String::with_capacity(bytes.len() / 2);
    for (index, unit) in char::decode_utf16(units).enumerate() {
        match unit {
            Ok(character) => text.push(character),
            // A first half at the very end: cut off.
            Err(error) if pairs.len() == index + 1 && error.unpaired_surrogate() < 0xDC00 => break,
            Err(_) => return Err(DecodeError::new(text.len(), "the document is not UTF-16")),
        }
    }
    Ok(Cow::Owned(text))
}

/// Windows-1252 is ISO-8859-1 with characters in place of the second set of control codes.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž',
        '\u{8F}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}
