//! Whether a request follows the schema, in the words of the validator that Java has.

use jiff::Timestamp;
use jiff::civil::DateTime;
use roxmltree::Node;

use super::schema::{Element, Kind, NAMESPACE, Operation};

/// What is wrong with the payload, a line for each violation; nothing if it may pass.
pub(crate) fn violations(payload: Node<'_, '_>, operation: &Operation) -> Vec<String> {
    let mut found = Vec::new();
    if payload.tag_name().namespace() == Some(NAMESPACE) {
        object(payload, operation.elements, &mut found);
    } else {
        found.push(format!(
            "cvc-elt.1.a: Cannot find the declaration of element '{}'.",
            written(payload)
        ));
    }
    found
}

/// Checks the children. What follows the first that may not stand where it stands is not looked at.
fn object(node: Node<'_, '_>, elements: &'static [Element], found: &mut Vec<String>) {
    let mut texts = node.children().filter(Node::is_text);
    if texts.any(|text| !text.text().unwrap_or_default().trim().is_empty()) {
        found.push(format!(
            "cvc-complex-type.2.3: Element '{}' cannot have character [children], because the type's content type is \
             element-only.",
            written(node)
        ));
    }
    if let Some(attribute) = node.attributes().next() {
        found.push(format!(
            "cvc-complex-type.3.2.2: Attribute '{}' is not allowed to appear in element '{}'.",
            attribute.name(),
            written(node)
        ));
    }
    let mut place = Place {
        rest: elements,
        seen: 0,
    };
    for child in node.children().filter(Node::is_element) {
        let Some(element) = place.take(child) else {
            let begin = format!(
                "Invalid content was found starting with element '{}'.",
                written(child)
            );
            found.push(if place.possible().is_empty() {
                format!(
                    "cvc-complex-type.2.4.d: {begin} No child element is expected at this point."
                )
            } else {
                let expected = place.expected();
                format!("cvc-complex-type.2.4.a: {begin} One of '{expected}' is expected.")
            });
            return;
        };
        match element.kind {
            Kind::Object(elements) => object(child, elements, found),
            kind => simple(child, kind, found),
        }
    }
    if !place.may_end() {
        found.push(format!(
            "cvc-complex-type.2.4.b: The content of element '{}' is not complete. One of '{}' is expected.",
            written(node),
            place.expected()
        ));
    }
}

fn simple(node: Node<'_, '_>, kind: Kind, found: &mut Vec<String>) {
    let name = written(node);
    if node.children().any(|child| child.is_element()) {
        found.push(format!(
            "cvc-type.3.1.2: Element '{name}' is a simple type, so it must have no element information item [children]."
        ));
        return;
    }
    if node.attributes().next().is_some() {
        found.push(format!(
            "cvc-type.3.1.1: Element '{name}' is a simple type, so it cannot have attributes, excepting those whose \
             namespace name is identical to 'http://www.w3.org/2001/XMLSchema-instance'."
        ));
    }
    let text = node.text().unwrap_or_default();
    if let Err(class) = parsed(text.trim(), kind) {
        found.push(format!(
            "cvc-datatype-valid.1.2.1: '{text}' is not a valid value for '{class}'."
        ));
        found.push(format!(
            "cvc-type.3.1.3: The value '{text}' of element '{name}' is not valid."
        ));
    }
}

/// Whether the text has the form of its type; if not, what the validator calls that type.
fn parsed(text: &str, kind: Kind) -> Result<(), &'static str> {
    let (fits, class) = match kind {
        Kind::Text | Kind::Object(_) => (true, ""),
        Kind::Int => (is_int(text), "integer"),
        Kind::Ints => (text.split_ascii_whitespace().all(is_int), "integer"),
        Kind::Boolean => (matches!(text, "true" | "false" | "1" | "0"), "boolean"),
        // With an offset or without.
        Kind::DateTime => (
            text.contains('T')
                && (text.parse::<DateTime>().is_ok() || text.parse::<Timestamp>().is_ok()),
            "dateTime",
        ),
    };
    if fits { Ok(()) } else { Err(class) }
}

fn is_int(text: &str) -> bool {
    text.parse::<i32>().is_ok()
}

/// The name as it stands in the request, with its prefix.
fn written<'i>(node: Node<'_, 'i>) -> &'i str {
    let tag = &node.document().input_text()[node.range()];
    let name = tag.trim_start_matches('<');
    let end = name.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
    &name[..end.unwrap_or(name.len())]
}

/// How far a sequence has been read.
struct Place {
    /// What has not been passed. Of the first, `seen` were there.
    rest: &'static [Element],
    seen: usize,
}

impl Place {
    /// What may come next: all until one that must.
    fn possible(&self) -> &'static [Element] {
        match self.due() {
            Some(index) => &self.rest[..=index],
            None => self.rest,
        }
    }

    fn may_end(&self) -> bool {
        self.due().is_none()
    }

    /// The first that must come.
    fn due(&self) -> Option<usize> {
        let seen = |index| if index == 0 { self.seen } else { 0 };
        let mut rest = self.rest.iter().enumerate();
        rest.position(|(index, element)| element.least > seen(index))
    }

    /// Passes a child, if it may come next; then says what it is.
    fn take(&mut self, child: Node<'_, '_>) -> Option<&'static Element> {
        let is_it = |element: &Element| child.has_tag_name((NAMESPACE, element.name));
        let index = self.possible().iter().position(is_it)?;
        self.seen = if index == 0 { self.seen + 1 } else { 1 };
        self.rest = &self.rest[index..];
        let element = self.rest.first()?;
        if self.seen == element.most {
            self.rest = &self.rest[1..];
            self.seen = 0;
        }
        Some(element)
    }

    fn expected(&self) -> String {
        let names = self.possible().iter();
        let names: Vec<_> = names
            .map(|element| format!("\"{NAMESPACE}\":{}", element.name))
            .collect();
        format!("{{{}}}", names.join(", "))
    }
}
