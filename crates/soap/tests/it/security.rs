//! The header that tells who is calling.

use std::time::{Duration, SystemTime};

use kontorhaus_core::{Context, Operation, RequestError, Settings};
use kontorhaus_soap::{SoapVersion, UsernameToken};

use crate::shop::{Notify, with_context};

const WSS: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";

/// 1 March 2031, 10 o'clock, and a fraction.
fn then() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_millis(1_930_125_600_789)
}

fn body(context: &Context<'_>) -> Result<String, RequestError> {
    let request = Notify.request(&context.at(then()))?;
    let bytes = request.body().as_bytes().unwrap().to_vec();
    Ok(String::from_utf8(bytes).unwrap())
}

fn header(token: UsernameToken) -> String {
    let settings = |settings: &mut Settings| settings.insert(token);
    let body = with_context(settings, |context| body(context).unwrap());
    let start = body.find("<soap:Header>").unwrap();
    let end = body.find("<soap:Body>").unwrap();
    body[start..end].to_owned()
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).unwrap();
    rest.split_once(after).unwrap().0
}

#[test]
fn a_password_as_text() {
    assert_eq!(
        header(UsernameToken::text("till & 7", "open <sesame>".into())),
        format!(
            "<soap:Header><wsse:Security xmlns:wsse=\"{WSS}wssecurity-secext-1.0.xsd\" soap:mustUnderstand=\"1\">\
             <wsse:UsernameToken><wsse:Username>till &amp; 7</wsse:Username>\
             <wsse:Password Type=\"{WSS}username-token-profile-1.0#PasswordText\">open &lt;sesame&gt;</wsse:Password>\
             </wsse:UsernameToken></wsse:Security></soap:Header>"
        )
    );
}

#[test]
fn a_password_as_digest() {
    let header =
        header(UsernameToken::digest("till-7", "open sesame".into()).must_understand(false));
    let digest = between(&header, "#PasswordDigest\">", "<");
    let nonce = between(&header, "#Base64Binary\">", "<");
    assert_eq!((digest.len(), nonce.len()), (28, 24));
    assert_eq!(
        header,
        format!(
            "<soap:Header><wsse:Security xmlns:wsse=\"{WSS}wssecurity-secext-1.0.xsd\">\
             <wsse:UsernameToken><wsse:Username>till-7</wsse:Username>\
             <wsse:Password Type=\"{WSS}username-token-profile-1.0#PasswordDigest\">{digest}</wsse:Password>\
             <wsse:Nonce EncodingType=\"{WSS}soap-message-security-1.0#Base64Binary\">{nonce}</wsse:Nonce>\
             <wsu:Created xmlns:wsu=\"{WSS}wssecurity-utility-1.0.xsd\">2031-03-01T10:00:00Z</wsu:Created>\
             </wsse:UsernameToken></wsse:Security></soap:Header>"
        )
    );
}

#[test]
fn the_header_stands_in_either_envelope() {
    for version in [SoapVersion::V11, SoapVersion::V12] {
        let settings = |settings: &mut Settings| {
            settings.insert(UsernameToken::text("till-7", "open sesame".into()));
            settings.insert(version);
        };
        let body = with_context(settings, |context| body(context).unwrap());
        assert!(body.contains("\"><soap:Header><wsse:Security "), "{body}");
        assert!(
            body.ends_with("</soap:Header><soap:Body><Notify/></soap:Body></soap:Envelope>"),
            "{body}"
        );
    }
}

#[test]
fn every_attempt_has_a_token_of_its_own() {
    let token = UsernameToken::digest("till-7", "open sesame".into());
    let settings = |settings: &mut Settings| settings.insert(token);
    let (first, second) = with_context(settings, |context| {
        (body(context).unwrap(), body(context).unwrap())
    });
    for (before, after) in [("#PasswordDigest\">", "<"), ("#Base64Binary\">", "<")] {
        assert_ne!(
            between(&first, before, after),
            between(&second, before, after)
        );
    }
}

#[test]
fn password_and_digest_are_masked() {
    for token in [
        UsernameToken::text("till-7", "open sesame".into()),
        UsernameToken::digest("till-7", "open sesame".into()),
    ] {
        assert!(!format!("{token:?}").contains("sesame"));
        let settings = |settings: &mut Settings| settings.insert(token);
        with_context(settings, |context| {
            let masked = context.mask(&body(context).unwrap());
            assert!(masked.contains("\">***</wsse:Password>"), "{masked}");
            assert!(!context.mask("open sesame").contains("sesame"));
        });
    }
}

#[test]
fn what_xml_cannot_carry_is_refused_and_not_shown() {
    let token = UsernameToken::text("till-7", "open\u{1}sesame".into());
    let settings = |settings: &mut Settings| settings.insert(token);
    let error = with_context(settings, |context| body(context).unwrap_err());
    assert_eq!(
        error.to_string(),
        "Security/UsernameToken/Password: the value holds U+0001, which XML forbids"
    );
}
