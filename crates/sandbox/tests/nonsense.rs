//! What nobody means to send is refused, and the services go on.

use kontorhaus_sandbox::Sandbox;
use kontorhaus_tests::socket;

const DEPTH: usize = 100_000;

/// The status of the answer to a request with this body.
async fn status(sandbox: &Sandbox, line: &str, headers: &[&str], body: &str) -> u16 {
    let answer = socket::send(sandbox.address(), line, headers, body).await;
    socket::status_and_body(&answer).0
}

#[tokio::test]
async fn however_deep_it_is_nested() {
    let sandbox = Sandbox::start().await.expect("a port");
    let xml = "<a>".repeat(DEPTH) + &"</a>".repeat(DEPTH);
    for (path, expected) in [
        ("/backclick/bc/rpc/soap/", 404),
        ("/hypersoft/Service/API300.asmx", 500),
        ("/websale", 500),
    ] {
        let line = format!("POST {path}");
        let found = status(&sandbox, &line, socket::SOAP_11, &xml).await;
        assert_eq!(found, expected, "{path}");
    }
    let json = "[".repeat(DEPTH) + &"]".repeat(DEPTH);
    let object = format!("{{\"Customers\":{json},\"Name\":{json}}}");
    let otp = format!("X-Dio-Otp: {}", sandbox.maklerinfo().otp());
    let bearer = token(&sandbox).await;
    for (line, header, expected) in [
        ("POST /hypersoft/Service/API300.asmx/SetCustomer", "", 500),
        ("POST /erpxt/api2/public/products", bearer.as_str(), 400),
        (
            "POST /service/bd/broker/1.0/rest/012XYZ/kunden",
            otp.as_str(),
            400,
        ),
    ] {
        for body in [&json, &object] {
            let headers = ["Content-Type: application/json", header];
            let headers = if header.is_empty() {
                &headers[..1]
            } else {
                &headers
            };
            assert_eq!(
                status(&sandbox, line, headers, body).await,
                expected,
                "{line}"
            );
        }
    }
}

async fn token(sandbox: &Sandbox) -> String {
    let headers = [
        "Content-Type: application/x-www-form-urlencoded",
        "Authorization: Basic YnVjaGhhbHR1bmc6czNzYW1lKy/DtmZmbmUgZGljaA==",
    ];
    let line = "POST /erpxt/api2/public/token";
    let answer = socket::send(
        sandbox.address(),
        line,
        &headers,
        "grant_type=client_credentials",
    )
    .await;
    let token = socket::between(&answer, "\"access_token\":\"", "\"");
    format!("Authorization: Bearer {}", token.expect("a token"))
}
