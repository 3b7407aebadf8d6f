//! Whether a request follows the schema, in the words of the validator that Java has.

use std::num::IntErrorKind;

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
        full: None,
    };
    for child in node.children().filter(Node::is_element) {
        let Some(element) = place.take(child) else {
            found.push(place.refusal(child));
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
    }
    if let Some(attribute) = node.attributes().next() {
        found.push(format!(
            "cvc-type.3.1.1: Element '{name}' is a simple type, so it cannot have attributes, excepting those whose \
             namespace name is identical to 'http://www.w3.org/2001/XMLSchema-instance' and whose [local name] is one \
             of 'type', 'nil', 'schemaLocation' or 'noNamespaceSchemaLocation'. However, the attribute, '{}' was found.",
            attribute.name()
        ));
    }
    let text = node.text().unwrap_or_default();
    if let Some(problem) = problem(text, kind) {
        found.push(problem);
        found.push(format!(
            "cvc-type.3.1.3: The value '{text}' of element '{name}' is not valid."
        ));
    }
}

/// What is wrong with a text that does not have the form of its type.
fn problem(text: &str, kind: Kind) -> Option<String> {
    let value = text.trim();
    let invalid =
        |class| format!("cvc-datatype-valid.1.2.1: '{text}' is not a valid value for '{class}'.");
    match kind {
        Kind::Text | Kind::Object(_) => None,
        Kind::Int => int_problem(value),
        Kind::Ints => value.split_ascii_whitespace().find_map(int_problem),
        Kind::Boolean => {
            (!matches!(value, "true" | "false" | "1" | "0")).then(|| invalid("boolean"))
        }
        Kind::DateTime => {
            // With an offset or without.
            let is_one = value.parse::<DateTime>().is_ok() || value.parse::<Timestamp>().is_ok();
            (!is_one || !value.contains('T')).then(|| invalid("dateTime"))
        }
    }
}

fn int_problem(text: &str) -> Option<String> {
    let facet = match text.parse::<i32>().err()?.kind() {
        IntErrorKind::PosOverflow => ("max", i32::MAX),
        IntErrorKind::NegOverflow => ("min", i32::MIN),
        _ => {
            return Some(format!(
                "cvc-datatype-valid.1.2.1: '{text}' is not a valid value for 'integer'."
            ));
        }
    };
    let (which, limit) = facet;
    Some(format!(
        "cvc-{which}Inclusive-valid: Value '{text}' is not facet-valid with respect to {which}Inclusive '{limit}' for \
         type 'int'."
    ))
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
    /// The one before, if it may not stand there once more.
    full: Option<&'static Element>,
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
        self.full = (self.seen == element.most).then_some(element);
        if self.full.is_some() {
            self.rest = &self.rest[1..];
            self.seen = 0;
        }
        Some(element)
    }

    /// Why a child may not come next.
    fn refusal(&self, child: Node<'_, '_>) -> String {
        let name = written(child);
        let begin = format!("Invalid content was found starting with element '{name}'.");
        let end = "No child element is expected at this point.";
        let is_it = |element: &&Element| child.has_tag_name((NAMESPACE, element.name));
        match self.full.filter(is_it) {
            _ if !self.possible().is_empty() => {
                let expected = self.expected();
                format!("cvc-complex-type.2.4.a: {begin} One of '{expected}' is expected.")
            }
            Some(Element { name, most, .. }) if *most > 1 => format!(
                "cvc-complex-type.2.4.f: '\"{NAMESPACE}\":{name}' can occur a maximum of '{most}' times in the current \
                 sequence. This limit was exceeded. {end}"
            ),
            _ => format!("cvc-complex-type.2.4.d: {begin} {end}"),
        }
    }

    fn expected(&self) -> String {
        let names = self.possible().iter();
        let names: Vec<_> = names
            .map(|element| format!("\"{NAMESPACE}\":{}", element.name))
            .collect();
        format!("{{{}}}", names.join(", "))
    }
}
