//! Any value goes there and back over XML and over JSON, and no answer is too strange.

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::{Response, Uri};
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{Context, Operation, Outcome, ReadError, Settings};
use kontorhaus_hypersoft::{
    ApiCustomerResponse, Customer, Date, GetCustomer, Nillable, SetCustomer, Time, Wire, civil,
};
use kontorhaus_soap::Injected;
use proptest::prelude::*;

fn settings(wire: Wire) -> Settings {
    let mut settings = Settings::new();
    let token = || SecretString::from("t");
    settings.insert(
        Injected::new()
            .secret("CusToken", token())
            .secret("AuthToken", token()),
    );
    settings.insert(wire);
    settings
}

fn sent(request: &SetCustomer, wire: Wire) -> String {
    let (endpoint, settings) = (
        Uri::from_static("http://127.0.0.1:9/x.asmx"),
        settings(wire),
    );
    let request = request.request(&Context::new(&endpoint, "call", &settings));
    let request = request.expect("a request");
    let bytes = request.body().as_bytes().expect("bytes").to_vec();
    String::from_utf8(bytes).expect("UTF-8")
}

fn read(status: u16, body: Vec<u8>, wire: Wire) -> Result<ApiCustomerResponse, ReadError> {
    let (endpoint, settings) = (
        Uri::from_static("http://127.0.0.1:9/x.asmx"),
        settings(wire),
    );
    let (head, ()) = Response::builder()
        .status(status)
        .body(())
        .expect("a response")
        .into_parts();
    GetCustomer::read(
        &Context::new(&endpoint, "call", &settings),
        &head,
        &Bytes::from(body),
    )
}

/// The answer that has what a request has sent.
fn echoed(sent: &str, wire: Wire) -> String {
    if wire == Wire::Json {
        let (_, customer) = sent.split_once("\"Customers\":[").expect("a list");
        let customer = customer.strip_suffix("]}").expect("an end");
        return format!("{{\"d\":{{\"Status\":null,\"Customer\":{customer}}}}}");
    }
    let result = sent
        .replace("ns:Customers>", "ns:GetCustomerResult>")
        .replace("ns:SetCustomer>", "ns:GetCustomerResponse>");
    let start = result.find("<ns:CusToken>").expect("a token");
    let end = result.find("</ns:AuthToken>").expect("a token") + "</ns:AuthToken>".len();
    format!("{}{}", &result[..start], &result[end..])
}

fn text() -> impl Strategy<Value = Option<String>> {
    // Without what XML forbids.
    proptest::option::of("[\u{20}-\u{7e}\r\n\t\u{a0}-\u{d7ff}\u{e000}-\u{fffd}😀]{0,12}")
}

fn day() -> impl Strategy<Value = Nillable<Date>> {
    let day =
        (1_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| civil::date(y, m, d).into());
    proptest::option::of(day).prop_map(Nillable::from_option)
}

fn clock() -> impl Strategy<Value = Nillable<Time>> {
    let clock = (0_i8..24, 0_i8..60, 0_i8..60, 0_i32..1_000_000_000)
        .prop_map(|(h, m, s, n)| civil::time(h, m, s, n).into());
    proptest::option::of(clock).prop_map(Nillable::from_option)
}

prop_compose! {
    fn customer()(number: i32, name in text(), first in text(), born in day(), from in clock(), until in clock())
        -> Customer
    {
        let mut customer = Customer::new(number, born, from, until);
        customer.name = name;
        customer.first_name = first;
        customer
    }
}

proptest! {
    #[test]
    fn any_customer_comes_back(customer in customer()) {
        let request = SetCustomer::new().with_customers([customer.clone()]);
        for wire in super::WIRES {
            let answer = echoed(&sent(&request, wire), wire);
            let read = read(200, answer.clone().into_bytes(), wire);
            prop_assert!(read.is_ok(), "{wire:?} {answer} {read:?}");
            prop_assert_eq!(read.expect("read").customer, Some(customer.clone()), "{:?} {}", wire, answer);
        }
    }

    #[test]
    fn no_answer_is_too_strange(status in prop_oneof![Just(200), Just(500)], body: Vec<u8>, json in ".{0,60}") {
        for wire in super::WIRES {
            for body in [body.clone(), json.clone().into_bytes(), format!("{{\"d\":{json}}}").into_bytes()] {
                if let Err(error) = read(status, body, wire) {
                    prop_assert_ne!(error.outcome(), Outcome::NotSent);
                    prop_assert!(!error.message().contains('\n'));
                }
            }
        }
    }
}
