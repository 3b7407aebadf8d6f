//! Writing an answer, in the form that Spring-WS gives it.

use std::fmt::{Display, Write as _};

use super::fault::Fault;
use super::schema::NAMESPACE;

const HEAD: &str = concat!(
    "<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\">",
    "<SOAP-ENV:Header/><SOAP-ENV:Body>",
);
const TAIL: &str = "</SOAP-ENV:Body></SOAP-ENV:Envelope>";

/// The elements of an answer, in the order in which they are added.
#[derive(Debug, Default)]
pub(crate) struct Answer(String);

impl Answer {
    pub(crate) fn value(&mut self, name: &str, value: impl Display) {
        let _ = write!(
            self.0,
            "<ns2:{name}>{}</ns2:{name}>",
            escape(&value.to_string())
        );
    }

    /// An `xs:list`.
    pub(crate) fn list<T: Display>(&mut self, name: &str, items: impl IntoIterator<Item = T>) {
        let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
        self.value(name, items.join(" "));
    }

    pub(crate) fn nested(&mut self, name: &str, content: &Self) {
        let _ = write!(self.0, "<ns2:{name}>{}</ns2:{name}>", content.0);
    }

    /// The whole message, for the operation of that name.
    pub(crate) fn message(&self, operation: &str) -> String {
        format!(
            "{HEAD}<ns2:{operation}Response xmlns:ns2=\"{NAMESPACE}\">{}</ns2:{operation}Response>{TAIL}",
            self.0
        )
    }
}

/// The message of a fault: the sender's if the request violates the schema, else that of an exception in the server.
pub(crate) fn fault(fault: &Fault) -> String {
    let (code, detail) = match fault {
        Fault::Validation(violations) => ("Client", detail(violations)),
        _ => ("Server", String::new()),
    };
    let text = escape(&fault.to_string());
    format!(
        "{HEAD}<SOAP-ENV:Fault><faultcode>SOAP-ENV:{code}</faultcode><faultstring xml:lang=\"en\">{text}</faultstring>\
         {detail}</SOAP-ENV:Fault>{TAIL}"
    )
}

fn detail(violations: &[String]) -> String {
    let error = |violation: &String| {
        format!(
            "<spring-ws:ValidationError xmlns:spring-ws=\"http://springframework.org/spring-ws\">{}\
             </spring-ws:ValidationError>",
            escape(violation)
        )
    };
    let errors: String = violations.iter().map(error).collect();
    format!("<detail>{errors}</detail>")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('\r', "&#xD;")
}
