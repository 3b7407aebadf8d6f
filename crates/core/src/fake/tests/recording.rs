//! Exchanges that are written down, and played back.

use std::time::Duration;

use bytes::Bytes;
use http::HeaderValue;
use http::header::{CONTENT_LENGTH, SET_COOKIE};
use http::response::Parts;
use secrecy::SecretString;

use super::*;
use crate::testing::{Post, SENTINEL, Shop, put};
use crate::{
    Basic, Body, Client, Context, Error, Idempotency, Operation, ReadError, RequestError,
    RetryPolicy, Transport,
};

struct Again;

impl RetryPolicy for Again {
    fn next(&self, error: &Error) -> Option<Duration> {
        (error.attempts() < 2).then_some(Duration::from_secs(1))
    }
}

fn client(transport: impl Transport) -> Client {
    let user = Basic::new("till-7", "open sesame".into());
    let builder = builder().transport(transport).authoriser(user).retry(Again);
    builder.build().unwrap()
}

impl Folder {
    fn files(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(&self.0)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap()
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).unwrap()
    }
}

/// A server of some moods.
fn server() -> impl Transport {
    Respond::with(|_, options| {
        Ok(match (options.operation, options.attempt) {
            ("Put", 1) => Reply::new(StatusCode::SERVICE_UNAVAILABLE, "busy"),
            ("Order", _) => Reply::new(StatusCode::CONFLICT, format!("{SENTINEL} is taken")),
            (operation, _) => Reply::ok(format!("{operation}: ü"))
                .header(CONTENT_TYPE, HeaderValue::from_static("text/plain"))
                .header(CONTENT_LENGTH, HeaderValue::from_static("8"))
                .header(SET_COOKIE, HeaderValue::from_static("session=8c1f")),
        })
    })
}

/// What three calls come to.
async fn calls(client: &Client) -> Vec<String> {
    let mut results = Vec::new();
    let look = client.call(Look).with_metadata().await.unwrap();
    results.push(format!("{} {:?}", look.value, look.headers[CONTENT_TYPE]));
    let put = client.call(put()).with_metadata().await.unwrap();
    results.push(format!("{} {}", put.value, put.attempts));
    let order = client.call(order()).await.unwrap_err();
    results.push(order.to_string());
    results
}

#[tokio::test(start_paused = true)]
async fn what_was_recorded_is_played_back() {
    let folder = Folder::new("recorder-round-trip");
    let recorder = Recorder::new(server(), &folder.0);
    let results = calls(&client(recorder)).await;
    assert_eq!(results[..2], ["Look: ü \"text/plain\"", "Put: ü 2"]);
    assert!(results[2].contains("S1 *** is taken"), "{results:?}");
    assert_eq!(
        folder.files(),
        [
            "0001-Look.http",
            "0001-Look.request",
            "0002-Put.http",
            "0002-Put.request",
            "0003-Put.http",
            "0003-Put.request",
            "0004-Order.http",
            "0004-Order.request",
        ]
    );
    let played = Replay::from_dir(&folder.0).unwrap();
    assert_eq!(calls(&client(played)).await, results);
}

#[tokio::test(start_paused = true)]
async fn a_recording_holds_no_secret() {
    let folder = Folder::new("recorder-secrets");
    let recorder = Recorder::new(server(), &folder.0);
    calls(&client(recorder)).await;
    assert_eq!(
        folder.text("0004-Order.request"),
        concat!(
            "POST /soap HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: ***\r\nuser-agent: kontorhaus/",
            env!("CARGO_PKG_VERSION"),
            "\r\n\r\n***|one"
        )
    );
    assert_eq!(
        folder.text("0004-Order.http"),
        "HTTP/1.1 409 Conflict\r\n\r\n*** is taken"
    );
    assert_eq!(
        folder.text("0001-Look.http"),
        "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nset-cookie: ***\r\n\r\nLook: ü"
    );
}

#[tokio::test]
async fn a_secret_that_an_answer_brings_is_not_recorded() {
    /// Gets a token.
    struct Login;
    impl Operation for Login {
        type Service = Shop;
        type Output = Bytes;
        type Fault = ();
        const NAME: &'static str = "Login";
        const IDEMPOTENCY: Idempotency = Idempotency::Idempotent;
        const SHOWN: &'static [&'static str] = &["*"];

        fn request(&self, context: &Context<'_>) -> Result<http::Request<Body>, RequestError> {
            put().request(context)
        }

        fn read(_: &Context<'_>, _: &Parts, body: &Bytes) -> Result<Bytes, ReadError> {
            Ok(body.clone())
        }

        fn secrets(body: &[u8]) -> Vec<SecretString> {
            let text = String::from_utf8_lossy(body);
            let token = text.strip_prefix("token=").unwrap_or_default();
            vec![SecretString::from(token)]
        }
    }
    let folder = Folder::new("recorder-learns");
    let recorder = Recorder::new(Reply::ok("token=t0ken"), &folder.0);
    let token = client(recorder).call(Login).await.unwrap();
    assert_eq!(token, "token=t0ken");
    assert_eq!(
        folder.text("0001-Login.http"),
        "HTTP/1.1 200 OK\r\n\r\ntoken=***"
    );
}

#[tokio::test]
async fn secrets_are_masked_in_every_encoding() {
    let spelled = |text: &str| -> Vec<(&str, Vec<u8>)> {
        let wide = || text.encode_utf16();
        vec![
            ("UTF-8", text.as_bytes().to_vec()),
            ("ISO 8859-1", text.chars().map(|c| c as u8).collect()),
            ("UTF-16LE", wide().flat_map(u16::to_le_bytes).collect()),
            ("UTF-16BE", wide().flat_map(u16::to_be_bytes).collect()),
        ]
    };
    let before = spelled(&format!("<ä>{SENTINEL}</ä>"));
    for ((encoding, sent), (_, kept)) in before.into_iter().zip(spelled("<ä>***</ä>")) {
        let folder = Folder::new("recorder-encodings");
        let recorder = Recorder::new(Reply::ok(sent), &folder.0);
        client(recorder).call(Look).await.unwrap();
        let head = b"HTTP/1.1 200 OK\r\n\r\n";
        let file = folder.read("0001-Look.http");
        assert_eq!(file.strip_prefix(head), Some(&*kept), "{encoding}");
    }
}

#[tokio::test]
async fn an_answer_repeats_the_id_of_the_call_it_is_played_to() {
    for (recorded, kept, played) in [
        ("till-7-000481", "{{call-id}} of 7", "till-7-000999 of 7"),
        ("7", "7 of 7", "7 of 7"),
    ] {
        let folder = Folder::new("recorder-call-id");
        let echo = Respond::with(|_, options| Ok(Reply::ok(format!("{} of 7", options.call_id))));
        let recorder = client(Recorder::new(echo, &folder.0));
        recorder.call(Look).call_id(recorded).await.unwrap();
        let file = folder.text("0001-Look.http");
        assert_eq!(file.strip_prefix("HTTP/1.1 200 OK\r\n\r\n"), Some(kept));
        let replay = client(Replay::from_dir(&folder.0).unwrap());
        let answer = replay.call(Look).call_id("till-7-000999").await.unwrap();
        assert_eq!(answer, played);
    }
}

#[tokio::test]
async fn an_answer_that_broke_off_is_no_recording() {
    let folder = Folder::new("recorder-broken");
    let recorder = Recorder::new(Flaky::new(Reply::ok("12345"), 2), &folder.0);
    client(recorder).call(order()).await.unwrap_err();
    assert_eq!(folder.files(), ["0001-Order.request"]);
}

#[tokio::test]
async fn a_folder_takes_one_recording() {
    let folder = Folder::new("recorder-twice");
    folder.write("notes.txt", "");
    let record = || {
        let dir = folder.0.clone();
        let builder = builder().transport(Reply::ok("ok"));
        let client = builder.wrap_transport(|inner| Recorder::new(inner, dir));
        client.build().unwrap()
    };
    let first = record();
    assert_eq!(folder.files(), ["notes.txt"]);
    for _ in 0..2 {
        first.call(Look).await.unwrap();
    }
    let error = record().call(order()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(
        cause.ends_with("-Look.http is a recording already"),
        "{cause}"
    );
    assert_eq!(folder.files().len(), 5);
}

#[tokio::test]
async fn a_file_that_cannot_be_written_fails_the_call() {
    let folder = Folder::new("recorder-unwritable");
    let recorder = Recorder::new(Reply::ok("ok"), &folder.0);
    fs::create_dir(folder.0.join("0001-Order.request")).unwrap();
    let error = client(recorder).call(order()).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::NotSent);
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(
        cause.contains("0001-Order.request could not be written"),
        "{cause}"
    );
}

#[tokio::test]
async fn each_operation_goes_its_own_way() {
    let transport = ByOperation::new()
        .on("Look", Reply::ok("seen"))
        .on("Put", Reply::new(StatusCode::CONFLICT, "taken"));
    let client = client(transport);
    assert_eq!(client.call(Look).await.unwrap(), "seen");
    let error = client.call(put()).await.unwrap_err();
    assert_eq!(error.message(), "taken");
    let error = client.call(Post::<true>("one")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    let cause = std::error::Error::source(&error).unwrap().to_string();
    let shown = "no answer is set for Order:\nPOST /soap HTTP/1.1\r\n";
    assert!(cause.starts_with(shown), "{cause}");
    assert!(
        cause.contains("authorization: ***\r\n") && cause.ends_with("\r\n***|one"),
        "{cause}"
    );
}

/// Says nothing of what may be shown but an id.
struct Ask(&'static str);

impl Operation for Ask {
    type Service = Shop;
    type Output = Bytes;
    type Fault = ();
    const NAME: &'static str = "Ask";
    const IDEMPOTENCY: Idempotency = Idempotency::Read;
    const SHOWN: &'static [&'static str] = &["id"];

    fn request(&self, context: &Context<'_>) -> Result<http::Request<Body>, RequestError> {
        http::Request::post(context.endpoint())
            .body(self.0.into())
            .map_err(|error| RequestError::new("no request").source(error))
    }

    fn read(_: &Context<'_>, head: &Parts, body: &Bytes) -> Result<Bytes, ReadError> {
        match head.status {
            StatusCode::OK => Ok(body.clone()),
            status => Err(ReadError::status(status, String::from_utf8_lossy(body))),
        }
    }
}

#[tokio::test]
async fn values_are_masked_the_same_for_the_same() {
    let folder = Folder::new("recorder-aliases");
    let answers = Respond::with(|request, _| {
        Ok(match &**request.body() {
            b"{}" => Reply::ok("<r><id>7</id><who>Eva</who><who>Udo</who></r>"),
            _ => Reply::new(StatusCode::CONFLICT, "Evamaria is taken"),
        })
    });
    let client = client(Recorder::new(answers, &folder.0));
    client.call(Ask("{}")).await.unwrap();
    let call = client.call(Ask(r#"{"id":"1","who":"Udo","as":"Evamaria"}"#));
    let error = call.await.unwrap_err();
    assert_eq!(error.message(), "*** is taken");
    let body = |file: &str| {
        let text = folder.text(file);
        text.split_once("\r\n\r\n").unwrap().1.to_owned()
    };
    assert_eq!(
        body("0001-Ask.http"),
        "<r><id>7</id><who>masked-1</who><who>masked-2</who></r>"
    );
    assert_eq!(
        body("0002-Ask.request"),
        r#"{"id":"1","who":"masked-2","as":"masked-3"}"#
    );
    assert_eq!(body("0002-Ask.http"), "masked-4");
}
