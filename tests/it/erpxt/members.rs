//! Members that no type has a field for, and the serialiser's marks.

use std::fmt::Write as _;

use kontorhaus_erpxt::{Customer, Invoice, NewProduct, Product};
use proptest::prelude::*;
use serde_json::json;

use super::account;
use super::json::flat;

#[tokio::test]
async fn unknown_members_survive_a_change() {
    let (sandbox, client) = account().await;
    let account = sandbox.erpxt();
    // More digits than a float holds.
    let weight: serde_json::Value =
        serde_json::from_str("[{\"Gross\": 0.30, \"$id\": \"9\"}]").unwrap();
    assert!(account.set_member("products", 40211, "Weights", weight));
    let mut update = client.products().get(40211).await.unwrap().into_update();
    assert_eq!(update.extra.text("Weights"), Some("[{\"Gross\":0.3}]"));
    update.name = "Versandkarton M2".to_owned();
    client.products().update(update).await.unwrap();
    let put = account.exchanges().pop().unwrap();
    assert!(
        put.request.contains("\"Weights\":[{\"Gross\":0.3}]"),
        "{}",
        put.request
    );
    assert!(!put.request.contains("$id"), "{}", put.request);
}

#[tokio::test]
async fn marks_are_taken_off_at_every_depth() {
    let (sandbox, client) = account().await;
    let plain = (
        client.customers().get(880).await.unwrap(),
        client.invoices().list().await.unwrap(),
    );
    sandbox.erpxt().set_style(|style| style.marks = true);
    let marked = (
        client.customers().get(880).await.unwrap(),
        client.invoices().list().await.unwrap(),
    );
    assert_eq!(plain, marked);
    let answer = sandbox.erpxt().exchanges().pop().unwrap().answer;
    assert!(
        answer.contains("{\"$id\":\"1\"") && answer.contains("{\"$id\":\"2\""),
        "{answer}"
    );
    assert!(marked.0.extra.is_empty() && marked.1[0].items[0].extra.is_empty());
}

#[test]
fn every_digit_of_an_unknown_number_is_kept() {
    let text = r#"{"Id":1,"Name":"a","UnitOfMeasurment":"b","Rate":9,"X":0.1000000000000000000000000000000000001,"Y":{"$id":"7","Z":[123456789012345678901234567890,1e400,-0.00]}}"#;
    let product: Product = serde_json::from_str(text).unwrap();
    let written = serde_json::to_string(&product.into_update()).unwrap();
    assert_eq!(flat(&written), flat(text));
}

#[test]
fn what_only_refers_to_something_else_is_told() {
    let text = r#"[{"Id":1,"Name":"a","Address":{"$id":"2","City":"B"}},{"Id":2,"Name":"b","Address":{"$ref":"2"}}]"#;
    let error = serde_json::from_str::<Vec<Customer>>(text)
        .unwrap_err()
        .to_string();
    assert!(
        error.starts_with("Address only refers to an object elsewhere"),
        "{error}"
    );
    // Among unknown members it goes without a trace: nothing of it is here.
    let text = r#"{"Id":1,"Name":"a","Parent":{"$ref":"2"},"Children":[{"$ref":"3"},{"$ref":"4","Age":7}]}"#;
    let customer: Customer = serde_json::from_str(text).unwrap();
    assert_eq!(customer.extra.names().collect::<Vec<_>>(), ["Children"]);
    assert_eq!(customer.extra.text("Children"), Some("[{\"Age\":7}]"));
}

#[test]
fn a_member_can_be_set_unless_there_is_a_field_for_it() {
    let mut new = NewProduct::new("Kiste", "Stk.", 9);
    new.extra.insert("Weight", json!(0.5)).unwrap();
    assert_eq!(
        serde_json::to_string(&new).unwrap(),
        r#"{"Name":"Kiste","UnitOfMeasurment":"Stk.","Rate":9,"Weight":0.5}"#
    );
    new.extra.insert("Rate", 7).unwrap();
    let error = serde_json::to_string(&new).unwrap_err().to_string();
    assert_eq!(
        error,
        "Rate is set among the extra members, but there is a field for it"
    );
    assert!(new.extra.remove("Rate") && !new.extra.remove("Rate"));
    new.extra.insert("Weight", "heavy").unwrap();
    assert_eq!(new.extra.value("Weight").unwrap(), Some(json!("heavy")));
    assert!(serde_json::to_string(&new).is_ok());
}

#[test]
fn errors_say_where_and_repeat_no_text() {
    for (text, problem) in [
        (r#"{"Id":1,"Items":[]}"#, "PurchasingPartyId is missing"),
        (
            r#"{"Id":1,"PurchasingPartyId":2,"PaymentTypeId":3,"Items":[{"Quantity":1,"ProductCurrencyNetPrice":1},{"Quantity":"1,5"}]}"#,
            "Items[1].Quantity is a text and no number",
        ),
        (
            r#"{"Id":1,"PurchasingPartyId":2,"PaymentTypeId":3,"IssueDate":"4.3.2024"}"#,
            "IssueDate is no date in the form YYYY-MM-DD, with or without a time and an offset",
        ),
        (r#"{"Id":1.5}"#, "Id is no whole number of 64 bits"),
        (r#"{"Id":1,"Id":2}"#, "Id occurs twice"),
        ("[]", "the document is a list and no object"),
    ] {
        let error = serde_json::from_str::<Invoice>(text)
            .unwrap_err()
            .to_string();
        assert_eq!(error, problem, "{text}");
    }
}

proptest! {
    /// Whatever an object holds beside the fields: it is written back as it came.
    #[test]
    fn any_object_is_written_as_it_was_read(members in prop::collection::btree_map("[a-z]{1,8}", any_json(), 0..6)) {
        let mut text = r#"{"Id":7,"Name":"a","UnitOfMeasurment":"b","Rate":9"#.to_owned();
        for (name, value) in &members {
            write!(text, ",\"{name}\":{value}").unwrap();
        }
        text.push('}');
        let product: Product = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&serde_json::to_string(&product).unwrap(), &text);
        prop_assert_eq!(&serde_json::to_string(&product.into_update()).unwrap(), &text);
    }
}

/// JSON text of any shape.
fn any_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|value| value.to_string()),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?",
        any::<String>().prop_map(|text| json!(text).to_string()),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4)
            .prop_map(|items| format!("[{}]", items.join(",")));
        let object = prop::collection::btree_map("[a-z]{1,4}", inner, 0..4).prop_map(|members| {
            let members: Vec<_> = members
                .iter()
                .map(|(name, value)| format!("\"{name}\":{value}"))
                .collect();
            format!("{{{}}}", members.join(","))
        });
        prop_oneof![list, object]
    })
}
