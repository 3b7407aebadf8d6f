//! `xs:choice` between elements: an enum.

#[path = "../../features/choice/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_soap::v1::Nillable;

use self::expected::{Payment, PaymentChoice, PaymentChoice2};
use super::{read, round_trip};

const SAMPLE: &str = include_str!("../../features/choice/sample.xml");

#[test]
fn one_arm_is_taken() {
    let payment: Payment = round_trip(SAMPLE);
    assert_eq!(payment.amount.to_string(), "12.50");
    let PaymentChoice::Card(card) = payment.choice else {
        panic!("{:?}", payment.choice);
    };
    assert_eq!(
        (card.number.as_str(), card.until.as_str()),
        ("4111", "2028-09")
    );
    assert_eq!(payment.choice2, Some(PaymentChoice2::NoteId(5)));
}

#[test]
fn an_arm_may_be_nil() {
    let nil = "<sample xmlns='urn:example:choice' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><amount>1</amount><iban xsi:nil='true'/></sample>";
    let payment: Payment = round_trip(nil);
    assert_eq!(payment.choice, PaymentChoice::Iban(Nillable::Nil));
    assert_eq!(payment.choice2, None);
}

#[test]
fn two_arms_or_none_are_errors() {
    let two = SAMPLE.replace("<noteId>", "<cash>true</cash><noteId>");
    let error = read::<Payment>(&two).expect_err("two arms");
    assert_eq!(error.to_string(), "cash: excludes an element before it");
    let none = "<sample xmlns='urn:example:choice'><amount>1</amount></sample>";
    let error = read::<Payment>(none).expect_err("no arm");
    assert_eq!(error.to_string(), "one of cash, card, iban is required");
}
