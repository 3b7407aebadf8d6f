//! Nothing is lost when an object is read, changed and sent; nothing personal is shown.

use http::HeaderValue;
use kontorhaus_core::fake::Reply;
use kontorhaus_maklerinfo::{Beitrag, Date, DateTime, Decimal, Json, Kunde, Laufzeit, Vertrag};
use proptest::collection::vec;
use proptest::prelude::*;

use super::captured;

#[tokio::test]
async fn what_is_not_known_is_written_back_as_it_came() {
    let came = r#"{"Id":"1475","Neu":{"Zahl":12345678901234567890.123456789,"b":1e400, "a":[-0.10]},"Beitrag":{"Brutto":14.680,"Ratenzuschlag":3.0},"Laufzeit":{"Beginn":null,"Ablauf":"2016-12-31"},"Risiko":null,"Wahr":true}"#;
    let (capture, client) = captured(Reply::ok(came));
    let mut vertrag = client.get_vertrag("123456", "1475").await.unwrap();
    assert_eq!(vertrag.risiko, None);
    assert_eq!(
        vertrag.extra.get("Wahr"),
        Some(&Json::parse("true").unwrap())
    );
    vertrag.status = Some("X".to_owned());
    client.set_vertrag("123456", "1475", vertrag).await.unwrap();
    let sent = r#"{"Id":"1475","Status":"X","Beitrag":{"Brutto":14.680,"Ratenzuschlag":3.0},"Laufzeit":{"Ablauf":"2016-12-31","Beginn":null},"Neu":{"Zahl":12345678901234567890.123456789,"b":1e400, "a":[-0.10]},"Risiko":null,"Wahr":true}"#;
    assert_eq!(capture.requests()[1].request.body(), sent);
    assert_eq!(
        capture.requests()[1].request.headers()["content-type"],
        HeaderValue::from_static("application/json")
    );
}

#[test]
fn a_field_goes_before_what_was_kept_under_its_name() {
    let mut laufzeit: Laufzeit = serde_json::from_str(r#"{"Beginn":null}"#).unwrap();
    assert_eq!(laufzeit.extra.iter().count(), 1);
    laufzeit.beginn = Some(Date::from("2026-01-01"));
    assert_eq!(
        serde_json::to_string(&laufzeit).unwrap(),
        r#"{"Beginn":"2026-01-01"}"#
    );
    laufzeit.beginn = None;
    assert_eq!(
        serde_json::to_string(&laufzeit).unwrap(),
        r#"{"Beginn":null}"#
    );
    let before = laufzeit.extra.insert("Beginn", Json::parse("0").unwrap());
    assert_eq!(before.unwrap().as_str(), "null");
    assert_eq!(serde_json::to_string(&laufzeit).unwrap(), r#"{"Beginn":0}"#);
    assert_eq!(laufzeit.extra.remove("Beginn").unwrap().as_str(), "0");
    assert!(laufzeit.extra.is_empty());
}

#[test]
fn ids_and_codes_are_texts_whatever_comes() {
    let vertrag: Vertrag =
        serde_json::from_str(r#"{"Id":1475,"Sparte":"050","Beitrag":{"Zahlweise":1}}"#).unwrap();
    assert_eq!(vertrag.id.as_deref(), Some("1475"));
    assert_eq!(vertrag.sparte.as_deref(), Some("050"));
    assert_eq!(vertrag.beitrag.unwrap().zahlweise.as_deref(), Some("1"));
    // PHP's escapes.
    let kunde: Kunde =
        serde_json::from_str(r#"{"Uri":"https:\/\/a\/b","Text":"Gr\u00f6\u00dfe \ud83d\ude00"}"#)
            .unwrap();
    assert_eq!(kunde.uri.as_deref(), Some("https://a/b"));
    assert_eq!(kunde.text.as_deref(), Some("Größe 😀"));
}

#[test]
fn amounts_are_exact_or_an_error() {
    let brutto = |json: &str| {
        let beitrag: Result<Beitrag, _> = serde_json::from_str(&format!(r#"{{"Brutto":{json}}}"#));
        beitrag
            .map(|beitrag| beitrag.brutto.expect("an amount").to_string())
            .map_err(|error| error.to_string())
    };
    for (json, expected) in [
        ("100", "100"),
        ("14.680", "14.680"),
        ("-0.01", "-0.01"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("1e2", "100"),
        ("1.5E-3", "0.0015"),
        ("1.50e1", "15.0"),
        ("0e99", "0"),
        ("\"49.90\"", "49.90"),
        (
            "9999999999999999999999999999",
            "9999999999999999999999999999",
        ),
    ] {
        assert_eq!(brutto(json), Ok(expected.to_owned()), "{json}");
    }
    for json in [
        "1e30",
        "0.00000000000000000000000000001",
        "99999999999999999999999999999",
        "1e99999999999",
    ] {
        let error = brutto(json).unwrap_err();
        assert!(
            error.starts_with("Brutto: is a number that a decimal of 28 digits cannot hold"),
            "{error}"
        );
    }
    for json in ["\"12,50\"", "\"\"", "true", "[]", "\"e\"", "\"1e\""] {
        let error = brutto(json).unwrap_err();
        assert!(error.starts_with("Brutto: is "), "{json}: {error}");
        assert!(!error.contains("12,50"), "{error}");
    }
}

#[test]
fn moments_are_german_time_unless_they_say_otherwise() {
    let moment = |text: &str| {
        DateTime::from(text)
            .timestamp()
            .map(|moment| moment.to_string())
    };
    for (text, expected) in [
        ("2026-01-15T12:00:00", Some("2026-01-15T11:00:00Z")),
        ("2026-07-15T12:00:00", Some("2026-07-15T10:00:00Z")),
        ("2026-07-15T12:00:00Z", Some("2026-07-15T12:00:00Z")),
        ("2024-03-21T09:09:09+02:00", Some("2024-03-21T07:09:09Z")),
        // The clocks change at the last Sundays of March and October.
        ("2026-03-29T01:59:59", Some("2026-03-29T00:59:59Z")),
        ("2026-03-29T02:30:00", Some("2026-03-29T01:30:00Z")),
        ("2026-03-29T03:00:00", Some("2026-03-29T01:00:00Z")),
        ("2026-10-25T01:59:59", Some("2026-10-24T23:59:59Z")),
        ("2026-10-25T02:30:00", Some("2026-10-25T00:30:00Z")),
        ("2026-10-25T03:00:00", Some("2026-10-25T02:00:00Z")),
        ("0000-00-00T00:00:00", None),
        ("heute", None),
        ("", None),
    ] {
        assert_eq!(moment(text).as_deref(), expected, "{text}");
    }
    let utc: jiff::Timestamp = "2026-10-25T01:30:00Z".parse().unwrap();
    assert_eq!(DateTime::from(utc).as_str(), "2026-10-25T02:30:00+01:00");
    assert_eq!(DateTime::from(utc).timestamp(), Some(utc));
    let local = jiff::civil::date(2026, 1, 15).at(9, 30, 0, 0);
    assert_eq!(DateTime::from(local).as_str(), "2026-01-15T09:30:00");
    assert_eq!(DateTime::from(local).local(), Some(local));
    // A value of another form is kept, and is no error of the whole.
    let kunde: Kunde = serde_json::from_str(r#"{"Person":{"Geburtsdatum":"0000-00-00"}}"#).unwrap();
    assert_eq!(kunde.person.unwrap().geburtsdatum.unwrap().day(), None);
}

#[test]
fn what_may_be_personal_is_hidden() {
    let json = r#"{"Id":"1475","Sparte":"050","Versicherungsscheinnummer":"s3ntinel","Bankkonto":{"IBAN":"s3ntinel"},"Beitrag":{"Brutto":14.68,"x":"s3ntinel"},"s3ntinel":"s3ntinel"}"#;
    let vertrag: Vertrag = serde_json::from_str(json).unwrap();
    let shown = format!("{vertrag:?}");
    assert!(!shown.contains("s3ntinel"), "{shown}");
    for part in [
        "1475",
        "050",
        "14.68",
        "versicherungsscheinnummer: Some(***)",
        "bankkonto: Some(***)",
        "extra: Extra(1 members)",
        "risiko: None",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
}

fn json() -> impl Strategy<Value = String> {
    let number = prop_oneof![
        "-?(0|[1-9][0-9]{0,25})",
        "-?[0-9]\\.[0-9]{1,25}",
        "[1-9](\\.[0-9]{1,9})?[eE][+-]?[0-9]{1,3}"
    ];
    let text = any::<String>().prop_map(|text| serde_json::to_string(&text).expect("JSON"));
    let leaf = prop_oneof![
        number,
        text,
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("false".to_owned())
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        let member =
            ("\"[a-z]{0,3}\"", inner.clone()).prop_map(|(key, value)| format!("{key}:{value}"));
        prop_oneof![
            vec(inner, 0..4).prop_map(|values| format!("[{}]", values.join(","))),
            vec(member, 0..4).prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    })
}

/// A value that a field takes, or any.
fn members() -> impl Strategy<Value = Vec<(String, String)>> {
    let text = any::<String>().prop_map(|text| serde_json::to_string(&text).expect("JSON"));
    let amount = "-?[1-9][0-9]{0,13}(\\.[0-9]{1,14})?";
    let known = prop_oneof![
        ("(Id|Uri|Status|Sparte|Risiko|Kunde|Adresse)", text.clone()),
        (
            Just("Beitrag".to_owned()),
            amount.prop_map(|amount| format!("{{\"Brutto\":{amount}}}"))
        ),
        (
            Just("Laufzeit".to_owned()),
            text.prop_map(|text| format!("{{\"Beginn\":{text}}}"))
        ),
        ("(Id|Risiko|Beitrag|Bankkonto)", Just("null".to_owned())),
    ];
    vec(prop_oneof![known, ("x[a-zA-Zä ]{0,8}", json())], 0..12)
}

proptest! {
    #[test]
    fn any_object_is_written_back(members in members()) {
        let mut members = members;
        // Of two members with one name the first is as good as not there.
        members.reverse();
        let mut names = std::collections::BTreeSet::new();
        members.retain(|(name, _)| names.insert(name.clone()));
        let texts: Vec<String> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
        let came = format!("{{{}}}", texts.join(","));
        let vertrag: Vertrag = serde_json::from_str(&came).unwrap();
        let sent = serde_json::to_string(&vertrag).unwrap();
        // Member by member, as texts: numbers keep their digits.
        let parts = |json: &str| {
            let read: std::collections::BTreeMap<String, Box<serde_json::value::RawValue>> = serde_json::from_str(json).unwrap();
            read.into_iter().map(|(name, value)| (name, canonical(value.get()))).collect::<Vec<_>>()
        };
        prop_assert_eq!(parts(&sent), parts(&came));
        prop_assert_eq!(serde_json::from_str::<Vertrag>(&sent).unwrap(), vertrag);
    }

    #[test]
    fn decimals_of_fifteen_digits_are_exact(digits in -999_999_999_999_999_i64..=999_999_999_999_999, scale in 0_u32..=15) {
        let amount = Decimal::new(digits, scale);
        let sent = serde_json::to_string(&Beitrag::new().with_brutto(amount)).unwrap();
        let read: Beitrag = serde_json::from_str(&sent).unwrap();
        prop_assert_eq!(read.brutto, Some(amount));
        // And as another reads it, who has no more than doubles.
        let value: serde_json::Value = serde_json::from_str(&sent).unwrap();
        let double: f64 = amount.to_string().parse().unwrap();
        prop_assert_eq!(value["Brutto"].as_f64(), Some(double));
    }
}

/// Texts in one spelling; all else as it is.
fn canonical(json: &str) -> String {
    if json.starts_with('"') {
        serde_json::from_str::<String>(json).expect("a text")
    } else {
        json.to_owned()
    }
}
