//! Words in colour on a terminal, plain elsewhere.

use std::io::IsTerminal;

/// Whether standard error is a terminal that wants colours.
pub(crate) fn colour() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// A right-aligned word that says what is being done, as Cargo has it, then the rest.
pub(crate) fn say(word: &str, rest: &str) {
    if colour() {
        eprintln!("\u{1b}[1;32m{word:>12}\u{1b}[0m {rest}");
    } else {
        eprintln!("{word:>12} {rest}");
    }
}

/// Something that went wrong.
pub(crate) fn fail(message: &str) {
    if colour() {
        eprintln!("\u{1b}[1;31merror\u{1b}[0m: {message}");
    } else {
        eprintln!("error: {message}");
    }
}

/// A number of things.
pub(crate) fn count(number: usize, what: &str) -> String {
    if number == 1 {
        format!("1 {what}")
    } else {
        format!("{number} {what}s")
    }
}
