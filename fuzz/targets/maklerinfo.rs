//! Any answer of Maklerinfo: never a panic, an error without the answer's values, and what is read is written back.
#![no_main]

use bytes::Bytes;
use http::Uri;
use kontorhaus_core::{Context, Operation, Outcome, Settings};
use kontorhaus_maklerinfo::{
    AddKundenPolicenDokument, Archiveintrag, GetArchiveintrag, GetGesellschaften, GetKunde,
    GetKundenArchivToken, GetVertrag, Kunde, Vertrag,
};
use libfuzzer_sys::fuzz_target;
use serde::{Serialize, de::DeserializeOwned};

const STATUS: [u16; 8] = [200, 204, 304, 400, 403, 404, 429, 500];
const MEDIA_TYPES: [&str; 3] = ["application/json", "text/html", "text/plain"];

fn read<Op: Operation>(context: &Context<'_>, status: u16, media_type: &str, body: &Bytes) {
    let response = http::Response::builder().status(status).header("content-type", media_type);
    let (head, ()) = response.body(()).expect("status and header are valid").into_parts();
    if let Err(error) = Op::read(context, &head, body) {
        assert!(error.outcome() != Outcome::NotSent);
    }
}

/// Written and read again it is the same.
fn same<T: Serialize + DeserializeOwned + PartialEq>(json: &[u8]) {
    let Ok(value) = serde_json::from_slice::<T>(json) else { return };
    let written = serde_json::to_string(&value).expect("what was read can be written");
    let again: T = serde_json::from_str(&written).expect("what was written can be read");
    assert!(value == again);
    assert_eq!(serde_json::to_string(&again).expect("JSON"), written);
}

fuzz_target!(|answer: (u8, Vec<u8>)| {
    let (choice, body) = answer;
    same::<Kunde>(&body);
    same::<Vertrag>(&body);
    same::<Archiveintrag>(&body);
    let body = Bytes::from(body);
    let endpoint = Uri::from_static("https://www.maklerinfo.biz/");
    let settings = Settings::new();
    let context = Context::new(&endpoint, "call", &settings);
    let status = STATUS[usize::from(choice & 7)];
    let media_type = MEDIA_TYPES[usize::from(choice >> 3) % MEDIA_TYPES.len()];
    read::<GetKunde>(&context, status, media_type, &body);
    read::<GetVertrag>(&context, status, media_type, &body);
    read::<GetArchiveintrag>(&context, status, media_type, &body);
    read::<GetGesellschaften>(&context, status, media_type, &body);
    read::<GetKundenArchivToken>(&context, status, media_type, &body);
    read::<AddKundenPolicenDokument>(&context, status, media_type, &body);
});
