//! What stands in `Debug` for a value that must not be shown.

use std::fmt;

/// Shown as `***`: the generated `Debug` of a type has it in place of texts that may be secret or personal.
#[derive(Clone, Copy)]
pub struct Hidden;

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}
