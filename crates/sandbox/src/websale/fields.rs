//! Reading a request, as strictly as gSOAP's strict mode does.

use std::collections::BTreeMap;

use roxmltree::{Document, Node, NodeType};

use super::fault::Fault;

const ENVELOPE: &str = "http://schemas.xmlsoap.org/soap/envelope/";
pub(crate) const NAMESPACE: &str = "http://www.websale.de/";

/// An operation and the texts of its fields.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) operation: String,
    pub(crate) fields: Fields,
}

/// Reads an envelope of a service with this namespace. Only syntax is checked here; which fields an operation has, [`Fields::only`] checks.
pub(crate) fn read(text: &str, namespace: &str) -> Result<Request, Fault> {
    let document = Document::parse(text).map_err(|_| Fault::InvalidRequest)?;
    let root = document.root_element();
    if !root.has_tag_name((ENVELOPE, "Envelope")) {
        return Err(Fault::Soap(
            "SOAP version mismatch or invalid SOAP message".to_owned(),
        ));
    }
    let call = root
        .children()
        .find(|child| child.has_tag_name((ENVELOPE, "Body")))
        .and_then(|body| body.first_element_child())
        .ok_or(Fault::InvalidRequest)?;
    let operation = call.tag_name().name();
    if call.tag_name().namespace() != Some(namespace) {
        return Err(not_implemented(operation));
    }
    let request = call
        .children()
        .find(|child| child.is_element() && is_plain(*child, "request"));
    Ok(Request {
        operation: operation.to_owned(),
        fields: request.map_or_else(|| Ok(Fields::default()), Fields::of)?,
    })
}

/// What gSOAP says of an operation that it does not have.
pub(crate) fn not_implemented(operation: &str) -> Fault {
    Fault::Soap(format!(
        "Method '{operation}' not implemented: method name or namespace not recognized"
    ))
}

fn is_plain(node: Node<'_, '_>, name: &str) -> bool {
    node.tag_name().namespace().is_none() && node.tag_name().name() == name
}

/// The fields of a request by name.
#[derive(Debug, Default)]
pub(crate) struct Fields(BTreeMap<String, String>);

impl Fields {
    fn of(request: Node<'_, '_>) -> Result<Self, Fault> {
        let mut fields = BTreeMap::new();
        for child in request.children().filter(Node::is_element) {
            // gSOAP skips a qualified child, which then shows as a missing field.
            if child.tag_name().namespace().is_some() {
                continue;
            }
            let name = child.tag_name().name();
            if fields.insert(name.to_owned(), content(child)).is_some() {
                return Err(Fault::violation("occurrence violation", name));
            }
        }
        Ok(Self(fields))
    }

    /// Refuses fields that the operation does not have.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Fault> {
        match self.0.keys().find(|name| !known.contains(&name.as_str())) {
            None => Ok(()),
            Some(name) => Err(Fault::violation("tag name or namespace mismatch", name)),
        }
    }

    /// The text, which may be empty. "Take it from the batch" counts as absent.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|text| *text != "$ChargeVal$")
    }

    /// The text, unless it is empty.
    pub(crate) fn filled(&self, name: &str) -> Option<&str> {
        self.text(name).filter(|text| !text.is_empty())
    }

    /// An `xsd:int`. "Take it from the batch" counts as absent.
    pub(crate) fn int(&self, name: &str) -> Result<Option<i32>, Fault> {
        let parse = |text: &str| text.trim().parse::<i32>().ok();
        Ok(self.typed(name, parse)?.filter(|n| *n != -999_999_999))
    }

    /// An `xsd:double`. "Take it from the batch" counts as absent.
    pub(crate) fn double(&self, name: &str) -> Result<Option<f64>, Fault> {
        let parse = |text: &str| {
            let text = text.trim();
            // Rust also takes words such as "infinity", which XML Schema spells otherwise.
            let plain = text
                .chars()
                .all(|c| c.is_ascii_digit() || "+-.eE".contains(c));
            plain.then(|| text.parse::<f64>().ok()).flatten()
        };
        Ok(self.typed(name, parse)?.filter(|n| *n > -999_999_999.0))
    }

    /// An `xsd:boolean` that is false when it is left out.
    pub(crate) fn switch(&self, name: &str) -> Result<bool, Fault> {
        let parse = |text: &str| match text.trim() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        };
        Ok(self.typed(name, parse)?.unwrap_or(false))
    }

    fn typed<T>(&self, name: &str, parse: fn(&str) -> Option<T>) -> Result<Option<T>, Fault> {
        let Some(text) = self.0.get(name) else {
            return Ok(None);
        };
        match parse(text) {
            Some(value) => Ok(Some(value)),
            None => Err(Fault::violation("data type mismatch", name)),
        }
    }
}

/// The text of a field. Raw child elements count as text, as gSOAP has it for strings.
fn content(field: Node<'_, '_>) -> String {
    let children = || {
        field
            .children()
            .filter(|child| child.node_type() != NodeType::Comment)
    };
    if !children().any(|child| child.is_element()) {
        return children().filter_map(|child| child.text()).collect();
    }
    let source = field.document().input_text();
    children().map(|child| &source[child.range()]).collect()
}

/// The text with `***` in place of every password in it.
pub(crate) fn masked(text: &str, password: &str) -> String {
    let mut masked = text.to_owned();
    if let Ok(document) = Document::parse(text) {
        let secrets = document.descendants().filter(Node::is_text).filter(|node| {
            node.parent()
                .is_some_and(|parent| parent.tag_name().name() == "Password")
        });
        // From the end, so that the ranges in front stay valid.
        let mut ranges: Vec<_> = secrets.map(|node| node.range()).collect();
        ranges.reverse();
        for range in ranges {
            masked.replace_range(range, "***");
        }
    }
    masked.replace(password, "***")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(fields: &str) -> Result<Request, Fault> {
        let text = format!(
            "<e:Envelope xmlns:e='{ENVELOPE}'><e:Body><w:CreateVouchers xmlns:w='{NAMESPACE}'><request>{fields}</request>\
             </w:CreateVouchers></e:Body></e:Envelope>"
        );
        read(&text, NAMESPACE)
    }

    #[test]
    fn fields_have_their_types() {
        let fields = request(
            "<VoucherCount> +2 </VoucherCount><Amount>15.00</Amount><Pool>1</Pool><Type>-999999999</Type>\
             <ChargeId>$ChargeVal$</ChargeId><SubShop/>",
        )
        .unwrap()
        .fields;
        assert_eq!(fields.int("VoucherCount"), Ok(Some(2)));
        assert_eq!(fields.double("Amount"), Ok(Some(15.0)));
        assert_eq!(fields.switch("Pool"), Ok(true));
        assert_eq!(fields.int("Type"), Ok(None));
        assert_eq!(fields.text("ChargeId"), None);
        assert_eq!(fields.text("SubShop"), Some(""));
        assert_eq!(fields.filled("SubShop"), None);
    }

    #[test]
    fn a_qualified_field_is_missing() {
        let fields = request("<q:ShopID xmlns:q='http://www.websale.de/'>a</q:ShopID>")
            .unwrap()
            .fields;
        assert_eq!(fields.text("ShopID"), None);
    }

    #[test]
    fn raw_and_escaped_markup_are_the_same_text() {
        let raw = request("<CatProdFilter><ci>543</ci><ci>345</ci></CatProdFilter>").unwrap();
        let escaped = request(
            "<CatProdFilter>&lt;ci&gt;543&lt;/ci&gt;&lt;ci&gt;345&lt;/ci&gt;</CatProdFilter>",
        )
        .unwrap();
        let expected = Some("<ci>543</ci><ci>345</ci>");
        assert_eq!(raw.fields.text("CatProdFilter"), expected);
        assert_eq!(escaped.fields.text("CatProdFilter"), expected);
    }

    #[test]
    fn strict_as_gsoap() {
        let fault = |fields| request(fields).and_then(|r| r.fields.int("Type").map(|_| ()));
        let text = |fields| fault(fields).unwrap_err().to_string();
        assert_eq!(
            text("<Type>1,5</Type>"),
            "Validation constraint violation: data type mismatch in element 'Type'"
        );
        assert_eq!(
            text("<Type>1</Type><Type>2</Type>"),
            "Validation constraint violation: occurrence violation in element 'Type'"
        );
        assert_eq!(
            request("<Nonsense/>").unwrap().fields.only(&["Type"]),
            Err(Fault::violation(
                "tag name or namespace mismatch",
                "Nonsense"
            ))
        );
        assert_eq!(
            read("no XML", NAMESPACE).unwrap_err(),
            Fault::InvalidRequest
        );
    }

    #[test]
    fn passwords_are_masked() {
        assert_eq!(
            masked("<r><Password>a&amp;b</Password><X>open</X></r>", "open"),
            "<r><Password>***</Password><X>***</X></r>"
        );
        assert_eq!(
            masked("<r><Password>open</Pass", "open"),
            "<r><Password>***</Pass"
        );
    }
}
