//! What an answer says of the call's effect.

use kontorhaus_core::{Error, ErrorKind, Outcome};
use rust_decimal::Decimal;

use crate::shop::{GetVouchers, Notify, Voucher, Vouchers, answer, envelope, listing, vouchers};

const GOOD: &str = "<MsgID>call-1</MsgID><VoucherList><VoucherData><Num>9AAB</Num><Amount>49.899999999999999</Amount>\
                    <Label>x</Label></VoucherData></VoucherList>";

fn summary(error: &Error) -> (ErrorKind, Outcome, &str) {
    (error.kind(), error.outcome(), error.message())
}

#[test]
fn a_good_answer() {
    let expected = Vouchers {
        msg_id: Some("call-1".into()),
        list: vec![Voucher {
            num: "9AAB".into(),
            amount: Decimal::new(499, 1),
            label: Some("x".into()),
        }],
    };
    assert_eq!(vouchers(200, &listing(GOOD)).unwrap(), expected);
    let soap12 = listing(GOOD).replace(
        "http://schemas.xmlsoap.org/soap/envelope/",
        "http://www.w3.org/2003/05/soap-envelope",
    );
    assert_eq!(vouchers(200, &soap12).unwrap(), expected);
    let header = listing(GOOD).replace(
        "<SOAP-ENV:Body>",
        "<SOAP-ENV:Header><h/></SOAP-ENV:Header><SOAP-ENV:Body>",
    );
    assert_eq!(vouchers(200, &header).unwrap(), expected);
}

#[test]
fn a_damaged_field_means_applied() {
    let damaged = |amount: &str| {
        let item = |number: usize, amount: &str| {
            format!("<VoucherData><Num>{number}</Num><Amount>{amount}</Amount></VoucherData>")
        };
        let items: String = (1..=20)
            .map(|number| item(number, if number == 17 { amount } else { "1" }))
            .collect();
        vouchers(
            200,
            &listing(&format!("<VoucherList>{items}</VoucherList>")),
        )
        .unwrap_err()
    };
    let error = damaged("12,50");
    let message = "VoucherList/VoucherData[17]/Amount: \"12,50\" is not a decimal";
    assert_eq!(
        summary(&error),
        (ErrorKind::Decode, Outcome::Applied, message)
    );
    assert!(error.to_string().contains(message));
    let error = damaged("<secret/>");
    let message =
        "VoucherList/VoucherData[17]/Amount/secret: an element where only text is expected";
    assert_eq!(
        summary(&error),
        (ErrorKind::Decode, Outcome::Applied, message)
    );
}

#[test]
fn a_missing_field_is_no_default() {
    let error = vouchers(
        200,
        &listing("<VoucherList><VoucherData><Num>1</Num></VoucherData></VoucherList>"),
    );
    let message = "VoucherList/VoucherData: required element Amount is missing";
    assert_eq!(
        summary(&error.unwrap_err()),
        (ErrorKind::Decode, Outcome::Applied, message)
    );
    let error = vouchers(200, &listing("<MsgID>call-1</MsgID>")).unwrap_err();
    assert_eq!(
        summary(&error),
        (
            ErrorKind::Decode,
            Outcome::Applied,
            "required element VoucherList is missing"
        )
    );
}

#[test]
fn an_answer_without_its_content_tells_nothing() {
    let error = vouchers(200, &envelope("<ns:GetVouchersResponse/>")).unwrap_err();
    assert_eq!(
        summary(&error),
        (
            ErrorKind::Decode,
            Outcome::Unknown,
            "required element response is missing"
        )
    );
    assert!(format!("{error:?}").contains("cargo xtask adopt"));
}

#[test]
fn qualified_children_are_named() {
    let xml = listing(GOOD).replace("<VoucherList>", "<VoucherList xmlns='urn:x'>");
    let message = "required element VoucherList is missing: one came in the namespace urn:x";
    assert_eq!(
        summary(&vouchers(200, &xml).unwrap_err()),
        (ErrorKind::Decode, Outcome::Applied, message)
    );
}

#[test]
fn cut_off_at_every_byte() {
    let xml = listing(GOOD);
    let begun = xml.find("<ns:GetVouchersResponse>").unwrap() + "<ns:GetVouchersResponse>".len();
    let whole = xml.len();
    for end in 0..whole {
        let error = vouchers(200, &xml[..end]).unwrap_err();
        let outcome = if end < begun {
            Outcome::Unknown
        } else {
            Outcome::Applied
        };
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Decode, outcome),
            "after {end} bytes"
        );
        let told = [
            "the document is cut off",
            "the answer is empty",
            "the document has no element",
            "this is not XML",
        ];
        assert!(
            told.iter().any(|text| error.message().ends_with(text)),
            "after {end} bytes: {}",
            error.message()
        );
    }
}

#[test]
fn cut_off_within_a_character() {
    let xml = listing(&GOOD.replace("<Label>x", "<Label>€"));
    let euro = xml.find('€').unwrap();
    let error = answer::<GetVouchers>(200, "text/xml", &xml.as_bytes()[..=euro]).unwrap_err();
    let message = "VoucherList/VoucherData/Label: the document is cut off";
    assert_eq!(
        summary(&error),
        (ErrorKind::Decode, Outcome::Applied, message)
    );
}

#[test]
fn another_element_in_the_body() {
    let error = vouchers(200, &envelope("<ns:OtherResponse/>")).unwrap_err();
    let message = "Envelope/Body/OtherResponse: the body holds OtherResponse (http://shop.example/) instead of \
                   GetVouchersResponse (http://shop.example/)";
    assert_eq!(
        summary(&error),
        (ErrorKind::Decode, Outcome::Unknown, message)
    );
    let error = vouchers(
        200,
        &listing(GOOD).replace("http://shop.example/", "http://shop.example"),
    )
    .unwrap_err();
    let message = "Envelope/Body/GetVouchersResponse: the body holds GetVouchersResponse (http://shop.example) instead \
                   of GetVouchersResponse (http://shop.example/)";
    assert_eq!(
        summary(&error),
        (ErrorKind::Decode, Outcome::Unknown, message)
    );
}

#[test]
fn answers_that_are_no_envelope() {
    let message = "html: the document is html (no namespace) and no SOAP envelope";
    let page = "<!-- proxy --><html><body>Maintenance, please wait</body></html>";
    let error = vouchers(200, page).unwrap_err();
    assert_eq!(
        summary(&error),
        (ErrorKind::Decode, Outcome::Unknown, message)
    );
    assert_eq!(
        error.excerpt(),
        Some("<!-- proxy --><html><body>Maintenance, please wait</body></html>")
    );
    for (body, message) in [
        ("It works!", "this is not XML"),
        ("{\"d\":null}", "this is not XML"),
        (
            "<!DOCTYPE html><html>",
            "a document type definition is refused",
        ),
        (
            "<Envelope xmlns='urn:other'><Body/></Envelope>",
            "Envelope: the document is Envelope (urn:other) and no SOAP envelope",
        ),
        ("<!-- nothing -->", "the document has no element"),
    ] {
        let error = vouchers(200, body).unwrap_err();
        assert_eq!(
            summary(&error),
            (ErrorKind::Decode, Outcome::Unknown, message),
            "{body}"
        );
    }
}

#[test]
fn empty_answers() {
    for body in ["", " \n"] {
        let error = vouchers(200, body).unwrap_err();
        assert_eq!(
            summary(&error),
            (ErrorKind::Decode, Outcome::Unknown, "the answer is empty")
        );
    }
    let error = vouchers(200, &envelope("")).unwrap_err();
    assert_eq!(
        summary(&error),
        (ErrorKind::Decode, Outcome::Unknown, "the answer is empty")
    );
    let headless = "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'/>";
    let error = vouchers(200, headless).unwrap_err();
    assert_eq!(
        summary(&error),
        (
            ErrorKind::Decode,
            Outcome::Unknown,
            "Envelope: the envelope has no body"
        )
    );
}

#[test]
fn an_operation_without_answer() {
    for (status, body) in [
        (202, String::new()),
        (204, String::new()),
        (200, envelope("")),
        (200, envelope("<ns:NotifyResponse/>")),
    ] {
        answer::<Notify>(status, "text/xml", body.as_bytes()).unwrap();
    }
    assert!(answer::<Notify>(500, "text/xml", b"").is_err());
}

#[test]
fn a_status_without_a_fault() {
    for (status, reason, body, outcome) in [
        (400, "Bad Request", "", Outcome::Rejected),
        (415, "Unsupported Media Type", "", Outcome::Rejected),
        (404, "Not Found", "<html></html>", Outcome::Rejected),
        (500, "Internal Server Error", "Traceback", Outcome::Unknown),
        (502, "Bad Gateway", "<html></html>", Outcome::Unknown),
        (302, "Found", "", Outcome::Unknown),
        (599, "an error", "", Outcome::Unknown),
    ] {
        let error = vouchers(status, body).unwrap_err();
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Status, outcome),
            "{status}"
        );
        assert_eq!(
            error.message(),
            format!("the server answered {reason}, without a fault")
        );
    }
    assert!(
        vouchers(404, "")
            .unwrap_err()
            .to_string()
            .ends_with("Check the path of the endpoint.")
    );
    let error = vouchers(500, &listing(GOOD)).unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Status, Outcome::Unknown)
    );
}

#[test]
fn the_answer_to_another_call() {
    let error = vouchers(200, &listing(&GOOD.replace("call-1", "call-2"))).unwrap_err();
    assert_eq!(
        summary(&error),
        (
            ErrorKind::Mismatch,
            Outcome::Unknown,
            "the answer is for the call call-2"
        )
    );
}

#[test]
fn excerpts_hide_data() {
    let error = vouchers(200, &listing(&GOOD.replace("49.899999999999999", "x"))).unwrap_err();
    let excerpt = error.excerpt().unwrap();
    assert!(excerpt.ends_with("<MsgID>…</MsgID><VoucherList><VoucherData><Num>…</Num><Amount>…</Amount><Label>…</Label></VoucherData></VoucherList></response></ns:GetVouchersResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>"));
    assert!(excerpt.starts_with(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://"
    ));
    let error = vouchers(
        200,
        "<e:Envelope xmlns:e='urn:x' id='4711'><Num>9AAB</Num><Num/>&amp;<![CDATA[9AAB]]></e:Envelope>",
    );
    let excerpt = "<e:Envelope xmlns:e='urn:x' id='…'><Num>…</Num><Num/>…</e:Envelope>";
    assert_eq!(error.unwrap_err().excerpt(), Some(excerpt));
}
