//! What the tour prints.

use std::fmt::Display;
use std::io::{self, Write};

use kontorhaus_core::{Error, Outcome};

/// Styles of a terminal; none by default.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    vendor: &'static str,
    title: &'static str,
    code: &'static str,
    wire: &'static str,
    good: &'static str,
    bad: &'static str,
    end: &'static str,
}

impl Styles {
    pub(crate) fn colours() -> Self {
        Self {
            vendor: "\u{1b}[1;7m",
            title: "\u{1b}[1m",
            code: "\u{1b}[36m",
            wire: "\u{1b}[2m",
            good: "\u{1b}[32m",
            bad: "\u{1b}[31m",
            end: "\u{1b}[0m",
        }
    }
}

/// A page of text on some output.
#[derive(Debug)]
pub(crate) struct Page<W> {
    out: W,
    styles: Styles,
    step: usize,
}

/// An exchange on the wire: the request, and the answer.
#[derive(Debug)]
pub(crate) struct Wire {
    pub(crate) request: String,
    pub(crate) answer: String,
}

impl<W: Write> Page<W> {
    pub(crate) fn new(out: W, styles: Styles) -> Self {
        Self {
            out,
            styles,
            step: 0,
        }
    }

    pub(crate) fn say(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// A vendor, and what its interface is for.
    pub(crate) fn vendor(&mut self, name: &str, about: &str) -> io::Result<()> {
        let Styles { vendor, end, .. } = self.styles;
        writeln!(self.out, "\n{vendor} {name} {end} {about}")
    }

    /// What comes next, and the call in Rust.
    pub(crate) fn step(&mut self, title: &str, call: &str) -> io::Result<()> {
        self.step += 1;
        let Styles {
            title: style,
            code,
            end,
            ..
        } = self.styles;
        writeln!(self.out, "\n{:>2}. {style}{title}{end}", self.step)?;
        for line in call.lines() {
            writeln!(self.out, "    {code}{line}{end}")?;
        }
        Ok(())
    }

    /// What went over the wire.
    pub(crate) fn wire(&mut self, exchanges: impl IntoIterator<Item = Wire>) -> io::Result<()> {
        let Styles { wire, end, .. } = self.styles;
        for Wire { request, answer } in exchanges {
            writeln!(self.out, "    {wire}→ {request}  ← {answer}{end}")?;
        }
        Ok(())
    }

    /// What came of it.
    pub(crate) fn good(&mut self, text: impl Display) -> io::Result<()> {
        let Styles { good, end, .. } = self.styles;
        writeln!(self.out, "    {good}✓{end} {text}")
    }

    /// An error: what failed, what is known of its effect, what to do.
    pub(crate) fn bad(&mut self, error: &Error) -> io::Result<()> {
        let Styles { bad, end, .. } = self.styles;
        let (service, operation) = (error.service(), error.operation());
        writeln!(
            self.out,
            "    {bad}✗{end} {service}.{operation}: {}",
            error.message()
        )?;
        let effect = match error.outcome() {
            Outcome::NotSent => "nothing left this program",
            Outcome::Rejected => "the server refused it, so nothing happened",
            Outcome::Applied => "it happened, but its answer is of no use",
            _ => "it may have happened; find out before it is repeated",
        };
        let outcome = format!("{}: {effect}", error.outcome());
        self.field("outcome", &outcome)?;
        error
            .advice()
            .map_or(Ok(()), |advice| self.field("advice", advice))
    }

    /// A name and a text, in lines of readable length.
    fn field(&mut self, name: &str, text: &str) -> io::Result<()> {
        let mut line = format!("      {name:<8}");
        for word in text.split(' ') {
            if line.chars().count() + word.chars().count() > 105 {
                writeln!(self.out, "{line}")?;
                line = " ".repeat(14);
            }
            line.push(' ');
            line.push_str(word);
        }
        writeln!(self.out, "{line}")
    }
}

/// `1 voucher`, `2 vouchers`.
pub(crate) fn count(number: usize, what: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {what}{s}")
}
