//! `xsi:type`: where a type has derived ones, a value is an enum of them, open for those that nobody declared.

#[path = "../../features/derived-types/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_soap::v1::{Nillable, RawXml};

use self::expected::{
    AnyGhost, AnyPrice, AnyShape, AnyVehicle, Bicycle, Car, Car2, Circle, Garage, GarageChoice,
    Get, TaxedPrice, Vehicle,
};
use super::{exchange, read, round_trip_in};

const SAMPLE: &str = include_str!("../../features/derived-types/sample.xml");
const NAMESPACES: [(&str, &str); 2] = [
    ("ns", "urn:example:derived-types"),
    ("ns2", "urn:example:far"),
];

#[test]
fn values_are_of_the_type_that_they_name() {
    let garage: Garage = read(SAMPLE).expect("a readable sample");
    let full = SAMPLE.replace("<wheels/>", "<wheels>2</wheels>");
    assert_eq!(round_trip_in::<Garage>(&full, &NAMESPACES), garage);
    let first = Vehicle::new(3).with_plate("B-X 1");
    assert_eq!(garage.first, AnyVehicle::Vehicle(first));
    assert_eq!(garage.second, Some(Nillable::Nil));
    let [car, far, tank] = garage.vehicle.as_slice() else {
        panic!("three vehicles: {:?}", garage.vehicle);
    };
    let towed = AnyVehicle::Bicycle(Bicycle::new(2));
    let expected = Car::new(4, 5).with_towed(towed);
    assert_eq!(car, &AnyVehicle::Car(Box::new(expected)));
    // Another namespace has a type of the same name.
    assert_eq!(far, &AnyVehicle::Car2(Box::new(Car2::new(4, 3, "right"))));
    let AnyVehicle::Other(tank) = tank else {
        panic!("no type that we know: {tank:?}");
    };
    assert_eq!(tank.children().expect("children")[1].local_name(), "tracks");
    let circle = Circle::new(
        "1.5"
            .parse::<kontorhaus_soap::v1::Decimal>()
            .expect("a number"),
    );
    assert_eq!(
        garage.shape,
        Some(AnyShape::Circle(circle.with_colour("red")))
    );
    let fleet = garage.fleet.expect("a fleet");
    // What is fixed is what an empty element means.
    let bicycle = AnyVehicle::Bicycle(Bicycle::new(2));
    assert_eq!(fleet, [AnyVehicle::Vehicle(Vehicle::new(1)), bicycle]);
    let Some(AnyPrice::TaxedPrice(price)) = garage.price else {
        panic!("a derived price: {:?}", garage.price);
    };
    assert_eq!((price.value.to_string().as_str(), price.rate), ("9.50", 19));
    assert!(matches!(garage.ghost, Some(AnyGhost::Other(_))));
    let owned = AnyVehicle::Car(Box::new(Car::new(4, 2)));
    assert_eq!(garage.choice, GarageChoice::Owned(owned));
}

#[tokio::test]
async fn a_request_declares_the_prefixes_of_types() {
    let like = AnyVehicle::Car2(Box::new(Car2::new(4, 3, "right")));
    let sent = exchange(Get::new().with_like(like), SAMPLE).await;
    assert_eq!(
        sent.request[1],
        "  {urn:example:derived-types}like \
         {http://www.w3.org/2001/XMLSchema-instance}type={urn:example:far}Car"
    );
    assert_eq!(sent.output.expect("an answer").vehicle.len(), 3);
}

#[test]
fn what_contradicts_itself_is_an_error() {
    let error = |from: &str, to: &str| {
        let error = read::<Garage>(&SAMPLE.replace(from, to)).expect_err("a contradiction");
        error.to_string()
    };
    assert_eq!(
        error("\"f:Car\"", "\"g:Car\""),
        "vehicle[2]/@xsi:type: the prefix g is not declared"
    );
    assert_eq!(
        error("rate=\"19\"", "rate=\"much\""),
        "price/@rate: \"much\" is not an integer"
    );
}

#[test]
fn a_value_of_an_abstract_type_that_names_none_is_kept() {
    let sample = SAMPLE.replace(" xsi:type=\"Circle\"", "");
    let sample = sample.replace("<wheels/>", "<wheels>2</wheels>");
    let garage: Garage = round_trip_in(&sample, &NAMESPACES);
    let Some(AnyShape::Other(shape)) = garage.shape else {
        panic!("no type: {:?}", garage.shape);
    };
    assert_eq!(RawXml::local_name(&shape), "shape");
    let price = TaxedPrice::new(7, kontorhaus_soap::v1::Decimal::ONE);
    assert_eq!(price.currency, None);
}
