//! The ERP XT account, spoken to over a bare socket: no client of ours is involved.

use kontorhaus_sandbox::erpxt::{PrintForm, Refusal};
use kontorhaus_sandbox::{Reaction, Sandbox};
use kontorhaus_tests::socket::{self, status_and_body};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
/// `buchhaltung:s3same+/öffne dich` in Base64.
const PAIR: &str = "YnVjaGhhbHR1bmc6czNzYW1lKy/DtmZmbmUgZGljaA==";

/// All that comes back for a request, its path below that of the API.
async fn send(sandbox: &Sandbox, line: &str, headers: &[&str], body: &str) -> String {
    let (method, path) = line.split_once(' ').expect("a method and a path");
    let line = format!("{method} /erpxt/api2/public{path}");
    socket::send(sandbox.address(), &line, headers, body).await
}

async fn token(sandbox: &Sandbox) -> String {
    let pair = format!("Authorization: Basic {PAIR}");
    let grant = "grant_type=client_credentials";
    let answer = send(sandbox, "POST /token", &[FORM, &pair], grant).await;
    let (_, body) = status_and_body(&answer);
    let start = body.strip_prefix("{\"access_token\":\"").expect("a token");
    let (token, rest) = start.split_once('"').expect("its end");
    assert_eq!(rest, ",\"token_type\":\"bearer\",\"expires\":600}");
    token.to_owned()
}

/// The header with a new token.
async fn bearer(sandbox: &Sandbox) -> String {
    format!("Authorization: Bearer {}", token(sandbox).await)
}

/// Status and body of the answer to a request with a token.
async fn ask(sandbox: &Sandbox, line: &str, body: &str) -> (u16, String) {
    let bearer = bearer(sandbox).await;
    let answer = send(sandbox, line, &[&bearer], body).await;
    let (status, body) = status_and_body(&answer);
    (status, body.to_owned())
}

#[tokio::test]
async fn a_token_is_given_for_the_pair_only() {
    let sandbox = Sandbox::start().await.unwrap();
    assert_eq!(token(&sandbox).await.len(), 32);
    let pair = format!("Authorization: Basic {PAIR}");
    let [right, wrong, broken] = [&pair, "Authorization: Basic QTpC", "Authorization: Basic *"];
    for (headers, body, status, error) in [
        (
            &[FORM][..],
            "grant_type=client_credentials",
            401,
            "invalid_client",
        ),
        (
            &[FORM, wrong],
            "grant_type=client_credentials",
            401,
            "invalid_client",
        ),
        (
            &[FORM, broken],
            "grant_type=client_credentials",
            401,
            "invalid_client",
        ),
        (
            &[FORM, right],
            "grant_type=password",
            400,
            "unsupported_grant_type",
        ),
        (&[FORM, right], "", 400, "invalid_request"),
        (
            &[right],
            "grant_type=client_credentials",
            400,
            "invalid_request",
        ),
    ] {
        let answer = send(&sandbox, "POST /token", headers, body).await;
        let (code, answer) = status_and_body(&answer);
        assert_eq!(code, status, "{answer}");
        assert!(
            answer.contains(&format!("\"error\":\"{error}\"")),
            "{answer}"
        );
    }
    assert_eq!(sandbox.erpxt().tokens_issued(), 1);
}

#[tokio::test]
async fn without_a_token_that_holds_nothing_is_told() {
    let sandbox = Sandbox::start().await.unwrap();
    let old = token(&sandbox).await;
    sandbox.erpxt().expire_tokens();
    for headers in [
        &[][..],
        &["Authorization: Bearer x"],
        &[&format!("Authorization: Bearer {old}")],
    ] {
        let answer = send(&sandbox, "GET /products", headers, "").await;
        assert_eq!(
            status_and_body(&answer),
            (
                401,
                "{\"Message\":\"Authorization has been denied for this request.\"}"
            )
        );
    }
}

#[tokio::test]
async fn numbers_have_the_places_and_dates_the_offsets_of_the_service() {
    let sandbox = Sandbox::start().await.unwrap();
    let (_, invoice) = ask(&sandbox, "GET /invoices/6100", "").await;
    assert!(
        invoice.contains("\"Quantity\":20.0000,\"ProductCurrencyNetPrice\":1.50"),
        "{invoice}"
    );
    assert!(
        invoice.contains("\"IssueDate\":\"2024-03-04T00:00:00+01:00\""),
        "{invoice}"
    );
    assert!(invoice.contains("\"BankAccountId\":null"), "{invoice}");
    let create = |day: &str| {
        format!("{{\"PurchasingPartyId\":880,\"PaymentTypeId\":310,\"IssueDate\":\"{day}\"}}")
    };
    for (day, offset) in [
        ("2024-03-31", "+01:00"),
        ("2024-04-01", "+02:00"),
        ("2024-10-27", "+02:00"),
        ("2024-10-28", "+01:00"),
    ] {
        let (status, id) = ask(&sandbox, "POST /invoices", &create(day)).await;
        assert_eq!(status, 200, "{id}");
        let (_, invoice) = ask(&sandbox, &format!("GET /invoices/{id}"), "").await;
        assert!(
            invoice.contains(&format!("\"IssueDate\":\"{day}T00:00:00{offset}\"")),
            "{invoice}"
        );
    }
}

#[tokio::test]
async fn objects_are_numbered_through_an_answer() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.erpxt().set_style(|style| style.marks = true);
    let (_, list) = ask(&sandbox, "GET /customers/", "").await;
    let marks: Vec<_> = list
        .match_indices("\"$id\":\"")
        .map(|(at, mark)| &list[at + mark.len()..][..1])
        .collect();
    assert_eq!(marks, ["1", "2", "3"]);
    assert!(
        list.contains("\"Address\":{\"$id\":\"2\",\"Street\""),
        "{list}"
    );
}

#[tokio::test]
async fn prices_follow_from_each_other() {
    let sandbox = Sandbox::start().await.unwrap();
    for (prices, expected) in [
        (
            "\"SaleNetPrice\":1.5",
            "\"SaleNetPrice\":1.50,\"SaleGrossPrice\":1.79",
        ),
        (
            "\"SaleGrossPrice\":1.79",
            "\"SaleNetPrice\":1.50,\"SaleGrossPrice\":1.79",
        ),
        (
            "\"SaleNetPrice\":2,\"SaleGrossPrice\":9",
            "\"SaleNetPrice\":2.00,\"SaleGrossPrice\":2.38",
        ),
        (
            "\"Description\":\"\"",
            "\"SaleNetPrice\":null,\"SaleGrossPrice\":null",
        ),
    ] {
        let body = format!("{{\"Name\":\"a\",\"UnitOfMeasurment\":\"b\",\"Rate\":9,{prices}}}");
        let (_, id) = ask(&sandbox, "POST /products", &body).await;
        let (_, product) = ask(&sandbox, &format!("GET /products/{id}"), "").await;
        assert!(product.contains(expected), "{product}");
        assert!(
            product.contains(&format!("\"ProductCode\":\"P/{id}\"")),
            "{product}"
        );
    }
}

#[tokio::test]
async fn lists_are_filtered_ordered_and_cut() {
    let sandbox = Sandbox::start().await.unwrap();
    for (query, ids) in [
        ("", "40211 40212"),
        ("$filter=Id%20ge%2040212", "40212"),
        (
            "$filter=Name+eq+'Versandkarton%20M'+or+Id+eq+40212",
            "40211 40212",
        ),
        ("$filter=not+(SaleNetPrice+lt+95)+and+Rate+eq+9", "40212"),
        ("$filter=not+not+Id+eq+40211", "40211"),
        ("$filter=ItemCode%20eq%20null", "40211 40212"),
        ("$orderby=SaleNetPrice%20desc", "40212 40211"),
        ("$orderby=Rate,Id%20desc&$top=1", "40212"),
        ("$skip=1&$top=5", "40212"),
        ("$fts='beratung'", "40212"),
        ("page=2&pageSize=1", "40211 40212"),
    ] {
        let (status, list) = ask(&sandbox, &format!("GET /products?{query}"), "").await;
        assert_eq!(status, 200, "{query}: {list}");
        let found: Vec<_> = list
            .split("\"Id\":")
            .skip(1)
            .map(|rest| &rest[..5])
            .collect();
        assert_eq!(found.join(" "), ids, "{query}");
    }
    // As many alternatives as an address has room for.
    let many = format!("$filter=Id+eq+40211{}", "+or+Id+eq+1".repeat(5_900));
    let (status, list) = ask(&sandbox, &format!("GET /products?{many}"), "").await;
    assert_eq!((status, list.matches("\"Id\":").count()), (200, 1));
    let nested = format!("$filter={}Id+eq+1{}", "(".repeat(100), ")".repeat(100));
    for query in [
        "$filter=Id",
        "$filter=Id+is+1",
        "$filter=Id+eq",
        "$filter=Id+eq+x",
        "$filter=Name+eq+'a",
        "$filter=Id+eq+1+x",
        "$filter=(Id+eq+1",
        "$filter=IssueDate+eq+datetime'1'",
        "$top=x",
        "$fts=x",
        "$fts=%+1",
        &nested,
    ] {
        let (status, body) = ask(&sandbox, &format!("GET /products?{query}"), "").await;
        assert_eq!(status, 400, "{query}: {body}");
    }
}

#[tokio::test]
async fn what_is_in_use_or_confirmed_stays() {
    let sandbox = Sandbox::start().await.unwrap();
    for line in [
        "DELETE /products/40211",
        "DELETE /customers/880",
        "DELETE /paymenttypes/310",
        "DELETE /invoices/6100",
    ] {
        let (status, body) = ask(&sandbox, line, "").await;
        assert_eq!(status, 400, "{line}: {body}");
    }
    assert_eq!(
        ask(&sandbox, "DELETE /proformas/9050", "").await,
        (204, String::new())
    );
    assert_eq!(ask(&sandbox, "DELETE /proformas/9050", "").await.0, 404);
    sandbox.erpxt().set_style(|style| style.missing = 400);
    let (status, body) = ask(&sandbox, "GET /proformas/9050", "").await;
    assert_eq!(status, 400);
    assert!(
        body.contains("No row with the given identifier exists[Proforma#9050]"),
        "{body}"
    );
}

#[tokio::test]
async fn an_answer_without_a_body_can_break_too() {
    let sandbox = Sandbox::start().await.unwrap();
    let product = "{\"Name\":\"a\",\"UnitOfMeasurment\":\"b\",\"Rate\":9}";
    for (reaction, begin, end) in [
        (Reaction::Normal, "HTTP/1.1 204 No Content\r\n", "\r\n\r\n"),
        // One byte is announced, and none comes.
        (
            Reaction::CutOff(3),
            "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n",
            "\r\n\r\n",
        ),
        (Reaction::CutOff(0), "", ""),
        (Reaction::LoseAnswer, "", ""),
    ] {
        let (_, id) = ask(&sandbox, "POST /products", product).await;
        let bearer = bearer(&sandbox).await;
        sandbox.erpxt().react([reaction.clone()]);
        let line = format!("DELETE /products/{id}");
        let answer = send(&sandbox, &line, &[&bearer], "").await;
        assert!(answer.starts_with(begin), "{reaction:?}: {answer}");
        assert!(answer.ends_with(end), "{reaction:?}: {answer}");
        assert_eq!(answer.is_empty(), end.is_empty(), "{reaction:?}");
        assert_eq!(sandbox.erpxt().count("products"), 2);
    }
}

#[tokio::test]
async fn reactions_are_taken_one_by_one() {
    let sandbox = Sandbox::start().await.unwrap();
    let account = sandbox.erpxt();
    account.react([
        Reaction::Fault(Refusal::bare(500)),
        Reaction::LoseAnswer,
        Reaction::CutOff(3),
    ]);
    assert_eq!(
        ask(&sandbox, "GET /products", "").await,
        (500, String::new())
    );
    let bearer = bearer(&sandbox).await;
    let headers = [bearer.as_str()];
    let lost = send(&sandbox, "DELETE /proformas/9050", &headers, "").await;
    assert_eq!(lost, "");
    assert_eq!(account.count("proformas"), 0);
    let cut = send(&sandbox, "GET /products", &headers, "").await;
    assert_eq!(status_and_body(&cut), (200, "[{\""));
    let whole = send(&sandbox, "GET /customprints", &headers, "").await;
    assert_eq!(whole.matches("\"Id\"").count(), 2);
    account.set_style(|style| style.print = PrintForm::Bare);
    let answer = send(&sandbox, "GET /v1.4/invoices/6100/print", &headers, "").await;
    let (_, print) = status_and_body(&answer);
    assert!(
        answer.contains("content-type: text/plain") && print.starts_with("JVBERi0xLjQK"),
        "{answer}"
    );
    // No secret stands in what was noted.
    let noted = format!("{:?}", account.exchanges());
    assert!(
        !noted.contains("kQ3v") && !noted.contains("s3same"),
        "{noted}"
    );
}
