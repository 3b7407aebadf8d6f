//! What an overlay says of fields that another WSDL calls otherwise.

use std::path::Path;

use super::*;
use crate::overlay::Overlay;
use crate::{Catalog, ir, read};

/// The fields of a type, each with its type.
type Given<'a> = &'a [(&'a str, &'a str)];

const OVERLAY: &str = "
[[field]]
match = '*.*'
empty = 'none'
[[field]]
match = ['*.Birthday', '*.Note']
sensitive = true
[[field]]
match = '*.Label'
safe = true
docs = 'Made of words.'
[[field]]
match = '*.Amount'
type = 'decimal'
";
const CUSTOMER: Given<'static> = &[
    ("Birthday", "date"),
    ("Label", "string"),
    ("Since", "string"),
];
const ORDER: Given<'static> = &[
    ("Birthday", "date"),
    ("Label", "string"),
    ("Note", "string"),
    ("Amount", "double"),
];

/// A service that takes a customer and an order.
fn shop(overlay: &str, customer: Given<'_>, (name, order): (&str, Given<'_>)) -> Api {
    let declared = |name: &str, fields: Given<'_>| {
        let field = |(name, type_): &(&str, &str)| {
            format!(r#"<element name="{name}" type="{type_}" minOccurs="0"/>"#)
        };
        let fields: String = fields.iter().map(field).collect();
        format!(r#"<complexType name="{name}"><sequence>{fields}</sequence></complexType>"#)
    };
    let types = declared("Customer", customer) + &declared(name, order);
    let wsdl = format!(
        r#"<w:definitions name="Shop" targetNamespace="urn:shop" xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:shop"
             xmlns="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/">
  <w:types><schema targetNamespace="urn:shop">{types}
    <element name="Put"><complexType><sequence>
      <element name="Customer" type="t:Customer"/><element name="Order" type="t:{name}"/>
    </sequence></complexType></element>
    <element name="PutResponse"><complexType/></element>
  </schema></w:types>
  <w:message name="In"><w:part name="in" element="t:Put"/></w:message>
  <w:message name="Out"><w:part name="out" element="t:PutResponse"/></w:message>
  <w:portType name="Shop"><w:operation name="Put"><w:input message="t:In"/><w:output message="t:Out"/></w:operation></w:portType>
  <w:binding name="Shop" type="t:Shop"><soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <w:operation name="Put"><soap:operation soapAction=""/>
      <w:input><soap:body use="literal"/></w:input><w:output><soap:body use="literal"/></w:output>
    </w:operation>
  </w:binding>
</w:definitions>"#
    );
    let path = "memory/shop.wsdl";
    let input = read(Path::new(path), &Catalog::new().with_bytes(path, wsdl)).unwrap();
    let overlay = Overlay::parse(overlay).unwrap();
    let (api, _) = ir::build_leniently(&input.definitions, &input.schemas, Some(&overlay)).unwrap();
    api
}

/// What is undecided, and which secrets may be shown, when the shop becomes another and the overlay says this too.
fn after(more: &str, customer: Given<'_>, order: (&str, Given<'_>)) -> (Vec<String>, Vec<String>) {
    let overlay = format!("{OVERLAY}{more}");
    let old = shop(&overlay, CUSTOMER, ("Order", ORDER));
    let new = shop(&overlay, customer, order);
    let changes = compare(&old, &new).into_iter();
    let exposed = exposed(&old, &new).into_iter();
    (
        changes.map(|change| change.text).collect(),
        exposed.map(|problem| problem.message).collect(),
    )
}

/// The customer with another field in the place of one.
fn customer<'a>(from: &str, to: (&'a str, &'a str)) -> Vec<(&'a str, &'a str)> {
    let fields = CUSTOMER.iter().copied();
    fields
        .map(|field| if field.0 == from { to } else { field })
        .collect()
}

#[test]
fn what_an_entry_still_matches_is_decided() {
    let nothing = (Vec::new(), Vec::new());
    assert_eq!(after("", CUSTOMER, ("Order", ORDER)), nothing);
    // Only `*.*` speaks of the one that is gone, and it speaks of all.
    let renamed = customer("Since", ("CustomerFrom", "string"));
    assert_eq!(after("", &renamed, ("Order", ORDER)), nothing);
}

#[test]
fn a_renamed_field_whose_entry_still_matches_others_is_undecided() {
    let renamed = customer("Label", ("LabelText", "string"));
    let (undecided, exposed) = after("", &renamed, ("Order", ORDER));
    assert_eq!(
        undecided,
        [
            "`Customer.Label` is gone, and with it its `docs` and `safe = true`; `Customer.LabelText` is new and may be it"
        ]
    );
    assert!(exposed.is_empty());
}

#[test]
fn a_secret_that_would_be_shown_is_a_problem_whatever_it_is_called_now() {
    let mut renamed = customer("Birthday", ("BornOn", "date"));
    renamed.push(("Nickname", "string"));
    let (undecided, exposed) = after("", &renamed, ("Order", ORDER));
    assert_eq!(
        undecided,
        [
            "`Customer.Birthday` is gone, and with it `sensitive = true`; new and undecided is `Customer.BornOn`, `Customer.Nickname`"
        ]
    );
    assert_eq!(
        exposed,
        [
            "`Customer.Birthday`, which the overlay keeps secret, is gone, and would be shown if it is now `Customer.BornOn`"
        ]
    );
    // Whoever has decided hears no more of it.
    for key in ["sensitive", "safe"] {
        let more = format!("[[field]]\nmatch = 'Customer.BornOn'\n{key} = true\n");
        let (_, exposed) = after(&more, &renamed, ("Order", ORDER));
        assert_eq!(exposed, [""; 0], "{key}");
    }
}

#[test]
fn of_two_secrets_that_are_gone_one_decision_keeps_one() {
    let order = [("BornOn", "date"), ("Said", "date"), ("Amount", "double")];
    let more = "[[field]]\nmatch = 'Order.BornOn'\nsensitive = true\n";
    let (_, exposed) = after(more, CUSTOMER, ("Order", &order));
    assert_eq!(
        exposed,
        [
            "`Order.Birthday`, which the overlay keeps secret, is gone, and would be shown if it is now `Order.Said`",
            "`Order.Note`, which the overlay keeps secret, is gone, and would be shown if it is now `Order.Said`",
        ]
    );
}

#[test]
fn a_secret_without_a_successor_is_named() {
    let gone = [("Label", "string"), ("Since", "string")];
    let (undecided, exposed) = after("", &gone, ("Order", ORDER));
    assert_eq!(
        undecided,
        [
            "`Customer.Birthday` is gone, and with it `sensitive = true`; see that nothing new shows what stood there"
        ]
    );
    assert!(exposed.is_empty());
}

#[test]
fn the_fields_of_a_renamed_type_are_looked_at() {
    let order = [
        ("Birthday", "date"),
        ("Label", "string"),
        ("Note", "string"),
        ("Total", "double"),
    ];
    let (undecided, _) = after("", CUSTOMER, ("OrderData", &order));
    assert_eq!(
        undecided,
        [
            "`Order.Amount` is gone, and with it `type = \"decimal\"`; new and undecided is `OrderData.Total`"
        ]
    );
    let more = "[[field]]\nmatch = ['Order.*', 'Customer.Since']\nlist = 'any'\n";
    let (undecided, _) = after(more, CUSTOMER, ("OrderData", ORDER));
    assert_eq!(
        undecided[0],
        "`Order.Amount` had `list = \"any\"`, `OrderData.Amount` has not"
    );
}

#[test]
fn a_text_that_becomes_something_else_is_not_hidden_any_more() {
    let changed = customer("Since", ("Since", "date"));
    let (undecided, _) = after("", &changed, ("Order", ORDER));
    assert_eq!(
        undecided,
        ["`Customer.Since` was hidden as all texts are; it is none any more, and shown"]
    );
}
