//! How sure it is that a server knows what a request names.
//!
//! A reconstructed WSDL grades each item at the end of its documentation. A message is as sure as the least sure thing
//! that it names: the operation, and the elements and attributes of the request. The names of types never travel, so
//! they don't count. In a vendor's own file nothing is graded, and all of it is documented.

use std::collections::BTreeSet;

use super::build::Builder;
use super::inherit;
use super::model::Grade;
use crate::schema::{Docs, Element, Particle, ParticleKind, TypeRef};
use crate::wsdl::{self, PartContent};

impl Builder<'_, '_> {
    pub(super) fn grade(&self, operation: &wsdl::Operation) -> Grade {
        let mut lowest = of(&operation.docs);
        let mut seen = BTreeSet::new();
        for part in &operation.input.parts {
            lowest = lowest.min(of(&part.docs));
            match &part.content {
                PartContent::Element(name) => {
                    if let Some(element) = self.schemas.elements.get(name) {
                        lowest = lowest.min(self.of_element(element, &mut seen));
                    }
                }
                PartContent::Type(type_) => lowest = lowest.min(self.of_content(type_, &mut seen)),
            }
        }
        lowest
    }

    fn of_element(&self, element: &Element, seen: &mut BTreeSet<usize>) -> Grade {
        of(&element.docs).min(self.of_content(&element.type_, seen))
    }

    fn of_content(&self, type_: &TypeRef, seen: &mut BTreeSet<usize>) -> Grade {
        let Some(complex) = inherit::complex(self.schemas, type_) else {
            return Grade::Documented;
        };
        if !seen.insert(std::ptr::from_ref(complex).addr()) {
            return Grade::Documented;
        }
        let attributes = inherit::attributes(self.schemas, complex);
        let attributes = attributes.iter().map(|attribute| of(&attribute.docs)).min();
        let contents = inherit::content(self.schemas, complex);
        let children = contents
            .iter()
            .map(|(_, particle)| self.of_particle(particle, seen))
            .min();
        let lowest = attributes.into_iter().chain(children).min();
        lowest.unwrap_or(Grade::Documented)
    }

    fn of_particle(&self, particle: &Particle, seen: &mut BTreeSet<usize>) -> Grade {
        match &particle.kind {
            ParticleKind::Element(element) => self.of_element(element, seen),
            ParticleKind::Sequence(children)
            | ParticleKind::Choice(children)
            | ParticleKind::All(children) => {
                let grades = children.iter().map(|child| self.of_particle(child, seen));
                grades.min().unwrap_or(Grade::Documented)
            }
            ParticleKind::Any => Grade::Documented,
        }
    }
}

/// The mark at the end.
fn of(docs: &Docs) -> Grade {
    let text = docs.as_str().trim_end();
    if text.ends_with("[placeholder]") {
        Grade::Placeholder
    } else if text.ends_with("[inferred]") {
        Grade::Inferred
    } else {
        Grade::Documented
    }
}
