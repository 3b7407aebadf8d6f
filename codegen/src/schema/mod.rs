//! Schemas: from the texts of `<schema>` elements to a model in which nothing is left to look up.

use xsd_parser::Parser;
use xsd_parser::models::schema::Schemas as Parsed;

use crate::diagnostics::{Diagnostic, Problems};

mod builtin;
mod bundled;
mod canonical;
mod convert;
mod cycles;
mod dump;
mod grammar;
mod index;
mod model;
mod repair;

pub use builtin::Builtin;
pub(crate) use bundled::bundled;
pub(crate) use grammar::{Kind, is_known};
pub(crate) use index::Index;
pub use model::{
    Attribute, Base, ComplexType, Derivation, Docs, Element, EnumValue, Facets, Particle,
    ParticleKind, QName, Schemas, SimpleKind, SimpleType, SoapArray, Type, TypeRef, WhiteSpace,
};

/// Reads every schema of the index.
pub(crate) fn read(index: &Index<'_>, problems: &mut Problems) -> Schemas {
    let mut parsed: Vec<Option<Parsed>> = Vec::new();
    for unit in &index.units {
        let text = canonical::write(unit, index, problems);
        match Parser::new()
            .with_default_namespaces()
            .add_schema_from_str(&text)
        {
            Ok(parser) => parsed.push(Some(parser.finish())),
            Err(error) => {
                problems.add(
                    Diagnostic::error(format!("the schema cannot be read: {error}"))
                        .at(unit.node.span()),
                );
                parsed.push(None);
            }
        }
    }
    let mut schemas = convert::convert(index, &parsed, problems);
    cycles::cut(&mut schemas, problems);
    schemas
}
