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

mod addressing;
mod anonymous_types;
mod any;
mod any_attribute;
mod any_list;
pub(crate) mod aspnet;
mod attachments;
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
mod document_parts;
mod document_wrapped;
mod element_twice;
mod empty_list;
mod empty_messages;
mod encodings;
mod enumeration;
mod extension;
mod faults;
mod form_per_element;
mod groups;
mod headers;
mod imports;
mod imports_by_namespace;
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
mod odd_names;
mod one_way;
mod overlay;
mod overloaded;
mod port_types_only;
mod prohibited_attributes;
mod qualified;
mod recursion;
mod redefine;
mod restriction;
mod roles;
mod rpc_encoded;
mod rpc_literal;
mod sequence_repeated;
mod several_ports;
mod simple_content;
mod sloppy_schema;
mod soap12;
mod substitution_group;
mod union;
mod unqualified;
mod volumes;
mod wrong_parts;

use std::fmt::Debug;

use http::{HeaderMap, StatusCode};
use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::fake::{Capture, Reply};
use kontorhaus_core::{Builder, Call, Client, Error, NoCredentials, Operation, Service};
use kontorhaus_soap::v1::{DecodeError, ReadXml, SoapService, WriteXml, Writer};
use kontorhaus_soap::{Limits, decode};
use roxmltree::Document;
use serde::Serialize;
use serde::de::DeserializeOwned;

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

/// A value that every format carries.
trait Value: ReadXml + WriteXml + Serialize + DeserializeOwned + PartialEq + Debug {}

impl<T: ReadXml + WriteXml + Serialize + DeserializeOwned + PartialEq + Debug> Value for T {}

/// Reads a sample all of whose names are in one namespace, or in none; writes the value, and compares.
fn round_trip<T: Value>(sample: &str) -> T {
    let namespace = Document::parse(sample)
        .expect("well-formed XML")
        .root_element()
        .tag_name()
        .namespace()
        .unwrap_or_default()
        .to_owned();
    round_trip_in(sample, &[("ns", &namespace)])
}

/// The same with several namespaces, and the prefixes that the generator gave them; the first is that of the root. The value also
/// goes through JSON.
fn round_trip_in<T: Value>(sample: &str, namespaces: &[(&str, &str)]) -> T {
    let value: T = round_trip_xml(sample, namespaces);
    let json = serde_json::to_string(&value).expect("a value for JSON");
    assert_eq!(serde_json::from_str::<T>(&json).expect(&json), value);
    value
}

/// The same without JSON, which has no infinite numbers.
fn round_trip_xml<T: ReadXml + WriteXml>(sample: &str, namespaces: &[(&str, &str)]) -> T {
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
    /// The request's body as it was sent.
    sent: Bytes,
    /// The lines of the envelope's infoset from the header's content on.
    header: Vec<String>,
    /// The same from the body's content on.
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
    let answer = Reply::ok(envelope("", payload));
    exchange_of(builder, operation, answer, options).await
}

/// An envelope of SOAP 1.1.
fn envelope(header: &str, payload: &str) -> String {
    const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
    let header = match header {
        "" => String::new(),
        header => format!("<s:Header>{header}</s:Header>"),
    };
    format!("<s:Envelope xmlns:s=\"{SOAP}\">{header}<s:Body>{payload}</s:Body></s:Envelope>")
}

/// A fault of SOAP 1.1 with this detail.
fn fault(header: &str, detail: &str) -> Reply {
    let fault = format!(
        "<s:Fault><faultcode>s:Server</faultcode><faultstring>why</faultstring><detail>{detail}</detail></s:Fault>"
    );
    Reply::new(StatusCode::INTERNAL_SERVER_ERROR, envelope(header, &fault))
}

/// Calls an operation of a server that answers so.
async fn exchange_of<Op: Operation<Service = Feature>>(
    builder: Builder<Feature>,
    operation: Op,
    answer: Reply,
    options: impl FnOnce(Call<Op>) -> Call<Op>,
) -> Exchange<Op::Output> {
    let transport = Capture::new(answer);
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
            sent: Bytes::new(),
            header: Vec::new(),
            request: Vec::new(),
            output,
        };
    };
    let (head, sent) = captured.request.into_parts();
    let text = String::from_utf8_lossy(&sent);
    let start = text.find("<?xml").expect("an envelope");
    let end = text.find("</soap:Envelope>").expect("an envelope") + "</soap:Envelope>".len();
    let lines = infoset(&text[start..end]);
    Exchange {
        headers: head.headers,
        header: inside(&lines, "Header"),
        request: inside(&lines, "Body"),
        sent,
        output,
    }
}

/// What stands in a child of the envelope.
fn inside(lines: &[String], local: &str) -> Vec<String> {
    let name = |line: &str| {
        let (_, name) = line.strip_prefix("  {")?.split_once('}')?;
        name.split(' ').next().map(str::to_owned)
    };
    let Some(start) = lines
        .iter()
        .position(|line| name(line).as_deref() == Some(local))
    else {
        return Vec::new();
    };
    let below = lines[start + 1..]
        .iter()
        .map_while(|line| line.strip_prefix("    "));
    below.map(str::to_owned).collect()
}
