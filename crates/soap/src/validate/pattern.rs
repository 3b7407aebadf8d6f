//! Regular expressions of XML Schema, put into the notation of the crate that matches them.

use std::iter::Peekable;
use std::str::Chars;

use regex::Regex;

/// Whether the whole text matches. Something that is no regular expression is no limit.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    Regex::new(&Translation::of(pattern)).map_or(true, |regex| regex.is_match(text))
}

struct Translation<'p> {
    pattern: Peekable<Chars<'p>>,
    out: String,
    /// How many brackets are open: a class may be taken from another one.
    classes: usize,
    range: Range,
}

/// Where a class stands in a range such as `a-z`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Range {
    /// What comes next begins one.
    Open,
    /// What came last may be its start.
    Started,
    /// What comes next is its end.
    Halfway,
}

impl<'p> Translation<'p> {
    fn of(pattern: &'p str) -> String {
        // These mean themselves in XML Schema, so that nothing could match; who writes them means the ends of the text.
        let pattern = pattern.strip_prefix('^').unwrap_or(pattern);
        let pattern = match pattern.strip_suffix('$') {
            Some(rest) if !rest.ends_with('\\') => rest,
            _ => pattern,
        };
        let mut translation = Self {
            pattern: pattern.chars().peekable(),
            out: String::from(r"\A(?:"),
            classes: 0,
            range: Range::Open,
        };
        while let Some(c) = translation.pattern.next() {
            match c {
                '\\' => translation.escape(),
                _ if translation.classes > 0 => translation.in_class(c),
                '[' => {
                    translation.classes = 1;
                    translation.range = Range::Open;
                    translation.out.push('[');
                    if translation.pattern.next_if_eq(&'^').is_some() {
                        translation.out.push('^');
                    }
                }
                '.' => translation.out.push_str(r"[^\n\r]"),
                '^' | '$' => translation.out.extend(['\\', c]),
                c => translation.out.push(c),
            }
        }
        translation.out + r")\z"
    }

    fn in_class(&mut self, c: char) {
        match c {
            ']' => {
                self.classes -= 1;
                self.out.push(']');
            }
            '-' if self.pattern.next_if_eq(&'[').is_some() => {
                self.classes += 1;
                self.range = Range::Open;
                self.out.push_str("--[");
                if self.pattern.next_if_eq(&'^').is_some() {
                    self.out.push('^');
                }
            }
            '-' if self.range == Range::Started && self.pattern.peek() != Some(&']') => {
                self.range = Range::Halfway;
                self.out.push('-');
            }
            // Operators there, characters here.
            '-' | '&' | '~' | '[' | '^' => self.literal(&['\\', c]),
            c => self.literal(&[c]),
        }
    }

    fn literal(&mut self, written: &[char]) {
        self.out.extend(written);
        self.range = match self.range {
            Range::Halfway => Range::Open,
            Range::Open | Range::Started => Range::Started,
        };
    }

    fn escape(&mut self) {
        let class = match self.pattern.next() {
            Some('s') => r"[ \t\n\r]".to_owned(),
            Some('S') => r"[^ \t\n\r]".to_owned(),
            Some('d') => r"[\p{Nd}]".to_owned(),
            Some('D') => r"[^\p{Nd}]".to_owned(),
            Some('w') => r"[^\p{P}\p{Z}\p{C}]".to_owned(),
            Some('W') => r"[\p{P}\p{Z}\p{C}]".to_owned(),
            Some('i') => r"[\p{L}\p{Nl}_:]".to_owned(),
            Some('I') => r"[^\p{L}\p{Nl}_:]".to_owned(),
            Some('c') => r"[\p{L}\p{N}\p{M}._:·-]".to_owned(),
            Some('C') => r"[^\p{L}\p{N}\p{M}._:·-]".to_owned(),
            Some(letter @ ('p' | 'P')) => self.property(letter),
            Some(c) => return self.literal(&['\\', c]),
            None => return self.out.push('\\'),
        };
        self.out.push_str(&class);
        self.range = Range::Open;
    }

    /// A category such as `{Lu}`, or a block such as `{IsCyrillic}`.
    fn property(&mut self, letter: char) -> String {
        let mut name = String::new();
        for c in self.pattern.by_ref() {
            name.push(c);
            if c == '}' {
                break;
            }
        }
        let block = name
            .strip_prefix("{Is")
            .and_then(|name| name.strip_suffix('}'));
        let negated = if letter == 'P' { "^" } else { "" };
        match block.and_then(range_of) {
            Some(range) => format!("[{negated}{range}]"),
            None => format!(r"[\{letter}{name}]"),
        }
    }
}

/// The characters of a block of Unicode, those that schemas name.
fn range_of(block: &str) -> Option<&'static str> {
    Some(match block {
        "BasicLatin" => r"\x00-\x7F",
        "Latin-1Supplement" => r"\u{80}-\u{FF}",
        "LatinExtended-A" => r"\u{100}-\u{17F}",
        "LatinExtended-B" => r"\u{180}-\u{24F}",
        "LatinExtendedAdditional" => r"\u{1E00}-\u{1EFF}",
        "Greek" | "GreekandCoptic" => r"\u{370}-\u{3FF}",
        "Cyrillic" => r"\u{400}-\u{4FF}",
        "Hebrew" => r"\u{590}-\u{5FF}",
        "Arabic" => r"\u{600}-\u{6FF}",
        "GeneralPunctuation" => r"\u{2000}-\u{206F}",
        "CurrencySymbols" => r"\u{20A0}-\u{20CF}",
        "CombiningDiacriticalMarks" => r"\u{300}-\u{36F}",
        "Hiragana" => r"\u{3040}-\u{309F}",
        "Katakana" => r"\u{30A0}-\u{30FF}",
        "CJKUnifiedIdeographs" => r"\u{4E00}-\u{9FFF}",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_text_must_match() {
        for (pattern, yes, no) in [
            ("[0-9]{5}", "24103", "241034"),
            ("a|b", "b", "ab"),
            ("^[A-Z]+$", "AB", "aB"),
            (r"cost\$", "cost$", "cost"),
            (".*", "a b", "a\nb"),
            ("a^b", "a^b", "ab"),
        ] {
            assert!(matches(pattern, yes), "{pattern}");
            assert!(!matches(pattern, no), "{pattern}");
        }
    }

    #[test]
    fn classes_and_escapes() {
        for (pattern, yes, no) in [
            ("[a-z-[aeiou]]+", "xyz", "xaz"),
            ("[^0-9-[5]]+", "ab", "a1"),
            (r"[\w-.]+", "a-.é", "a b"),
            ("[+--]+", "+,-", "."),
            ("[--/]+", "-./", "a"),
            ("[&&~~]+", "&~", "-"),
            ("[a-]+", "a-", "b"),
            (r"\d+\s\S", "12 x", "12x"),
            (r"\i\c*", "_a-1", "1a"),
            (r"[\i-[:]][\c-[:]]*", "a.b", "a:b"),
            (r"\p{Lu}\p{IsBasicLatin}+", "Éab", "éab"),
            (r"\P{IsBasicLatin}", "é", "e"),
            (r"[\p{L}\s]*", "a b é", "a1"),
        ] {
            assert!(
                matches(pattern, yes),
                "{pattern} {}",
                Translation::of(pattern)
            );
            assert!(
                !matches(pattern, no),
                "{pattern} {}",
                Translation::of(pattern)
            );
        }
    }

    #[test]
    fn what_is_no_expression_limits_nothing() {
        for pattern in ["(", "[a", r"a\", r"\p{Nothing}", "(?=x)"] {
            assert!(matches(pattern, "anything"), "{pattern}");
        }
    }
}
