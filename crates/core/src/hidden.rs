//! Bodies with their values hidden, but for those that an operation says may be shown.
//!
//! Both formats are read no further than it takes to tell values from names, so that what
//! is broken or cut off can be shown too.

mod json;
mod xml;

/// Stands in [`Operation::SHOWN`](crate::Operation::SHOWN) for every name.
const ALL: &str = "*";

/// A value of a body that is not simply shown.
pub(crate) enum Value<'a> {
    /// It must not be shown.
    Hidden(&'a str),
    /// What a fault says. It is shown, but may repeat the request.
    Said(&'a str),
}

type Replace<'a> = &'a mut dyn FnMut(Value<'_>) -> String;

/// The body with what `replace` gives for each value whose name is not in `shown`.
/// A body that is neither XML nor JSON is one value without a name.
pub(crate) fn hiding(body: &str, shown: &[&str], replace: Replace<'_>) -> String {
    let text = body.trim_start_matches('\u{FEFF}').trim_start();
    match text.chars().next() {
        _ if shown == [ALL] => body.to_owned(),
        None => String::new(),
        Some('<') => xml::hiding(text, shown, replace),
        Some('{' | '[') => json::hiding(text, shown, replace),
        Some(_) => replace(Value::Hidden(body)),
    }
}
