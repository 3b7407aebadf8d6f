//! Digests, by Python's hashlib.

use http::HeaderMap;
use kontorhaus_core::fake::{Capture, Reply};
use kontorhaus_maklerinfo::{Client, Credentials, Mandant};

use super::python;

/// Reads lines of nonce, timestamp and key, and prints a digest for each.
const PROGRAM: &str = r"
import hashlib, sys
for line in sys.stdin:
    nonce, timestamp, key = line.rstrip('\n').split(' ')
    print(hashlib.sha1((nonce + timestamp + key).encode()).hexdigest())
";

const KEY: &str = "fedcba9876543210fedcba9876543210fedcba98";

/// The headers of a few requests.
async fn sent() -> Vec<HeaderMap> {
    let capture = Capture::new(Reply::ok("[]"));
    let client = Client::builder()
        .endpoint(Mandant::BlauDirekt)
        .credentials(Credentials::digest("012XYZ", "1".repeat(40), KEY.into()))
        .transport(capture.clone())
        .build()
        .expect("a client");
    for _ in 0..20 {
        client.get_laender().await.expect("a list");
    }
    let requests = capture.requests();
    requests
        .iter()
        .map(|captured| captured.request.headers().clone())
        .collect()
}

#[tokio::test]
async fn python_computes_the_digests_that_were_sent() {
    let sent = sent().await;
    let header =
        |headers: &HeaderMap, name: &str| headers[name].to_str().expect("ASCII").to_owned();
    let lines: Vec<String> = sent
        .iter()
        .map(|headers| {
            let (nonce, timestamp) = (
                header(headers, "x-dio-nonce"),
                header(headers, "x-dio-timestamp"),
            );
            format!("{nonce} {timestamp} {KEY}\n")
        })
        .collect();
    let Some(printed) = python(PROGRAM, lines.concat().as_bytes()) else {
        return;
    };
    let printed = String::from_utf8(printed).expect("UTF-8");
    let digests: Vec<String> = sent
        .iter()
        .map(|headers| header(headers, "x-dio-digest"))
        .collect();
    assert_eq!(digests.len(), 20);
    assert_eq!(printed.lines().collect::<Vec<_>>(), digests);
}
