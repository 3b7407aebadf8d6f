//! Masking of registered secrets in everything that is printed.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use secrecy::{ExposeSecret, SecretString};

const MASKED: &str = "***";

/// So many characters make a secret. What is shorter is masked only where it stands by
/// itself: in the midst of other words a mask would tell it, and garble codes.
const TELLING: usize = 4;

/// The secrets of a client and of one call, masked in each spelling that a wire format
/// may give them. Clones are cheap.
#[derive(Clone, Default)]
pub(crate) struct Mask {
    lasting: Arc<Vec<SecretString>>,
    /// What a call makes on its way, such as one-time passwords; shared by clones.
    passing: Arc<Mutex<Vec<SecretString>>>,
}

impl Mask {
    /// The same secrets, and a place of its own for those that one call makes.
    pub(crate) fn for_call(&self) -> Self {
        Self {
            lasting: Arc::clone(&self.lasting),
            passing: Arc::default(),
        }
    }

    pub(crate) fn add(&mut self, secret: &SecretString) {
        if !secret.expose_secret().is_empty() {
            Arc::make_mut(&mut self.lasting).push(secret.clone());
        }
    }

    pub(crate) fn add_passing(&self, secret: &SecretString) {
        let new = secret.expose_secret();
        let known = |known: &SecretString| known.expose_secret() == new;
        let mut passing = self.passing();
        if !new.is_empty() && !self.lasting.iter().chain(&*passing).any(known) {
            passing.push(secret.clone());
        }
    }

    fn passing(&self) -> MutexGuard<'_, Vec<SecretString>> {
        // A list that is only added to is whole at every moment.
        self.passing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn len(&self) -> usize {
        self.lasting.len() + self.passing().len()
    }

    pub(crate) fn apply(&self, text: &str) -> String {
        // All are looked for in the whole text, since they may overlap.
        let mut hidden = vec![false; text.len()];
        for secret in self.lasting.iter().chain(&*self.passing()) {
            for (start, _) in text.char_indices() {
                if let Some(length) = occurrence(secret.expose_secret(), text, start) {
                    hidden[start..start + length].fill(true);
                }
            }
        }
        let mut masked = String::with_capacity(text.len());
        for (at, c) in text.char_indices() {
            if !hidden[at] {
                masked.push(c);
            } else if at == 0 || !hidden[at - 1] {
                masked.push_str(MASKED);
            }
        }
        masked
    }
}

impl fmt::Debug for Mask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mask({} secrets)", self.len())
    }
}

/// How many bytes of `text` are the secret, from `start` on.
fn occurrence(secret: &str, text: &str, start: usize) -> Option<usize> {
    let (before, text) = text.split_at(start);
    // As it stands first: a secret may look like an escape itself.
    let length = spelled(secret, text, |_| None).or_else(|| spelled(secret, text, escaped))?;
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let stands_by_itself =
        || !is_word(before.chars().next_back()) && !is_word(text[length..].chars().next());
    (secret.chars().nth(TELLING - 1).is_some() || stands_by_itself()).then_some(length)
}

/// The length of the secret at the front of `text`, or of a telling part that a `…` cuts off.
fn spelled(secret: &str, text: &str, unescape: fn(&str) -> Option<(char, usize)>) -> Option<usize> {
    let mut length = 0;
    for (index, c) in secret.chars().enumerate() {
        let rest = &text[length..];
        length += match unescape(rest) {
            Some((unescaped, escape)) if unescaped == c => escape,
            _ if rest.starts_with(c) => c.len_utf8(),
            _ if rest.starts_with('…') && index >= TELLING => return Some(length),
            _ => return None,
        };
    }
    Some(length)
}

/// The character that an escape at the front of `text` stands for, and the escape's length.
fn escaped(text: &str) -> Option<(char, usize)> {
    match text.as_bytes().first()? {
        b'&' => xml(text),
        b'\\' => json(text),
        b'%' => percent(text),
        b'+' => Some((' ', 1)),
        _ => None,
    }
}

fn xml(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = "&#x10FFFF;".len();
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let c = match &text[1..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        name => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    Some((c, end + 1))
}

fn json(text: &str) -> Option<(char, usize)> {
    let c = match text.as_bytes().get(1)? {
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        c @ (b'"' | b'\\' | b'/') => char::from(*c),
        b'u' => return utf16(text),
        _ => return None,
    };
    Some((c, 2))
}

/// `\uXXXX`, or two of them.
fn utf16(text: &str) -> Option<(char, usize)> {
    let unit = |at| u16::from_str_radix(text.get(at..at + 6)?.strip_prefix("\\u")?, 16).ok();
    let units = unit(0).into_iter().chain(unit(6));
    let c = char::decode_utf16(units).next()?.ok()?;
    Some((c, 6 * c.len_utf16()))
}

/// One character's bytes, each as `%XX`.
fn percent(text: &str) -> Option<(char, usize)> {
    let byte = |at| u8::from_str_radix(text.get(at..at + 3)?.strip_prefix('%')?, 16).ok();
    let mut utf8 = [0; 4];
    for length in 1..=utf8.len() {
        utf8[length - 1] = byte(3 * (length - 1))?;
        if let Ok(c) = str::from_utf8(&utf8[..length]) {
            return Some((c.chars().next()?, 3 * length));
        }
    }
    None
}

/// `text` with each `%XX` as the character it stands for; what is no such escape stays.
pub(crate) fn percent_decoded(mut text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    while let Some(first) = text.chars().next() {
        let (c, length) = percent(text).unwrap_or((first, first.len_utf8()));
        decoded.push(c);
        text = &text[length..];
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_escapes_are_decoded() {
        for (text, decoded) in [
            ("p%26w%20%C3%BC+x", "p&w ü+x"),
            ("100%", "100%"),
            ("%zz%C3", "%zz%C3"),
            ("", ""),
        ] {
            assert_eq!(percent_decoded(text), decoded);
        }
    }

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
            ("p=p%26w+%221%22%2f%c3%bc", "p=***"),
            ("<P>p&#38;w &#x22;1&#x22;/&#xFC;</P>", "<P>***</P>"),
            (r#"{"p":"p\u0026w \"1\"\/\u00fc"}"#, r#"{"p":"***"}"#),
        ] {
            assert_eq!(mask.apply(printed), masked);
        }
    }

    #[test]
    fn a_longer_secret_goes_first() {
        assert_eq!(mask(&["abc", "abcdef"]).apply("xabcdefx abc"), "x***x ***");
    }

    #[test]
    fn secrets_that_overlap_go_together() {
        assert_eq!(mask(&["abcd", "cdef"]).apply("xabcdefx"), "x***x");
        assert_eq!(mask(&["abab"]).apply("xabababx"), "x***x");
        assert_eq!(mask(&["abcd"]).apply("abcdabcd"), "***");
    }

    #[test]
    fn a_secret_that_looks_like_an_escape_is_found() {
        let mask = mask(&["&amp;%41", "😀\\n+x"]);
        assert_eq!(mask.apply("x&amp;%41x"), "x***x");
        assert_eq!(mask.apply("x&amp;amp;%41x"), "x***x");
        assert_eq!(mask.apply("x%26amp%3B%2541x"), "x***x");
        assert_eq!(mask.apply("x\\ud83d\\ude00\\\\n+xx"), "x***x");
    }

    #[test]
    fn the_rest_of_a_secret_that_was_cut_off_is_masked() {
        let mask = mask(&["s3ntinel"]);
        assert_eq!(
            mask.apply("key \"s3ntin…\" is wrong"),
            "key \"***…\" is wrong"
        );
        assert_eq!(mask.apply("key s3nt…"), "key ***…");
        assert_eq!(mask.apply("six…"), "six…");
    }

    #[test]
    fn a_short_secret_is_masked_where_it_stands_by_itself() {
        let mask = mask(&["1", "äb"]);
        assert_eq!(
            mask.apply("ES018 <P>1</P> p=1&q"),
            "ES018 <P>***</P> p=***&q"
        );
        assert_eq!(mask.apply("äbc käb (äb)"), "äbc käb (***)");
    }

    #[test]
    fn broken_escapes_are_plain_text() {
        let mask = mask(&["&%\\u+ü…"]);
        for text in [
            "&", "&#;x", "&#xD800;", "%", "%C3", "%zz", "\\", "\\u12", "\\ü", "&ü;", "%ü",
        ] {
            assert_eq!(mask.apply(text), text);
        }
    }

    #[test]
    fn what_a_call_makes_is_masked_in_that_call() {
        let client = mask(&["lasting"]);
        let (call, other) = (client.for_call(), client.for_call());
        call.clone().add_passing(&"passing".into());
        call.add_passing(&"passing".into());
        call.add_passing(&"lasting".into());
        assert_eq!(call.apply("lasting passing"), "*** ***");
        assert_eq!(other.apply("lasting passing"), "*** passing");
        assert_eq!(format!("{call:?}"), "Mask(2 secrets)");
    }

    #[test]
    fn an_empty_secret_masks_nothing() {
        assert_eq!(mask(&[""]).apply("text"), "text");
    }
}
