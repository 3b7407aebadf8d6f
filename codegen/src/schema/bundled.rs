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
    use super::SCHEMAS;

    #[test]
    fn every_schema_is_of_its_namespace() {
        for (namespace, name, text) in SCHEMAS {
            let target = format!("targetNamespace=\"{namespace}\"");
            assert!(text.contains(&target), "{name} is not of {namespace}");
        }
    }
}
