//! Items of which several have one name.

use std::collections::{BTreeMap, BTreeSet};

use super::particles::{Arms, Item};
use crate::schema::{Element, QName};

/// Each element name once, since a reader must know from the name alone where a child belongs. A second occurrence beside the first makes
/// it a list, and an enum that shares a name with its neighbour gives way to optional fields. Where something stands between the two, all
/// of it becomes a list of an enum, which keeps the order.
pub(super) fn merge(items: Vec<Item<'_>>) -> Vec<Item<'_>> {
    let items = collapse(items);
    let shared = shared_names(&items);
    let mut merged = Merged::default();
    for item in items {
        match item {
            Item::Element {
                element,
                optional,
                many,
            } => merged.add(element, optional, many),
            Item::Choice { arms, many, .. }
                if arms.iter().any(|arm| shared.contains(&arm.name)) =>
            {
                for arm in arms {
                    merged.add(arm, true, many);
                }
            }
            Item::Any if std::mem::replace(&mut merged.any, true) => {}
            other => merged.items.push(other),
        }
    }
    merged.items
}

#[derive(Default)]
struct Merged<'s> {
    items: Vec<Item<'s>>,
    /// Where the elements are.
    places: BTreeMap<&'s QName, usize>,
    any: bool,
}

impl<'s> Merged<'s> {
    fn add(&mut self, element: &'s Element, optional: bool, many: bool) {
        let place = *self.places.entry(&element.name).or_insert(self.items.len());
        match self.items.get_mut(place) {
            Some(Item::Element { many, .. }) => *many = true,
            _ => self.items.push(Item::Element {
                element,
                optional,
                many,
            }),
        }
    }
}

fn collapse(items: Vec<Item<'_>>) -> Vec<Item<'_>> {
    let mut spans = spans(&items).into_iter().peekable();
    let mut collapsed = Vec::new();
    let mut inside = Vec::new();
    for (place, item) in items.into_iter().enumerate() {
        match spans.peek() {
            Some((first, last)) if (*first..=*last).contains(&place) => {
                inside.push(item);
                if place == *last {
                    spans.next();
                    in_order(std::mem::take(&mut inside), &mut collapsed);
                }
            }
            _ => collapsed.push(item),
        }
    }
    collapsed
}

/// Items as a list of an enum of them all.
fn in_order<'s>(items: Vec<Item<'s>>, collapsed: &mut Vec<Item<'s>>) {
    let mut arms = Arms::default();
    let (mut optional, mut any) = (true, false);
    for item in items {
        let may_miss = match item {
            Item::Element {
                element, optional, ..
            } => {
                arms.add(element);
                optional
            }
            Item::Choice {
                arms: own,
                optional,
                ..
            } => {
                for arm in own {
                    arms.add(arm);
                }
                optional
            }
            Item::Any => {
                any = true;
                true
            }
        };
        optional &= may_miss;
    }
    collapsed.extend(arms.into_item(optional, true));
    if any {
        collapsed.push(Item::Any);
    }
}

/// From where to where items have to keep their order: a name comes again behind something else, or beside what keeps an order already.
fn spans(items: &[Item<'_>]) -> Vec<(usize, usize)> {
    let mut places: BTreeMap<&QName, (usize, usize)> = BTreeMap::new();
    for (place, item) in items.iter().enumerate() {
        let names: Vec<&QName> = match item {
            Item::Element { element, .. } => vec![&element.name],
            Item::Choice { arms, .. } => arms.iter().map(|arm| &arm.name).collect(),
            Item::Any => Vec::new(),
        };
        for name in names {
            places.entry(name).or_insert((place, place)).1 = place;
        }
    }
    let mut places: Vec<_> = places
        .into_values()
        .filter(|(first, last)| first < last)
        .collect();
    places.sort_unstable();
    let is_ordered = |place: usize| matches!(items[place], Item::Choice { many: true, .. });
    // Those that overlap are one; neighbours need no order for their own sake.
    let mut spans: Vec<(usize, usize, bool)> = Vec::new();
    for (first, last) in places {
        let ordered = last > first + 1 || is_ordered(first) || is_ordered(last);
        match spans.last_mut() {
            Some((_, end, is_needed)) if first <= *end => {
                *end = last.max(*end);
                *is_needed |= ordered;
            }
            _ => spans.push((first, last, ordered)),
        }
    }
    let needed = spans.into_iter().filter(|(.., is_needed)| *is_needed);
    needed.map(|(first, last, _)| (first, last)).collect()
}

fn shared_names(items: &[Item<'_>]) -> BTreeSet<QName> {
    let mut once = BTreeSet::new();
    let mut shared = BTreeSet::new();
    let mut count = |name: &QName| {
        if !once.insert(name.clone()) {
            shared.insert(name.clone());
        }
    };
    for item in items {
        match item {
            Item::Element { element, .. } => count(&element.name),
            Item::Choice { arms, .. } => arms.iter().for_each(|arm| count(&arm.name)),
            Item::Any => {}
        }
    }
    shared
}
