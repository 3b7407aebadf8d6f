//! WSDL 1.1 and XSD 1.0 to Rust.

pub mod diagnostics;
pub mod schema;
pub mod wsdl;
