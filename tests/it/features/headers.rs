//! Header blocks: of requests from the client's settings, of answers beside the body, of faults as faults.

#[path = "../../features/headers/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_core::Builder;
use kontorhaus_core::fake::Reply;

use self::expected::{Forget, Login, RequestHeaders, Search, SearchFault, SearchResponse};
use super::{Feature, envelope, exchange, exchange_of, fault};

const NS: &str = "urn:example:headers";

fn headers() -> RequestHeaders {
    RequestHeaders::new()
        .with_login(Login::new("till-7", "sesame"))
        .with_transaction(42)
}

fn answer(header: &str) -> Reply {
    let body = format!("<SearchResponse xmlns='{NS}'><Hits>3</Hits></SearchResponse>");
    Reply::ok(envelope(header, &body))
}

#[tokio::test]
async fn requests_carry_what_their_operation_declares() {
    let builder = || Builder::<Feature>::new().setting(headers());
    let search = exchange_of(builder(), Search::new("x"), answer(""), |call| call).await;
    let login = [
        "{urn:example:headers}Login".to_owned(),
        "  {urn:example:headers}User = \"till-7\"".to_owned(),
        "  {urn:example:headers}Password = \"sesame\"".to_owned(),
    ];
    assert_eq!(search.header[..3], login);
    assert_eq!(
        search.header[3..],
        ["{urn:example:headers}Transaction = \"42\""]
    );
    assert_eq!(search.request[0], "{urn:example:headers}Search");
    let answered = Reply::ok(envelope("", &format!("<ForgetResponse xmlns='{NS}'/>")));
    let forget = exchange_of(builder(), Forget::new(), answered, |call| call).await;
    assert_eq!(forget.header, login);
    assert_eq!(forget.output.expect("an answer").tracking, None);
}

#[tokio::test]
async fn without_settings_there_is_no_header() {
    let answered = exchange(
        Search::new("x"),
        &format!("<SearchResponse xmlns='{NS}'><Hits>0</Hits></SearchResponse>"),
    )
    .await;
    assert_eq!(answered.header, Vec::<String>::new());
    assert!(!String::from_utf8_lossy(&answered.sent).contains("Header"));
    assert_eq!(answered.output.expect("an answer").body.hits, 0);
}

#[tokio::test]
async fn answers_give_their_header_blocks() {
    let header = format!(
        "<x:Other xmlns:x='urn:x'/><t:Tracking xmlns:t='{NS}'>T-9</t:Tracking><t:Transaction xmlns:t='{NS}'>-1</t:Transaction>\
         <count xmlns='urn:example:counts'>5</count>"
    );
    let found = exchange_of(Builder::new(), Search::new("x"), answer(&header), |call| {
        call
    })
    .await;
    let found = found.output.expect("an answer");
    assert_eq!(found.body, SearchResponse::new(3));
    assert_eq!(found.tracking.as_deref(), Some("T-9"));
    assert_eq!((found.transaction, found.count), (Some(-1), Some(5)));
}

#[tokio::test]
async fn a_fault_about_a_header_is_in_the_header() {
    let header = format!("<LoginProblem xmlns='{NS}'>3</LoginProblem>");
    let refused = exchange_of(
        Builder::new(),
        Search::new("x"),
        fault(&header, ""),
        |call| call,
    )
    .await;
    let error = refused.output.expect_err("a fault");
    assert_eq!(
        error.fault_as::<Search>(),
        Some(&SearchFault::LoginProblem(3))
    );
}

#[test]
fn passwords_in_headers_are_hidden() {
    let shown = format!("{:?}", headers());
    assert!(
        shown.contains("till-7") && !shown.contains("sesame"),
        "{shown}"
    );
}
