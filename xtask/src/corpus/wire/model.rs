//! A service's types as a graph: what stands in what, and how deep the shallowest value of each is.

use std::collections::{BTreeMap, BTreeSet};

use kontorhaus_codegen::ir::{Api, FaultArm, Field, Operation, TypeDef, Value, Wire};
use kontorhaus_codegen::schema::{QName, Schemas};

use super::declared::{Declared, Said};

/// A field of a record, an arm of a choice or a member of a hierarchy, by the type's name and the place in it.
pub(super) type Site<'a> = (&'a str, usize);

pub(super) struct Model<'a> {
    pub(super) api: &'a Api,
    types: BTreeMap<&'a str, &'a TypeDef>,
    /// How many types stand in each other at least in a value of the type; one without any finite value isn't there.
    depths: BTreeMap<&'a str, usize>,
    declared: Declared,
}

impl<'a> Model<'a> {
    pub(super) fn new(api: &'a Api, schemas: &Schemas) -> Self {
        let types = api.types.iter().map(|type_| (type_.name(), type_));
        let mut model = Self {
            api,
            types: types.collect(),
            depths: BTreeMap::new(),
            declared: Declared::new(schemas),
        };
        loop {
            let found = model
                .types
                .iter()
                .filter(|(name, _)| !model.depths.contains_key(*name));
            let found: Vec<_> = found
                .filter_map(|(name, type_)| Some((*name, model.depth_of_type(type_)?)))
                .collect();
            if found.is_empty() {
                return model;
            }
            model.depths.extend(found);
        }
    }

    pub(super) fn type_(&self, name: &str) -> Option<&'a TypeDef> {
        self.types.get(name).copied()
    }

    /// What an operation declares that it fails with.
    pub(super) fn faults(&self, operation: &Operation) -> &'a [FaultArm] {
        let Some(id) = &operation.fault else {
            return &[];
        };
        let type_ = self.api.faults.iter().find(|type_| type_.name == id.0);
        type_.map_or(&[], |type_| &type_.arms)
    }

    /// How deep the shallowest value is; `None` if there is no finite one.
    pub(super) fn depth(&self, value: &Value) -> Option<usize> {
        match (value, value.generated()) {
            (Value::Path(_), _) => None,
            (Value::List(_) | Value::Array(_), _) | (_, None) => Some(0),
            (_, Some(id)) => self.depths.get(id.0.as_str()).copied(),
        }
    }

    fn depth_of_type(&self, type_: &TypeDef) -> Option<usize> {
        let shallowest = |mut values: Vec<Option<usize>>| {
            values.retain(Option::is_some);
            values.into_iter().min().flatten()
        };
        let depth = match type_ {
            TypeDef::Enum(_) => Some(0),
            TypeDef::Struct(record) => self.depth_of_fields(&record.fields),
            TypeDef::Choice(choice) => {
                let arms = choice.arms.iter();
                shallowest(arms.map(|arm| self.depth(&arm.value)).collect())
            }
            TypeDef::Hierarchy(hierarchy) => {
                let members = hierarchy.members.iter();
                shallowest(members.map(|member| self.depth(&member.value)).collect())
            }
        };
        depth.map(|depth| depth + 1)
    }

    /// How deep the shallowest record with these fields is.
    pub(super) fn depth_of_fields(&self, fields: &[Field]) -> Option<usize> {
        let said = self.said(fields);
        let required = fields.iter().filter(|field| self.least(said, field) > 0);
        required
            .map(|field| self.depth(&field.value))
            .try_fold(0, |most, depth| Some(depth?.max(most)))
    }

    /// What the schemas say of the type that has these fields.
    pub(super) fn said(&self, fields: &[Field]) -> &Said {
        let mut children = BTreeSet::new();
        for field in fields {
            children.extend(element_of(&field.wire).cloned());
            if field.wire == Wire::Choice
                && let Some(id) = field.value.generated()
                && let Some(TypeDef::Choice(choice)) = self.type_(&id.0)
            {
                children.extend(choice.arms.iter().map(|arm| arm.element.clone()));
            }
        }
        self.declared.of(&children)
    }

    /// How many values a field has at least.
    pub(super) fn least(&self, said: &Said, field: &Field) -> usize {
        if !field.presence.many {
            return (!field.presence.optional && !field.is_extra()).into();
        }
        let is_list = match &field.wire {
            Wire::Wrapped { item, .. } => {
                let wrapper = self.declared.of(&BTreeSet::from([item.clone()]));
                wrapper.lists.contains(item)
            }
            wire => element_of(wire).is_some_and(|name| said.lists.contains(name)),
        };
        is_list.into()
    }

    /// The generated types that stand in a type.
    pub(super) fn inside(type_: &'a TypeDef) -> Vec<&'a Value> {
        match type_ {
            TypeDef::Enum(_) => Vec::new(),
            TypeDef::Struct(record) => record.fields.iter().map(|field| &field.value).collect(),
            TypeDef::Choice(choice) => choice.arms.iter().map(|arm| &arm.value).collect(),
            TypeDef::Hierarchy(it) => it.members.iter().map(|member| &member.value).collect(),
        }
    }

    /// All that can be set in records with these names and fields.
    pub(super) fn sites(&self, records: &[(&'a str, &'a [Field])]) -> BTreeSet<Site<'a>> {
        let mut sites = BTreeSet::new();
        let mut next = Vec::new();
        for (name, fields) in records {
            let values = fields.iter().map(|field| &field.value);
            let mut own = self.settable(name, values.clone());
            own.retain(|(_, place)| !fields[*place].is_extra());
            sites.extend(own);
            next.extend(values);
        }
        let mut seen = BTreeSet::new();
        while let Some(value) = next.pop() {
            let Some(id) = value.generated() else {
                continue;
            };
            let (Some(type_), true) = (self.type_(&id.0), seen.insert(&id.0)) else {
                continue;
            };
            if self.depths.contains_key(id.0.as_str()) {
                let inside = Self::inside(type_);
                let mut own = self.settable(type_.name(), inside.iter().copied());
                if let TypeDef::Struct(record) = type_ {
                    own.retain(|(_, place)| !record.fields[*place].is_extra());
                }
                sites.extend(own);
                next.extend(inside);
            }
        }
        sites
    }

    fn settable<'v>(
        &self,
        name: &'a str,
        values: impl Iterator<Item = &'v Value>,
    ) -> BTreeSet<Site<'a>> {
        let values = values.enumerate();
        let settable = values.filter(|(_, value)| self.depth(value).is_some());
        settable.map(|(place, _)| (name, place)).collect()
    }
}

/// The element that a field is.
pub(super) fn element_of(wire: &Wire) -> Option<&QName> {
    match wire {
        Wire::Element(name) | Wire::Substitute(name) | Wire::Wrapped { list: name, .. } => {
            Some(name)
        }
        _ => None,
    }
}
