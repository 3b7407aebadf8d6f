//! The exchanges that the documentation prints, one by one: what the client writes, what it reads, and what the sandbox
//! makes of the same request.

use kontorhaus_core::fake::{Capture, Reply};
use kontorhaus_core::http::StatusCode;
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{ErrorKind, Operation, Outcome};
use kontorhaus_sandbox::Sandbox;
use kontorhaus_soap::v1::{Fault, WriteXml, Writer};
use kontorhaus_tests::socket;
use kontorhaus_websale::{
    AmountType, ChargeType, Client, CreateVouchers, Credentials, ErrorCode, GetVoucherChargeInfo,
    GetVoucherCharges, GetVoucherCodes, GetVoucherPoolInfo, SetBehavior, VoucherKind, VoucherType,
    Websale,
};
use rust_decimal::Decimal;

use crate::infoset::{infoset, without};

macro_rules! golden {
    ($name:literal) => {
        include_str!(concat!("../../golden/websale/", $name, ".xml"))
    };
}

/// What the client sends for an operation, and what it makes of the answer.
async fn exchange<Op: Operation<Service = Websale>>(
    operation: Op,
    call_id: &str,
    answer: &'static str,
) -> (String, Op::Output) {
    let transport = Capture::new(Reply::ok(answer));
    let client = client(transport.clone());
    let output = client
        .call(operation)
        .call_id(call_id)
        .await
        .expect("an output");
    let captured = transport.requests();
    assert_eq!(captured.len(), 1);
    let request = &captured[0].request;
    assert_eq!(request.headers()["content-type"], "text/xml; charset=utf-8");
    assert_eq!(request.headers()["soapaction"], "\"\"");
    let body = String::from_utf8(request.body().to_vec()).expect("UTF-8");
    (body, output)
}

fn client(transport: impl kontorhaus_core::Transport) -> Client {
    Client::builder()
        .endpoint("https://shop.example/soap")
        .credentials(Credentials::new("gartenmarkt", SecretString::from("***")))
        .transport(transport)
        .build()
        .expect("a client")
}

/// The infoset of `<response>` in a golden answer.
fn response(answer: &str) -> Vec<String> {
    let lines = infoset(answer)
        .into_iter()
        .skip_while(|line| !line.ends_with("{}response"));
    lines.map(|line| line.trim_start().to_owned()).collect()
}

/// The infoset of a value that is written as `<response>`.
fn rewritten(value: &impl WriteXml) -> Vec<String> {
    let mut writer = Writer::new();
    writer
        .element("response", value)
        .expect("a value that can be written");
    let lines = infoset(&writer.finish());
    lines
        .iter()
        .map(|line| line.trim_start().to_owned())
        .collect()
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

#[tokio::test]
async fn section_3_1_create_vouchers() {
    let request = CreateVouchers::new(2)
        .with_charge_id("SPRING-TPL")
        .with_amount(decimal("15.00"))
        .with_amount_type(AmountType::Absolute);
    let answer = golden!("3.1-create-vouchers.answer");
    let (sent, result) = exchange(request, "till-7-000481", answer).await;
    assert_eq!(
        infoset(&sent),
        infoset(golden!("3.1-create-vouchers.request"))
    );

    assert_eq!(result.msg_id.as_deref(), Some("till-7-000481"));
    assert_eq!(result.amount, decimal("15"));
    assert_eq!(result.amount_type, AmountType::Absolute);
    assert_eq!(result.currency, "EUR");
    assert_eq!(result.subshop.as_deref(), Some("north,south"));
    assert_eq!(result.voucher_type, VoucherType::RemainderReusable);
    assert_eq!(result.voucher_kind, VoucherKind::Promotional);
    assert_eq!(result.vat_index, -1);
    assert_eq!(
        result.voucher_numbers,
        ["7KQ2-M4XA-9TZD-11HP", "7KQ2-M4XA-9TZD-52LB"]
    );
    assert_eq!(result.min_order_value, None);
    assert_eq!(rewritten(&result), response(answer));
}

#[tokio::test]
async fn section_3_2_get_voucher_charges() {
    let request = GetVoucherCharges::new().with_charge_type(ChargeType::All);
    let answer = golden!("3.2-get-voucher-charges.answer");
    let (sent, result) = exchange(request, "c-1", answer).await;
    assert_eq!(
        infoset(&sent),
        infoset(golden!("3.2-get-voucher-charges.request"))
    );

    let [batch] = result.charge_list.as_slice() else {
        panic!("one batch");
    };
    assert_eq!(batch.charge_id.as_deref(), Some("SPRING-TPL"));
    assert_eq!(batch.amount, decimal("15"));
    assert_eq!(batch.min_order_value, Some(decimal("60")));
    assert_eq!(batch.subshop.as_deref(), Some("north"));
    assert_eq!(batch.vat_index, None);
    assert_eq!(batch.valid_until_days, Some(90));
    assert_eq!(rewritten(&result), response(answer));
}

#[tokio::test]
async fn section_3_3_get_voucher_codes() {
    let request = GetVoucherCodes::new("SPRING-TPL")
        .with_page_size(2)
        .with_next_page_token("b3BhcXVl");
    let answer = golden!("3.3-get-voucher-codes.answer");
    let (sent, result) = exchange(request, "p-2", answer).await;
    assert_eq!(
        infoset(&sent),
        infoset(golden!("3.3-get-voucher-codes.request"))
    );

    let [voucher] = result.voucher_list.as_slice() else {
        panic!("one voucher");
    };
    assert_eq!(voucher.num, "9AAB-0C1D-XY72-LQ40");
    assert_eq!(voucher.amount, decimal("15"));
    assert_eq!(voucher.min_order_value, Some(decimal("60")));
    assert_eq!(voucher.voucher_kind, VoucherKind::Purchased);
    assert_eq!(
        voucher.valid_from,
        Some("2031-03-01".parse().expect("a date"))
    );
    assert_eq!(
        voucher.valid_until,
        Some("2031-05-31".parse().expect("a date"))
    );
    assert_eq!(voucher.vat_index, -1);
    assert_eq!(voucher.max_discount_value, Some(Decimal::ZERO));
    assert_eq!(
        voucher.cat_prod_filter_set_behavior,
        Some(SetBehavior::MainProduct)
    );
    // Sent as empty elements, which means that they are not set.
    assert_eq!(voucher.subshop, None);
    assert_eq!(voucher.customer_filter, None);
    assert_eq!(voucher.cat_prod_filter, None);
    assert_eq!(voucher.amount_multi_currency, None);
    assert_eq!(voucher.charge_label, None);
    assert_eq!(result.next_page_token, None);
    assert!(result.last_page);

    // Written again, what was empty is left out.
    let filled: Vec<_> = response(answer)
        .into_iter()
        .filter(|line| !line.ends_with("= \"\""))
        .collect();
    assert_eq!(rewritten(&result), filled);
}

#[tokio::test]
async fn section_3_4_get_voucher_pool_info() {
    let answer = golden!("3.4-get-voucher-pool-info.answer");
    let (sent, result) = exchange(GetVoucherPoolInfo::new("POOL-A"), "q-9", answer).await;
    assert_eq!(
        infoset(&sent),
        infoset(golden!("3.4-get-voucher-pool-info.request"))
    );
    assert_eq!(result.voucher_count, 4210);
    assert_eq!(rewritten(&result), response(answer));
}

#[tokio::test]
async fn section_3_5_get_voucher_charge_info() {
    let answer = golden!("3.5-get-voucher-charge-info.answer");
    let (sent, result) = exchange(GetVoucherChargeInfo::new("SPRING-TPL"), "any", answer).await;
    // The printed request has no MsgID; the client always sends one.
    assert_eq!(
        without(infoset(&sent), "MsgID"),
        infoset(golden!("3.5-get-voucher-charge-info.request"))
    );
    assert_eq!(result.msg_id, None);
    assert_eq!(result.voucher_count, 312);
    assert!(result.has_template);
    assert_eq!(rewritten(&result), response(answer));
}

#[tokio::test]
async fn section_5_the_fault() {
    // gSOAP sends faults with 500; a server that sends them with 200 is understood too.
    for status in [StatusCode::INTERNAL_SERVER_ERROR, StatusCode::OK] {
        let client = client(Reply::new(status, golden!("5-fault.answer")));
        let error = client
            .create_vouchers(CreateVouchers::new(2).with_charge_id("A"))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Fault);
        assert_eq!(error.outcome(), Outcome::Rejected);
        assert_eq!(error.status(), Some(status));
        assert_eq!(error.code(), Some("ES009"));
        let field = "VoucherCount".to_owned();
        assert_eq!(
            ErrorCode::of(&error),
            Some(ErrorCode::MissingField { field })
        );
        let fault: &Fault = error.fault_as::<CreateVouchers>().unwrap();
        assert_eq!(fault.code.local, "Client");
        assert_eq!(fault.reason, "ES009 Missing required field VoucherCount");
        assert_eq!(fault.detail, None);
    }
}

/// Sends a request as it is printed, over a bare socket, with the password of the sandbox.
async fn posted(sandbox: &Sandbox, request: &str) -> String {
    let body = request.replace("***", &sandbox.websale().password());
    let answer = socket::send(sandbox.address(), "POST /websale", &[], &body).await;
    let (_, body) = socket::status_and_body(&answer);
    body.to_owned()
}

#[tokio::test]
async fn the_sandbox_takes_the_printed_requests() {
    let sandbox = Sandbox::start().await.expect("a port");
    let shop = sandbox.websale();
    for (request, answered) in [
        (
            golden!("3.1-create-vouchers.request"),
            "<ns:CreateVouchersResponse><response><MsgID>till-7-000481</MsgID>",
        ),
        (
            golden!("3.2-get-voucher-charges.request"),
            "<ns:GetVoucherChargesResponse><response><MsgID>c-1</MsgID>",
        ),
        // The printed token is not one of the sandbox.
        (
            golden!("3.3-get-voucher-codes.request"),
            "<faultstring>ES027 ParseNextPageToken failed</faultstring>",
        ),
        (
            golden!("3.4-get-voucher-pool-info.request"),
            "<MsgID>q-9</MsgID><VoucherCount>25</VoucherCount>",
        ),
        (
            golden!("3.5-get-voucher-charge-info.request"),
            "<response><VoucherCount>2</VoucherCount><HasTemplate>true</HasTemplate></response>",
        ),
    ] {
        let answer = posted(&sandbox, request).await;
        assert!(answer.contains(answered), "{answer}");
    }
    assert_eq!(shop.effects().vouchers_generated, 2);
}
