//! Any bytes as an answer of ERP XT: what is read is written and read as the same value.
#![no_main]

use std::fmt::Debug;

use bytes::Bytes;
use http::response::Parts;
use http::{Response, StatusCode};
use kontorhaus_core::{Context, Operation, Outcome, Settings};
use kontorhaus_erpxt::{
    BankAccount, Create, CustomPrint, Customer, ErpXt, FindByNumber, Get, Invoice, List,
    PaymentType, Print, Product, Proforma, RawOperation, Update,
};
use libfuzzer_sys::fuzz_target;
use serde_json::{from_str, to_string};

/// What the operation makes of an answer. Whatever it is, an error can be shown.
fn read<Op: Operation<Service = ErpXt>>(head: &Parts, body: &Bytes) -> Option<Op::Output> {
    let endpoint = "https://app.erpxt.de/api2/public"
        .parse()
        .expect("an address");
    let settings = Settings::new();
    match Op::read(&Context::new(&endpoint, "fuzz", &settings), head, body) {
        Ok(output) => Some(output),
        Err(error) => {
            assert_ne!(error.outcome(), Outcome::NotSent);
            assert!(!error.message().contains('\n'));
            None
        }
    }
}

macro_rules! round_trip {
    ($head:expr, $body:expr, $($operation:ty)*) => { $(
        if let Some(value) = read::<$operation>($head, $body) {
            check(&value, |text| from_str(text).expect("what was written can be read"));
        }
    )* };
}

fn check<T: PartialEq + Debug + serde::Serialize>(value: &T, read: impl Fn(&str) -> T) {
    let text = to_string(value).expect("what was read can be written");
    assert_eq!(&read(&text), value);
}

fuzz_target!(|input: (u16, &[u8])| {
    let (status, bytes) = input;
    let body = Bytes::copy_from_slice(bytes);
    let mut response = Response::new(());
    // Half of the inputs are successes.
    *response.status_mut() = match status {
        0..=0x7FFF => StatusCode::OK,
        _ => StatusCode::from_u16(400 + status % 200).unwrap_or(StatusCode::BAD_REQUEST),
    };
    let (head, ()) = response.into_parts();
    round_trip!(&head, &body, List<Product> List<Customer> List<PaymentType> List<BankAccount>);
    round_trip!(&head, &body, List<Invoice> List<Proforma> List<CustomPrint> FindByNumber<Invoice>);
    round_trip!(&head, &body, Get<Product> Get<Customer> Get<Invoice> Create<Product>);
    read::<Update<Invoice>>(&head, &body);
    read::<Print<Invoice>>(&head, &body);
    read::<RawOperation>(&head, &body);
});
