//! Any answer to an operation: never a panic, and an error that says what is known of the effect.
#![no_main]

use bytes::Bytes;
use http::Uri;
use kontorhaus_core::{Context, Operation, Outcome, Settings};
use kontorhaus_websale::GetVoucherCodes;
use libfuzzer_sys::fuzz_target;

const STATUS: [u16; 4] = [200, 202, 400, 500];
const MEDIA_TYPES: [&str; 4] = [
    "text/xml",
    "text/xml; charset=utf-8",
    "text/xml; charset=utf-16",
    "text/xml; charset=windows-1252",
];

fuzz_target!(|answer: (u8, Vec<u8>)| {
    let (choice, body) = answer;
    let response = http::Response::builder()
        .status(STATUS[usize::from(choice & 3)])
        .header("content-type", MEDIA_TYPES[usize::from(choice >> 2 & 3)]);
    let (parts, ()) = response
        .body(())
        .expect("status and header are valid")
        .into_parts();
    let endpoint = Uri::from_static("https://shop.example/");
    let settings = Settings::new();
    let context = Context::new(&endpoint, "call", &settings);
    if let Err(error) = GetVoucherCodes::read(&context, &parts, &Bytes::from(body)) {
        assert!(error.outcome() != Outcome::NotSent);
        assert!(!error.message().contains('\n'));
    }
});
