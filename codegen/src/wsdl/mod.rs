//! WSDL 1.1: from documents to [`Definitions`], in which every name is resolved.

mod model;

pub use model::{
    Binding, Body, Definitions, Fault, Header, Message, Operation, OperationVersion, Part,
    PartContent, Port, Service, SoapVersion, Style, Use,
};
