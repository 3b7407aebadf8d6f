//! What an overlay says of fields.

use std::collections::BTreeMap;

/// What an overlay says of each field, by the names that it uses: of the type, then of the element or attribute.
pub type Decisions = BTreeMap<String, BTreeMap<String, Decision>>;

/// What an overlay says of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decision {
    /// The keys that hold for it, each with its value in TOML: `safe` with `true`. Empty if nothing is said.
    pub said: BTreeMap<&'static str, String>,
    /// Whether `Debug` prints the value. What is a record prints its own fields, and counts as not shown.
    pub shown: bool,
}
