//! Faults of every form that servers send.

use kontorhaus_core::{Error, ErrorKind, Outcome};
use kontorhaus_soap::SoapVersion;
use kontorhaus_soap::v1::{Fault, QName};

use crate::shop::{GetVouchers, envelope, vouchers};

const SOAP_1_1: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const SOAP_1_2: &str = "http://www.w3.org/2003/05/soap-envelope";

fn fault_1_1(status: u16, content: &str) -> Error {
    vouchers(
        status,
        &envelope(&format!("<SOAP-ENV:Fault>{content}</SOAP-ENV:Fault>")),
    )
    .unwrap_err()
}

fn fault_1_2(status: u16, content: &str) -> Error {
    let xml = format!(
        "<soap:Envelope xmlns:soap='{SOAP_1_2}' xmlns:m='urn:m'><soap:Body><soap:Fault>{content}</soap:Fault>\
         </soap:Body></soap:Envelope>"
    );
    vouchers(status, &xml).unwrap_err()
}

fn fault(error: &Error) -> &Fault {
    error.fault_as::<GetVouchers>().unwrap()
}

const CLIENT: &str = "<faultcode>SOAP-ENV:Client</faultcode>";

#[test]
fn a_fault_as_gsoap_sends_it() {
    let error = fault_1_1(
        500,
        &format!("{CLIENT}<faultstring>ES002 Invalid ShopID or invalid password</faultstring>"),
    );
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Fault, Outcome::Rejected)
    );
    assert_eq!(error.message(), "Invalid ShopID or invalid password");
    assert_eq!(error.code(), Some("ES002"));
    assert!(!error.is_retryable());
    let fault = fault(&error);
    assert_eq!(
        (fault.version, &fault.code),
        (SoapVersion::V11, &QName::new(SOAP_1_1, "Client"))
    );
    assert_eq!((fault.detail.as_ref(), fault.details()), (None, vec![]));
}

#[test]
fn a_code_in_no_list_says_nothing_of_the_effect() {
    let error = fault_1_1(500, &format!("{CLIENT}<faultstring>ES011 ?</faultstring>"));
    assert_eq!(
        (error.code(), error.outcome()),
        (Some("ES011"), Outcome::Unknown)
    );
    let error = fault_1_1(500, &format!("{CLIENT}<faultstring>Not so</faultstring>"));
    assert_eq!(
        (error.code(), error.outcome()),
        (Some("Client"), Outcome::Rejected)
    );
}

#[test]
fn rules_of_the_vendor_come_first() {
    let rejected = fault_1_1(
        500,
        "<faultcode>SOAP-ENV:Server</faultcode><faultstring>ES005 initialization</faultstring>",
    );
    assert_eq!(rejected.outcome(), Outcome::Rejected);
    assert!(rejected.is_retryable());
    let unknown = fault_1_1(
        500,
        &format!("{CLIENT}<faultstring>ES099 who knows</faultstring>"),
    );
    assert_eq!(unknown.outcome(), Outcome::Unknown);
}

#[test]
fn whom_a_fault_blames() {
    for (code, outcome) in [
        ("SOAP-ENV:Client", Outcome::Rejected),
        ("Client.SchemaValidationError", Outcome::Rejected),
        ("undeclared:Client", Outcome::Rejected),
        ("SOAP-ENV:VersionMismatch", Outcome::Rejected),
        ("SOAP-ENV:MustUnderstand", Outcome::Rejected),
        ("SOAP-ENV:Server", Outcome::Unknown),
        ("Server.Busy", Outcome::Unknown),
        ("Clients", Outcome::Unknown),
        ("", Outcome::Unknown),
    ] {
        let error = fault_1_1(
            500,
            &format!("<faultcode>{code}</faultcode><faultstring>no</faultstring>"),
        );
        assert_eq!(error.outcome(), outcome, "{code:?}");
    }
}

#[test]
fn any_status_may_carry_a_fault() {
    for status in [200, 400, 500] {
        let error = fault_1_1(status, &format!("{CLIENT}<faultstring>no</faultstring>"));
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::Fault, Some("Client"))
        );
    }
}

#[test]
fn details_of_every_form() {
    let detail = |detail: &str| {
        let error = fault_1_1(
            500,
            &format!("{CLIENT}<faultstring>no</faultstring>{detail}"),
        );
        let details = fault(&error).details();
        details
            .iter()
            .map(|detail| detail.as_str().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(detail("<detail/>"), [""; 0]);
    assert_eq!(
        detail("<detail><a>1</a><b/></detail>"),
        ["<a>1</a>", "<b/>"]
    );
    assert_eq!(
        detail("<detail xmlns:d='urn:d'><d:a/></detail>"),
        ["<d:a xmlns:d=\"urn:d\"/>"]
    );
    assert_eq!(detail("<detail>only text</detail>"), [""; 0]);
}

#[test]
fn a_fault_in_soap_1_2() {
    let error = fault_1_2(
        400,
        "<soap:Code><soap:Value>soap:Sender</soap:Value><soap:Subcode><soap:Value>m:Outer</soap:Value><soap:Subcode>\
         <soap:Value>m:Inner</soap:Value></soap:Subcode></soap:Subcode></soap:Code><soap:Reason>\
         <soap:Text xml:lang='de'>Nein</soap:Text><soap:Text xml:lang='en'>No</soap:Text></soap:Reason>\
         <soap:Node>urn:node</soap:Node><soap:Role>urn:role</soap:Role>\
         <soap:Detail><m:Cause code='1'/></soap:Detail>",
    );
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Fault, Outcome::Rejected)
    );
    assert_eq!(error.message(), "Nein");
    let fault = fault(&error);
    assert_eq!(
        (fault.version, &fault.code),
        (SoapVersion::V12, &QName::new(SOAP_1_2, "Sender"))
    );
    assert_eq!(
        fault.subcodes,
        [QName::new("urn:m", "Outer"), QName::new("urn:m", "Inner")]
    );
    assert_eq!(
        fault.reasons,
        [("de".into(), "Nein".into()), ("en".into(), "No".into())]
    );
    assert_eq!(
        (fault.node.as_deref(), fault.actor.as_deref()),
        (Some("urn:node"), Some("urn:role"))
    );
    assert_eq!(
        fault.details()[0].as_str(),
        "<m:Cause xmlns:m=\"urn:m\" code='1'/>"
    );
}

#[test]
fn asmx_leaves_the_detail_without_a_namespace() {
    let error = fault_1_2(
        500,
        "<soap:Code><soap:Value>soap:Receiver</soap:Value></soap:Code><soap:Reason><soap:Text xml:lang='en'>broken\
         </soap:Text></soap:Reason><detail><code>7</code></detail>",
    );
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(fault(&error).details()[0].read::<i32>().unwrap(), 7);
}

#[test]
fn a_code_that_declares_its_own_prefix() {
    let error = fault_1_1(
        500,
        "<faultcode xmlns:n='urn:n'>n:Odd</faultcode><faultstring>no</faultstring>",
    );
    assert_eq!(fault(&error).code, QName::new("urn:n", "Odd"));
}

#[test]
fn of_a_stack_trace_the_message_is_one_line() {
    let trace = "System.Exception: token rejected\r\n   at Hypersoft.Api.Check()\n   at …";
    let error = fault_1_1(
        500,
        &format!("<faultcode>soap:Server</faultcode><faultstring>{trace}</faultstring>"),
    );
    assert_eq!(error.message(), "System.Exception: token rejected");
    assert_eq!(fault(&error).reason, trace.replace("\r\n", "\n"));
    let long = fault_1_1(
        500,
        &format!("<faultstring>{}</faultstring>", "x".repeat(10_000)),
    );
    assert_eq!(long.message().chars().count(), 301);
}

#[test]
fn faults_that_say_little() {
    assert_eq!(fault_1_1(500, "").message(), "a fault without a reason");
    assert_eq!(fault_1_1(500, CLIENT).code(), Some("Client"));
    assert_eq!(
        fault_1_1(500, "<faultstring> no </faultstring>").message(),
        "no"
    );
}

#[test]
fn secrets_in_a_fault_are_masked() {
    let error = fault_1_1(
        500,
        &format!("{CLIENT}<faultstring>bad password open sesame</faultstring><detail>x</detail>"),
    );
    assert_eq!(error.message(), "bad password ***");
    assert!(format!("{:?}", fault(&error)).contains("bad password ***"));
}

#[test]
fn a_broken_fault() {
    let error = vouchers(
        500,
        &envelope("<SOAP-ENV:Fault><faultcode>")
            .replace("</SOAP-ENV:Body></SOAP-ENV:Envelope>", ""),
    );
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Status);
    let error = fault_1_1(200, "<faultcode><a/></faultcode>");
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Decode, Outcome::Unknown)
    );
}
