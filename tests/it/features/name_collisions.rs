//! Names that become the same in Rust, or none at all: each gets one of its own, and the wire keeps its names.

#[path = "../../features/name-collisions/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{
    AnyBase, AnyBase2, Derived, GetRequest, GetType, Größe, Move, Notification, Notification2,
    NotificationType, NotificationType2, NotificationType3, Sample, SelfType, SelfTypeChoice, Tx,
    VecType,
};
use super::round_trip_in;

const SAMPLE: &str = include_str!("../../features/name-collisions/sample.xml");

#[test]
fn every_name_finds_its_element() {
    let namespaces = [
        ("ns", "urn:example:name-collisions"),
        ("ns2", "urn:example:far"),
    ];
    let sample: Sample = round_trip_in(SAMPLE, &namespaces);
    // A type, another type and an element in two namespaces.
    assert_eq!(sample.kind, NotificationType::M3);
    assert_eq!(sample.near, NotificationType2::new(NotificationType::M2));
    assert_eq!(sample.far, NotificationType3::Far);
    let notification = Notification2::new().with_notification(1);
    assert_eq!(sample.notification, Notification::new(notification));
    assert_eq!(sample.notification2, 2);
    // What we would call the enum of a hierarchy is a type.
    assert_eq!(sample.any_base, AnyBase::new().with_a(3));
    let derived = Derived::new().with_b(4).with_c(5);
    assert_eq!(sample.base, AnyBase2::Derived(derived));
    assert_eq!(sample.get_request, GetRequest::new().with_get(6));
    assert_eq!(sample.move_, Move::new(7, 8, 9));
    assert_eq!(sample.nx, Tx::new(10));
    let inner = SelfType::new(SelfTypeChoice::Self2(11));
    assert_eq!(
        sample.self_,
        SelfType::new(SelfTypeChoice::Self_(Box::new(inner)))
    );
    assert_eq!(
        sample.vec,
        [VecType::new().with_it(12), VecType::new().with_other(13)]
    );
    assert_eq!(sample.клиент, Größe::new().with_日本(14));
    // An operation and a type.
    assert_eq!(sample.got, GetType::new().with_got(15));
}

#[test]
fn values_of_an_enumeration_are_told_apart() {
    use kontorhaus_soap::v1::Simple;
    for (text, value) in [
        ("m²", NotificationType::M2),
        ("m", NotificationType::M),
        ("M", NotificationType::M4),
        ("½", NotificationType::Vx),
        (" ", NotificationType::Vx2),
        ("", NotificationType::Empty),
        ("Self", NotificationType::Self_),
    ] {
        assert_eq!(NotificationType::parse(text).expect("a value"), value);
        assert_eq!(value.as_str(), text);
    }
    let padded = NotificationType::parse("  m ").expect("a value");
    assert_eq!(padded, NotificationType::M);
}
