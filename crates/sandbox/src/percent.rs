//! `%XX` in addresses and forms.

/// The byte that a text begins with as `%XX`.
pub(crate) fn escaped(text: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = text else {
        return None;
    };
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    u8::try_from(digit(high)? << 4 | digit(low)?).ok()
}

/// The text with the bytes that `%XX` stand for; `None` where `%` stands for itself, or that is no UTF-8.
pub(crate) fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if *first == b'%' {
            bytes.push(escaped(rest)?);
            rest = &rest[3..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_are_a_byte() {
        assert_eq!(decode("a%2fb%C3%A4+c").as_deref(), Some("a/bä+c"));
        for wrong in ["%", "%2", "%2g", "%+1", "100% sure", "%E4"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
