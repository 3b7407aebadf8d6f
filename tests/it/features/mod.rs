//! Generated code at work, one module for each schema feature.
//!
//! Each takes in the module that the generator made of a feature folder, reads its sample into a value, checks what
//! the value holds, and writes it back. roxmltree, which shares no code with our reader, says whether that is the same.
#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "generated modules are made for crates, which show all that they have"
)]

mod anonymous_types;
mod any;
mod any_attribute;
mod attribute_forms;
mod attributes;
mod built_ins;
mod chameleon_include;
mod choice;
mod choice_nested;
mod choice_of_groups;
mod choice_repeated;
mod defaults_and_facets;
mod derived_types;
mod document_bare;
mod document_wrapped;
mod element_twice;
mod empty_list;
mod empty_messages;
mod enumeration;
mod extension;
mod form_per_element;
mod groups;
mod injected;
mod keep_unknown;
mod limits;
mod list;
mod mixed_content;
mod money;
mod name_collisions;
mod names;
mod namespaces;
mod nillable_optional;
mod one_way;
mod overlay;
mod prohibited_attributes;
mod qualified;
mod recursion;
mod redefine;
mod restriction;
mod rpc_literal;
mod sequence_repeated;
mod simple_content;
mod sloppy_schema;
mod soap12;
mod substitution_group;
mod union;
mod unqualified;

use http::HeaderMap;
use kontorhaus_core::fake::{Capture, Reply};
use kontorhaus_core::{Builder, Call, Client, Error, NoCredentials, Operation, Service};
use kontorhaus_soap::v1::{DecodeError, ReadXml, SoapService, WriteXml, Writer};
use kontorhaus_soap::{Limits, decode};
use roxmltree::Document;

use self::injected::check_order;
use crate::infoset::infoset;

/// The service of every feature.
#[derive(Debug)]
pub struct Feature;

impl Service for Feature {
    const NAME: &'static str = "feature";
    type Client = Client;
    type Credentials = NoCredentials;
}

impl SoapService for Feature {}

/// Reads a sample.
fn read<T: ReadXml>(sample: &str) -> Result<T, DecodeError> {
    decode(sample, Limits::default())
}

/// Reads a sample all of whose names are in one namespace, or in none; writes the value, and compares.
fn round_trip<T: ReadXml + WriteXml>(sample: &str) -> T {
    let namespace = Document::parse(sample)
        .expect("well-formed XML")
        .root_element()
        .tag_name()
        .namespace()
        .unwrap_or_default()
        .to_owned();
    round_trip_in(sample, &[("ns", &namespace)])
}

/// The same with several namespaces, and the prefixes that the generator gave them; the first is that of the root.
fn round_trip_in<T: ReadXml + WriteXml>(sample: &str, namespaces: &[(&str, &str)]) -> T {
    let value: T = read(sample).expect("a readable sample");
    assert_eq!(
        infoset(&written(&value, sample, namespaces)),
        infoset(sample)
    );
    value
}

/// The value as XML, in an element called as the sample's.
fn written<T: WriteXml>(value: &T, sample: &str, namespaces: &[(&str, &str)]) -> String {
    let document = Document::parse(sample).expect("well-formed XML");
    let mut writer = Writer::new();
    let (prefix, _) = namespaces.first().expect("a namespace");
    writer.open(&format!(
        "{prefix}:{}",
        document.root_element().tag_name().name()
    ));
    for (prefix, namespace) in namespaces {
        writer.declare(prefix, namespace).expect("a declaration");
    }
    value.write(&mut writer).expect("a writable value");
    writer.close();
    writer.finish()
}

/// What went over the wire in a call, and what the caller got.
struct Exchange<T> {
    headers: HeaderMap,
    /// The lines of the envelope's infoset from the body's content on.
    request: Vec<String>,
    output: Result<T, Error>,
}

/// Calls an operation of a server that answers with this payload.
async fn exchange<Op: Operation<Service = Feature>>(
    operation: Op,
    payload: &str,
) -> Exchange<Op::Output> {
    exchange_with(Builder::new(), operation, payload, |call| call).await
}

/// The same with settings of the client and options of the call.
async fn exchange_with<Op: Operation<Service = Feature>>(
    builder: Builder<Feature>,
    operation: Op,
    payload: &str,
    options: impl FnOnce(Call<Op>) -> Call<Op>,
) -> Exchange<Op::Output> {
    const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
    let answer = format!("<s:Envelope xmlns:s=\"{SOAP}\"><s:Body>{payload}</s:Body></s:Envelope>");
    let transport = Capture::new(Reply::ok(answer));
    let client = builder
        .endpoint("http://127.0.0.1:9/")
        .transport(transport.clone())
        .build()
        .expect("a client");
    let output = options(client.call(operation)).await;
    let mut captured = transport.requests();
    let Some(captured) = captured.pop() else {
        return Exchange {
            headers: HeaderMap::new(),
            request: Vec::new(),
            output,
        };
    };
    let (head, body) = captured.request.into_parts();
    let lines = infoset(str::from_utf8(&body).expect("UTF-8"));
    let [_envelope, _body, content @ ..] = lines.as_slice() else {
        panic!("no envelope: {lines:?}");
    };
    Exchange {
        headers: head.headers,
        request: content
            .iter()
            .map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned())
            .collect(),
        output,
    }
}
