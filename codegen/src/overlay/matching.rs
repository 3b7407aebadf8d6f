//! Which entry of an overlay speaks of what, and which entries matched nothing.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::{FieldRule, InjectRule, OperationRule, Overlay, TypeRule};
use crate::spelling::slip;

/// Finds the entries of an overlay and remembers what was asked for.
#[derive(Debug)]
pub struct Matcher<'o> {
    overlay: &'o Overlay,
    /// Every pattern that matched.
    used: RefCell<BTreeSet<String>>,
    /// Every name that was asked for: what a pattern could have meant.
    seen: RefCell<BTreeSet<String>>,
}

impl<'o> Matcher<'o> {
    /// A matcher that has matched nothing yet.
    #[must_use]
    pub fn new(overlay: &'o Overlay) -> Self {
        Self {
            overlay,
            used: RefCell::default(),
            seen: RefCell::default(),
        }
    }

    /// The overlay.
    #[must_use]
    pub fn overlay(&self) -> &'o Overlay {
        self.overlay
    }

    /// What the overlay says of a field; of several entries the last one that says something holds.
    #[must_use]
    pub fn field(&self, type_name: &str, element: &str) -> FieldRule {
        self.see(&format!("field {type_name}.{element}"));
        let mut merged = FieldRule::default();
        for rule in &self.overlay.field {
            for pattern in rule
                .patterns
                .iter()
                .filter(|pattern| field_matches(pattern, type_name, element))
            {
                self.mark(&format!("field {pattern}"));
                merged.name = rule.name.clone().or(merged.name);
                merged.type_ = rule.type_.clone().or(merged.type_);
                merged.presence = rule.presence.or(merged.presence);
                merged.empty = rule.empty.or(merged.empty);
                merged.list = rule.list.or(merged.list);
                merged.docs = rule.docs.clone().or(merged.docs);
                merged.json = rule.json.clone().or(merged.json);
                merged.safe |= rule.safe;
                merged.sensitive |= rule.sensitive;
            }
        }
        if let Some(name) = &merged.type_ {
            self.mark(&format!("enum {name}"));
        }
        merged
    }

    /// What the overlay says of a type.
    #[must_use]
    pub fn type_(&self, name: &str) -> Option<&'o TypeRule> {
        self.see(&format!("type {name}"));
        let rule = self
            .overlay
            .types
            .iter()
            .find(|rule| rule.pattern == name)?;
        self.mark(&format!("type {name}"));
        Some(rule)
    }

    /// What the overlay says of an operation.
    #[must_use]
    pub fn operation(&self, name: &str) -> Option<&'o OperationRule> {
        self.see(&format!("operation {name}"));
        let rule = self
            .overlay
            .operation
            .iter()
            .find(|rule| rule.pattern == name)?;
        self.mark(&format!("operation {name}"));
        Some(rule)
    }

    /// What the overlay says of this element of a request, or of a type, if the client writes it.
    #[must_use]
    pub fn injects(&self, type_name: Option<&str>, element: &str) -> Option<&'o InjectRule> {
        let name = match type_name {
            Some(type_name) => format!("{type_name}.{element}"),
            None => element.to_owned(),
        };
        self.see(&format!("inject {element}"));
        let mut rules = self.overlay.inject.iter();
        let rule = rules.find(|rule| rule.element == name)?;
        self.mark(&format!("inject {name}"));
        Some(rule)
    }

    /// Whether this answer element repeats the call id.
    #[must_use]
    pub fn echoes(&self, element: &str) -> bool {
        self.see(&format!("echo {element}"));
        let found = self.overlay.echo.as_deref() == Some(element);
        if found {
            self.mark(&format!("echo {element}"));
        }
        found
    }

    /// A sentence for each entry that matched nothing, with the nearest names.
    #[must_use]
    pub fn unused(&self) -> Vec<String> {
        let used = self.used.borrow();
        let seen = self.seen.borrow();
        let overlay = self.overlay;
        let entries = (overlay
            .field
            .iter()
            .flat_map(|rule| rule.patterns.iter().map(|pattern| ("field", pattern))))
        .chain(overlay.types.iter().map(|rule| ("type", &rule.pattern)))
        .chain(overlay.enums.iter().map(|rule| ("enum", &rule.name)))
        .chain(
            overlay
                .operation
                .iter()
                .map(|rule| ("operation", &rule.pattern)),
        )
        .chain(overlay.inject.iter().map(|rule| ("inject", &rule.element)))
        .chain(overlay.echo.iter().map(|name| ("echo", name)));
        entries
            .filter(|(kind, name)| !used.contains(&format!("{kind} {name}")))
            .map(|(kind, name)| {
                let near = nearest(kind, name, &seen);
                let hint = if near.is_empty() {
                    String::new()
                } else {
                    format!("; near it: {}", near.join(", "))
                };
                format!("overlay entry `{kind} {name}` matches nothing in the WSDL{hint}")
            })
            .collect()
    }

    fn mark(&self, entry: &str) {
        self.used.borrow_mut().insert(entry.to_owned());
    }

    fn see(&self, name: &str) {
        self.seen.borrow_mut().insert(name.to_owned());
    }
}

fn field_matches(pattern: &str, type_name: &str, element: &str) -> bool {
    let Some((wanted_type, wanted_element)) = pattern.rsplit_once('.') else {
        return false;
    };
    (wanted_type == "*" || wanted_type == type_name)
        && (wanted_element == "*" || wanted_element == element)
}

/// Up to three names of the same kind that are spelt alike.
fn nearest<'a>(kind: &str, name: &str, seen: &'a BTreeSet<String>) -> Vec<&'a str> {
    let wanted = name.rsplit('.').next().unwrap_or(name);
    let mut near: Vec<(usize, &str)> = seen
        .iter()
        .filter_map(|entry| entry.strip_prefix(kind)?.strip_prefix(' '))
        .filter_map(|candidate| {
            let spelt = candidate.rsplit('.').next().unwrap_or(candidate);
            Some((slip(wanted, spelt)?, candidate))
        })
        .collect();
    near.sort_unstable();
    near.into_iter().map(|(_, name)| name).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::overlay::Empty;

    #[test]
    fn an_entry_that_matches_nothing_names_the_nearest() {
        let overlay = Overlay::parse(
            "inject = ['ShopId']\n[[field]]\nmatch = ['*.Amuont', 'A.Amount']\nsafe = true\n",
        )
        .unwrap();
        let matcher = Matcher::new(&overlay);
        assert!(matcher.field("A", "Amount").safe);
        assert!(matcher.injects(None, "ShopID").is_none());
        assert_eq!(
            matcher.unused(),
            [
                "overlay entry `field *.Amuont` matches nothing in the WSDL; near it: A.Amount",
                "overlay entry `inject ShopId` matches nothing in the WSDL; near it: ShopID",
            ]
        );
    }

    #[test]
    fn of_several_entries_the_last_holds() {
        let overlay = Overlay::parse(
            "[[field]]\nmatch = ['*.A']\ntype = 'decimal'\nempty = 'none'\n[[field]]\nmatch = ['T.*']\ntype = 'date'\nsafe = true\n",
        )
        .unwrap();
        let rule = Matcher::new(&overlay).field("T", "A");
        assert_eq!(
            (rule.type_.as_deref(), rule.empty, rule.safe),
            (Some("date"), Some(Empty::None), true)
        );
    }

    #[test]
    fn an_injected_value_may_have_a_name_of_its_own() {
        let overlay = Overlay::parse(
            "inject = ['A', 'T.A', { element = 'key', value = 'API key', optional = true }, { element = 'b', value = 'B' }]",
        )
        .unwrap();
        let matcher = Matcher::new(&overlay);
        let told = |type_name, element| {
            let rule = matcher.injects(type_name, element)?;
            Some((rule.value.as_deref(), rule.optional))
        };
        assert_eq!(told(None, "A"), Some((None, false)));
        assert_eq!(told(Some("T"), "A"), Some((None, false)));
        assert_eq!(told(Some("U"), "A"), None);
        assert_eq!(told(None, "key"), Some((Some("API key"), true)));
        assert_eq!(told(None, "b"), Some((Some("B"), false)));
        assert!(matcher.unused().is_empty());
    }

    #[test]
    fn an_unknown_key_is_shown() {
        let error = Overlay::parse("[[field]]\nmatch = []\nsaef = true\n").unwrap_err();
        assert!(
            error.contains("saef") && error.contains("line 3"),
            "{error}"
        );
    }
}
