//! Content models as lists of fields.
//!
//! A content model is a tree; a Rust struct is a list. What fits is taken as it is: sequences become fields, a choice between elements an
//! enum. What doesn't fit is read without loss all the same: a repeated group of several elements becomes a list of an enum, which keeps
//! their order, and a choice between groups becomes optional fields.

use std::collections::BTreeSet;

use super::order::merge;
use crate::schema::{Element, Particle, ParticleKind, QName};

/// One or more fields' worth of content.
#[derive(Clone, Debug)]
pub(super) enum Item<'s> {
    /// An element.
    Element {
        element: &'s Element,
        optional: bool,
        many: bool,
    },
    /// One of several elements; several times if `many`.
    Choice {
        arms: Vec<&'s Element>,
        optional: bool,
        many: bool,
    },
    /// Anything.
    Any,
}

/// The fields of content models that follow each other, each element name once.
pub(super) fn flatten<'s>(content: &[&'s Particle]) -> Vec<Item<'s>> {
    let mut items = Vec::new();
    for particle in content {
        collect(particle, false, &mut items);
    }
    merge(items)
}

fn collect<'s>(particle: &'s Particle, optional: bool, items: &mut Vec<Item<'s>>) {
    if particle.max == Some(0) {
        return;
    }
    let optional = optional || particle.min == 0;
    let repeated = particle.max != Some(1);
    match &particle.kind {
        ParticleKind::Element(element) => items.push(Item::Element {
            element,
            optional,
            many: repeated,
        }),
        ParticleKind::Any => items.push(Item::Any),
        ParticleKind::Sequence(_) | ParticleKind::All(_) | ParticleKind::Choice(_) if repeated => {
            repeat(particle, optional, items);
        }
        ParticleKind::Sequence(children) | ParticleKind::All(children) => {
            for child in children {
                collect(child, optional, items);
            }
        }
        ParticleKind::Choice(children) => choose(children, optional, items),
    }
}

/// A group that comes several times.
fn repeat<'s>(group: &'s Particle, optional: bool, items: &mut Vec<Item<'s>>) {
    let mut arms = Arms::default();
    let mut any = false;
    leaves(group, &mut arms, &mut any);
    items.extend(arms.into_item(optional, true));
    if any {
        items.push(Item::Any);
    }
}

/// A choice that is made once.
fn choose<'s>(alternatives: &'s [Particle], optional: bool, items: &mut Vec<Item<'s>>) {
    let mut arms = Arms::default();
    if let Some(may_be_empty) = single_elements(alternatives, &mut arms) {
        items.extend(arms.into_item(optional || may_be_empty, false));
        return;
    }
    let mut seen = Seen::default();
    for alternative in alternatives {
        let mut own = Vec::new();
        collect(alternative, true, &mut own);
        seen.join(merge(own));
    }
    items.append(&mut seen.items);
}

/// The items of alternatives.
#[derive(Default)]
struct Seen<'s> {
    items: Vec<Item<'s>>,
    names: BTreeSet<&'s QName>,
}

impl<'s> Seen<'s> {
    /// Takes in the items of one more alternative. The same element in two alternatives is one field: at most one of them comes. New items
    /// go before the next one that both have, so that the order of each alternative is kept.
    fn join(&mut self, own: Vec<Item<'s>>) {
        let mut waiting: Vec<Item<'s>> = Vec::new();
        for item in own {
            let known = element_name(&item).filter(|name| !self.names.insert(*name));
            let place = |name| {
                let mut names = self.items.iter().map(element_name);
                names.position(|other| other == Some(name))
            };
            let Some(at) = known.and_then(place) else {
                waiting.push(item);
                continue;
            };
            if let (Item::Element { many: known, .. }, Item::Element { many, .. }) =
                (&mut self.items[at], &item)
            {
                *known |= *many;
            }
            self.items.splice(at..at, waiting.drain(..));
        }
        self.items.append(&mut waiting);
    }
}

fn element_name<'s>(item: &Item<'s>) -> Option<&'s QName> {
    match item {
        Item::Element { element, .. } => Some(&element.name),
        Item::Choice { .. } | Item::Any => None,
    }
}

/// The arms of a choice whose alternatives all are single elements, or choices of such; says whether one of them may be left out.
fn single_elements<'s>(alternatives: &'s [Particle], arms: &mut Arms<'s>) -> Option<bool> {
    let mut may_be_empty = false;
    for alternative in alternatives {
        if alternative.max == Some(0) {
            continue;
        }
        if alternative.max != Some(1) {
            return None;
        }
        may_be_empty |= alternative.min == 0;
        match &alternative.kind {
            ParticleKind::Element(element) => arms.add(element),
            ParticleKind::Choice(inner) => may_be_empty |= single_elements(inner, arms)?,
            ParticleKind::Sequence(inner) if inner.len() == 1 => {
                may_be_empty |= single_elements(inner, arms)?;
            }
            ParticleKind::Sequence(_) | ParticleKind::All(_) | ParticleKind::Any => return None,
        }
    }
    Some(may_be_empty)
}

fn leaves<'s>(particle: &'s Particle, arms: &mut Arms<'s>, any: &mut bool) {
    if particle.max == Some(0) {
        return;
    }
    match &particle.kind {
        ParticleKind::Element(element) => arms.add(element),
        ParticleKind::Any => *any = true,
        ParticleKind::Sequence(children)
        | ParticleKind::All(children)
        | ParticleKind::Choice(children) => {
            for child in children {
                leaves(child, arms, any);
            }
        }
    }
}

/// The addresses of the elements that a content model declares.
pub(super) fn declared(particle: &Particle) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    let mut pending = vec![particle];
    while let Some(particle) = pending.pop() {
        match &particle.kind {
            ParticleKind::Element(element) => {
                found.insert(std::ptr::from_ref(element.as_ref()).addr());
            }
            ParticleKind::Any => {}
            ParticleKind::Sequence(children)
            | ParticleKind::All(children)
            | ParticleKind::Choice(children) => pending.extend(children),
        }
    }
    found
}

/// Elements, each name once.
#[derive(Default)]
pub(super) struct Arms<'s> {
    elements: Vec<&'s Element>,
    names: BTreeSet<&'s QName>,
}

impl<'s> Arms<'s> {
    pub(super) fn add(&mut self, element: &'s Element) {
        if self.names.insert(&element.name) {
            self.elements.push(element);
        }
    }

    /// The item that they are: an enum of them, or the only one.
    pub(super) fn into_item(self, optional: bool, many: bool) -> Option<Item<'s>> {
        match self.elements.as_slice() {
            [] => None,
            [element] => Some(Item::Element {
                element,
                optional,
                many,
            }),
            _ => Some(Item::Choice {
                arms: self.elements,
                optional,
                many,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Span;

    fn element(name: &str) -> Particle {
        let element = Element::of_anything(QName::new("", name), Span::default());
        of(ParticleKind::Element(Box::new(element)))
    }

    fn of(kind: ParticleKind) -> Particle {
        Particle {
            min: 1,
            max: Some(1),
            kind,
        }
    }

    fn optional(particle: Particle) -> Particle {
        Particle { min: 0, ..particle }
    }

    fn repeated(particle: Particle) -> Particle {
        Particle {
            max: None,
            ..particle
        }
    }

    fn sequence(children: Vec<Particle>) -> Particle {
        of(ParticleKind::Sequence(children))
    }

    fn choice(children: Vec<Particle>) -> Particle {
        of(ParticleKind::Choice(children))
    }

    /// `a? b* (c|d)`
    fn shown(particle: &Particle) -> String {
        let mark = |optional: bool, many: bool| match (optional, many) {
            (_, true) => "*",
            (true, false) => "?",
            (false, false) => "",
        };
        let items = flatten(&[particle]);
        let items = items.iter().map(|item| match item {
            Item::Element {
                element,
                optional,
                many,
            } => format!("{}{}", element.name.local, mark(*optional, *many)),
            Item::Choice {
                arms,
                optional,
                many,
            } => {
                let arms: Vec<_> = arms.iter().map(|arm| arm.name.local.as_str()).collect();
                format!("({}){}", arms.join("|"), mark(*optional, *many))
            }
            Item::Any => "any".to_owned(),
        });
        items.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn groups_are_taken_apart() {
        let inner = optional(sequence(vec![element("b"), repeated(element("c"))]));
        let model = sequence(vec![element("a"), inner, of(ParticleKind::Any)]);
        assert_eq!(shown(&model), "a b? c* any");
        let absent = Particle {
            max: Some(0),
            ..element("b")
        };
        assert_eq!(shown(&sequence(vec![element("a"), absent])), "a");
    }

    #[test]
    fn choices_between_elements_are_choices() {
        let nested = choice(vec![element("b"), sequence(vec![element("c")])]);
        assert_eq!(shown(&choice(vec![element("a"), nested])), "(a|b|c)");
        assert_eq!(
            shown(&choice(vec![element("a"), optional(element("b"))])),
            "(a|b)?"
        );
        assert_eq!(shown(&choice(vec![optional(element("a"))])), "a?");
    }

    #[test]
    fn repeated_groups_are_lists() {
        let pair = || vec![element("a"), optional(element("b"))];
        assert_eq!(shown(&repeated(sequence(pair()))), "(a|b)*");
        assert_eq!(shown(&repeated(choice(pair()))), "(a|b)*");
        assert_eq!(shown(&repeated(sequence(vec![element("a")]))), "a*");
        // A list among the alternatives has no place in an enum that is chosen once.
        assert_eq!(
            shown(&choice(vec![element("a"), repeated(element("b"))])),
            "a? b*"
        );
    }

    #[test]
    fn alternatives_keep_the_order_of_each() {
        let groups = choice(vec![
            sequence(vec![element("street"), element("city")]),
            sequence(vec![element("box"), element("city"), element("country")]),
        ]);
        assert_eq!(shown(&groups), "street? box? city? country?");
    }

    #[test]
    fn a_name_is_one_field() {
        assert_eq!(
            shown(&sequence(vec![element("a"), element("a"), element("b")])),
            "a* b"
        );
        let apart = |between| sequence(vec![element("a"), between, element("a"), element("c")]);
        assert_eq!(shown(&apart(element("b"))), "(a|b)* c");
        assert_eq!(shown(&apart(of(ParticleKind::Any))), "a* any c");
        let either = choice(vec![element("b"), element("c")]);
        assert_eq!(shown(&apart(either)), "(a|b|c)*");
        let ordered = repeated(sequence(vec![element("a"), element("b")]));
        assert_eq!(shown(&sequence(vec![ordered, element("b")])), "(a|b)*");
        let either = choice(vec![element("a"), element("d")]);
        let model = vec![
            element("a"),
            element("b"),
            either,
            element("d"),
            element("e"),
        ];
        assert_eq!(shown(&sequence(model)), "(a|b|d)* e");
        let shared = sequence(vec![choice(vec![element("a"), element("b")]), element("b")]);
        assert_eq!(shown(&shared), "a? b*");
    }
}
