//! WSDL 1.1 and XSD 1.0 to Rust.

mod compare;
pub mod diagnostics;
mod generate;
pub mod ir;
mod load;
pub mod manifest;
mod names;
pub mod output;
pub mod overlay;
mod read;
pub mod render;
pub mod schema;
mod spelling;
pub mod vendor;
pub mod wsdl;
mod xmlns;

pub use compare::{Change, Comparison, Effect, Subject, compare};
pub use generate::{generate, model, package_name};
pub use load::{Catalog, Imported, imports};
pub use read::{Input, read};
