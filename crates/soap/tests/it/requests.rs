//! Requests as they go out.

use kontorhaus_core::{Operation, Settings};
use kontorhaus_soap::{Injected, SoapVersion};

use crate::shop::{GetVouchers, Notify, with_context};

fn credentials() -> Injected {
    Injected::new()
        .plain("ShopID", "garten & markt")
        .secret("Password", "open <sesame>".into())
        .call_id("MsgID")
}

fn sent<Op: Operation>(
    operation: &Op,
    settings: impl FnOnce(&mut Settings),
) -> (http::request::Parts, String) {
    with_context(settings, |context| {
        let (parts, body) = operation.request(context).unwrap().into_parts();
        let body = body.as_bytes().unwrap().to_vec();
        (parts, String::from_utf8(body).unwrap())
    })
}

fn get_vouchers() -> GetVouchers {
    GetVouchers {
        charge_id: "SPRING".into(),
        page_size: None,
    }
}

#[test]
fn a_request_in_soap_1_1() {
    let (parts, body) = sent(&get_vouchers(), |settings| settings.insert(credentials()));
    assert_eq!(parts.method, "POST");
    assert_eq!(parts.uri, "https://shop.example/soap");
    assert_eq!(parts.headers["content-type"], "text/xml; charset=utf-8");
    assert_eq!(
        parts.headers["soapaction"],
        "\"http://shop.example/GetVouchers\""
    );
    assert_eq!(
        body,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:ns=\"http://shop.example/\">\
         <soap:Body><ns:GetVouchers><request><ShopID>garten &amp; markt</ShopID>\
         <Password>open &lt;sesame&gt;</Password><MsgID>call-1</MsgID><ChargeId>SPRING</ChargeId>\
         </request></ns:GetVouchers></soap:Body></soap:Envelope>"
    );
}

#[test]
fn a_request_in_soap_1_2() {
    let (parts, body) = sent(&get_vouchers(), |settings| {
        settings.insert(credentials());
        settings.insert(SoapVersion::V12);
    });
    let media_type =
        "application/soap+xml; charset=utf-8; action=\"http://shop.example/GetVouchers\"";
    assert_eq!(parts.headers["content-type"], media_type);
    assert!(!parts.headers.contains_key("soapaction"));
    assert!(body.contains("<soap:Envelope xmlns:soap=\"http://www.w3.org/2003/05/soap-envelope\""));
}

#[test]
fn an_empty_action_is_quoted_or_left_out() {
    let (parts, body) = sent(&Notify, |_| {});
    assert_eq!(parts.headers["soapaction"], "\"\"");
    assert!(body.ends_with("<soap:Body><Notify/></soap:Body></soap:Envelope>"));
    let (parts, _) = sent(&Notify, |settings| settings.insert(SoapVersion::V12));
    assert_eq!(
        parts.headers["content-type"],
        "application/soap+xml; charset=utf-8"
    );
}

#[test]
fn what_cannot_be_sent() {
    let refused = |operation: &GetVouchers, injected: Injected| {
        with_context(
            |settings| settings.insert(injected),
            |context| {
                let error = operation.request(context).unwrap_err();
                (error.field().map(str::to_owned), error.message().to_owned())
            },
        )
    };
    let mut request = get_vouchers();
    request.page_size = Some(1001);
    let field = |name: &str| Some(name.to_owned());
    assert_eq!(
        refused(&request, credentials()),
        (field("PageSize"), "is larger than 1000".into())
    );
    request = get_vouchers();
    request.charge_id = "a\u{0}".into();
    let message = "the value holds U+0000, which XML forbids";
    assert_eq!(
        refused(&request, credentials()),
        (field("ChargeId"), message.into())
    );
    request = get_vouchers();
    let message = "the value must come from the client, which has none";
    assert_eq!(
        refused(&request, Injected::new().plain("ShopID", "x")),
        (field("Password"), message.into())
    );
}

#[test]
fn injected_values_are_not_shown() {
    assert_eq!(
        format!("{:?}", credentials()),
        "{\"ShopID\", \"Password\", \"MsgID\"}"
    );
}
