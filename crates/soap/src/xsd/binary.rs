//! `xs:base64Binary` and `xs:hexBinary`.

use std::fmt;

use crate::error::ValueError;
use crate::escape::Text;
use crate::value::{JsonForm, Simple, trim};

/// Bytes that are written in base 64.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(pub Vec<u8>);

/// Bytes that are written as pairs of hexadecimal digits.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hex(pub Vec<u8>);

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The value of each letter of the alphabet; 64 and more for others.
static SEXTETS: [u8; 256] = sextets();

const fn sextets() -> [u8; 256] {
    let mut sextets = [0xFF; 256];
    let mut value = 0;
    while value < ALPHABET.len() {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the alphabet has 64 letters"
        )]
        let sextet = value as u8;
        sextets[ALPHABET[value] as usize] = sextet;
        value += 1;
    }
    sextets
}

impl Simple for Base64 {
    const JSON: JsonForm = JsonForm::Bytes;

    /// Takes white space anywhere, as XSD does; padding is required.
    fn parse(text: &str) -> Result<Self, ValueError> {
        let error = || ValueError::new("is not base 64").hidden();
        let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
        let (mut bits, mut letters, mut padding) = (0_u32, 0, 0);
        for byte in text.bytes() {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => continue,
                b'=' => padding += 1,
                _ if padding > 0 => return Err(error()),
                _ => {
                    let sextet = SEXTETS[usize::from(byte)];
                    if sextet > 63 {
                        return Err(error());
                    }
                    bits = bits << 6 | u32::from(sextet);
                    letters += 1;
                }
            }
            if letters == 4 {
                let [_, first, second, third] = bits.to_be_bytes();
                bytes.extend([first, second, third]);
                (bits, letters) = (0, 0);
            }
        }
        match (letters, padding) {
            (0, 0) => {}
            (2, 2) if bits.trailing_zeros() >= 4 => bytes.push((bits >> 4).to_be_bytes()[3]),
            (3, 1) if bits.trailing_zeros() >= 2 => {
                bytes.extend_from_slice(&(bits >> 2).to_be_bytes()[2..]);
            }
            _ => return Err(error()),
        }
        Ok(Self(bytes))
    }

    fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError> {
        out.plain(self);
        Ok(())
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;
        for chunk in self.0.chunks(3) {
            let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
            let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
            for place in 0..4 {
                if place <= chunk.len() {
                    let sextet = bits >> (18 - 6 * place) & 63;
                    f.write_char(char::from(ALPHABET[sextet as usize]))?;
                } else {
                    f.write_char('=')?;
                }
            }
        }
        Ok(())
    }
}

impl Simple for Hex {
    fn parse(text: &str) -> Result<Self, ValueError> {
        let digits = trim(text).as_bytes();
        let value = |digit: u8| {
            char::from(digit)
                .to_digit(16)
                .and_then(|value| u8::try_from(value).ok())
        };
        let bytes: Option<Vec<u8>> = digits
            .chunks(2)
            .map(|pair| match pair {
                &[high, low] => Some(value(high)? << 4 | value(low)?),
                _ => None,
            })
            .collect();
        bytes
            .map(Self)
            .ok_or_else(|| ValueError::new("is not hexadecimal").hidden())
    }

    fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError> {
        out.plain(self);
        Ok(())
    }
}

impl fmt::Display for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02X}"))
    }
}

macro_rules! bytes {
    ($($name:ident),*) => {$(
        impl From<Vec<u8>> for $name {
            fn from(bytes: Vec<u8>) -> Self {
                Self(bytes)
            }
        }

        impl From<$name> for Vec<u8> {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        /// Shows how many bytes there are, since they may be anybody's data.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({} bytes)"), self.0.len())
            }
        }
    )*};
}

bytes!(Base64, Hex);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_its_specification_prints_it() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            let value = Base64(bytes.as_bytes().to_vec());
            assert_eq!(value.to_string(), text);
            assert_eq!(Base64::parse(text).unwrap(), value);
        }
    }

    #[test]
    fn base64_with_white_space_anywhere() {
        assert_eq!(Base64::parse(" Zm 9v\r\nYm\tFy ").unwrap().0, b"foobar");
        assert_eq!(Base64::parse("Zg = =").unwrap().0, b"f");
    }

    #[test]
    fn what_is_no_base64() {
        for text in [
            "Z", "Zg", "Zg=", "Zm9", "Zm9v=", "====", "=Zg=", "Zh==", "Zm9=", "Zm-v", "Zm9v!",
            "Zg==Zg==",
        ] {
            let error = Base64::parse(text).unwrap_err();
            assert_eq!(error.describe(text), "the value is not base 64", "{text:?}");
        }
    }

    #[test]
    fn hexadecimal_in_both_cases() {
        assert_eq!(Hex::parse(" 0aFf ").unwrap().0, [0x0A, 0xFF]);
        assert_eq!(Hex(vec![0x0A, 0xFF]).to_string(), "0AFF");
        assert!(Hex::parse("").unwrap().0.is_empty());
        for text in ["0", "0g", "0x0A", "a b", "é"] {
            assert!(Hex::parse(text).is_err(), "{text:?}");
        }
    }
}
