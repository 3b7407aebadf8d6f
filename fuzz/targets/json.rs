//! Any answer over the JSON wire of ASP.NET: never a panic, and an error that says what is known of the effect.
#![no_main]

use bytes::Bytes;
use http::Uri;
use kontorhaus_core::{Context, Operation, Outcome, Settings};
use kontorhaus_hypersoft::{GetCustomer, Wire};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|answer: (bool, &str)| {
    let (success, body) = answer;
    let response = http::Response::builder().status(if success { 200 } else { 500 });
    let (parts, ()) = response.body(()).expect("the status is valid").into_parts();
    let endpoint = Uri::from_static("http://127.0.0.1/API300.asmx");
    let mut settings = Settings::new();
    settings.insert(Wire::Json);
    let context = Context::new(&endpoint, "call", &settings);
    if let Err(error) =
        GetCustomer::read(&context, &parts, &Bytes::copy_from_slice(body.as_bytes()))
    {
        assert!(error.outcome() != Outcome::NotSent);
        assert!(!error.message().contains('\n'));
    }
});
