//! The WEBSALE shop, spoken to over a bare socket: no client of ours is involved.

use kontorhaus_sandbox::websale::{Batch, Fault, Values};
use kontorhaus_sandbox::{Reaction, Sandbox};
use kontorhaus_tests::socket::{self, between};
use tokio::net::TcpStream;

const CREDENTIALS: &str = "<ShopID>gartenmarkt</ShopID><Password>open-sesame</Password>";

/// Everything that the server sends back for a body.
async fn post(sandbox: &Sandbox, body: &str) -> String {
    socket::send(sandbox.address(), "POST /websale", socket::SOAP_11, body).await
}

async fn call(sandbox: &Sandbox, operation: &str, fields: &str) -> String {
    let body = format!(
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>\
         <n:{operation} xmlns:n=\"http://www.websale.de/\"><request>{fields}</request></n:{operation}>\
         </e:Body></e:Envelope>"
    );
    post(sandbox, &body).await
}

/// The call with credentials: what stands inside `<response>`, or the fault's text.
async fn ask(sandbox: &Sandbox, operation: &str, fields: &str) -> String {
    let answer = call(sandbox, operation, &format!("{CREDENTIALS}{fields}")).await;
    between(&answer, "<response>", "</response>")
        .or_else(|| between(&answer, "<faultstring>", "</faultstring>"))
        .unwrap_or(&answer)
        .to_owned()
}

#[tokio::test]
async fn the_frame_is_that_of_gsoap() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = call(
        &sandbox,
        "GetVoucherPoolInfo",
        &format!("{CREDENTIALS}<MsgID>a&amp;b</MsgID><ChargeId>POOL-A</ChargeId>"),
    )
    .await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    assert!(head.contains("server: gSOAP/2.8\r\n"), "{head}");
    assert!(head.contains("content-type: text/xml; charset=utf-8\r\n"));
    assert_eq!(
        body,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:SOAP-ENC=\"http://schemas.xmlsoap.org/soap/encoding/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
         xmlns:ns=\"http://www.websale.de/\"><SOAP-ENV:Body><ns:GetVoucherPoolInfoResponse><response>\
         <MsgID>a&amp;b</MsgID><VoucherCount>25</VoucherCount></response></ns:GetVoucherPoolInfoResponse>\
         </SOAP-ENV:Body></SOAP-ENV:Envelope>"
    );
}

#[tokio::test]
async fn a_fault_comes_with_500_and_no_detail() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = call(
        &sandbox,
        "GetVoucherCharges",
        "<ShopID>gartenmarkt</ShopID>",
    )
    .await;
    assert!(
        answer.starts_with("HTTP/1.1 500 Internal Server Error\r\n"),
        "{answer}"
    );
    assert!(answer.ends_with(
        "<SOAP-ENV:Body><SOAP-ENV:Fault><faultcode>SOAP-ENV:Client</faultcode>\
         <faultstring>ES001 Missing ShopID or Password</faultstring></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>"
    ));
}

#[tokio::test]
async fn vouchers_inherit_from_the_template() {
    let sandbox = Sandbox::start().await.unwrap();
    let values = Values {
        valid_until: Some("2031-05-31".into()),
        min_order_value: Some(49.9),
        ..template()
    };
    sandbox
        .websale()
        .insert("T", Batch::new(values).with_template());
    let answer = ask(
        &sandbox,
        "CreateVouchers",
        "<MsgID>m</MsgID><VoucherCount>2</VoucherCount><ChargeId>T</ChargeId><Amount>25.10</Amount>",
    )
    .await;
    let batch = sandbox.websale().batch("T").unwrap();
    let mut numbers: Vec<_> = batch.vouchers.keys().collect();
    numbers.sort_by_key(|number| answer.find(number.as_str()));
    assert_eq!(
        answer,
        format!(
            "<MsgID>m</MsgID><Amount>25.100000000000001</Amount><AmountType>0</AmountType><Currency>EUR</Currency>\
             <MinOrderValue>49.899999999999999</MinOrderValue><Type>0</Type><Type2>1</Type2>\
             <ValidUntil>2031-05-31</ValidUntil><VATIndex>-1</VATIndex>\
             <CatProdFilterSetBehavior>0</CatProdFilterSetBehavior><VoucherNumbers>\
             <VoucherNumber>{}</VoucherNumber><VoucherNumber>{}</VoucherNumber></VoucherNumbers>",
            numbers[0], numbers[1]
        )
    );
    assert_eq!(sandbox.websale().effects().vouchers_generated, 2);
}

fn template() -> Values {
    Values::new(10.0)
}

#[tokio::test]
async fn pools_empty_and_pages_end() {
    let sandbox = Sandbox::start().await.unwrap();
    let drawn = ask(
        &sandbox,
        "CreateVouchers",
        "<VoucherCount>3</VoucherCount><ChargeId>POOL-A</ChargeId><Pool>true</Pool>",
    )
    .await;
    assert!(drawn.contains("<VoucherNumber>CARD-0001</VoucherNumber>"));
    let left = ask(
        &sandbox,
        "GetVoucherPoolInfo",
        "<ChargeId>POOL-A</ChargeId>",
    )
    .await;
    assert_eq!(left, "<VoucherCount>22</VoucherCount>");
    let south = "<ChargeId>POOL-A</ChargeId><SubShopValidity>south</SubShopValidity>";
    let south = ask(&sandbox, "GetVoucherPoolInfo", south).await;
    assert_eq!(south, "<VoucherCount>15</VoucherCount>");
    let too_many = "<VoucherCount>25</VoucherCount><ChargeId>POOL-A</ChargeId><Pool>true</Pool>";
    assert_eq!(
        ask(&sandbox, "CreateVouchers", too_many).await,
        "ES024 Unsufficient number of vouchers in the pool (25)"
    );

    let page = "<ChargeId>POOL-A</ChargeId><PageSize>2</PageSize>";
    let first = ask(&sandbox, "GetVoucherCodes", page).await;
    assert!(first.ends_with("<LastPage>false</LastPage>"), "{first}");
    assert!(first.contains("<Subshop></Subshop>"), "{first}");
    let token = first.split("<NextPageToken>").nth(1).unwrap();
    let token = token.split('<').next().unwrap();
    let next = format!("{page}<NextPageToken>{token}</NextPageToken>");
    let second = ask(&sandbox, "GetVoucherCodes", &next).await;
    assert!(second.contains("<Num>CARD-0003</Num>"), "{second}");
    assert!(
        second.ends_with("<NextPageToken></NextPageToken><LastPage>true</LastPage>"),
        "{second}"
    );
}

#[tokio::test]
async fn every_fault_that_an_input_can_cause() {
    let sandbox = Sandbox::start().await.unwrap();
    let spring = "<ChargeId>SPRING-TPL</ChargeId>";
    let one = "<VoucherCount>1</VoucherCount>";
    let create = "CreateVouchers";
    let codes = "GetVoucherCodes";
    for (operation, fields, expected) in [
        (
            create,
            String::new(),
            "ES009 Missing required field VoucherCount",
        ),
        (
            create,
            one.to_owned(),
            "ES009 Missing required field ChargeId",
        ),
        (
            create,
            format!("{one}{spring}<ValidFrom>1.3.2031</ValidFrom>"),
            "ES012 Format error",
        ),
        (
            create,
            format!("{spring}<VoucherCount>1001</VoucherCount>"),
            "ES017 Max. VoucherCount value (1000) exceeded",
        ),
        (
            create,
            format!("{one}{spring}<CreateCharge>true</CreateCharge>"),
            "ES018 ChargeId already exists",
        ),
        (
            create,
            format!("{one}<ChargeId>none</ChargeId>"),
            "ES019 ChargeId does not exist",
        ),
        (
            create,
            format!("{one}<ChargeId>ARCHIVE</ChargeId>"),
            "ES020 Batch does not contain a template",
        ),
        (
            create,
            format!("{one}{spring}<AmountType>9</AmountType>"),
            "ES021 Invalid value",
        ),
        (
            create,
            format!(
                "{one}<SubscribeVoucher>true</SubscribeVoucher><SubscribeSubshopID>x</SubscribeSubshopID>"
            ),
            "ES022 Invalid subshop for registration voucher",
        ),
        (
            create,
            format!("{one}{spring}<Pool>true</Pool><CreateCharge>true</CreateCharge>"),
            "ES023 CreateCharge/ SubscribeVoucher and Pool cannot be active at the same time",
        ),
        (
            codes,
            format!("{spring}<NextPageToken>x</NextPageToken>"),
            "ES027 ParseNextPageToken failed",
        ),
        (
            codes,
            "<ChargeId>none</ChargeId>".to_owned(),
            "ES028 ChargeId does not exist in database.",
        ),
        (codes, String::new(), "ES029 ChargeId missing."),
        (
            create,
            format!("{one}{spring}<Amount>12,50</Amount>"),
            "Validation constraint violation: data type mismatch in element 'Amount'",
        ),
        (
            "Nonsense",
            String::new(),
            "Method 'Nonsense' not implemented: method name or namespace not recognized",
        ),
    ] {
        assert_eq!(ask(&sandbox, operation, &fields).await, expected);
    }
    let wrong = "<ShopID>gartenmarkt</ShopID><Password>x</Password>";
    assert!(
        call(&sandbox, codes, wrong)
            .await
            .contains("ES002 Invalid ShopID or invalid password")
    );
    assert!(
        post(&sandbox, "no XML")
            .await
            .contains("ES015 Invalid request")
    );
    assert_eq!(sandbox.websale().effects().executions, 0);
}

#[tokio::test]
async fn every_fault_on_demand() {
    let sandbox = Sandbox::start().await.unwrap();
    let faults = Fault::every();
    assert_eq!(faults.len(), 21);
    sandbox
        .websale()
        .react(faults.iter().cloned().map(Reaction::Fault));
    for fault in faults {
        let answer = ask(&sandbox, "GetVoucherCharges", "").await;
        assert_eq!(answer, fault.to_string());
    }
    let normal = ask(&sandbox, "GetVoucherCharges", "").await;
    assert!(normal.starts_with("<ChargeList><ChargeData>"), "{normal}");
}

#[tokio::test]
async fn answers_get_lost_after_the_effect() {
    let sandbox = Sandbox::start().await.unwrap();
    let shop = sandbox.websale();
    let fields =
        format!("{CREDENTIALS}<VoucherCount>4</VoucherCount><ChargeId>SPRING-TPL</ChargeId>");
    shop.react([
        Reaction::LoseAnswer,
        Reaction::CutOff(100),
        Reaction::Html(502),
        Reaction::Instead("gone".into()),
    ]);
    assert_eq!(call(&sandbox, "CreateVouchers", &fields).await, "");
    assert_eq!(shop.effects().vouchers_generated, 4);

    let cut = call(&sandbox, "CreateVouchers", &fields).await;
    let (head, body) = cut.split_once("\r\n\r\n").unwrap();
    assert_eq!(body.len(), 100);
    assert!(!head.contains("content-length: 100\r\n"), "{head}");
    assert_eq!(shop.effects().vouchers_generated, 8);

    let page = call(&sandbox, "CreateVouchers", &fields).await;
    assert!(page.starts_with("HTTP/1.1 502 Bad Gateway\r\n"), "{page}");
    assert_eq!(shop.effects().vouchers_generated, 8);

    assert!(
        call(&sandbox, "CreateVouchers", &fields)
            .await
            .ends_with("\r\n\r\ngone")
    );
    assert_eq!(shop.effects().executions, 3);

    let recorded = shop.recorded();
    assert_eq!(recorded.len(), 4);
    assert!(recorded[0].request.contains("<Password>***</Password>"));
    assert!(!recorded[0].request.contains("open-sesame"));
    assert_eq!(recorded[0].headers["soapaction"], "\"\"");
    assert!(recorded[1].answer.starts_with(body));
    assert_eq!(recorded[2].answer, "");
}

#[tokio::test]
async fn dropping_the_sandbox_closes_the_port() {
    let sandbox = Sandbox::start().await.unwrap();
    let address = sandbox.address();
    drop(sandbox);
    for _ in 0..100 {
        if TcpStream::connect(address).await.is_err() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("still listening");
}
