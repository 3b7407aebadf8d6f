//! Schemas: from the texts of `<schema>` elements to a model in which nothing is left to look up.

mod builtin;
mod model;

pub use builtin::Builtin;
pub use model::{
    Attribute, Base, ComplexType, Derivation, Docs, Element, EnumValue, Facets, Particle,
    ParticleKind, QName, Schemas, SimpleKind, SimpleType, SoapArray, Type, TypeRef, WhiteSpace,
};
