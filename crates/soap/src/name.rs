//! Names: those that the specifications fix, and what a name is.

/// The namespace of `xsi:nil` and `xsi:type`.
pub(crate) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The namespace of `xml:lang`, bound to `xml` everywhere.
pub(crate) const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The envelope of SOAP 1.1.
pub(crate) const SOAP_1_1: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// The envelope of SOAP 1.2.
pub(crate) const SOAP_1_2: &str = "http://www.w3.org/2003/05/soap-envelope";

/// WS-Security 1.0, and what its profile for user names adds.
pub(crate) mod wsse {
    pub(crate) const EXTENSION: &str =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    pub(crate) const UTILITY: &str =
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
    pub(crate) const PASSWORD_TEXT: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText";
    pub(crate) const PASSWORD_DIGEST: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest";
    pub(crate) const BASE_64: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";
}

const PART: u8 = 0;
const COLON: u8 = 1;
const NO_PART: u8 = 2;

static CLASSES: [u8; 256] = classes();

/// Of ASCII what XML allows in names; beyond it everything, which is more than XML does and harms nobody.
const fn classes() -> [u8; 256] {
    let mut classes = [PART; 256];
    let mut letter = 0_u8;
    while letter.is_ascii() {
        if !(letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'.' | b'_')) {
            classes[letter as usize] = NO_PART;
        }
        letter += 1;
    }
    classes[b':' as usize] = COLON;
    classes
}

/// The prefix, which may be empty, and the local name, if this is a qualified name.
#[inline]
pub(crate) fn split(name: &str) -> Option<(&str, &str)> {
    let mut colon = None;
    for (at, byte) in name.bytes().enumerate() {
        match CLASSES[usize::from(byte)] {
            PART => {}
            COLON if colon.is_none() => colon = Some(at),
            _ => return None,
        }
    }
    let (prefix, local) = match colon {
        Some(0) => return None,
        Some(at) => (&name[..at], &name[at + 1..]),
        None => ("", name),
    };
    if local.is_empty() {
        None
    } else {
        Some((prefix, local))
    }
}

/// The name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        assert_eq!(split("a"), Some(("", "a")));
        assert_eq!(split("p:a-1._é"), Some(("p", "a-1._é")));
        for name in [
            "", ":", ":a", "a:", "a:b:c", "a=", "a/b", "a\"", "<a", "a b", "a&b", "a\u{B}",
        ] {
            assert_eq!(split(name), None, "{name:?}");
        }
    }
}
