//! What the program prints.

use std::io::{self, Write};

use kontorhaus_sandbox::{Sandbox, Vendor};

/// Styles of a terminal, or none.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    strong: &'static str,
    faint: &'static str,
    code: &'static str,
    end: &'static str,
}

impl Styles {
    /// Those of a terminal, unless it wants none.
    pub(crate) fn new(is_terminal: bool) -> Self {
        if !is_terminal || std::env::var_os("NO_COLOR").is_some() {
            return Self::default();
        }
        Self {
            strong: "\u{1b}[1m",
            faint: "\u{1b}[2m",
            code: "\u{1b}[36m",
            end: "\u{1b}[0m",
        }
    }
}

/// Where everything is, and how a client gets there.
pub(crate) fn welcome(out: &mut impl Write, styles: &Styles, sandbox: &Sandbox) -> io::Result<()> {
    let Styles {
        strong, faint, end, ..
    } = styles;
    let count = sandbox.vendors().len();
    writeln!(
        out,
        "{strong}Kontorhaus sandbox{end}: {count} vendors on this machine, and nothing leaves it."
    )?;
    for vendor in sandbox.vendors() {
        writeln!(out)?;
        entry(out, styles, vendor)?;
    }
    writeln!(out)?;
    writeln!(
        out,
        "{strong}Watch the calls and provoke faults:{end} http://{}/",
        sandbox.address()
    )?;
    writeln!(out, "{faint}Ctrl-C ends it; then all is forgotten.{end}")?;
    out.flush()
}

fn entry(out: &mut impl Write, styles: &Styles, vendor: &Vendor) -> io::Result<()> {
    let Styles {
        strong,
        faint,
        code,
        end,
    } = styles;
    writeln!(
        out,
        "{strong}{}{end}  {faint}{}{end}",
        vendor.name(),
        vendor.about()
    )?;
    let lines = [("endpoint", vendor.endpoint())]
        .into_iter()
        .chain(vendor.credentials());
    for (name, value) in lines {
        writeln!(out, "  {faint}{name:<14}{end} {value}")?;
    }
    writeln!(out)?;
    for line in vendor.snippet().lines() {
        writeln!(out, "    {code}{line}{end}")?;
    }
    Ok(())
}

pub(crate) fn help(out: &mut impl Write, styles: &Styles) -> io::Result<()> {
    let Styles {
        strong, code, end, ..
    } = styles;
    write!(
        out,
        "\
Runs the vendors' services on this machine, so that a program can be tried out without any of them.

{strong}Usage{end}
  {code}cargo run -p kontorhaus-sandbox{end} [-- {code}--port{end} NUMBER]

{strong}Options{end}
  {code}-p{end}, {code}--port{end} NUMBER   the port on 127.0.0.1; without it a free one is taken and printed
  {code}-h{end}, {code}--help{end}          this text
  {code}-V{end}, {code}--version{end}       the version

{strong}What you get{end}
  Each vendor has an address of its own on that port, with test credentials. Both are printed, and code that
  builds a client with them. The services keep what calls write until the program ends, and answer as the
  vendors document it; nobody else can reach them.

  Open the printed address in a browser to see each call as it arrives, request beside answer. Buttons make
  the next call slow, cut off, or refused. Secrets and personal data are masked on the page.

{strong}A first call{end}
  In one terminal:  {code}cargo run -p kontorhaus-sandbox -- --port 8300{end}
  In another:       {code}curl http://127.0.0.1:8300/erpxt/api2/public/products{end}
  It is answered 401, for want of a token. On the page it can be seen why; with the printed code it works.

{strong}In your tests{end}
  kontorhaus_sandbox::Sandbox::start() gives each test a sandbox of its own, with its state to assert on.
"
    )
}
