//! SOAP encoding (section 5 of SOAP 1.1, part 2 of SOAP 1.2): values that say their types, arrays, and values that several elements
//! share.

mod array;
mod references;
mod typed;

pub use self::array::Array;
pub(crate) use self::references::resolve;
pub use self::typed::Typed;

/// The encoding of SOAP 1.1.
pub(crate) const ENCODING_1_1: &str = "http://schemas.xmlsoap.org/soap/encoding/";

/// The encoding of SOAP 1.2.
pub(crate) const ENCODING_1_2: &str = "http://www.w3.org/2003/05/soap-encoding";
