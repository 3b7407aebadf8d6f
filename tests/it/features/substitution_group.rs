//! Substitution groups: an enum of the elements that may stand for another, open for those that nobody declared.

#[path = "../../features/substitution-group/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_soap::v1::{Decimal, Nillable};

use self::expected::{
    Card, Crate, ItemElement, Nested, OneChoice, Order, PaymentElement, PicksItem,
};
use super::{read, round_trip_in};

const SAMPLE: &str = include_str!("../../features/substitution-group/sample.xml");
const NAMESPACES: [(&str, &str); 2] = [
    ("ns", "urn:example:substitution-group"),
    ("ns2", "urn:example:far"),
];

fn order(sample: &str) -> Order {
    round_trip_in(sample, &NAMESPACES)
}

#[test]
fn elements_are_told_apart_by_their_names() {
    let order = order(SAMPLE);
    let card = PaymentElement::Card(Card::new(Decimal::new(1250, 2), "DE1"));
    let nested = PaymentElement::Nested(Box::new(Nested::new(Decimal::from(20), card)));
    assert_eq!(order.payment, nested);
    let [item, parcel, crate_, barrel] = order.items.item.as_slice() else {
        panic!("four items: {:?}", order.items);
    };
    assert_eq!(item, &ItemElement::Item("a".to_owned()));
    assert_eq!(parcel, &ItemElement::Parcel(Nillable::Nil));
    assert_eq!(crate_, &ItemElement::Crate(Crate::new("c").with_kilos(3)));
    let ItemElement::Other(barrel) = barrel else {
        panic!("no element that we know: {barrel:?}");
    };
    assert_eq!(barrel.read::<String>().expect("a text"), "b");
    let picks = order.picks.expect("picks").items;
    let item = |text: &str| PicksItem::Item(ItemElement::Item(text.to_owned()));
    assert_eq!(picks[1..], [PicksItem::Note("e".to_owned()), item("f")]);
    let two = order.two.expect("two");
    assert!(matches!(two.payment, Some(PaymentElement::Cash(_))));
    assert_eq!(two.item, Some(ItemElement::Item("g".to_owned())));
    let one = order.one.expect("one");
    assert!(matches!(one.payment, Some(PaymentElement::Other(_))));
    let parcel = ItemElement::Parcel(Nillable::Value("h".to_owned()));
    assert_eq!(one.choice, Some(OneChoice::Item(parcel)));
}

#[test]
fn an_unknown_element_stands_for_one_that_is_missing() {
    let unknown = "<o:voucher code=\"x\"/>";
    let start = SAMPLE.find("<f:nested>").expect("a payment");
    let end = SAMPLE.find("<items>").expect("items");
    let replaced = format!("{}{unknown}{}", &SAMPLE[..start], &SAMPLE[end..]);
    let PaymentElement::Other(voucher) = order(&replaced).payment else {
        panic!("an unknown payment");
    };
    assert_eq!(voucher.local_name(), "voucher");
    // Before a known one it is just something new.
    let added = format!("{}{unknown}{}", &SAMPLE[..start], &SAMPLE[start..]);
    let order: Order = read(&added).expect("a readable sample");
    assert!(matches!(order.payment, PaymentElement::Nested(_)));
}

#[test]
fn one_must_be_there_and_only_once() {
    let error = read::<Nested>(
        "<nested><amount xmlns='urn:example:substitution-group'>1</amount></nested>",
    )
    .expect_err("no payment");
    assert_eq!(error.to_string(), "required element payment is missing");
    let cash = "<cash><amount>1</amount></cash>";
    let twice = format!("<n xmlns='urn:example:substitution-group'>{cash}{cash}</n>");
    let error = read::<Nested>(&twice).expect_err("two");
    assert_eq!(error.to_string(), "cash[2]: occurs more than once");
}
