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
        "http://www.w3.org/2005/05/xmlmime",
        "<xmlmime.xsd>",
        include_str!("../../schemas/xmlmime.xsd"),
    ),
];

/// The name and the text of the schema of a well-known namespace.
pub(crate) fn bundled(namespace: &str) -> Option<(&'static str, &'static str)> {
    let known = SCHEMAS.iter().find(|(known, _, _)| *known == namespace)?;
    Some((known.1, known.2))
}
