//! Overlay types: decimals that the wire calls double, in every presence; dates in a text; an open enumeration of numbers.

#[path = "../../features/money/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_soap::v1::{Decimal, Nillable};

use self::expected::{GetFee, GetInstalments, GetRates, GetTotal, Invoice, InvoiceChoice, State};
use super::{exchange, read, round_trip};

const SAMPLE: &str = include_str!("../../features/money/sample.xml");

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

#[test]
fn amounts_are_decimal_wherever_they_stand() {
    let invoice: Invoice = round_trip(SAMPLE);
    assert_eq!(invoice.total, decimal("49.9"));
    assert_eq!(
        (invoice.fee, invoice.tax),
        (Some(decimal("0.5")), Some(decimal("10.1")))
    );
    assert_eq!(invoice.discount, Nillable::Nil);
    assert_eq!(invoice.item, [decimal("25.1"), decimal("0.01")]);
    assert_eq!(invoice.rates, Some(vec![decimal("19"), decimal("7.5")]));
    assert_eq!(
        invoice.instalments,
        Some(vec![decimal("20.5"), decimal("29.4")])
    );
    assert_eq!(invoice.text.expect("a text").to_string(), "3.10");
    assert_eq!(invoice.choice, Some(InvoiceChoice::Voucher(Nillable::Nil)));
    assert_eq!(invoice.state, State::Cancelled);
    assert_eq!(invoice.due.expect("a date").to_string(), "2026-04-01");
    // Not every double is money.
    assert_eq!(invoice.weight, Some(1.5));
}

#[test]
fn digits_that_a_double_prints_too_many_are_dropped() {
    let sent = SAMPLE
        .replace("<total>49.9<", "<total>49.899999999999999<")
        .replace("<tax>10.1<", "<tax>10.1000004<")
        .replace("<item>25.1<", "<item>2.51E1<")
        .replace(">19 7.5<", ">19 7.5000000000000000<");
    let invoice: Invoice = read(&sent).expect("readable");
    assert_eq!(
        (invoice.total, invoice.tax),
        (decimal("49.9"), Some(decimal("10.1")))
    );
    assert_eq!(invoice.item[0], decimal("25.1"));
    assert_eq!(invoice.rates.expect("rates")[1], decimal("7.5"));
    for (wrong, why) in [
        ("INF", "is not a finite number"),
        ("12,50", "is not a decimal"),
    ] {
        let error = read::<Invoice>(&SAMPLE.replace(">49.9<", &format!(">{wrong}<")));
        let error = error.expect_err("no decimal").to_string();
        assert_eq!(error, format!("total: \"{wrong}\" {why}"));
    }
}

#[test]
fn an_empty_element_is_absent_where_the_overlay_says_so() {
    let sent = SAMPLE
        .replace(">3.10<", "><")
        .replace(">2026-04-01<", "><")
        .replace(">10.1<", "><");
    let invoice: Invoice = read(&sent).expect("readable");
    assert_eq!((invoice.text, invoice.due, invoice.tax), (None, None, None));
    let error = read::<Invoice>(&SAMPLE.replace(">1.5<", "><")).expect_err("no double");
    assert!(error.to_string().starts_with("weight: "), "{error}");
}

#[test]
fn an_unknown_number_is_kept() {
    let invoice: Invoice = round_trip(&SAMPLE.replace("<state>-1<", "<state>7<"));
    assert_eq!(invoice.state, State::Other(7));
    assert_eq!(
        (State::Open.number(), State::from(-1)),
        (0, State::Cancelled)
    );
}

#[tokio::test]
async fn an_answer_that_is_an_amount_is_one() {
    let answer = |name: &str, content: &str| {
        format!("<{name}Response xmlns='urn:example:money'>{content}</{name}Response>")
    };
    let total = answer(
        "GetTotal",
        "<GetTotalResult>49.899999999999999</GetTotalResult>",
    );
    let total = exchange(GetTotal::new(), &total).await.output;
    assert_eq!(total.expect("a total"), decimal("49.9"));
    let fee = exchange(GetFee::new(), &answer("GetFee", "")).await.output;
    assert_eq!(fee.expect("no fee"), None);
    let rates = "<GetRatesResult>19</GetRatesResult><GetRatesResult>7.5</GetRatesResult>";
    let rates = exchange(GetRates::new(), &answer("GetRates", rates))
        .await
        .output;
    assert_eq!(rates.expect("rates"), [decimal("19"), decimal("7.5")]);
    let list = "<GetInstalmentsResult><double>2.5E1</double></GetInstalmentsResult>";
    let list = exchange(GetInstalments::new(), &answer("GetInstalments", list))
        .await
        .output;
    assert_eq!(list.expect("instalments"), [decimal("25")]);
}
