//! What the tour prints.

use std::env;
use std::io::{self, IsTerminal, Write};

use kontorhaus_sandbox::Recorded;
use roxmltree::{Document, Node};

/// Styles of a terminal, or none.
struct Styles {
    title: &'static str,
    code: &'static str,
    wire: &'static str,
    end: &'static str,
}

/// A page of text on some output.
pub(crate) struct Page<W> {
    out: W,
    styles: Styles,
    step: usize,
}

impl<W: Write> Page<W> {
    /// Coloured if standard output is a terminal that wants colours.
    pub(crate) fn new(out: W) -> Self {
        let coloured = io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none();
        let style = |code| if coloured { code } else { "" };
        let styles = Styles {
            title: style("\u{1b}[1m"),
            code: style("\u{1b}[36m"),
            wire: style("\u{1b}[2m"),
            end: style("\u{1b}[0m"),
        };
        Self {
            out,
            styles,
            step: 0,
        }
    }

    pub(crate) fn say(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// What comes next, and the call in Rust.
    pub(crate) fn title(&mut self, text: &str, call: &str) -> io::Result<()> {
        self.step += 1;
        let Styles {
            title, code, end, ..
        } = self.styles;
        writeln!(self.out, "\n{title}{}. {text}{end}", self.step)?;
        writeln!(self.out, "   {code}{call}.await{end}")
    }

    /// The last call as it went over the wire, without the envelope.
    pub(crate) fn wire(&mut self, recorded: &[Recorded]) -> io::Result<()> {
        let Some(call) = recorded.last() else {
            return Ok(());
        };
        let Styles { wire, end, .. } = self.styles;
        for (arrow, message) in [('>', &call.request), ('<', &call.answer)] {
            for line in content(message) {
                writeln!(self.out, "   {wire}{arrow} {line}{end}")?;
            }
        }
        Ok(())
    }

    /// What the client made of it.
    pub(crate) fn result(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "   = {text}")
    }
}

/// The content of the SOAP body in lines, indented.
fn content(message: &str) -> Vec<String> {
    let mut lines = Vec::new();
    if let Ok(document) = Document::parse(message) {
        let body = document
            .descendants()
            .find(|node| node.tag_name().name() == "Body");
        for child in body.iter().flat_map(Node::children) {
            outline(child, 0, &mut lines);
        }
    }
    lines
}

fn outline(node: Node<'_, '_>, depth: usize, lines: &mut Vec<String>) {
    if !node.is_element() {
        return;
    }
    let (indent, name) = ("  ".repeat(depth), node.tag_name().name());
    if node.children().any(|child| child.is_element()) {
        lines.push(format!("{indent}<{name}>"));
        for child in node.children() {
            outline(child, depth + 1, lines);
        }
        lines.push(format!("{indent}</{name}>"));
    } else {
        let source = node.document().input_text();
        let text = match (node.first_child(), node.last_child()) {
            (Some(first), Some(last)) => &source[first.range().start..last.range().end],
            _ => "",
        };
        lines.push(format!("{indent}<{name}>{text}</{name}>"));
    }
}
