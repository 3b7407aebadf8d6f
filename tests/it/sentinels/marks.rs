//! A text of its own for each place that holds a text.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

/// Texts by their places, such as `CreateVouchers.charge_id`. What stands below a field whose type is no struct has the
/// field's place and a path in it: `CreateVouchers.customer_filter/Numbers`.
#[derive(Debug, Default)]
pub(super) struct Marks {
    known: RefCell<BTreeMap<String, String>>,
    given: Cell<usize>,
}

impl Marks {
    /// The text for a place: of letters and digits, since nothing escapes these, and none part of another.
    pub(super) fn of(&self, place: &str) -> String {
        let mut known = self.known.borrow_mut();
        let mark = known.entry(place.to_owned()).or_insert_with(|| {
            self.given.set(self.given.get() + 1);
            format!("s{:04}ntinel", self.given.get())
        });
        mark.clone()
    }

    /// The place can't hold a text.
    pub(super) fn forget(&self, place: &str) {
        self.known.borrow_mut().remove(place);
    }

    /// The places whose texts occur.
    pub(super) fn found_in(&self, printed: &str) -> BTreeSet<String> {
        let known = self.known.borrow();
        let found = known.iter().filter(|(_, mark)| printed.contains(&**mark));
        found.map(|(place, _)| place.clone()).collect()
    }

    /// The places so far.
    pub(super) fn places(&self) -> BTreeSet<String> {
        self.known.borrow().keys().cloned().collect()
    }

    /// Every text.
    pub(super) fn texts(&self) -> Vec<String> {
        self.known.borrow().values().cloned().collect()
    }

    /// The fields that have a text, or one below them.
    pub(super) fn fields(&self) -> BTreeSet<String> {
        let known = self.known.borrow();
        let fields = known
            .keys()
            .map(|place| place.split('/').next().unwrap_or(place));
        let fields = fields.filter(|place| place.contains('.'));
        fields.map(str::to_owned).collect()
    }
}
