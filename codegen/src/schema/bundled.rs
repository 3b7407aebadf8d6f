//! Schemas that WSDL files use and seldom bring along.

use crate::xmlns;

/// The namespaces, and the files with what is in them.
const SCHEMAS: &[(&str, &str, &str)] = &[
    (
        xmlns::SOAP11_ENCODING,
        "<soap-encoding.xsd>",
        include_str!("../../schemas/soap-encoding.xsd"),
    ),
    (
        "http://www.w3.org/2003/05/soap-encoding",
        "<soap-encoding-1.2.xsd>",
        include_str!("../../schemas/soap-encoding-1.2.xsd"),
    ),
    (
        xmlns::XML,
        "<xml.xsd>",
        include_str!("../../schemas/xml.xsd"),
    ),
    (
        "http://microsoft.com/wsdl/types/",
        "<microsoft-types.xsd>",
        include_str!("../../schemas/microsoft-types.xsd"),
    ),
    (
        "http://schemas.microsoft.com/2003/10/Serialization/",
        "<microsoft-serialization.xsd>",
        include_str!("../../schemas/microsoft-serialization.xsd"),
    ),
    (
        "http://schemas.microsoft.com/2003/10/Serialization/Arrays",
        "<microsoft-arrays.xsd>",
        include_str!("../../schemas/microsoft-arrays.xsd"),
    ),
    (
        "http://www.w3.org/2005/05/xmlmime",
        "<xmlmime.xsd>",
        include_str!("../../schemas/xmlmime.xsd"),
    ),
    (
        "http://www.w3.org/2004/08/xop/include",
        "<xop.xsd>",
        include_str!("../../schemas/xop.xsd"),
    ),
    (
        "http://ws-i.org/profiles/basic/1.1/xsd",
        "<swaref.xsd>",
        include_str!("../../schemas/swaref.xsd"),
    ),
    (
        "http://xml.apache.org/xml-soap",
        "<apache-soap.xsd>",
        include_str!("../../schemas/apache-soap.xsd"),
    ),
    (
        "http://www.w3.org/2005/08/addressing",
        "<ws-addressing.xsd>",
        include_str!("../../schemas/ws-addressing.xsd"),
    ),
    (
        xmlns::ADDRESSING_2004,
        "<ws-addressing-2004.xsd>",
        include_str!("../../schemas/ws-addressing-2004.xsd"),
    ),
    (
        "http://schemas.xmlsoap.org/soap/envelope/",
        "<soap-envelope-1.1.xsd>",
        include_str!("../../schemas/soap-envelope-1.1.xsd"),
    ),
    (
        "http://www.w3.org/2003/05/soap-envelope",
        "<soap-envelope-1.2.xsd>",
        include_str!("../../schemas/soap-envelope-1.2.xsd"),
    ),
    (
        "http://www.w3.org/1999/xlink",
        "<xlink.xsd>",
        include_str!("../../schemas/xlink.xsd"),
    ),
    (
        "http://docs.oasis-open.org/wsrf/bf-2",
        "<wsrf-base-faults.xsd>",
        include_str!("../../schemas/wsrf-base-faults.xsd"),
    ),
    (
        "http://www.w3.org/2000/09/xmldsig#",
        "<xmldsig.xsd>",
        include_str!("../../schemas/xmldsig.xsd"),
    ),
    (
        "http://www.w3.org/2001/04/xmlenc#",
        "<xmlenc.xsd>",
        include_str!("../../schemas/xmlenc.xsd"),
    ),
    (
        "http://schemas.xmlsoap.org/ws/2002/04/reference/",
        "<dime-reference.xsd>",
        include_str!("../../schemas/dime-reference.xsd"),
    ),
    (
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd",
        "<wss-utility.xsd>",
        include_str!("../../schemas/wss-utility.xsd"),
    ),
    (
        "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd",
        "<wss-secext.xsd>",
        include_str!("../../schemas/wss-secext.xsd"),
    ),
];

/// The name and the text of the schema of a well-known namespace.
pub(crate) fn bundled(namespace: &str) -> Option<(&'static str, &'static str)> {
    let known = SCHEMAS.iter().find(|(known, _, _)| *known == namespace)?;
    Some((known.1, known.2))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::SCHEMAS;
    use crate::Catalog;

    #[test]
    fn every_schema_is_of_its_namespace() {
        for (namespace, name, text) in SCHEMAS {
            let target = format!("targetNamespace=\"{namespace}\"");
            assert!(text.contains(&target), "{name} is not of {namespace}");
        }
    }

    #[test]
    fn every_schema_is_read_without_a_word() {
        for (_, name, text) in SCHEMAS {
            let catalog = Catalog::new().with_bytes("main.wsdl", with_types(text));
            let read = crate::read(Path::new("main.wsdl"), &catalog);
            let input = read.unwrap_or_else(|report| panic!("{name}: {report}"));
            let said: Vec<_> = input.warnings.iter().map(|it| &it.message).collect();
            assert_eq!(
                said,
                ["there is nothing to call: this WSDL has no port type"]
            );
            let types = input.schemas.types.len() + input.schemas.elements.len();
            assert!(
                types > 0 || text.contains("<xs:attribute"),
                "{name} is empty"
            );
        }
    }

    /// A WSDL with no more than this schema.
    fn with_types(schema: &str) -> String {
        let (_, schema) = schema.split_once("?>").unwrap_or(("", schema));
        format!(
            "<w:definitions xmlns:w='http://schemas.xmlsoap.org/wsdl/'><w:types>{schema}</w:types></w:definitions>"
        )
    }
}
