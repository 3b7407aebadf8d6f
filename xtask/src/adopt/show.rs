//! What changes for callers, on standard output.

use std::fmt::Write as _;
use std::io::IsTerminal;

use kontorhaus_codegen::vendor::Vendor;
use kontorhaus_codegen::{Comparison, Effect};

use crate::terminal::count;

pub(super) fn comparison(comparison: &Comparison, vendor: &Vendor) {
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    print!("{}", rendered(comparison, vendor, colour));
}

fn rendered(comparison: &Comparison, vendor: &Vendor, colour: bool) -> String {
    if comparison.subjects.is_empty() {
        return "Nothing changes for callers.\n".to_owned();
    }
    let paint = |code: &str, text: &str| {
        if colour {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    };
    let mut text = String::new();
    for (subject, changes) in &comparison.subjects {
        text.push_str(&paint("1", &subject.to_string()));
        text.push('\n');
        for change in changes {
            let code = match change.effect {
                Effect::Breaking => "31",
                Effect::Compatible => "32",
                Effect::Undecided => "33",
            };
            let effect = paint(code, &format!("{:<10}", change.effect.to_string()));
            let _ = writeln!(text, "  {effect}  {}", change.text);
        }
    }
    let number = |effect| {
        let changes = comparison.changes();
        changes.filter(|change| change.effect == effect).count()
    };
    let (breaking, undecided) = (number(Effect::Breaking), number(Effect::Undecided));
    let all = count(breaking + number(Effect::Compatible), "change");
    let _ = writeln!(text, "\n{all}, {breaking} of them breaking");
    if undecided > 0 {
        let _ = writeln!(
            text,
            "{} left undecided: say in {} what holds for the new names",
            count(undecided, "field"),
            vendor.overlay_file()
        );
    }
    text
}
