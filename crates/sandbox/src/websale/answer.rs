//! Writing an answer, in the form that gSOAP gives it.

use super::fault::Fault;
use super::number;

const TAIL: &str = "</SOAP-ENV:Body></SOAP-ENV:Envelope>";

fn head(namespace: &str) -> String {
    let mut escaped = String::new();
    escape(namespace, &mut escaped);
    let escaped = escaped.replace('"', "&quot;");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:SOAP-ENC=\"http://schemas.xmlsoap.org/soap/encoding/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:ns=\"{escaped}\"><SOAP-ENV:Body>"
    )
}

/// The fields of an answer, in the order in which they are added.
#[derive(Debug, Default)]
pub(crate) struct Answer(String);

impl Answer {
    /// An answer that begins with the echo of the request's `MsgID`.
    pub(crate) fn echoing(msg_id: Option<&str>) -> Self {
        let mut answer = Self::default();
        answer.optional("MsgID", msg_id);
        answer
    }

    pub(crate) fn text(&mut self, name: &str, text: &str) {
        self.open(name);
        escape(text, &mut self.0);
        self.close(name);
    }

    /// Leaves an unset text out.
    pub(crate) fn optional(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    /// Sends an empty element for an unset text.
    pub(crate) fn or_empty(&mut self, name: &str, text: Option<&str>) {
        self.text(name, text.unwrap_or_default());
    }

    pub(crate) fn int(&mut self, name: &str, value: impl Into<i64>) {
        self.text(name, &value.into().to_string());
    }

    pub(crate) fn count(&mut self, name: &str, value: usize) {
        self.text(name, &value.to_string());
    }

    pub(crate) fn double(&mut self, name: &str, value: f64) {
        self.text(name, &number::double(value));
    }

    pub(crate) fn boolean(&mut self, name: &str, value: bool) {
        self.text(name, if value { "true" } else { "false" });
    }

    pub(crate) fn open(&mut self, name: &str) {
        self.0.push('<');
        self.0.push_str(name);
        self.0.push('>');
    }

    pub(crate) fn close(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push('>');
    }

    /// The whole message.
    pub(crate) fn message(&self, operation: &str, namespace: &str) -> String {
        let (head, fields) = (head(namespace), &self.0);
        format!(
            "{head}<ns:{operation}Response><response>{fields}</response></ns:{operation}Response>{TAIL}"
        )
    }
}

/// The message of a fault. Only `SOAP-ENV:Client` is documented, so every fault carries it.
pub(crate) fn fault(fault: &Fault, namespace: &str) -> String {
    let head = head(namespace);
    let mut text = String::new();
    escape(&fault.to_string(), &mut text);
    format!(
        "{head}<SOAP-ENV:Fault><faultcode>SOAP-ENV:Client</faultcode><faultstring>{text}</faultstring></SOAP-ENV:Fault>{TAIL}"
    )
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#xD;"),
            c => out.push(c),
        }
    }
}
