//! Overlay `role`: operations fulfil the traits that helpers are written for.

#[path = "../../features/roles/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use std::num::TryFromIntError;

use kontorhaus_core::{ErrorKind, Operation, RequestError};
use kontorhaus_soap::v1::Date;

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

pub trait Asks {
    fn page(&self) -> Option<&str>;
    fn since(&self) -> Option<&Date>;
    fn size(&self) -> Option<i64>;
    fn sized(&self) -> bool;
    fn set_page(&mut self, value: String);
    fn set_since(&mut self, value: Date);
    fn set_size(&mut self, value: i64) -> Result<(), TryFromIntError>;
    /// The WSDL has no such field.
    fn shop(&self) -> Option<&str> {
        None
    }
}

pub trait Numbered {
    fn id(&self) -> Option<i64>;
    fn set_id(&mut self, value: i64) -> Result<(), TryFromIntError>;
}

pub trait Turn {
    fn last(&self) -> Option<bool>;
    fn next(&self) -> bool;
}

pub fn not_too_many(request: &impl Asks) -> Result<(), RequestError> {
    match request.size() {
        Some(size) if size > 10 => Err(RequestError::new("is too much").at("Size")),
        _ => Ok(()),
    }
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

#[tokio::test]
async fn fields_are_read_and_written_in_place() {
    let day: Date = "2026-01-31".parse().expect("a date");
    let mut find = Find::new(day);
    assert_eq!((find.page(), find.shop(), find.size()), (None, None, None));
    assert!(!find.sized());
    find.set_page("n".to_owned());
    find.set_since("2026-02-01".parse().expect("a date"));
    find.set_size(11).expect("it fits");
    find.set_size(i64::MAX).expect_err("it is beyond an int");
    assert_eq!((find.page(), find.size()), (Some("n"), Some(11)));
    assert_eq!(
        find.since().map(Date::to_string).as_deref(),
        Some("2026-02-01")
    );
    // A check that asks by the trait is made before anything is sent.
    let refused = exchange(find, "<FindResponse xmlns='urn:example:roles'/>").await;
    assert!(refused.request.is_empty());
    let error = refused.output.expect_err("too much");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("Size: is too much"), "{error}");

    let mut item = Item::new(7);
    item.set_id(8).expect("it fits");
    assert_eq!(item.id(), Some(8));
    let page: Page = round_trip(SAMPLE);
    assert_eq!((page.turn.last(), page.turn.next()), (Some(false), true));
}
