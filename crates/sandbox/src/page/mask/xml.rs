//! XML, whole or cut off: an element a line, character data and attributes hidden by name.

use super::{HIDDEN, Mask};

/// Attributes that are about the message.
const ABOUT: [&str; 6] = [
    "nil",
    "type",
    "arrayType",
    "encodingStyle",
    "mustUnderstand",
    "schemaLocation",
];

/// What the XML declaration says.
const DECLARED: [&str; 3] = ["version", "encoding", "standalone"];

/// Elements of a SOAP fault in which the server speaks.
const SAID: [&str; 4] = ["faultcode", "faultstring", "Value", "Text"];

/// Deeper elements are not indented further, so that nonsense stays as long as it was sent, more or less.
const DEEPEST: usize = 24;

pub(super) fn pretty(text: &str, mask: &mut Mask) -> String {
    let mut page = Page {
        mask,
        out: String::with_capacity(text.len() * 2),
        depth: 0,
        element: "",
        in_fault: false,
        is_open: false,
    };
    page.document(text);
    page.out
}

/// The operation: the first element of the SOAP body.
pub(super) fn operation(text: &str) -> Option<String> {
    let (_, body) = text.split_once("Body")?;
    let (_, body) = body.split_once('>')?;
    let element = body.trim_start().strip_prefix('<')?;
    let name = element
        .split(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
        .next()?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
    is_name.then(|| local(name).to_owned())
}

struct Page<'a, 'm> {
    mask: &'m mut Mask,
    out: String,
    depth: usize,
    /// The element that was begun last; empty after the end of one.
    element: &'a str,
    in_fault: bool,
    /// Whether the last tag was that of a beginning, on whose line the rest may stand.
    is_open: bool,
}

impl<'a> Page<'a, '_> {
    fn document(&mut self, mut text: &'a str) {
        while !text.is_empty() {
            let (data, markup) = text.split_at(text.find('<').unwrap_or(text.len()));
            self.data(data, || decoded(data));
            text = if markup.is_empty() {
                ""
            } else if let Some(rest) = markup.strip_prefix("<![CDATA[") {
                let (data, rest) = rest.split_once("]]>").unwrap_or((rest, ""));
                self.data(data, || data.to_owned());
                rest
            } else if let Some(rest) = markup.strip_prefix("<!--") {
                self.line("<!-- ", HIDDEN, " -->");
                rest.split_once("-->").map_or("", |(_, rest)| rest)
            } else if markup.starts_with("<!") {
                self.line("<!", HIDDEN, ">");
                markup.split_once('>').map_or("", |(_, rest)| rest)
            } else {
                self.tag(markup)
            };
        }
    }

    fn data(&mut self, source: &str, value: impl FnOnce() -> String) {
        if source.trim_ascii().is_empty() {
            return;
        }
        let shown = if self.in_fault && SAID.contains(&self.element) {
            self.mask.said(source).into()
        } else {
            self.mask.value(self.element, source, value)
        };
        self.out.push_str(&shown);
    }

    /// Writes a tag or a declaration, and gives what follows.
    fn tag(&mut self, text: &'a str) -> &'a str {
        let is_end = text.starts_with("</");
        let body = text.trim_start_matches(['<', '/', '?']);
        let name = body
            .find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '?'))
            .map_or(body, |end| &body[..end]);
        let start = text.len() - body.len();
        if is_end {
            self.depth = self.depth.saturating_sub(1);
        }
        if !(is_end && self.is_open) {
            self.new_line();
        }
        self.out.push_str(&text[..start + name.len()]);
        let mut rest = &body[name.len()..];
        while let Some(at) = rest.find(['>', '"', '\'']) {
            let (before, quoted) = rest.split_at(at);
            self.out.push_str(before);
            let Some(quote) = quoted.chars().next().filter(|&quote| quote != '>') else {
                self.out.push('>');
                let is_whole = is_end || before.ends_with(['/', '?']);
                self.turn(local(name), is_end, is_whole);
                return &quoted[1..];
            };
            let (value, after) = quoted[1..].split_once(quote).unwrap_or((&quoted[1..], ""));
            self.out.push(quote);
            self.attribute(name, before, value);
            self.out.push(quote);
            rest = after;
        }
        // It is cut off.
        self.out.push_str(rest);
        ""
    }

    fn attribute(&mut self, element: &str, before: &str, value: &str) {
        let name = before.trim_end().trim_end_matches('=').trim_end();
        let name = name.rsplit(char::is_whitespace).next().unwrap_or(name);
        let is_about = name.contains(':') && ABOUT.contains(&local(name));
        let is_declared = element == "xml" && DECLARED.contains(&name);
        if is_declared || name.starts_with("xmlns") || is_about {
            self.out.push_str(value);
        } else {
            let shown = self.mask.value(local(name), value, || decoded(value));
            self.out.push_str(&shown);
        }
    }

    /// Keeps where the text has come to.
    fn turn(&mut self, name: &'a str, is_end: bool, is_whole: bool) {
        if name == "Fault" && (is_end || self.element == "Body") {
            self.in_fault = !is_end;
        }
        // The detail is the vendor's.
        if matches!(name, "detail" | "Detail") {
            self.in_fault = is_end && self.in_fault;
        }
        self.element = if is_whole { "" } else { name };
        self.is_open = !is_whole;
        if !is_whole {
            self.depth += 1;
        }
    }

    fn line(&mut self, before: &str, text: &str, after: &str) {
        self.new_line();
        self.out.extend([before, text, after]);
        self.is_open = false;
    }

    fn new_line(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(&"  ".repeat(self.depth.min(DEEPEST)));
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Text without its escapes; what is no escape stays.
fn decoded(text: &str) -> String {
    /// No end is looked for further away, or nonsense would take its time.
    const LONGEST: usize = 32;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
        let escape = end.and_then(|end| Some((character(&rest[..end])?, &rest[end + 1..])));
        let (c, after) = escape.unwrap_or(('&', rest));
        out.push(c);
        rest = after;
    }
    out + rest
}

fn character(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        name => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    })
}
