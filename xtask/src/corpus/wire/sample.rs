//! Messages made from the model: with what is required only, and with all there is.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use kontorhaus_codegen::ir::{Field, Keeps, Plain, TypeDef, Value, Wire};
use kontorhaus_codegen::schema::QName;
use serde_json::{Map, Value as Json, json};

use super::declared::Said;
use super::leaf::leaf;
use super::model::{Model, Site, element_of};
use super::tree::Tree;

/// Up to here every message that is full is so at every place; deeper, on the way to what was in no message yet.
const FULL: usize = 3;

/// Beyond so many values a message has only what is required.
const VALUES: usize = 3000;

/// So many full messages an operation has at most: a field may hold any of hundreds of derived types.
const MESSAGES: usize = 1000;

/// Deeper than this no alternative is chosen where none has to be by the model: types may hold themselves.
const FIRST: usize = 8;

/// The namespace of what the service's schemas don't declare.
const OTHER: &str = "urn:example:other";

/// An element that is kept as XML, since text stands between its children.
const RAW: Value = Value::Plain(Plain("RawXml"));

/// A place after all siblings.
const LAST: usize = 1_000_000;

/// Makes values in the form that the generated types have in JSON, and remembers what was in one.
pub(super) struct Sampler<'m, 'a> {
    model: &'m Model<'a>,
    /// What has been in no message so far.
    open: BTreeSet<Site<'a>>,
    /// How much there was at the beginning.
    sites: usize,
    /// The types of the message at hand, and those on the way to something open.
    tree: Tree<'a>,
    leading: BTreeSet<&'a str>,
    /// The types that are complete in the message at hand.
    complete: BTreeSet<&'a str>,
    /// How many values the message may still have.
    left: usize,
    leaves: u32,
    /// How often each enumeration was asked for a value.
    turns: BTreeMap<&'a str, usize>,
}

impl<'m, 'a> Sampler<'m, 'a> {
    /// For messages that are records with these names and fields.
    pub(super) fn new(model: &'m Model<'a>, records: &[(&'a str, &'a [Field])]) -> Self {
        let open = model.sites(records);
        Self {
            model,
            sites: open.len(),
            open,
            tree: Tree::default(),
            leading: BTreeSet::new(),
            complete: BTreeSet::new(),
            left: 0,
            leaves: 0,
            turns: BTreeMap::new(),
        }
    }

    /// How much of what there is was in a message, and how much there is.
    pub(super) fn coverage(&self) -> (usize, usize) {
        (self.sites - self.open.len(), self.sites)
    }

    /// What was in none.
    pub(super) fn missing(&self) -> impl Iterator<Item = Site<'a>> {
        self.open.iter().copied()
    }

    /// Messages of a record: one with what is required, one that is full, and more while they show anything new.
    pub(super) fn messages(&mut self, name: &'a str, fields: &'a [Field]) -> Vec<Json> {
        if self.model.depth_of_fields(fields).is_none() {
            return Vec::new();
        }
        self.tree = Tree::new(self.model, name, fields);
        self.leading = self.tree.leading_to(&self.open);
        let mut messages = vec![self.message(name, fields, false)];
        loop {
            let before = self.open.len();
            messages.push(self.message(name, fields, true));
            self.leading = self.tree.leading_to(&self.open);
            let is_done = self.leading.is_empty() && !self.has_open(name);
            if is_done || self.open.len() == before || messages.len() > MESSAGES {
                return messages;
            }
        }
    }

    fn message(&mut self, name: &'a str, fields: &'a [Field], full: bool) -> Json {
        self.left = if full { VALUES } else { 0 };
        self.complete.clear();
        self.record(name, fields, 0, full)
    }

    fn record(&mut self, name: &'a str, fields: &'a [Field], depth: usize, full: bool) -> Json {
        let said = self.model.said(fields);
        let without = self.rivals(said, name, fields, full);
        let is_open = full && !said.follows_any;
        let fields = fields.iter().enumerate();
        let members = fields.map(|(place, field)| {
            let json = match field.wire {
                Wire::Extra(_) if !full => json!({}),
                Wire::Extra(keeps) => self.extra(keeps, is_open),
                _ if without.contains(&place) && field.presence.optional => Json::Null,
                _ if without.contains(&place) => json!([]),
                _ => self.field(said, (name, place), field, depth, full),
            };
            (field.name.clone(), json)
        });
        Json::Object(members.collect::<Map<_, _>>())
    }

    /// The fields that a record can't have, since it has another one: first those come in that show something new.
    fn rivals(
        &self,
        said: &Said,
        name: &'a str,
        fields: &'a [Field],
        full: bool,
    ) -> BTreeSet<usize> {
        let choosable = fields.iter().enumerate().filter_map(|(place, field)| {
            // A choice between groups is a field for each element, and none of them required.
            let element = element_of(&field.wire).filter(|_| !field.is_required())?;
            let is_given = full || said.first.contains(element);
            is_given.then_some((place, element))
        });
        let mut choosable: Vec<(usize, &QName)> = choosable.collect();
        choosable.sort_by_key(|(place, _)| {
            let value = &fields[*place].value;
            let is_new = self.open.contains(&(name, *place)) || self.leads(name, value);
            !(full && is_new)
        });
        let mut chosen: Vec<&QName> = Vec::new();
        let mut without = BTreeSet::new();
        for (place, element) in choosable {
            if chosen.iter().any(|other| said.are_rivals(other, element)) {
                without.insert(place);
            } else {
                chosen.push(element);
            }
        }
        without
    }

    /// Whether the way to something that was in no message yet leads from a type to a value.
    fn leads(&self, from: &str, value: &Value) -> bool {
        let name = value.generated().map(|id| id.0.as_str());
        name.is_some_and(|name| {
            self.leading.contains(name)
                && self.tree.is_child(name, from)
                && !self.complete.contains(name)
        })
    }

    fn field(
        &mut self,
        said: &Said,
        site: Site<'a>,
        field: &'a Field,
        depth: usize,
        full: bool,
    ) -> Json {
        let possible = self.model.depth(&field.value).is_some();
        let presence = field.presence;
        let least = self.model.least(said, field);
        let element = element_of(&field.wire);
        let is_first = depth < FIRST && element.is_some_and(|name| said.first.contains(name));
        if presence.optional && !((full || is_first) && possible) {
            return Json::Null;
        }
        if !presence.many && presence.nillable && !full {
            // Nil is less than any value.
            return Json::Null;
        }
        if !presence.many {
            self.open.remove(&site);
            return self.of_field(said, field, depth, full);
        }
        let arms = self.arms(&field.value);
        let items: Vec<Json> = match &field.wire {
            // What is repeated may be a sequence: each once, in order.
            Wire::Choice if full && possible => (0..arms)
                .filter_map(|arm| self.variant(&field.value, arm, depth))
                .collect(),
            _ if full && possible => {
                let mut items = vec![self.of_field(said, field, depth, full)];
                let name = field.value.generated().map(|id| id.0.as_str());
                while items.len() < 2
                    || (items.len() < arms && name.is_some_and(|name| self.has_open(name)))
                {
                    items.push(self.of_field(said, field, depth, full));
                }
                if presence.nillable {
                    items.push(Json::Null);
                }
                items
            }
            _ => (0..least)
                .map(|_| self.of_field(said, field, depth, full))
                .collect(),
        };
        if !items.is_empty() {
            self.open.remove(&site);
        }
        items.into()
    }

    fn of_field(&mut self, said: &Said, field: &'a Field, depth: usize, full: bool) -> Json {
        let element = element_of(&field.wire);
        // The text beside attributes has no name; it may always be a number.
        let is_number =
            field.wire == Wire::Text || element.is_some_and(|name| said.numbers.contains(name));
        if is_number && field.value == Value::Plain(Plain::STRING) {
            self.leaves += 1;
            return json!(self.leaves.to_string());
        }
        let mixed = element.filter(|_| field.value == RAW);
        let Some(mixed) = mixed.and_then(|name| said.mixed.get(name)) else {
            return self.value(&field.value, depth, false);
        };
        let mut head = String::new();
        let attributes = mixed.attributes.iter();
        for attribute in attributes.filter(|it| full || it.required) {
            self.leaves += 1;
            let QName { namespace, local } = &attribute.name;
            let value = format!("=\"r{}\"", self.leaves);
            let _ = match namespace.as_str() {
                "" => write!(head, " {local}{value}"),
                uri => write!(head, " xmlns:{local}=\"{uri}\" {local}:{local}{value}"),
            };
        }
        self.leaves += 1;
        // zeep drops text between children; so there is none.
        let inner = if full && mixed.has_children {
            other(self.leaves)
        } else {
            String::new()
        };
        json!(format!("<raw{head}>{inner}</raw>"))
    }

    /// What no schema of the service declares.
    fn extra(&mut self, keeps: Keeps, is_open: bool) -> Json {
        self.leaves += 1;
        let n = self.leaves;
        let mut extra = Map::new();
        if keeps.children && is_open {
            extra.insert("children".to_owned(), json!([[LAST, other(n)]]));
        }
        if keeps.attributes {
            let name = json!({ "namespace": OTHER, "local": "other" });
            extra.insert("attributes".to_owned(), json!([[name, format!("o{n}")]]));
        }
        Json::Object(extra)
    }

    fn value(&mut self, value: &'a Value, depth: usize, in_list: bool) -> Json {
        self.left = self.left.saturating_sub(1);
        match value {
            Value::List(item) => {
                let items = [0, 1].map(|_| self.value(item, depth, true));
                Json::Array(items.into())
            }
            Value::Type(id) => match self.model.type_(&id.0) {
                Some(type_) => self.generated(type_, depth + 1),
                None => Json::Null,
            },
            _ => {
                self.leaves += 1;
                leaf(value, self.leaves, in_list)
            }
        }
    }

    fn generated(&mut self, type_: &'a TypeDef, depth: usize) -> Json {
        match type_ {
            TypeDef::Struct(record) => {
                let full = self.is_full(&record.name, depth);
                self.record(&record.name, &record.fields, depth, full)
            }
            TypeDef::Enum(enumeration) => {
                let turn = self.turns.entry(&enumeration.name).or_default();
                *turn += 1;
                let variants = &enumeration.variants;
                variants
                    .get((*turn - 1) % variants.len().max(1))
                    .map_or_else(|| json!({ "Other": "x" }), |variant| json!(variant.name))
            }
            TypeDef::Choice(_) | TypeDef::Hierarchy(_) => {
                let chosen = self.chosen(type_, depth);
                self.arm(type_, chosen, depth).unwrap_or(Json::Null)
            }
        }
    }

    /// Whether a record has all its fields here.
    fn is_full(&mut self, name: &'a str, depth: usize) -> bool {
        if self.left == 0 {
            return false;
        }
        let is_here = self.tree.is_here(name, depth);
        let is_new = is_here && self.complete.insert(name);
        depth < FULL || (is_new && self.leading.contains(name))
    }

    /// The arm that was in no message yet, or else one that leads to something new, or else the shallowest.
    fn chosen(&self, type_: &'a TypeDef, depth: usize) -> usize {
        let values = values(type_);
        let is_here = self.left > 0 && self.tree.is_here(type_.name(), depth);
        let possible = |place: &usize| self.model.depth(values[*place]).is_some();
        let places = || (0..values.len()).filter(possible);
        let leads = |place: &usize| self.leads(type_.name(), values[*place]);
        let open = |place: &usize| self.open.contains(&(type_.name(), *place));
        let new = places().find(open);
        let leading = || is_here.then(|| places().find(leads)).flatten();
        // Of those that are as shallow the last if there may be more: the first is in what is required.
        let shallowest = || {
            places().min_by_key(|place| {
                let later = if self.left > 0 {
                    values.len() - place
                } else {
                    *place
                };
                (self.model.depth(values[*place]), later)
            })
        };
        new.or_else(leading).or_else(shallowest).unwrap_or_default()
    }

    fn arm(&mut self, type_: &'a TypeDef, place: usize, depth: usize) -> Option<Json> {
        let value = *values(type_).get(place)?;
        self.model.depth(value)?;
        self.open.remove(&(type_.name(), place));
        let name = match type_ {
            TypeDef::Choice(choice) => &choice.arms[place].name,
            TypeDef::Hierarchy(hierarchy) => &hierarchy.members[place].name,
            TypeDef::Struct(_) | TypeDef::Enum(_) => return None,
        };
        // A member of a hierarchy is no element of its own.
        let depth = depth - usize::from(matches!(type_, TypeDef::Hierarchy(_)));
        let json = match value {
            // zeep loses `false` in a choice.
            Value::Plain(plain) if plain.0 == "bool" => json!(true),
            value => self.value(value, depth, false),
        };
        Some(json!({ name: json }))
    }

    fn variant(&mut self, value: &'a Value, place: usize, depth: usize) -> Option<Json> {
        let type_ = self.model.type_(&value.generated()?.0)?;
        self.arm(type_, place, depth + 1)
    }

    /// Whether something of a type was in no message yet.
    fn has_open(&self, name: &'a str) -> bool {
        let mut open = self.open.range((name, 0)..=(name, usize::MAX));
        open.next().is_some()
    }

    /// How many arms a choice has.
    fn arms(&self, value: &Value) -> usize {
        let type_ = value.generated().and_then(|id| self.model.type_(&id.0));
        type_.map_or(0, |type_| values(type_).len())
    }
}

/// The values of a choice's arms or a hierarchy's members.
fn values(type_: &TypeDef) -> Vec<&Value> {
    match type_ {
        TypeDef::Choice(choice) => choice.arms.iter().map(|arm| &arm.value).collect(),
        TypeDef::Hierarchy(it) => it.members.iter().map(|member| &member.value).collect(),
        TypeDef::Struct(_) | TypeDef::Enum(_) => Vec::new(),
    }
}

/// An element that no schema of the service declares.
fn other(number: u32) -> String {
    format!("<o:other xmlns:o=\"{OTHER}\">o{number}</o:other>")
}
