//! An overlay on another: what somebody decides about a WSDL of their own, on what we decided about the vendor.

use super::{FieldRule, Overlay, RoleRule};

impl Overlay {
    /// Lets no entry be wanted in the WSDL: one that matches nothing is a warning. For decisions that were made for another version of
    /// the service, and that whoever uses them can't edit.
    pub(crate) fn make_base(&mut self) {
        self.places.make_base();
    }

    /// The decisions of both; where they differ, those of `upper` hold. Of a trait that `upper` binds, only its bindings count. The service and
    /// its faults are the vendor's.
    pub(crate) fn under(mut self, mut upper: Self) -> Self {
        self.shared
            .retain(|name| !upper.enums.iter().any(|it| it.name == *name));
        share(&mut upper.field, &self.shared);
        self.ignore = upper.ignore;
        for entry in std::mem::take(&mut self.ignore) {
            // One that is not there is said to match nothing.
            if !self.remove(&entry) {
                self.ignore.push(entry);
            }
        }
        let rebound = |rule: &RoleRule| upper.role.iter().any(|it| it.trait_ == rule.trait_);
        self.role.retain(|rule| !rebound(rule));
        self.enums
            .retain(|rule| !upper.enums.iter().any(|it| it.name == rule.name));
        self.echo = upper.echo.or(self.echo);
        self.json |= upper.json;
        self.require_results |= upper.require_results;
        self.no_nil_items |= upper.no_nil_items;
        self.inject.extend(upper.inject);
        self.enums.extend(upper.enums);
        self.field.extend(upper.field);
        self.role.extend(upper.role);
        // Of these the first that matches holds.
        self.types.splice(0..0, upper.types);
        self.operation.splice(0..0, upper.operation);
        self.places.extend(upper.places);
        self
    }

    /// Takes an entry out; whether there was one.
    fn remove(&mut self, entry: &str) -> bool {
        let (kind, name) = entry.split_once(' ').unwrap_or((entry, ""));
        match kind {
            "field" => {
                let before = patterns(&self.field);
                for rule in &mut self.field {
                    rule.patterns.retain(|pattern| pattern != name);
                }
                patterns(&self.field) < before
            }
            "type" => removed(&mut self.types, |rule| rule.pattern == name),
            "operation" => removed(&mut self.operation, |rule| rule.pattern == name),
            "inject" => removed(&mut self.inject, |rule| rule.element == name),
            "role" => removed(&mut self.role, |rule| {
                name.split_once(' ') == Some((&rule.trait_, &rule.operation))
            }),
            "echo" => self.echo.take_if(|element| element == name).is_some(),
            _ => false,
        }
    }

    /// Takes the enumerations that the vendor's crate has from there, instead of making them again.
    pub(crate) fn share_enums(&mut self) {
        self.shared = self.enums.drain(..).map(|rule| rule.name).collect();
        share(&mut self.field, &self.shared);
    }
}

fn share(rules: &mut [FieldRule], shared: &[String]) {
    for rule in rules {
        if let Some(name) = rule.type_.as_mut().filter(|name| shared.contains(name)) {
            *name = format!("vendor::{name}");
            // Known values are nobody's secret.
            rule.safe |= !rule.sensitive;
        }
    }
}

fn patterns(rules: &[FieldRule]) -> usize {
    rules.iter().map(|rule| rule.patterns.len()).sum()
}

fn removed<T>(entries: &mut Vec<T>, is_meant: impl Fn(&T) -> bool) -> bool {
    let before = entries.len();
    entries.retain(|entry| !is_meant(entry));
    entries.len() < before
}
