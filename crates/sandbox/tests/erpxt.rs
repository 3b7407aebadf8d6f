//! The ERP XT account, spoken to over a bare socket: no client of ours is involved.

use kontorhaus_sandbox::erpxt::{PrintForm, Refusal};
use kontorhaus_sandbox::{Reaction, Sandbox};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// `buchhaltung:s3same+/öffne dich` in Base64.
const PAIR: &str = "YnVjaGhhbHR1bmc6czNzYW1lKy/DtmZmbmUgZGljaA==";

/// Status line and headers, and body, of the answer to a request.
async fn send(sandbox: &Sandbox, line: &str, headers: &str, body: &str) -> (String, String) {
    let mut stream = TcpStream::connect(sandbox.address())
        .await
        .expect("the sandbox listens");
    let (method, path) = line.split_once(' ').expect("a method and a path");
    let length = body.len();
    let request = format!(
        "{method} /erpxt/api2/public{path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\
         Content-Length: {length}\r\n\r\n{body}"
    );
    stream
        .write_all(request.as_bytes())
        .await
        .expect("the sandbox reads");
    let mut answer = Vec::new();
    // A connection that is reset has sent what it has sent.
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8(answer).expect("UTF-8");
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
    (head.to_owned(), body.to_owned())
}

async fn token(sandbox: &Sandbox) -> String {
    let headers = format!(
        "Authorization: Basic {PAIR}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    );
    let (_, body) = send(
        sandbox,
        "POST /token",
        &headers,
        "grant_type=client_credentials",
    )
    .await;
    let start = body.strip_prefix("{\"access_token\":\"").expect("a token");
    let (token, rest) = start.split_once('"').expect("its end");
    assert_eq!(rest, ",\"token_type\":\"bearer\",\"expires\":600}");
    token.to_owned()
}

/// Status and body of the answer to a request with a token.
async fn ask(sandbox: &Sandbox, line: &str, body: &str) -> (u16, String) {
    let headers = format!("Authorization: Bearer {}\r\n", token(sandbox).await);
    let (head, body) = send(sandbox, line, &headers, body).await;
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    (status.expect("a status"), body)
}

#[tokio::test]
async fn a_token_is_given_for_the_pair_only() {
    let sandbox = Sandbox::start().await.unwrap();
    assert_eq!(token(&sandbox).await.len(), 32);
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    let basic = format!("{form}Authorization: Basic {PAIR}\r\n");
    for (headers, body, status, error) in [
        (
            form,
            "grant_type=client_credentials",
            "401",
            "invalid_client",
        ),
        (
            &format!("{form}Authorization: Basic QTpC\r\n"),
            "grant_type=client_credentials",
            "401",
            "invalid_client",
        ),
        (
            &format!("{form}Authorization: Basic *\r\n"),
            "grant_type=client_credentials",
            "401",
            "invalid_client",
        ),
        (
            &basic,
            "grant_type=password",
            "400",
            "unsupported_grant_type",
        ),
        (&basic, "", "400", "invalid_request"),
        (
            &format!("Authorization: Basic {PAIR}\r\n"),
            "grant_type=client_credentials",
            "400",
            "invalid_request",
        ),
    ] {
        let (head, answer) = send(&sandbox, "POST /token", headers, body).await;
        assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{head}");
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
        String::new(),
        "Authorization: Bearer x\r\n".into(),
        format!("Authorization: Bearer {old}\r\n"),
    ] {
        let (head, body) = send(&sandbox, "GET /products", &headers, "").await;
        assert!(head.starts_with("HTTP/1.1 401 "), "{head}");
        assert_eq!(
            body,
            "{\"Message\":\"Authorization has been denied for this request.\"}"
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
    for (reaction, head) in [
        (Reaction::Normal, "HTTP/1.1 204 No Content\r\n"),
        // One byte is announced, and none comes.
        (
            Reaction::CutOff(3),
            "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n",
        ),
        (Reaction::CutOff(0), ""),
        (Reaction::LoseAnswer, ""),
    ] {
        let (_, id) = ask(&sandbox, "POST /products", product).await;
        let headers = format!("Authorization: Bearer {}\r\n", token(&sandbox).await);
        sandbox.erpxt().react([reaction.clone()]);
        let line = format!("DELETE /products/{id}");
        let answer = send(&sandbox, &line, &headers, "").await;
        assert!(answer.0.starts_with(head), "{reaction:?}: {answer:?}");
        assert_eq!(answer.0.is_empty(), head.is_empty(), "{reaction:?}");
        assert_eq!(answer.1, "", "{reaction:?}");
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
    let headers = format!("Authorization: Bearer {}\r\n", token(&sandbox).await);
    assert_eq!(
        send(&sandbox, "DELETE /proformas/9050", &headers, "")
            .await
            .0,
        ""
    );
    assert_eq!(account.count("proformas"), 0);
    assert_eq!(
        send(&sandbox, "GET /products", &headers, "").await.1,
        "[{\""
    );
    assert_eq!(
        send(&sandbox, "GET /customprints", &headers, "")
            .await
            .1
            .matches("\"Id\"")
            .count(),
        2
    );
    account.set_style(|style| style.print = PrintForm::Bare);
    let (head, print) = send(&sandbox, "GET /v1.4/invoices/6100/print", &headers, "").await;
    assert!(
        head.contains("content-type: text/plain") && print.starts_with("JVBERi0xLjQK"),
        "{print}"
    );
    // No secret stands in what was noted.
    let noted = format!("{:?}", account.exchanges());
    assert!(
        !noted.contains("kQ3v") && !noted.contains("s3same"),
        "{noted}"
    );
}
