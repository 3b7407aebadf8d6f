//! The gSOAP peer itself, asked with envelopes written by hand: what the client's tests rely on.

use kontorhaus_tests::interop::gsoap::{Flag, Server};
use kontorhaus_tests::socket;

const SOAP_11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const SOAP_12: &str = "http://www.w3.org/2003/05/soap-envelope";
const CALLER: &str = "<ShopID>TestShop</ShopID><Password>secret</Password>";

/// Status and body of the answer to an operation with these fields.
async fn ask(server: &Server, soap: &str, operation: &str, fields: &str) -> (u16, String) {
    let envelope = format!(
        "<s:Envelope xmlns:s=\"{soap}\" xmlns:ns=\"http://www.websale.de/\"><s:Body>\
         <ns:{operation}><request>{fields}</request></ns:{operation}></s:Body></s:Envelope>"
    );
    let address = ("127.0.0.1", server.port());
    let answer = socket::send(address, "POST /", socket::SOAP_11, &envelope).await;
    let (status, body) = socket::status_and_body(&answer);
    (status, body.to_owned())
}

async fn fault(server: &Server, operation: &str, fields: &str) -> String {
    let (status, body) = ask(server, SOAP_11, operation, fields).await;
    assert_eq!(status, 500, "{body}");
    let text = socket::between(&body, "<faultstring>", "</faultstring>");
    text.expect("a faultstring").to_owned()
}

#[tokio::test]
async fn it_records_what_came_and_answers_with_it() {
    let Some(server) = Server::start(&[Flag::Strict]) else {
        return;
    };
    let fields = format!(
        "{CALLER}<MsgID>a\\b&amp;&#10;c</MsgID><VoucherCount>1</VoucherCount>\
         <ChargeId>NEW</ChargeId><CreateCharge>1</CreateCharge><Amount>25.10</Amount><ChargeLabel></ChargeLabel>"
    );
    let (status, body) = ask(&server, SOAP_11, "CreateVouchers", &fields).await;

    assert_eq!(status, 200);
    // gSOAP writes doubles with 17 digits.
    assert!(body.contains(
        "<Amount>25.100000000000001</Amount><AmountType>0</AmountType><Currency>EUR</Currency>"
    ));
    assert!(
        body.contains("<VoucherNumbers><VoucherNumber>NEW-000001</VoucherNumber></VoucherNumbers>")
    );
    assert_eq!(
        server.received(),
        "CreateVouchers.ShopID=TestShop\nCreateVouchers.Password=secret\nCreateVouchers.MsgID=a\\\\b&\\nc\n\
         CreateVouchers.VoucherCount=1\nCreateVouchers.ChargeId=NEW\nCreateVouchers.CreateCharge=true\n\
         CreateVouchers.Amount=25.1\nCreateVouchers.ChargeLabel=\n"
    );
    assert_eq!(server.received(), "");

    let (status, body) = ask(
        &server,
        SOAP_11,
        "GetVoucherCodes",
        &format!("{CALLER}<ChargeId>NEW</ChargeId>"),
    )
    .await;
    assert_eq!(status, 200);
    assert!(body.contains("<Num>NEW-000001</Num><Amount>25.100000000000001</Amount>"));
    assert!(body.contains("</VoucherList><NextPageToken/><LastPage>true</LastPage>"));
}

#[tokio::test]
async fn strict_it_validates_and_lenient_it_does_not() {
    let Some(strict) = Server::start(&[Flag::Strict]) else {
        return;
    };
    let Some(lenient) = Server::start(&[]) else {
        return;
    };
    let unknown = format!("{CALLER}<Surprise>1</Surprise>");
    assert!(
        fault(&strict, "GetVoucherCharges", &unknown)
            .await
            .starts_with("Validation constraint violation")
    );
    assert_eq!(strict.received(), "");
    assert_eq!(
        ask(&lenient, SOAP_11, "GetVoucherCharges", &unknown)
            .await
            .0,
        200
    );

    let qualified = "<ns:ShopID>TestShop</ns:ShopID><ns:Password>secret</ns:Password>";
    assert!(
        fault(&strict, "GetVoucherCharges", qualified)
            .await
            .starts_with("Validation constraint violation")
    );
    assert_eq!(
        fault(&lenient, "GetVoucherCharges", qualified).await,
        "ES001 Missing ShopID or Password"
    );
}

#[tokio::test]
async fn it_speaks_soap_1_2() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let pool = async |id: &str| {
        let fields = format!("{CALLER}<ChargeId>{id}</ChargeId>");
        ask(&server, SOAP_12, "GetVoucherPoolInfo", &fields).await
    };
    let (status, body) = pool("POOL").await;
    assert_eq!(status, 200);
    assert!(
        body.contains(SOAP_12)
            && body.contains("<response><VoucherCount>3</VoucherCount></response>"),
        "{body}"
    );
    let (status, body) = pool("NONE").await;
    assert_eq!(status, 400);
    assert!(
        body.contains(
            "<SOAP-ENV:Text xml:lang=\"en\">ES019 ChargeId does not exist</SOAP-ENV:Text>"
        ),
        "{body}"
    );
}

#[tokio::test]
async fn every_fault_of_create_vouchers_can_be_had() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let new = "<CreateCharge>true</CreateCharge>";
    let pool = "<Pool>true</Pool>";
    let subscribe = "<SubscribeVoucher>true</SubscribeVoucher>";
    let west = "<SubscribeSubshopID>west</SubscribeSubshopID>";
    let batch = |id| format!("<ChargeId>{id}</ChargeId>");
    let (spring, stock) = (batch("SPRING"), batch("POOL"));
    for (count, fields, expected) in [
        (1, String::new(), "ES009 Missing required field ChargeId"),
        (
            1,
            subscribe.to_owned(),
            "ES009 Missing required field SubscribeSubshopID",
        ),
        (
            1,
            format!("{spring}<ValidFrom>1.3.2031</ValidFrom>"),
            "ES012 Format error",
        ),
        (
            1001,
            spring.clone(),
            "ES017 Max. VoucherCount value (1000) exceeded",
        ),
        (1, format!("{spring}{new}"), "ES018 ChargeId already exists"),
        (1, batch("NONE"), "ES019 ChargeId does not exist"),
        (1, batch("PLAIN"), "ES020 Batch does not contain a template"),
        (0, spring.clone(), "ES021 Invalid value"),
        (1, format!("{spring}<Type>8</Type>"), "ES021 Invalid value"),
        (
            1,
            format!("{subscribe}{west}"),
            "ES022 Invalid subshop for registration voucher",
        ),
        (
            1,
            format!("{}{new}{pool}", batch("NEW")),
            "ES023 CreateCharge/ SubscribeVoucher and Pool cannot be active at the same time",
        ),
        (
            4,
            format!("{stock}{pool}"),
            "ES024 Unsufficient number of vouchers in the pool (4)",
        ),
    ] {
        let fields = format!("{CALLER}<VoucherCount>{count}</VoucherCount>{fields}");
        assert_eq!(fault(&server, "CreateVouchers", &fields).await, expected);
    }
}

#[tokio::test]
async fn every_fault_of_paging_can_be_had() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let token =
        |token| format!("<ChargeId>SPRING</ChargeId><NextPageToken>{token}</NextPageToken>");
    for (fields, expected) in [
        (
            token("SPRING@1234567890"),
            "ES026 CreateNextPageToken failed",
        ),
        (token("x"), "ES027 ParseNextPageToken failed"),
        (token("SPRING@1"), "ES030 Token is invalid"),
        (
            "<ChargeId>NONE</ChargeId>".to_owned(),
            "ES028 ChargeId does not exist in database.",
        ),
        (String::new(), "ES029 ChargeId missing."),
    ] {
        assert_eq!(
            fault(&server, "GetVoucherCodes", &format!("{CALLER}{fields}")).await,
            expected
        );
    }
}

#[tokio::test]
async fn every_fault_of_the_caller_and_the_server_can_be_had() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let charges = async |server: &Server, shop: &str, password: &str| {
        let caller = format!("<ShopID>{shop}</ShopID><Password>{password}</Password>");
        fault(server, "GetVoucherCharges", &caller).await
    };
    assert_eq!(
        charges(&server, "TestShop", "").await,
        "ES001 Missing ShopID or Password"
    );
    assert_eq!(
        charges(&server, "TestShop", "x").await,
        "ES002 Invalid ShopID or invalid password"
    );
    assert_eq!(
        charges(&server, "V7Shop", "secret").await,
        "ES008 Wrong Shop version"
    );

    let Some(server) = Server::start(&[Flag::RequireTls]) else {
        return;
    };
    assert_eq!(
        charges(&server, "TestShop", "secret").await,
        "ES007 SSL required"
    );

    let Some(server) = Server::start(&[Flag::Starting(1)]) else {
        return;
    };
    assert_eq!(
        charges(&server, "TestShop", "secret").await,
        "ES005 Server error- initialization"
    );
    assert_eq!(
        ask(&server, SOAP_11, "GetVoucherCharges", CALLER).await.0,
        200
    );
}
