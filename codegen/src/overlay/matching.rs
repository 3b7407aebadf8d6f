//! Which entry of an overlay speaks of what, and which entries matched nothing.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::{FieldRule, InjectRule, OperationRule, Overlay, RoleRule, TypeRule};
use crate::diagnostics::Diagnostic;
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

    /// Each entry that matched nothing, with the nearest names.
    #[must_use]
    pub fn unused(&self) -> Vec<Diagnostic> {
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
        .chain(overlay.echo.iter().map(|name| ("echo", name)))
        .chain(overlay.ignore.iter().map(|entry| ("ignore", entry)));
        let unused = entries.filter(|(kind, name)| !used.contains(&format!("{kind} {name}")));
        unused
            .map(|(kind, name)| {
                let entry = format!("{kind} {name}");
                let message = format!("overlay entry `{entry}` matches nothing in the WSDL");
                let problem = if overlay.places.is_base(&entry) {
                    Diagnostic::warning(message)
                } else {
                    Diagnostic::error(message)
                };
                let near = nearest(kind, name, &seen);
                let problem = if near.is_empty() {
                    problem
                } else {
                    problem.help(format!("near it: {}", near.join(", ")))
                };
                overlay.places.mark(&entry, problem)
            })
            .collect()
    }

    /// A problem with a role, at its place.
    #[must_use]
    pub fn at_role(&self, rule: &RoleRule, problem: Diagnostic) -> Diagnostic {
        let entry = format!("role {} {}", rule.trait_, rule.operation);
        self.overlay.places.mark(&entry, problem)
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

/// Up to three names of the same kind that are spelt alike, those of a type that is spelt alike first.
fn nearest<'a>(kind: &str, name: &str, seen: &'a BTreeSet<String>) -> Vec<&'a str> {
    let wanted = name.rsplit('.').next().unwrap_or(name);
    let mut near: Vec<(usize, usize, &str)> = seen
        .iter()
        .filter_map(|entry| entry.strip_prefix(kind)?.strip_prefix(' '))
        .filter_map(|candidate| {
            let spelt = candidate.rsplit('.').next().unwrap_or(candidate);
            let owner = slip(name, candidate).unwrap_or(usize::MAX);
            Some((slip(wanted, spelt)?, owner, candidate))
        })
        .collect();
    near.sort_unstable();
    near.into_iter().map(|(.., name)| name).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Severity, Sources, render};
    use crate::overlay::Empty;

    fn parsed(text: &str) -> Overlay {
        Overlay::read("shop.toml", text, &mut Sources::default()).unwrap()
    }

    #[test]
    fn the_nearest_are_of_the_type_that_was_meant() {
        let seen = ["add.in1", "logIn.in1", "move.in1", "zip.in1"];
        let seen = seen.map(|name| format!("field {name}")).into();
        let near = nearest("field", "Login.in1", &seen);
        assert_eq!(near, ["logIn.in1", "add.in1", "move.in1"]);
    }

    #[test]
    fn an_entry_that_matches_nothing_is_shown_with_the_nearest() {
        let text =
            "inject = ['ShopId']\n[[field]]\nmatch = ['*.Amuont', 'A.Amount']\nsafe = true\n";
        let mut sources = Sources::default();
        let overlay = Overlay::read("shop.toml", text, &mut sources).unwrap();
        let matcher = Matcher::new(&overlay);
        assert!(matcher.field("A", "Amount").safe);
        assert!(matcher.injects(None, "ShopID").is_none());
        assert_eq!(
            render(&matcher.unused(), &sources, false),
            "error: overlay entry `field *.Amuont` matches nothing in the WSDL\n \
             --> shop.toml:3:10\n  |\n3 | match = ['*.Amuont', 'A.Amount']\n  |          ^^^^^^^^^^\n  |\n  \
             = help: near it: A.Amount\n\n\
             error: overlay entry `inject ShopId` matches nothing in the WSDL\n \
             --> shop.toml:1:11\n  |\n1 | inject = ['ShopId']\n  |           ^^^^^^^^\n  |\n  \
             = help: near it: ShopID"
        );
    }

    #[test]
    fn of_several_entries_the_last_holds() {
        let overlay = parsed(
            "[[field]]\nmatch = ['*.A']\ntype = 'decimal'\nempty = 'none'\n[[field]]\nmatch = ['T.*']\ntype = 'date'\nsafe = true\n",
        );
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
        let text = "[[field]]\nmatch = []\nsaef = true\n";
        let mut sources = Sources::default();
        let problem = Overlay::read("shop.toml", text, &mut sources).unwrap_err();
        let shown = render(&[problem], &sources, false);
        assert!(
            shown.contains("unknown field `saef`") && shown.contains("--> shop.toml:3:1\n"),
            "{shown}"
        );
    }

    #[test]
    fn what_lies_upon_another_overlay_holds() {
        let mut base = parsed(
            "echo = 'A'\n[[field]]\nmatch = 'T.A'\nname = 'a'\n[[type]]\nmatch = 'T'\nname = 'One'\n\
             [[role]]\ntrait = 'vendor::R'\noperation = 'Old'\n[[role]]\ntrait = 'vendor::S'\noperation = 'Old'\n",
        );
        base.make_base();
        let upper = parsed(
            "[[field]]\nmatch = ['T.A', 'T.B']\nname = 'b'\n[[type]]\nmatch = 'T'\nname = 'Two'\n\
             [[role]]\ntrait = 'vendor::R'\noperation = 'New'\n",
        );
        let both = base.under(upper);
        let matcher = Matcher::new(&both);
        assert_eq!(matcher.field("T", "A").name.as_deref(), Some("b"));
        assert_eq!(matcher.type_("T").unwrap().name.as_deref(), Some("Two"));
        let roles: Vec<_> = both
            .role
            .iter()
            .map(|it| (&*it.trait_, &*it.operation))
            .collect();
        assert_eq!(roles, [("vendor::S", "Old"), ("vendor::R", "New")]);
        // What one's own file says must match, what ours says need not.
        let unused: Vec<_> = matcher.unused().into_iter().map(|it| it.severity).collect();
        assert_eq!(unused, [Severity::Error, Severity::Warning]);
    }

    #[test]
    fn what_shall_not_hold_is_taken_out() {
        let text = "inject = ['I']\necho = 'E'\n[[field]]\nmatch = ['T.A', 'T.B']\n[[type]]\nmatch = 'T'\n[[operation]]\nmatch = 'O'\n\
                    [[role]]\ntrait = 'vendor::R'\noperation = 'O'\n";
        let mut base = parsed(text);
        base.make_base();
        let both = base.under(parsed(
            "ignore = ['field T.A', 'type T', 'operation O', 'inject I', 'echo E', 'role vendor::R O', 'field T.C']\n",
        ));
        assert_eq!(both.field[0].patterns, ["T.B"]);
        assert!(both.types.is_empty() && both.operation.is_empty() && both.role.is_empty());
        assert!(both.inject.is_empty() && both.echo.is_none());
        let unused = Matcher::new(&both).unused();
        let said: Vec<_> = unused
            .iter()
            .map(|it| (it.severity, &*it.message))
            .collect();
        assert_eq!(
            said,
            [
                (
                    Severity::Warning,
                    "overlay entry `field T.B` matches nothing in the WSDL"
                ),
                (
                    Severity::Error,
                    "overlay entry `ignore field T.C` matches nothing in the WSDL"
                ),
            ]
        );
    }

    #[test]
    fn enumerations_of_the_vendor_are_taken_from_its_crate() {
        let mut overlay = parsed(
            "[[enum]]\nname = 'Kind'\nbase = 'int'\ndocs = ''\nvalues = []\n[[field]]\nmatch = 'T.A'\ntype = 'Kind'\n\
             [[field]]\nmatch = 'T.B'\ntype = 'date'\n",
        );
        overlay.share_enums();
        let types: Vec<_> = overlay
            .field
            .iter()
            .map(|it| (it.type_.as_deref(), it.safe))
            .collect();
        assert_eq!(types, [(Some("vendor::Kind"), true), (Some("date"), false)]);
        assert!(overlay.enums.is_empty());
        let both = overlay.under(parsed("[[field]]\nmatch = 'T.C'\ntype = 'Kind'\n"));
        assert_eq!(both.field[2].type_.as_deref(), Some("vendor::Kind"));
    }
}
