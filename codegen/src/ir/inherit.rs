//! What a type has from its bases, and the shapes of types that Rust shows as something simpler.

use std::collections::BTreeMap;

use super::particles::{self, Item};
use crate::schema::{
    Attribute, ComplexType, Derivation, Element, Particle, Schemas, Type, TypeRef,
};

/// How deep a chain of base types may be.
const MAX_BASES: usize = 64;

/// The complex type behind a reference.
pub(super) fn complex<'s>(schemas: &'s Schemas, type_: &'s TypeRef) -> Option<&'s ComplexType> {
    match schemas.resolve(type_)? {
        Type::Complex(complex) => Some(complex),
        Type::Simple(_) => None,
    }
}

/// The type and its bases, itself first; each with the local name of its declaration, which the type itself has from elsewhere.
fn chain<'s>(
    schemas: &'s Schemas,
    type_: &'s ComplexType,
) -> Vec<(Option<&'s str>, &'s ComplexType)> {
    let mut chain = vec![(None, type_)];
    let mut current = type_;
    while let Some(base) = &current.base {
        let Some(type_) = complex(schemas, &base.type_) else {
            break;
        };
        let name = match &base.type_ {
            TypeRef::Named(name) | TypeRef::OfElement(name) => Some(name.local.as_str()),
            TypeRef::Builtin(_) | TypeRef::Anonymous(_) => None,
        };
        chain.push((name, type_));
        if chain.len() == MAX_BASES {
            break;
        }
        current = type_;
    }
    chain
}

/// A content model, and the name of the base that declares it.
pub(super) type Content<'s> = (Option<&'s str>, &'s Particle);

/// The content models that make up a type: its bases' and its own. A restriction repeats what it keeps of its base.
pub(super) fn content<'s>(schemas: &'s Schemas, type_: &'s ComplexType) -> Vec<Content<'s>> {
    let mut contents = Vec::new();
    for (name, type_) in chain(schemas, type_) {
        contents.extend(type_.content.as_ref().map(|content| (name, content)));
        let restricts = |base: &crate::schema::Base| base.derivation == Derivation::Restriction;
        if type_.base.as_ref().is_some_and(restricts) {
            break;
        }
    }
    contents.reverse();
    contents
}

/// The attributes of a type, inherited ones first; a type that declares one again replaces it, one that prohibits it leaves it out.
pub(super) fn attributes<'s>(schemas: &'s Schemas, type_: &'s ComplexType) -> Vec<&'s Attribute> {
    let mut attributes: Vec<&Attribute> = Vec::new();
    let mut places = BTreeMap::new();
    let chain = chain(schemas, type_);
    for attribute in chain
        .into_iter()
        .rev()
        .flat_map(|(_, type_)| &type_.attributes)
    {
        let place = *places.entry(&attribute.name).or_insert(attributes.len());
        match attributes.get_mut(place) {
            Some(known) => *known = attribute,
            None => attributes.push(attribute),
        }
    }
    attributes.retain(|attribute| !attribute.prohibited);
    attributes
}

/// Whether attributes that nobody declared may come.
pub(super) fn any_attribute(schemas: &Schemas, type_: &ComplexType) -> bool {
    let mut chain = chain(schemas, type_).into_iter();
    chain.any(|(_, type_)| type_.any_attribute)
}

/// The item of a type that is nothing but a list.
pub(super) fn list_item(type_: &ComplexType) -> Option<&Element> {
    if type_.any_attribute || type_.array.is_some() {
        return None;
    }
    match only_child(type_)? {
        (element, _, true) => Some(element),
        _ => None,
    }
}

/// The only thing that a type holds, whether it is optional, and whether it is repeated.
pub(super) fn only_child(type_: &ComplexType) -> Option<(&Element, bool, bool)> {
    let bare = type_.base.is_none() && type_.attributes.is_empty() && !type_.mixed;
    let content = type_.content.as_ref().filter(|_| bare)?;
    match particles::flatten(&[content]).as_slice() {
        [
            Item::Element {
                element,
                optional,
                many,
            },
        ] => Some((element, *optional, *many)),
        _ => None,
    }
}

/// Whether a type has neither attributes nor content.
pub(super) fn is_empty(type_: &ComplexType) -> bool {
    type_.base.is_none()
        && type_.array.is_none()
        && type_.attributes.is_empty()
        && type_.simple_content.is_none()
        && !type_.mixed
        && type_
            .content
            .as_ref()
            .is_none_or(|content| particles::flatten(&[content]).is_empty())
}
