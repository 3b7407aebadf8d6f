//! Extension: a type has what its bases have, attributes too. A choice is one enum for all that inherit it.

#[path = "../../features/extension/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use self::expected::{AnyVehicle, Car, Vehicle, VehicleChoice};
use super::round_trip;

const SAMPLE: &str = include_str!("../../features/extension/sample.xml");

#[test]
fn inherited_fields_come_first() {
    let car: Car = round_trip(SAMPLE);
    assert_eq!(
        (car.owner.as_str(), car.plate.as_deref()),
        ("Ada", Some("B-X 1"))
    );
    assert_eq!((car.number, car.wheels, car.doors), (1, Some(4), 5));
    assert_eq!(car.choice, VehicleChoice::Battery(77));
    let towed = Vehicle::new("Bob", 2, VehicleChoice::Petrol("none".to_owned()));
    assert_eq!(car.towed, Some(AnyVehicle::Vehicle(towed)));
}
