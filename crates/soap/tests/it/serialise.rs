//! Structs as JSON, by the names of their fields.

use kontorhaus_soap::v1::{Extra, Nillable, RawXml, fields};

#[derive(Clone, Debug, Default, PartialEq)]
struct Node {
    name: Option<String>,
    end: Option<Nillable<String>>,
    parent: Option<Box<Nillable<Node>>>,
    items: Vec<Nillable<i32>>,
    more: Option<Vec<i32>>,
    extra: Extra,
}

fields!(Node {
    new(),
    with_name(name, into, String),
    with_end(end, into, Nillable<String>),
    with_parent(parent, boxed, into, Nillable<Node>),
    with_items(items, each, into, Nillable<i32>),
    with_more(more, some, each, i32),
    rest(extra),
});

#[derive(Debug, PartialEq)]
struct Point {
    x: i32,
    label: Nillable<String>,
}

fields!(Point {
    required(x),
    required(label),
});

#[derive(Clone, Debug, Default, PartialEq)]
struct Empty {}

fields!(Empty { new(), });

fn written<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap()
}

fn refused<T: serde::de::DeserializeOwned + std::fmt::Debug>(json: &str) -> String {
    serde_json::from_str::<T>(json).unwrap_err().to_string()
}

#[test]
fn what_is_unset_is_left_out_and_a_nil_is_null() {
    let mut extra = Extra::new();
    extra.push(0, RawXml::parse("<a/>").unwrap());
    let full = Node {
        extra,
        ..Node::new()
            .with_name("n")
            .with_end(Nillable::Nil)
            .with_parent(Node::new().with_end(Nillable::Value("e".to_owned())))
            .with_items([Nillable::Nil, Nillable::Value(1)])
            .with_more([])
    };
    for (node, json) in [
        (Node::new(), r#"{"items":[]}"#),
        (
            Node::new().with_parent(Nillable::Nil),
            r#"{"parent":null,"items":[]}"#,
        ),
        (
            full,
            "{\"name\":\"n\",\"end\":null,\"parent\":{\"end\":\"e\",\"items\":[]},\"items\":[null,1],\"more\":[],\
             \"extra\":{\"children\":[[0,\"<a/>\"]]}}",
        ),
    ] {
        assert_eq!(written(&node), json);
        assert_eq!(serde_json::from_str::<Node>(json).unwrap(), node);
    }
    assert_eq!(written(&Empty::new()), "{}");
    assert_eq!(
        serde_json::from_str::<Empty>("{}").unwrap(),
        Empty::default()
    );
}

#[test]
fn null_is_nothing_where_there_is_no_nil() {
    let json = r#"{"name":null,"more":null,"unknown":{"a":[1]}}"#;
    assert_eq!(serde_json::from_str::<Node>(json).unwrap(), Node::new());
}

#[test]
fn a_point_needs_both() {
    let json = r#"{"x":1,"label":null}"#;
    let point: Point = serde_json::from_str(json).unwrap();
    assert_eq!(point.label, Nillable::Nil);
    assert_eq!(written(&point), json);
    let missing = refused::<Point>(r#"{"x":1}"#);
    assert!(missing.starts_with("missing field `label`"), "{missing}");
    let twice = refused::<Point>(r#"{"x":1,"x":2,"label":null}"#);
    assert!(twice.starts_with("duplicate field `x`"), "{twice}");
    let twice = refused::<Node>(r#"{"name":null,"name":"b"}"#);
    assert!(twice.starts_with("duplicate field `name`"), "{twice}");
    let other = refused::<Point>("[1]");
    assert!(
        other.starts_with("invalid type: sequence, expected the fields of Point"),
        "{other}"
    );
    let text = refused::<Point>(r#"{"x":"1","label":null}"#);
    assert!(text.starts_with("invalid type: string"), "{text}");
}
