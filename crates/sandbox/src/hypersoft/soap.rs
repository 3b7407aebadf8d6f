//! Arguments from an envelope, and answers as `XmlSerializer` writes them.

use std::fmt::Write as _;

use jiff::civil::DateTime;
use roxmltree::{Document, Node};

use super::fault::Fault;
use super::request::Wire;
use super::schema::{Class, Kind, Method};
use super::value::{Record, Value, member};

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

fn envelope(wire: Wire) -> &'static str {
    match wire {
        Wire::Soap12 => "http://www.w3.org/2003/05/soap-envelope",
        Wire::Soap11 | Wire::Json => "http://schemas.xmlsoap.org/soap/envelope/",
    }
}

/// The element in the body, if there is an envelope with one.
pub(crate) fn body_element<'d>(document: &'d Document<'_>) -> Option<Node<'d, 'd>> {
    let envelope = document.root_element();
    let body = envelope
        .children()
        .find(|child| child.tag_name().name() == "Body")?;
    body.children().find(Node::is_element)
}

/// The arguments; what is not there, or of another namespace, is null, zero or the first day of all.
pub(crate) fn arguments(
    method: &Method,
    element: Option<Node<'_, '_>>,
    namespace: &str,
) -> Result<Record, Fault> {
    let reader = Reader { namespace };
    let read = |&(name, kind): &(&'static str, Kind)| {
        let child = element.and_then(|element| reader.child(element, name));
        Ok((name, reader.value(child, kind)?))
    };
    let arguments: Result<Record, String> = method.parameters.iter().map(read).collect();
    arguments.map_err(Fault::UnreadableRequest)
}

/// Reads elements of one namespace; others it does not see.
struct Reader<'n> {
    namespace: &'n str,
}

impl Reader<'_> {
    fn child<'a, 'd>(&self, parent: Node<'a, 'd>, name: &str) -> Option<Node<'a, 'd>> {
        let mut children = parent.children();
        children.find(|child| child.has_tag_name((self.namespace, name)))
    }

    fn value(&self, node: Option<Node<'_, '_>>, kind: Kind) -> Result<Value, String> {
        let node = node.filter(|node| node.attribute((XSI, "nil")) != Some("true"));
        let Some(node) = node else {
            return Ok(match kind {
                Kind::Int => Value::Int(0),
                Kind::Decimal => Value::Decimal("0".to_owned()),
                Kind::DateTime => Value::no_date(),
                _ => Value::Null,
            });
        };
        let text = || node.text().unwrap_or_default();
        let wrong = |what: &str| format!("{what} was not in a correct format.");
        Ok(match kind {
            Kind::Text => Value::text(text()),
            Kind::Int => Value::Int(text().trim().parse().map_err(|_| wrong("Input string"))?),
            Kind::Decimal | Kind::NullableDecimal => {
                Value::decimal(text().trim()).ok_or_else(|| wrong("Input string"))?
            }
            Kind::DateTime | Kind::NullableDateTime => {
                let text = text().trim();
                let date_time: DateTime = text
                    .parse()
                    .map_err(|_| format!("The string '{text}' is not a valid AllXsd value."))?;
                Value::DateTime(date_time)
            }
            Kind::Object(class) => Value::Object(self.record(node, class)?),
            Kind::List(class) => {
                let items = node
                    .children()
                    .filter(|item| item.has_tag_name((self.namespace, class.name)));
                let items = items.map(|item| self.value(Some(item), Kind::Object(class)));
                Value::List(items.collect::<Result<_, _>>()?)
            }
        })
    }

    fn record(&self, node: Node<'_, '_>, class: &Class) -> Result<Record, String> {
        let read = |&(name, kind): &(&'static str, Kind)| {
            Ok((name, self.value(self.child(node, name), kind)?))
        };
        class.members.iter().map(read).collect()
    }
}

/// The answer to a method.
pub(crate) fn answer(wire: Wire, method: &Method, result: &Value, namespace: &str) -> String {
    let (name, namespace) = (method.name, attribute(namespace));
    let mut content = format!("<{name}Response xmlns=\"{namespace}\">");
    write(
        &mut content,
        &format!("{name}Result"),
        result,
        Kind::Object(method.result),
    );
    let _ = write!(content, "</{name}Response>");
    message(wire, &content)
}

fn write(out: &mut String, name: &str, value: &Value, kind: Kind) {
    let mut element = |content: &str| {
        if content.is_empty() {
            let _ = write!(out, "<{name} />");
        } else {
            let _ = write!(out, "<{name}>{content}</{name}>");
        }
    };
    match (value, kind) {
        (Value::Null, Kind::NullableDecimal | Kind::NullableDateTime) => {
            let _ = write!(out, "<{name} xsi:nil=\"true\" />");
        }
        (Value::Text(text), _) => element(&escape(text)),
        (Value::Int(number), _) => element(&number.to_string()),
        (Value::Decimal(digits), _) => element(digits),
        (Value::DateTime(date_time), _) => element(&date_time.to_string()),
        (Value::Object(record), Kind::Object(class)) => {
            let mut content = String::new();
            for &(name, kind) in class.members {
                write(&mut content, name, member(record, name), kind);
            }
            element(&content);
        }
        (Value::List(items), Kind::List(class)) => {
            let mut content = String::new();
            for item in items {
                write(&mut content, class.name, item, Kind::Object(class));
            }
            element(&content);
        }
        // A reference that is null is left out; nothing else is left to be.
        (Value::Null | Value::Object(_) | Value::List(_), _) => {}
    }
}

/// A fault.
pub(crate) fn fault(wire: Wire, fault: &Fault, namespace: &str) -> String {
    let text = match fault {
        Fault::UnknownAction(_) | Fault::NoAction | Fault::UnreadableRequest(_) => {
            fault.to_string()
        }
        // Thrown as a fault, not as any exception.
        Fault::Detailed { message, .. } => message.clone(),
        _ => format!("Server was unable to process request. ---> {fault}"),
    };
    let text = escape(&text);
    let detail = match fault {
        Fault::Detailed { code, .. } => format!(
            "<detail><ErrorCode xmlns=\"{}\">{}</ErrorCode></detail>",
            attribute(namespace),
            escape(code)
        ),
        _ => "<detail />".to_owned(),
    };
    let content = if wire == Wire::Soap12 {
        let code = if fault.blames_sender() {
            "Sender"
        } else {
            "Receiver"
        };
        format!(
            "<soap:Fault><soap:Code><soap:Value>soap:{code}</soap:Value></soap:Code><soap:Reason><soap:Text \
             xml:lang=\"en\">{text}</soap:Text></soap:Reason>{detail}</soap:Fault>"
        )
    } else {
        let code = if fault.blames_sender() {
            "Client"
        } else {
            "Server"
        };
        format!(
            "<soap:Fault><faultcode>soap:{code}</faultcode><faultstring>{text}</faultstring>{detail}</soap:Fault>"
        )
    };
    message(wire, &content)
}

fn message(wire: Wire, content: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:soap=\"{}\" xmlns:xsi=\"{XSI}\" \
         xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><soap:Body>{content}</soap:Body></soap:Envelope>",
        envelope(wire)
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn attribute(text: &str) -> String {
    escape(text).replace('"', "&quot;")
}
