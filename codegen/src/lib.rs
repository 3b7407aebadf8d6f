//! WSDL 1.1 and XSD 1.0 to typed, async Rust clients.
//!
//! [`Builder`] is for the `build.rs` of a program that has a WSDL file. The rest is what it is made of: [`read()`] reads a file
//! with all that it imports, [`model()`] makes of it what Rust code will show, [`generate()`] the files. Each is a function without
//! network and clock, and nothing but [`Builder::build`] prints.

mod builder;
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

pub use builder::{BuildError, Builder, Generated};
pub use compare::{Change, Comparison, Effect, Subject, compare};
pub use generate::{crate_name, generate, model, package_name};
pub use load::{Catalog, Imported, imports};
pub use read::{Input, read};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
