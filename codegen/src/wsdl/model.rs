//! What a WSDL 1.1 document says, its imports included.

use std::collections::BTreeMap;
use std::fmt;

use crate::diagnostics::Span;
use crate::schema::{Docs, QName, TypeRef};

/// A service description.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definitions {
    /// The `name` of the root element.
    pub name: Option<String>,
    /// The target namespace of the root document.
    pub target_namespace: String,
    /// Documentation of the root element.
    pub docs: Docs,
    /// The services, in document order.
    pub services: Vec<Service>,
    /// What can be called over SOAP: each abstract operation once, whichever bindings and SOAP versions offer it, in the document order of port types.
    pub operations: Vec<Operation>,
    /// The SOAP bindings, in document order; those assumed for port types of a WSDL that has no binding.
    pub bindings: Vec<Binding>,
    /// The messages.
    pub messages: BTreeMap<QName, Message>,
}

/// A service: places where operations can be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its name.
    pub name: QName,
    /// Its documentation.
    pub docs: Docs,
    /// Its SOAP ports, in document order.
    pub ports: Vec<Port>,
    /// Where it is declared.
    pub span: Span,
}

/// A place where the operations of one SOAP binding can be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// Its name.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// Its binding: one of [`Definitions::bindings`].
    pub binding: QName,
    /// Its address.
    pub address: Option<String>,
}

/// How a port type is spoken over SOAP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Its name.
    pub name: QName,
    /// The port type.
    pub port_type: QName,
    /// Its documentation.
    pub docs: Docs,
    /// The version of SOAP.
    pub version: SoapVersion,
    /// Where it is declared.
    pub span: Span,
}

/// A version of SOAP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SoapVersion {
    /// SOAP 1.1.
    V11,
    /// SOAP 1.2.
    V12,
}

impl fmt::Display for SoapVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V11 => "SOAP 1.1",
            Self::V12 => "SOAP 1.2",
        })
    }
}

/// How the body of a message is made from parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The parts are the body.
    Document,
    /// The parts stand in an element that is named after the operation.
    Rpc,
}

/// How values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// As the schema says.
    Literal,
    /// By the rules of SOAP encoding (SOAP 1.1 section 5).
    Encoded,
}

/// A version of WS-Addressing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Addressing {
    /// None.
    #[default]
    Off,
    /// The Submission of August 2004.
    Submission,
    /// The Recommendation.
    V1,
}

/// An operation that can be called over SOAP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its name; overloaded ones share it.
    pub name: String,
    /// Its port type.
    pub port_type: QName,
    /// Its documentation: the port type's, or else the binding's.
    pub docs: Docs,
    /// The style of its messages.
    pub style: Style,
    /// How values are written.
    pub use_: Use,
    /// The versions of SOAP that offer it, each once, lowest first.
    pub versions: Vec<OperationVersion>,
    /// The request.
    pub input: Body,
    /// The answer; `None` if there is none.
    pub output: Option<Body>,
    /// Header blocks of the request.
    pub input_headers: Vec<Header>,
    /// Header blocks of the answer.
    pub output_headers: Vec<Header>,
    /// The declared faults, in document order.
    pub faults: Vec<Fault>,
    /// Whether requests carry the headers of WS-Addressing: some binding of the operation says so.
    pub addressing: Addressing,
    /// The action in these headers: declared, or by rule.
    pub addressing_action: String,
    /// Where it is declared.
    pub span: Span,
}

/// An operation in one version of SOAP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationVersion {
    /// The version.
    pub version: SoapVersion,
    /// The binding that offers it.
    pub binding: QName,
    /// The `SOAPAction`; often empty.
    pub action: String,
}

/// What stands in the SOAP body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The message.
    pub message: QName,
    /// The element around the parts: rpc only.
    pub wrapper: Option<QName>,
    /// The parts that are in the body, in order: no headers, no attachments.
    pub parts: Vec<Part>,
    /// Parts that the binding sends as MIME attachments beside the envelope.
    pub attachments: Vec<Part>,
}

/// A message: named parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its documentation.
    pub docs: Docs,
    /// Its parts, in document order.
    pub parts: Vec<Part>,
    /// Where it is declared.
    pub span: Span,
}

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub content: PartContent,
    /// Its documentation.
    pub docs: Docs,
    /// Where it is declared.
    pub span: Span,
}

/// What a part holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartContent {
    /// This global element.
    Element(QName),
    /// A value of this type: in rpc style an element of the part's name, without a namespace; in document style the content of the body itself.
    Type(TypeRef),
}

/// A SOAP header block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The message that declares it.
    pub message: QName,
    /// The part of it.
    pub part: Part,
    /// How its value is written.
    pub use_: Use,
    /// The namespace of the block when the part has a type and no element.
    pub namespace: Option<String>,
}

/// A declared fault: one for each part of its message, of which there should be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its name; of a header fault that of the part.
    pub name: String,
    /// The message.
    pub message: QName,
    /// What comes.
    pub part: Part,
    /// It comes in a header block, not in the fault's detail.
    pub in_header: bool,
}
