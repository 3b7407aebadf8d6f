//! Any multipart message: never a panic, and what is read is read the same again once it is written.
#![no_main]

use bytes::Bytes;
use kontorhaus_maklerinfo::multipart::{self, Part};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|message: (String, Vec<u8>)| {
    let (content_type, message) = message;
    // A boundary of the input's own making, else one that the corpus can hit.
    let boundary = multipart::boundary(&content_type).unwrap_or_else(|| "b".to_owned());
    let message = Bytes::from(message);
    let parts: Vec<Part> = multipart::read(&message, &boundary).flatten().collect();
    assert!(parts.iter().map(|part| part.body.len()).sum::<usize>() <= message.len());
    let free = (0..).map(|number| format!("b{number}"));
    let Some(free) = free.take(64).find(|boundary| multipart::is_free(boundary, &parts)) else {
        return;
    };
    let written = Bytes::from(multipart::write(&parts, &free));
    let again: Result<Vec<Part>, _> = multipart::read(&written, &free).collect();
    assert_eq!(again.as_ref(), Ok(&parts));
});
