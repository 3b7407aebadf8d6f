//! The transports for tests.

mod recording;

use std::fs;

use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::*;
use crate::testing::{Look, builder, order};
use crate::{ErrorKind, Outcome};

/// A folder of its own that goes when the test ends.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

#[tokio::test]
async fn a_folder_answers_each_operation_in_order() {
    let folder = Folder::new("replay-order");
    folder.write("02-Order.http", "HTTP/1.1 409 Conflict\r\n\r\nsecond\n");
    folder.write(
        "01-Order.http",
        "HTTP/1.1 200 OK\nContent-Type: text/plain\n\nfirst\n\nline",
    );
    folder.write("03-Look.http", "HTTP/1.1 200\n\n");
    folder.write("notes.txt", "not an answer");
    let client = builder()
        .transport(Replay::from_dir(&folder.0).unwrap())
        .build()
        .unwrap();
    assert_eq!(client.call(Look).await.unwrap(), "");
    let first = client.call(order()).with_metadata().await.unwrap();
    assert_eq!(first.value, "first\n\nline");
    assert_eq!(first.headers[CONTENT_TYPE], "text/plain");
    let second = client.call(order()).await.unwrap_err();
    assert_eq!(second.status(), Some(StatusCode::CONFLICT));
    assert_eq!(second.expose_raw_body().unwrap(), "second\n");
    let third = client.call(order()).await.unwrap_err();
    assert_eq!(third.kind(), ErrorKind::Transport);
    let cause = std::error::Error::source(&third).unwrap().to_string();
    assert!(
        cause.starts_with("no answer to Order is left in "),
        "{cause}"
    );
    let request = ":\nPOST /soap HTTP/1.1\r\nhost: 127.0.0.1\r\nuser-agent: kontorhaus/";
    assert!(cause.contains(request), "{cause}");
    assert!(cause.ends_with("\r\n\r\n***|one"), "{cause}");
}

#[test]
fn a_file_that_is_no_answer_is_named() {
    for (name, text, what) in [
        (
            "Order.http",
            "HTTP/1.1 200 OK\n\n",
            "is not named NUMBER-OPERATION.http",
        ),
        ("1-Order.http", "", "is no status line"),
        ("1-Order.http", "HTTP/1.1 200 OK\n", "is no status line"),
        ("1-Order.http", "HTTP/1.1 OK\n\n", "is no status line"),
        (
            "1-Order.http",
            "HTTP/1.1 200 OK\nno header\n\n",
            "is no status line",
        ),
    ] {
        let folder = Folder::new("replay-wrong");
        folder.write(name, text);
        let error = Replay::from_dir(&folder.0).unwrap_err().to_string();
        assert!(error.contains(name) && error.contains(what), "{error}");
    }
}

#[tokio::test]
async fn a_flaky_answer_breaks_at_its_byte() {
    for (bytes, whole) in [(0, false), (4, false), (5, true), (9, true)] {
        let transport = Flaky::new(Reply::ok("12345"), bytes);
        let client = builder().transport(transport).build().unwrap();
        match client.call(order()).await {
            Ok(text) => assert!(whole && text == "12345"),
            Err(error) => {
                assert!(!whole);
                assert_eq!(error.outcome(), Outcome::Unknown);
                assert_eq!(error.expose_raw_body().unwrap(), &"12345"[..bytes]);
            }
        }
    }
}

#[tokio::test]
async fn a_function_answers_by_operation() {
    let transport = Respond::with(|request, options| {
        Ok(Reply::ok(format!(
            "{} {}",
            options.operation,
            request.method()
        )))
    });
    let client = builder().transport(transport).build().unwrap();
    assert_eq!(client.call(order()).await.unwrap(), "Order POST");
    assert_eq!(client.call(Look).await.unwrap(), "Look GET");
}
