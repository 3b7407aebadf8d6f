//! Checking what is written: the writer knows which limits hold where.

use super::{Table, Writer};
use crate::escape::Text;
#[cfg(feature = "validate")]
use crate::validate::Violation;
use crate::value::Simple;

impl Writer {
    /// A writer that checks the value of a type.
    #[cfg(feature = "validate")]
    pub(crate) fn checking(table: Table) -> Self {
        let mut writer = Self::new();
        writer.shell("value");
        writer.check = Some(Box::default());
        writer.enter(table);
        writer
    }

    /// What the check found.
    #[cfg(feature = "validate")]
    pub(crate) fn into_violations(self) -> Vec<Violation> {
        self.check.map_or_else(Vec::new, |check| check.violations)
    }

    /// A value begins.
    #[cold]
    pub(super) fn enter(&mut self, table: Table) {
        let Some(check) = &mut self.check else { return };
        let names = self.open.iter().skip(check.depth()).map(|open| {
            let name = open.start + 1;
            &self.out[name..name + open.name_length]
        });
        let key = names.collect::<Vec<_>>().join("/");
        check.enter(&key, table, self.open.len());
    }

    #[cold]
    pub(super) fn check_value<T: Simple>(&mut self, attribute: Option<&str>, value: &T) {
        let mut text = String::new();
        // What has no text was refused before.
        let _ = value.format(&mut Text::bare(&mut text));
        let Some(check) = &self.check else { return };
        let found = check.value(attribute, value.is_known(), &text);
        if found.is_empty() {
            return;
        }
        let path = self.path();
        if let Some(check) = &mut self.check {
            check.note(&path, attribute, found);
        }
    }
}
