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
/// WS-Addressing: what WSDL files say of it, newest first.
pub(crate) const ADDRESSING_METADATA: &str = "http://www.w3.org/2007/05/addressing/metadata";
pub(crate) const ADDRESSING_WSDL: &str = "http://www.w3.org/2006/05/addressing/wsdl";
pub(crate) const ADDRESSING_2004: &str = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
pub(crate) const ADDRESSING_2004_POLICY: &str =
    "http://schemas.xmlsoap.org/ws/2004/08/addressing/policy";
/// The namespaces in which the `Action` attribute is written.
pub(crate) const ADDRESSING: &[&str] = &[ADDRESSING_METADATA, ADDRESSING_WSDL, ADDRESSING_2004];
/// WS-Policy.
pub(crate) const POLICY: &[&str] = &[
    "http://www.w3.org/ns/ws-policy",
    "http://schemas.xmlsoap.org/ws/2004/09/policy",
    "http://schemas.xmlsoap.org/ws/2002/12/policy",
];

/// The namespace that was meant, if a file that was edited throughout has another scheme or no slash at the end.
pub(crate) fn misspelt(uri: &str) -> Option<&'static str> {
    let known = [
        WSDL,
        WSDL_SOAP11,
        WSDL_SOAP12,
        WSDL_MIME,
        XSD,
        SOAP11_ENCODING,
    ];
    let bare = |uri: &str| -> Option<String> {
        let rest = uri.split_once("://")?.1;
        Some(rest.trim_end_matches('/').to_ascii_lowercase())
    };
    let wanted = bare(uri).filter(|_| uri.starts_with("http") && !known.contains(&uri))?;
    known
        .into_iter()
        .find(|known| bare(known).as_ref() == Some(&wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_a_namespace_is_known() {
        assert_eq!(misspelt("https://schemas.xmlsoap.org/wsdl/"), Some(WSDL));
        assert_eq!(
            misspelt("http://schemas.xmlsoap.org/wsdl/soap"),
            Some(WSDL_SOAP11)
        );
        assert_eq!(misspelt("http://www.w3.org/2001/XMLSchema/"), Some(XSD));
        assert_eq!(misspelt(XSD), None);
        assert_eq!(misspelt("http://www.w3.org/2001/XMLSchema-instance"), None);
        assert_eq!(misspelt("urn:x"), None);
    }
}
