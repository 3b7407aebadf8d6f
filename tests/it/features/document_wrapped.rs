//! Document/literal, wrapped, as ASP.NET writes it: the elements around arguments and results are taken off.

#[path = "../../features/document-wrapped/expected/mod.rs"]
#[rustfmt::skip]
mod expected;

use kontorhaus_soap::v1::Nillable;

use self::expected::{CountOrders, GetOrder, ListOrders};
use super::exchange;

const SAMPLE: &str = include_str!("../../features/document-wrapped/sample.xml");

#[tokio::test]
async fn arguments_go_in_and_the_result_comes_out() {
    let got = exchange(GetOrder::new(17).with_note("urgent"), SAMPLE).await;
    assert_eq!(
        got.request,
        [
            "{http://example.org/orders/}GetOrder",
            "  {http://example.org/orders/}orderId = \"17\"",
            "  {http://example.org/orders/}note = \"urgent\"",
        ]
    );
    assert_eq!(
        got.headers["soapaction"],
        "\"http://example.org/orders/GetOrder\""
    );
    let order = got.output.expect("an answer").expect("an order");
    assert_eq!(
        (order.id, order.customer.as_deref()),
        (17, Some("Müller & Söhne"))
    );
    assert_eq!(order.placed.to_string(), "2026-03-01T08:30:00+01:00");
}

#[tokio::test]
async fn no_result_is_none_and_an_empty_list_is_a_list() {
    let answer = |name: &str, content: &str| {
        format!("<{name}Response xmlns='http://example.org/orders/'>{content}</{name}Response>")
    };
    let none = exchange(GetOrder::new(18), &answer("GetOrder", "")).await;
    assert_eq!(none.output.expect("an answer"), None);
    let none = exchange(ListOrders::new(), &answer("ListOrders", "")).await;
    assert_eq!(
        none.request,
        ["{http://example.org/orders/}ListOrders = \"\""]
    );
    assert_eq!(none.output.expect("an answer"), None);
    let empty = exchange(
        ListOrders::new(),
        &answer("ListOrders", "<ListOrdersResult/>"),
    )
    .await;
    assert_eq!(empty.output.expect("an answer"), Some(Vec::new()));
    let orders = "<ListOrdersResult xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'><Order xsi:nil='true'/>\
                  <Order><Id>1</Id><Placed>2026-01-01T00:00:00</Placed></Order></ListOrdersResult>";
    let orders = exchange(ListOrders::new(), &answer("ListOrders", orders)).await;
    let orders = orders.output.expect("an answer").expect("a list");
    assert!(matches!(orders.as_slice(), [Nillable::Nil, Nillable::Value(order)] if order.id == 1));
    let count = exchange(
        CountOrders::new(),
        &answer("CountOrders", "<CountOrdersResult> 12 </CountOrdersResult>"),
    )
    .await;
    assert_eq!(count.output.expect("an answer"), 12);
    let error = exchange(CountOrders::new(), &answer("CountOrders", ""))
        .await
        .output
        .expect_err("no count");
    assert!(
        error
            .to_string()
            .contains("required element CountOrdersResult is missing"),
        "{error}"
    );
}
