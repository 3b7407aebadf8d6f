//! Names that the specifications fix.

/// The namespace of `xsi:nil` and `xsi:type`.
pub(crate) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The envelope of SOAP 1.1.
pub(crate) const SOAP_1_1: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// The envelope of SOAP 1.2.
pub(crate) const SOAP_1_2: &str = "http://www.w3.org/2003/05/soap-envelope";
