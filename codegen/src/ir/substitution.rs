//! What may stand for what: derived types for their base, by `xsi:type`; elements for the head of their group, by name.
//!
//! Each base and each head that is used has one enum, which all its uses share.

use std::collections::{BTreeMap, BTreeSet};

use super::build::Builder;
use super::model::{Choice, Hierarchy, Member, TypeDef, TypeId, Value};
use super::{docs, inherit};
use crate::names::{self, Scope};
use crate::schema::{ComplexType, Element, QName, Schemas, Type, TypeRef};

/// Direct derivations and memberships.
pub(super) struct Substitutes<'s> {
    derived: BTreeMap<&'s QName, Vec<&'s QName>>,
    members: BTreeMap<&'s QName, Vec<&'s QName>>,
}

impl<'s> Substitutes<'s> {
    pub(super) fn new(schemas: &'s Schemas) -> Self {
        let mut derived: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (name, type_) in &schemas.types {
            if let Type::Complex(complex) = type_
                && let Some(base) = &complex.base
                && let TypeRef::Named(base) = &base.type_
            {
                derived.entry(base).or_default().push(name);
            }
        }
        let mut members: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (name, element) in &schemas.elements {
            if let Some(head) = &element.substitution_head {
                members.entry(head).or_default().push(name);
            }
        }
        Self { derived, members }
    }
}

/// The name itself and all that follow from it, each once and before those that follow from it.
fn closure<'s>(name: &'s QName, direct: &BTreeMap<&'s QName, Vec<&'s QName>>) -> Vec<&'s QName> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut pending = vec![name];
    while let Some(name) = pending.pop() {
        if seen.insert(name) {
            found.push(name);
            let next = direct.get(name).into_iter().flatten();
            pending.extend(next.rev().copied());
        }
    }
    found
}

impl<'s> Builder<'s, '_> {
    /// The value of a named type: an enum if values of other types may stand for it.
    pub(super) fn named_value(&mut self, name: &'s QName, type_: &'s Type) -> Value {
        if self.has_derived(name) {
            Value::Type(self.hierarchy(name))
        } else {
            self.type_value(type_, &name.local, None)
        }
    }

    fn has_derived(&self, name: &QName) -> bool {
        match self.schemas.types.get(name) {
            // Mixed content is kept as it is, `xsi:type` and all.
            Some(Type::Complex(complex)) if !complex.mixed => {
                complex.is_abstract || self.substitutes.derived.contains_key(name)
            }
            _ => false,
        }
    }

    fn hierarchy(&mut self, base: &'s QName) -> TypeId {
        if let Some(id) = self.hierarchies.get(base) {
            return id.clone();
        }
        let wanted = format!("Any{}", self.wanted_name(&base.local));
        let id = TypeId(self.type_names.claim(&wanted));
        self.hierarchies.insert(base, id.clone());
        let mut variants = Scope::default();
        variants.claim("Other");
        let mut members = Vec::new();
        for name in closure(base, &self.substitutes.derived) {
            let Some(Type::Complex(complex)) = self.schemas.types.get(name) else {
                continue;
            };
            if complex.is_abstract || complex.mixed {
                continue;
            }
            self.namespace(name);
            members.push(Member {
                name: variants.claim(&names::variant_name(&name.local)),
                type_: name.clone(),
                value: Value::Type(self.struct_type(complex, &name.local, None)),
                boxed: false,
            });
        }
        let local = &base.local;
        let docs = vec![format!(
            "A value of the schema's type `{local}` or of one derived from it, as `xsi:type` says."
        )];
        let hierarchy = Hierarchy {
            name: id.0.clone(),
            docs,
            base: base.clone(),
            members,
        };
        self.types.insert(id.clone(), TypeDef::Hierarchy(hierarchy));
        id
    }

    /// The enum of the elements that may stand for this one, which is declared elsewhere; `None` if there are no others.
    pub(super) fn substitution_group(&mut self, element: &'s Element) -> Option<TypeId> {
        if !self.heads_group(element) {
            return None;
        }
        let (head, _) = self.schemas.elements.get_key_value(&element.name)?;
        if let Some(id) = self.groups.get(head) {
            return Some(id.clone());
        }
        let name = names::type_name(&format!("{}Element", head.local));
        let id = TypeId(self.type_names.claim(&name));
        self.groups.insert(head, id.clone());
        let mut variants = Scope::default();
        variants.claim("Other");
        let mut arms = Vec::new();
        for name in closure(head, &self.substitutes.members) {
            if let Some(element) = self.schemas.elements.get(name)
                && !element.is_abstract
            {
                arms.push(self.arm(element, &head.local, &id.0, &mut variants));
            }
        }
        let local = &head.local;
        let mut docs = docs::lines(&element.docs);
        docs::add(
            &mut docs,
            Some(&format!(
                "The element `{local}` or one that may stand for it."
            )),
        );
        let choice = Choice {
            name: id.0.clone(),
            docs,
            arms,
            is_open: true,
        };
        self.types.insert(id.clone(), TypeDef::Choice(choice));
        Some(id)
    }

    /// Whether other elements may stand for this one.
    pub(super) fn heads_group(&self, element: &Element) -> bool {
        let has_members = || self.substitutes.members.contains_key(&element.name);
        element.reference && (element.is_abstract || has_members())
    }

    /// The item of a type that only holds a list, where nothing may stand for either.
    pub(super) fn list_item(
        &self,
        name: Option<&QName>,
        complex: &'s ComplexType,
    ) -> Option<&'s Element> {
        let is_substituted = name.is_some_and(|name| self.has_derived(name));
        let item = inherit::list_item(complex).filter(|_| !is_substituted)?;
        (!self.heads_group(item)).then_some(item)
    }
}
