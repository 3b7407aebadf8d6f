//! The sandbox's page itself, asked by hand: it behaves as ASP.NET does, also where our client never goes.

use kontorhaus_sandbox::Sandbox;
use kontorhaus_tests::socket;

use super::sandbox;

const NS: &str = "urn:kontorhaus:placeholder:hypersoft/";
const SOAP_11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const SOAP_12: &str = "http://www.w3.org/2003/05/soap-envelope";

/// Status and body of the answer to a request with these headers. The path follows the page's.
async fn ask(
    sandbox: &Sandbox,
    verb: &str,
    path: &str,
    headers: &[&str],
    body: String,
) -> (u16, String) {
    let line = format!("{verb} /hypersoft/Service/API300.asmx{path}");
    let answer = socket::send(sandbox.address(), &line, headers, &body).await;
    let (status, body) = socket::status_and_body(&answer);
    (status, body.to_owned())
}

/// An envelope with a call whose elements are in that namespace.
fn envelope(soap: &str, operation: &str, namespace: &str, fields: &str) -> String {
    format!(
        "<e:Envelope xmlns:e='{soap}'><e:Body><{operation} xmlns='{namespace}'>{fields}</{operation}></e:Body></e:Envelope>"
    )
}

fn tokens(sandbox: &Sandbox) -> String {
    let page = sandbox.hypersoft();
    format!(
        "<CusToken>{}</CusToken><AuthToken>{}</AuthToken>",
        page.cus_token(),
        page.auth_token()
    )
}

fn json_tokens(sandbox: &Sandbox) -> String {
    let page = sandbox.hypersoft();
    format!(
        "\"CusToken\":\"{}\",\"AuthToken\":\"{}\"",
        page.cus_token(),
        page.auth_token()
    )
}

const TEXT_XML: &str = "Content-Type: text/xml; charset=utf-8";
const JSON: &str = "Content-Type: application/json; charset=UTF-8;";

#[tokio::test]
async fn soap_is_routed_by_action_or_element() {
    let sandbox = sandbox().await;
    let fields = tokens(&sandbox);
    let call = |soap| envelope(soap, "GetStations", NS, &fields);
    let action = format!("SOAPAction: {NS}GetStations");
    let soap_12 =
        format!("Content-Type: application/soap+xml; charset=utf-8; action=\"{NS}GetStations\"");
    for (headers, soap) in [
        // Without quotes, and without any action at all.
        (vec![TEXT_XML, &action], SOAP_11),
        (vec![TEXT_XML], SOAP_11),
        (vec![soap_12.as_str()], SOAP_12),
        (vec!["Content-Type: application/soap+xml"], SOAP_12),
    ] {
        let (status, body) = ask(&sandbox, "POST", "", &headers, call(soap)).await;
        assert_eq!(status, 200, "{headers:?} {body}");
        assert!(body.contains("<Name>Theke</Name>"), "{body}");
        assert!(body.contains(soap), "{body}");
    }
}

#[tokio::test]
async fn soap_that_goes_wrong() {
    let sandbox = sandbox().await;
    let fields = tokens(&sandbox);
    let good = format!("SOAPAction: \"{NS}GetStations\"");
    let revenue = format!("SOAPAction: \"{NS}GetRevenue\"");
    let call = envelope(SOAP_11, "GetStations", NS, &fields);
    let misdated = envelope(
        SOAP_11,
        "GetRevenue",
        NS,
        &format!("{fields}<From>today</From>"),
    );
    let foreign = envelope(SOAP_11, "GetStations", "urn:other/", &fields);
    for (headers, body, status, text) in [
        (
            vec![TEXT_XML, "SOAPAction: \"urn:other/GetStations\""],
            &call,
            500,
            "Server did not recognize the value of HTTP Header SOAPAction: urn:other/GetStations.",
        ),
        (
            vec![TEXT_XML],
            &foreign,
            500,
            "Unable to handle request without a valid action parameter. Please supply a valid soap action.",
        ),
        (
            vec![TEXT_XML, &revenue],
            &misdated,
            500,
            "Server was unable to read request. ---&gt; The string 'today' is not a valid AllXsd value.",
        ),
        (vec![TEXT_XML, &good], &"<broken".to_owned(), 400, ""),
        (vec!["Content-Type: text/plain"], &call, 415, ""),
        (vec![JSON], &call, 500, "Request format is unrecognized."),
    ] {
        let answer = ask(&sandbox, "POST", "", &headers, body.clone()).await;
        assert_eq!(answer.0, status, "{headers:?} {answer:?}");
        assert!(answer.1.contains(text), "{answer:?}");
        assert_eq!(answer.1.is_empty(), text.is_empty());
    }
}

/// The right action with the wrong namespace: the method is called with nulls.
#[tokio::test]
async fn elements_of_another_namespace_are_not_seen() {
    let sandbox = sandbox().await;
    let fields = tokens(&sandbox);
    let action = format!("SOAPAction: \"{NS}GetStations\"");
    let call = envelope(SOAP_11, "GetStations", "urn:other/", &fields);
    let (status, body) = ask(&sandbox, "POST", "", &[TEXT_XML, &action], call).await;
    assert_eq!(status, 200);
    assert!(
        body.contains(&format!(
            "<GetStationsResponse xmlns=\"{NS}\"></GetStationsResponse>"
        )),
        "{body}"
    );
}

#[tokio::test]
async fn json_by_the_rules_of_aspnet() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    page.set_custom_errors(false);
    let tokens = json_tokens(&sandbox);
    let whole = format!("{{{tokens}}}");
    let from =
        |date: &str| format!("{{{tokens},\"From\":\"{date}\",\"Until\":\"2026-01-31T18:00:00\"}}");
    for (path, body, status, text) in [
        // The case of a method does not matter, that of a parameter does.
        ("/getstations", whole.clone(), 200, "\"Name\":\"Theke\""),
        (
            "/GetStations",
            whole.replace("CusToken", "cusToken"),
            500,
            "missing value for parameter: 'CusToken'.",
        ),
        (
            "/GetStations",
            String::new(),
            500,
            "missing value for parameter: 'CusToken'.",
        ),
        (
            "/GetWeather",
            whole.clone(),
            500,
            "Unknown web method GetWeather.",
        ),
        (
            "/GetRevenue",
            whole.clone(),
            500,
            "missing value for parameter: 'From'.",
        ),
        // Five rows from 17:00, the sixth slot begins at 18:15.
        (
            "/GetRevenue",
            from("2026-01-31T17:00:00"),
            200,
            "\"Begin\":\"\\/Date(1769877900000)\\/\"",
        ),
        // UTC, taken as it is.
        (
            "/GetRevenue",
            from("\\/Date(1769878800000)\\/"),
            200,
            "\"Begin\":\"\\/Date(1769877900000)\\/\"",
        ),
        // Without the escapes it is a text like any other.
        (
            "/GetRevenue",
            from("/Date(1769878800000)/"),
            500,
            "Cannot convert",
        ),
        (
            "/SetCustomer",
            format!("{{{tokens},\"Customers\":[{{\"customerno\":7,\"NAME\":\"x\",\"y\":1}}]}}"),
            200,
            "\"d\":",
        ),
        (
            "/SetCustomer",
            format!("{{{tokens},\"Customers\":[{{\"__type\":\"Other\"}}]}}"),
            500,
            "The type \\\"Other\\\" is unknown.",
        ),
        (
            "/SetCustomer",
            format!("{{{tokens},\"Customers\":null}}"),
            200,
            "\"d\":",
        ),
        ("/GetStations", "[1]".to_owned(), 500, "Invalid object"),
    ] {
        let (code, answer) = ask(&sandbox, "POST", path, &[JSON], body.clone()).await;
        assert_eq!(code, status, "{path} {body} {answer}");
        assert!(answer.contains(text), "{path} {body} {answer}");
    }
    assert!(page.customer(7).is_some());
}

#[tokio::test]
async fn what_is_no_call_over_json() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    page.set_custom_errors(false);
    let whole = format!("{{{}}}", json_tokens(&sandbox));
    let (code, answer) = ask(&sandbox, "GET", "/GetStations", &[JSON], String::new()).await;
    assert_eq!(code, 500);
    assert!(
        answer.contains("An attempt was made to call the method 'GetStations' using a GET request")
    );
    let (code, answer) = ask(
        &sandbox,
        "POST",
        "/GetStations",
        &["Content-Type: text/json"],
        whole.clone(),
    )
    .await;
    assert_eq!(code, 500);
    assert!(answer.contains("Request format is unrecognized."));
    page.set_script_service(false);
    let (_, answer) = ask(&sandbox, "POST", "/GetStations", &[JSON], whole.clone()).await;
    assert!(answer.contains("Only Web services with a [ScriptService] attribute"));
    page.set_custom_errors(true);
    let (_, answer) = ask(&sandbox, "POST", "/GetStations", &[JSON], whole).await;
    assert_eq!(
        answer,
        r#"{"Message":"There was an error processing the request.","StackTrace":"","ExceptionType":""}"#
    );
}
