//! A WSDL in several files: imports of imports, in circles, twice, of files without a namespace, and one that changes a type.

#[path = "../../features/imports/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{Article, Currency, Money, Order, Person, Receipt};
use super::{exchange, read};
use crate::infoset::infoset;

const SAMPLE: &str = include_str!("../../features/imports/sample.xml");

#[tokio::test]
async fn what_was_imported_is_written_and_read() {
    let article = Article::new("A 7").with_colour("red");
    let person = Person::new("Ada").with_favourite(Article::new("A 8"));
    let total = Money::new(rust_decimal::Decimal::new(1250, 2), Currency::Eur);
    let answer = "<receipt xmlns='urn:example:imports:orders' xmlns:p='urn:example:imports:people'>\
                  <number>7</number><for><p:name>Ada</p:name></for></receipt>";
    let ordered = exchange(Order::new(person, total).with_article([article]), answer).await;
    assert_eq!(ordered.request, infoset(SAMPLE));
    assert_eq!(
        ordered.output.expect("a receipt"),
        Receipt::new(7, Person::new("Ada"))
    );
    let wrong = "<receipt xmlns='urn:example:imports:orders'><number>7</number><for><name>Ada</name></for></receipt>";
    let error = read::<Receipt>(wrong).expect_err("a name of the other namespace");
    assert!(
        error.message().contains("one came in the namespace"),
        "{error}"
    );
}
