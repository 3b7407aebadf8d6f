//! The namespaces that WSDL files are written in.

pub(crate) const XML: &str = "http://www.w3.org/XML/1998/namespace";
pub(crate) const XSD: &str = "http://www.w3.org/2001/XMLSchema";
/// Drafts of XML Schema that files of the first years name; read as the Recommendation.
pub(crate) const XSD_DRAFTS: [&str; 2] = [
    "http://www.w3.org/1999/XMLSchema",
    "http://www.w3.org/2000/10/XMLSchema",
];
pub(crate) const WSDL: &str = "http://schemas.xmlsoap.org/wsdl/";
pub(crate) const WSDL_20: &str = "http://www.w3.org/ns/wsdl";
pub(crate) const WSDL_SOAP11: &str = "http://schemas.xmlsoap.org/wsdl/soap/";
pub(crate) const WSDL_SOAP12: &str = "http://schemas.xmlsoap.org/wsdl/soap12/";
pub(crate) const WSDL_MIME: &str = "http://schemas.xmlsoap.org/wsdl/mime/";
pub(crate) const SOAP11_ENCODING: &str = "http://schemas.xmlsoap.org/soap/encoding/";
/// The namespaces in which WS-Addressing's `Action` attribute is written, newest first.
pub(crate) const ADDRESSING: &[&str] = &[
    "http://www.w3.org/2007/05/addressing/metadata",
    "http://www.w3.org/2006/05/addressing/wsdl",
    "http://schemas.xmlsoap.org/ws/2004/08/addressing",
];
