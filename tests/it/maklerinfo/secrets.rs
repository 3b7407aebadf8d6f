//! Keys, passwords, ids, tags and search texts are not shown by anything that prints.

use std::error::Error as _;

use http::{HeaderValue, StatusCode, header};
use kontorhaus_core::fake::{Reply, Respond};
use kontorhaus_core::{Error, TransportError, TransportErrorKind};
use kontorhaus_maklerinfo::{
    ArchivToken, Client, Contracts, Credentials, GetKunde, Mandant, Method, RawRequest,
    SearchKunden,
};
use kontorhaus_tests::log::Log;

use super::captured;

/// All that an error prints.
fn printed(error: &Error) -> String {
    let causes: String = std::iter::successors(error.source(), |&error| error.source())
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" ");
    format!(
        "{error} {error:?} {error:#?} {:?} {causes}",
        error.excerpt()
    )
}

/// A server that repeats the request in its page, as many do.
fn repeating(status: StatusCode) -> impl kontorhaus_core::Transport {
    Respond::with(move |request, _| {
        let headers: Vec<String> = request
            .headers()
            .iter()
            .map(|(_, value)| String::from_utf8_lossy(value.as_bytes()).into_owned())
            .collect();
        let page = format!(
            "<h1>The requested URL {} {} was not found</h1>",
            request.uri(),
            headers.join(" ")
        );
        Ok(Reply::new(status, page)
            .header(header::CONTENT_TYPE, HeaderValue::from_static("text/html")))
    })
}

#[tokio::test]
async fn a_page_that_repeats_the_request_shows_nothing_of_it() {
    for status in [
        StatusCode::NOT_FOUND,
        StatusCode::BAD_REQUEST,
        StatusCode::BAD_GATEWAY,
        StatusCode::OK,
    ] {
        let client = Client::builder()
            .endpoint(Mandant::BlauDirekt)
            .credentials(Credentials::digest(
                "012XYZ",
                "s3ntinel-id".to_owned(),
                "s3ntinel-key".into(),
            ))
            .attempts(1)
            .transport(repeating(status))
            .build()
            .unwrap();
        let raw = RawRequest::new(Method::GET, "/{vmt}/kunden/{Id}")
            .value("s3ntinel ü")
            .query("x", "s3ntinel&1");
        for error in [
            client.get_kunde("s3ntinel").await.unwrap_err(),
            client
                .add_kunden_tag("s3ntinel-1", "s3ntinel / ü")
                .await
                .unwrap_err(),
            client
                .search_kunden(SearchKunden::text("Erika s3ntinel"))
                .await
                .unwrap_err(),
        ] {
            let printed = printed(&error);
            assert!(!printed.contains("s3ntinel"), "{printed}");
            assert!(printed.contains("***"), "{printed}");
        }
        if status != StatusCode::OK {
            let printed = printed(&client.call(raw).await.unwrap_err());
            assert!(!printed.contains("s3ntinel"), "{printed}");
        }
    }
}

#[tokio::test]
async fn requests_clients_and_credentials_hide_them() {
    let (_, client) = captured(Reply::ok("{}"));
    let digest = Credentials::digest("012XYZ", "s3ntinel-id".to_owned(), "s3ntinel-key".into());
    assert_eq!(
        format!("{digest:?}"),
        r#"Credentials { vermittler: "012XYZ", digest: "***" }"#
    );
    let otp = Credentials::otp("012XYZ", "s3ntinel".into());
    assert_eq!(
        format!("{otp:?}"),
        r#"Credentials { vermittler: "012XYZ", otp: "***" }"#
    );
    assert_eq!(
        format!("{:?}", GetKunde::new("s3ntinel")),
        "GetKunde { .. }"
    );
    let raw = RawRequest::new(Method::GET, "/s3ntinel").query("s3ntinel", "s3ntinel");
    let search = SearchKunden::text("s3ntinel");
    let call = client.get_kunde("s3ntinel");
    let shown = format!(
        "{raw:?} {search:?} {client:?} {call:?} {:?}",
        client.search_kunden_pages(search.clone())
    );
    assert!(!shown.contains("s3ntinel"), "{shown}");
}

/// A token from a call of its own, and one from a MultiCall.
async fn archive_tokens() -> (ArchivToken, ArchivToken) {
    let token = "\"1s3ntinel-07c537c2e12b44b41c5e\"";
    let multipart =
        format!("--x\r\nX-Dio-Request-ID: <p1>\r\nX-Dio-Status: 200\r\n\r\n{token}\r\n--x--");
    let (_, client) = captured(Reply::ok(token));
    let given = client.get_kunden_archiv_token("123s3ntinel", Contracts::only(["s3ntinel"]));
    let (_, multi) = captured(Reply::ok(multipart).header(
        header::CONTENT_TYPE,
        HeaderValue::from_static("multipart/related; boundary=x"),
    ));
    let mut calls = multi.multi_call();
    let handle = calls.add(kontorhaus_maklerinfo::GetKundenArchivToken::new(
        "123s3ntinel",
        Contracts::all(),
    ));
    let brought = calls.send().await.expect("answers").take(handle);
    (given.await.expect("a token"), brought.expect("a token"))
}

#[tokio::test]
async fn spans_and_events_show_the_template_and_never_the_path() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_span_events(tracing_subscriber::fmt::format::FmtSpan::CLOSE)
        .with_writer(move || writer.clone())
        .finish();
    let watching = crate::watching::watch(subscriber);
    let (given, brought) = archive_tokens().await;
    drop(watching);
    assert!(given.otp().is_some() && brought.otp().is_some());
    assert_eq!(format!("{given:?}"), "ArchivToken { .. }");
    let log = log.text();
    assert!(
        log.contains("url.template=\"/{vmt}/kunden/{Kunde-Id}/generate-archive-token\""),
        "{log}"
    );
    assert!(
        !log.contains("1s3ntinel") && !log.contains("123s3ntinel") && !log.contains("1007c537"),
        "{log}"
    );
}

#[tokio::test]
async fn causes_hide_them_too() {
    let (_, client) = captured(Respond::with(|request, _| {
        let cause = std::io::Error::other(format!("cannot send {}", request.uri()));
        Err(TransportError::new(TransportErrorKind::Closed).source(cause))
    }));
    let error = client.get_kunde("s3ntinel").await.unwrap_err();
    assert_eq!(
        error.source().unwrap().to_string(),
        "cannot send https://www.maklerinfo.biz/service/bd/broker/1.0/rest/012XYZ/kunden/***"
    );
}
