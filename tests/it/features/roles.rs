//! Overlay `role`: operations fulfil the traits that helpers are written for.

#[path = "../../features/roles/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_core::Operation;

use self::expected::{All, Find, Item, Page, Put};
use super::{Feature, exchange, round_trip};

const SAMPLE: &str = include_str!("../../features/roles/sample.xml");

pub trait Pages: Operation<Service = Feature> {
    type Item;
    type Last;
    type Mark;
    type Since;
    type Write: WriteMany<Item = Self::Item>;
    fn of(mark: Self::Mark, since: Self::Since) -> Self;
    fn item_list(output: &mut Self::Output) -> Vec<Self::Item>;
    fn last(output: &mut Self::Output) -> Option<Self::Last>;
    fn mark(output: &mut Self::Output) -> Option<Self::Mark>;
}

pub trait WriteMany: Operation<Service = Feature> {
    type Item;
    type Count;
    fn of(items: Vec<Self::Item>) -> Self;
    fn count(output: &mut Self::Output) -> Option<Self::Count>;
}

pub trait WriteOne: Operation<Service = Feature> {
    type Item;
    type Count;
    fn of(item: Self::Item) -> Self;
    fn count_list(output: &mut Self::Output) -> Vec<Self::Count>;
}

pub trait ReadAll: Operation<Service = Feature> {
    type Item;
    fn item_list(output: &mut Self::Output) -> Vec<Self::Item>;
}

/// What a helper sees: everything of one page, written elsewhere.
fn moved<Read: Pages>(
    page: &mut Read::Output,
) -> (Read::Write, Option<Read::Mark>, Option<Read::Last>) {
    let write = Read::Write::of(Read::item_list(page));
    (write, Read::mark(page), Read::last(page))
}

#[tokio::test]
async fn a_helper_reaches_all_that_its_role_names() {
    let page: Page = round_trip(SAMPLE);
    let (put, mark, last) = moved::<Find>(&mut Some(page));
    assert_eq!(put.items, Some(vec![Item::new(1), Item::new(2)]));
    assert_eq!((mark.as_deref(), last), (Some("n"), Some(false)));
    let (put, mark, last) = moved::<Find>(&mut None);
    assert_eq!((put.items, mark, last), (Some(Vec::new()), None, None));

    let find = <Find as Pages>::of("n".to_owned(), "2026-01-31".parse().expect("a date"));
    let sent = exchange(find, "<FindResponse xmlns='urn:example:roles'/>").await;
    assert_eq!(
        sent.request,
        [
            "{urn:example:roles}Find",
            "  {urn:example:roles}Since = \"2026-01-31\"",
            "  {urn:example:roles}Token = \"n\"",
        ]
    );
}

#[test]
fn lists_and_single_values_meet() {
    let one = <Put as WriteOne>::of(Item::new(7));
    assert_eq!(one, <Put as WriteMany>::of(vec![Item::new(7)]));
    assert_eq!(<Put as WriteMany>::count(&mut 3), Some(3));
    assert_eq!(<Put as WriteOne>::count_list(&mut 3), [3]);
    let mut output = Some(vec![Item::new(1)]);
    assert_eq!(<All as ReadAll>::item_list(&mut output), [Item::new(1)]);
    assert_eq!(<All as ReadAll>::item_list(&mut None), []);
}
