//! Masking of registered secrets in everything that is printed.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use secrecy::{ExposeSecret, SecretString};

use crate::hidden::{self, Value};

const MASKED: &str = "***";

/// So many characters make a secret. What is shorter is masked only where it stands by
/// itself: in the midst of other words a mask would tell it, and garble codes.
const TELLING: usize = 4;

/// The secrets of a client and of one call, masked in each spelling that a wire format
/// may give them. Clones are cheap.
#[derive(Clone, Default)]
pub(crate) struct Mask {
    lasting: Arc<Vec<SecretString>>,
    /// Shared by clones.
    passing: Arc<Mutex<Passing>>,
}

/// What one call has on its way.
#[derive(Default)]
struct Passing {
    /// Such as one-time passwords.
    secrets: Vec<SecretString>,
    /// What was sent last, and the names of what may be shown of it. Servers repeat it.
    request: Option<(Bytes, &'static [&'static str])>,
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
        let secrets = &mut self.passing().secrets;
        if !new.is_empty() && !self.lasting.iter().chain(&*secrets).any(known) {
            secrets.push(secret.clone());
        }
    }

    /// What goes out now. Looked into only when something is to be masked.
    pub(crate) fn repeats(&self, request: &Bytes, shown: &'static [&'static str]) {
        self.passing().request = Some((request.clone(), shown));
    }

    fn passing(&self) -> MutexGuard<'_, Passing> {
        // What is only added or replaced is whole at every moment.
        self.passing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn len(&self) -> usize {
        self.lasting.len() + self.passing().secrets.len()
    }

    /// Hides the registered secrets.
    pub(crate) fn apply(&self, text: &str) -> String {
        self.hide(text, &[])
    }

    /// Hides also what the request held that must not be shown: for what a server says.
    pub(crate) fn apply_to_said(&self, text: &str) -> String {
        let request = self.passing().request.clone();
        self.hide(text, &request.map_or_else(Vec::new, hidden_values))
    }

    /// A body with what `hide` makes of each value that is not in `shown`, and the
    /// registered secrets hidden.
    pub(crate) fn apply_to_body(
        &self,
        body: &str,
        shown: &[&str],
        hide: &mut dyn FnMut(&str) -> String,
    ) -> String {
        let body = hidden::hiding(body, shown, &mut |value| match value {
            Value::Hidden(value) => hide(value),
            Value::Said(text) => self.apply_to_said(text),
        });
        self.apply(&body)
    }

    fn hide(&self, text: &str, sent: &[String]) -> String {
        let passing = self.passing();
        let secrets = self.lasting.iter().chain(&passing.secrets);
        let secrets = secrets.map(ExposeSecret::expose_secret);
        // All are looked for in the whole text, since they may overlap.
        let mut hidden = vec![false; text.len()];
        for secret in secrets.chain(sent.iter().map(String::as_str)) {
            let first = secret.chars().next();
            for (start, c) in text.char_indices() {
                let may_begin = Some(c) == first || ESCAPES.contains(&c);
                if may_begin && let Some(length) = occurrence(secret, text, start) {
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

/// What must not be shown of a request, if it is long enough to tell anything.
fn hidden_values((request, shown): (Bytes, &[&str])) -> Vec<String> {
    let mut values = Vec::new();
    let text = String::from_utf8_lossy(&request);
    // A message of several parts has the document of each on lines of its own.
    let documents = if text.starts_with("--") {
        text.lines().collect()
    } else {
        vec![&*text]
    };
    for document in documents {
        values_of(document, shown, &mut |value| {
            values.push(value.to_owned());
            // A text may be a document itself, of which a server repeats a part.
            if value.trim_start().starts_with(['<', '&']) {
                let inner = decoded(value, xml_escape);
                if inner.trim_start().starts_with('<') {
                    values_of(&inner, &[], &mut |value| values.push(value.to_owned()));
                }
            }
        });
    }
    values
}

fn values_of(text: &str, shown: &[&str], found: &mut dyn FnMut(&str)) {
    hidden::hiding(text, shown, &mut |value| {
        if let Value::Hidden(value) = value
            && value.chars().nth(TELLING - 1).is_some()
        {
            found(value);
        }
        String::new()
    });
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

/// What escapes begin with.
const ESCAPES: [char; 4] = ['&', '\\', '%', '+'];

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

/// The escape at the front of a text: the character, and the escape's length.
pub(crate) type Escape = fn(&str) -> Option<(char, usize)>;

/// `text` with each escape as the character it stands for; what is none stays.
pub(crate) fn decoded(mut text: &str, escape: Escape) -> String {
    let mut decoded = String::with_capacity(text.len());
    while let Some(first) = text.chars().next() {
        let (c, length) = escape(text).unwrap_or((first, first.len_utf8()));
        decoded.push(c);
        text = &text[length..];
    }
    decoded
}

/// `%XX`, one or several for a character.
pub(crate) fn percent_escape(text: &str) -> Option<(char, usize)> {
    text.starts_with('%').then(|| percent(text))?
}

/// `&amp;`, `&#38;` and so on.
pub(crate) fn xml_escape(text: &str) -> Option<(char, usize)> {
    text.starts_with('&').then(|| xml(text))?
}

/// `\n`, `\u000A` and so on.
pub(crate) fn json_escape(text: &str) -> Option<(char, usize)> {
    text.starts_with('\\').then(|| json(text))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_decoded() {
        for (escape, text, expected) in [
            (percent_escape as Escape, "p%26w%20%C3%BC+x", "p&w ü+x"),
            (percent_escape, "100% %zz%C3", "100% %zz%C3"),
            (percent_escape, "", ""),
            (xml_escape, "&lt;&#252;&x;%26&", "<ü&x;%26&"),
            (json_escape, "\\u00fc\\\"\\q\\", "ü\"\\q\\"),
        ] {
            assert_eq!(decoded(text, escape), expected);
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
    fn what_a_server_repeats_of_a_request_is_masked() {
        let call = mask(&["secret"]).for_call();
        let body = "<r><Id>7-12</Id><Mail>eva@&#x61;.example</Mail><Age>41</Age></r>";
        call.repeats(&Bytes::from(body), &["Id"]);
        assert_eq!(
            call.apply_to_said("7-12 is taken by eva@a.example, age 41: secret"),
            "7-12 is taken by ***, age 41: ***"
        );
        assert_eq!(
            call.apply("<Mail> secret eva@a.example"),
            "<Mail> *** eva@a.example"
        );
        let body = "<r><F>&lt;no&gt;4711-8&lt;/no&gt;</F></r>";
        call.repeats(&Bytes::from(body), &["no"]);
        assert_eq!(
            call.apply_to_said("4711-8 is unknown"),
            "*** is unknown",
            "a document in a text"
        );
        let body = "--b\r\ncontent-id: 1\r\n\r\n{\"mail\":\"ida@a.example\"}\r\n--b--\r\n";
        call.repeats(&Bytes::from(body), &[]);
        assert_eq!(call.apply_to_said("ida@a.example is taken"), "*** is taken");
        call.repeats(&Bytes::from(r#"{"mail":"udo@a.example"}"#), &[]);
        assert_eq!(
            call.apply_to_said("eva@a.example udo@a.example"),
            "eva@a.example ***"
        );
    }

    #[test]
    fn an_empty_secret_masks_nothing() {
        assert_eq!(mask(&[""]).apply("text"), "text");
    }
}
