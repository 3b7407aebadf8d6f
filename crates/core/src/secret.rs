//! Masking of registered secrets in everything that is printed.

use secrecy::{ExposeSecret, SecretString};

const MASKED: &str = "***";

/// The secrets of a client, each in every spelling a wire format gives it.
#[derive(Clone, Default)]
pub(crate) struct Mask {
    /// Longest first, so that a secret that contains another goes as a whole.
    spellings: Vec<SecretString>,
    secrets: usize,
}

impl Mask {
    pub(crate) fn add(&mut self, secret: &SecretString) {
        let plain = secret.expose_secret();
        if plain.is_empty() {
            return;
        }
        self.secrets += 1;
        for spelling in [
            plain.to_owned(),
            xml(plain, "&quot;", "&apos;"),
            xml(plain, "&#34;", "&#39;"),
            xml(plain, "\"", "'"),
            json(plain),
            percent(plain, "%20"),
            percent(plain, "+"),
        ] {
            if !self
                .spellings
                .iter()
                .any(|known| known.expose_secret() == spelling)
            {
                self.spellings.push(spelling.into());
            }
        }
        self.spellings
            .sort_by_key(|spelling| std::cmp::Reverse(spelling.expose_secret().len()));
    }

    pub(crate) fn len(&self) -> usize {
        self.secrets
    }

    pub(crate) fn apply(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for spelling in &self.spellings {
            if text.contains(spelling.expose_secret()) {
                text = text.replace(spelling.expose_secret(), MASKED);
            }
        }
        text
    }
}

fn xml(plain: &str, quote: &str, apostrophe: &str) -> String {
    plain
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', quote)
        .replace('\'', apostrophe)
}

fn json(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    for c in plain.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out
}

fn percent(plain: &str, blank: &str) -> String {
    use std::fmt::Write as _;

    let mut out = String::with_capacity(plain.len());
    for byte in plain.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            b' ' => out.push_str(blank),
            // Writing to a String cannot fail.
            _ => _ = write!(out, "%{byte:02X}"),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(secrets: &[&str]) -> Mask {
        let mut mask = Mask::default();
        for secret in secrets {
            mask.add(&SecretString::from(*secret));
        }
        mask
    }

    #[test]
    fn every_spelling_is_masked() {
        let mask = mask(&["p&w \"1\"/ü"]);
        for (printed, masked) in [
            ("<P>p&w \"1\"/ü</P>", "<P>***</P>"),
            ("<P>p&amp;w \"1\"/ü</P>", "<P>***</P>"),
            ("<P>p&amp;w &quot;1&quot;/ü</P>", "<P>***</P>"),
            (r#"{"p":"p&w \"1\"/ü"}"#, r#"{"p":"***"}"#),
            ("?p=p%26w%20%221%22%2F%C3%BC&x", "?p=***&x"),
            ("p=p%26w+%221%22%2F%C3%BC", "p=***"),
        ] {
            assert_eq!(mask.apply(printed), masked);
        }
    }

    #[test]
    fn a_longer_secret_goes_first() {
        assert_eq!(mask(&["abc", "abcdef"]).apply("xabcdefx abc"), "x***x ***");
    }

    #[test]
    fn an_empty_secret_masks_nothing() {
        assert_eq!(mask(&[""]).apply("text"), "text");
    }
}
