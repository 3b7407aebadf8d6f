//! The fields of a type: attributes, then text or children, in the order of the schema.

use super::build::Builder;
use super::inherit::{self, Content};
use super::model::{
    Arm, Choice, Field, Injected, Keeps, Leniency, Plain, Presence, SchemaType, Source, TypeDef,
    TypeId, Value, Wire,
};
use super::particles::{self, Item};
use super::{docs, values};
use crate::names::{self, Scope};
use crate::overlay::{Empty, FieldRule, InjectRule, ListRule, PresenceRule};
use crate::schema::{Attribute, ComplexType, Element, QName, TypeRef};

/// Names whose text is hidden in `Debug` where no overlay says otherwise.
const SECRET_WORDS: &[&str] = &[
    "apikey",
    "auth",
    "bic",
    "card",
    "credential",
    "credentials",
    "cvc",
    "cvv",
    "iban",
    "kennwort",
    "key",
    "pass",
    "passcode",
    "passphrase",
    "passwd",
    "password",
    "passwort",
    "pin",
    "pwd",
    "secret",
    "session",
    "signature",
    "ssn",
    "token",
];

/// The type that fields are made for.
#[derive(Debug, Default)]
pub(super) struct Owner<'a> {
    /// As an overlay calls it.
    pub(super) xml: &'a str,
    /// The Rust name.
    pub(super) rust: &'a str,
    fields: Scope,
}

impl<'a> Owner<'a> {
    pub(super) fn new(xml: &'a str, rust: &'a str) -> Self {
        Self {
            xml,
            rust,
            fields: Scope::default(),
        }
    }

    /// One that has fields already.
    pub(super) fn of(xml: &'a str, rust: &'a str, fields: &[Field]) -> Self {
        let mut owner = Self::new(xml, rust);
        for field in fields {
            owner.claim(&field.name);
        }
        owner
    }

    /// A free name for a field.
    pub(super) fn claim(&mut self, name: &str) -> String {
        self.fields.claim(name)
    }
}

/// What the schema says of a field.
pub(super) struct Declared<'a> {
    pub(super) xml: &'a str,
    pub(super) wire: Wire,
    pub(super) value: Value,
    pub(super) presence: Presence,
    pub(super) docs: Vec<String>,
    pub(super) schema_type: Option<SchemaType>,
}

impl<'s> Builder<'s, '_> {
    /// The fields of a complex type, inherited ones first.
    pub(super) fn fields(
        &mut self,
        type_: &'s ComplexType,
        xml_name: &str,
        rust_name: &str,
    ) -> Vec<Field> {
        let mut owner = Owner::new(xml_name, rust_name);
        let mut fields = Vec::new();
        for attribute in inherit::attributes(self.schemas, type_) {
            fields.push(self.attribute(attribute, &mut owner));
        }
        let mut keeps = Keeps {
            attributes: inherit::any_attribute(self.schemas, type_),
            children: false,
        };
        if let Some(text) = &type_.simple_content {
            fields.push(self.text(text, "The text of the element.", &mut owner));
            fields.extend(extra(keeps, &mut owner));
            return fields;
        }
        let contents = inherit::content(self.schemas, type_);
        let particles: Vec<_> = contents.iter().map(|(_, particle)| *particle).collect();
        let rule = self.matcher.type_(xml_name);
        keeps.children = rule.is_some_and(|rule| rule.keep_unknown);
        for item in particles::flatten(&particles) {
            match item {
                Item::Element {
                    element,
                    optional,
                    many,
                } => fields.push(self.element(element, optional, many, &mut owner)),
                Item::Choice {
                    arms,
                    optional,
                    many,
                } => {
                    let id = self.choice(&arms, many, &contents, &owner);
                    fields.push(choice(id, &arms, optional, many, &mut owner));
                }
                Item::Any => keeps.children = true,
            }
        }
        fields.extend(extra(keeps, &mut owner));
        fields
    }

    fn attribute(&mut self, attribute: &'s Attribute, owner: &mut Owner<'_>) -> Field {
        let xml = &attribute.name.local;
        let value = self.value(&attribute.type_, xml, Some(owner.rust));
        let rule = self.matcher.field(owner.xml, xml);
        let docs = docs::of_attribute(attribute, &value, self.schemas, &rule);
        self.namespace(&attribute.name);
        let declared = Declared {
            xml,
            wire: Wire::Attribute(attribute.name.clone()),
            value,
            presence: Presence {
                optional: !attribute.required,
                ..Presence::REQUIRED
            },
            docs,
            schema_type: None,
        };
        self.limited(&attribute.type_, declared, &rule, owner)
    }

    /// The field of a type without children.
    pub(super) fn text(&mut self, type_: &'s TypeRef, what: &str, owner: &mut Owner<'_>) -> Field {
        let value = self.value(type_, "value", Some(owner.rust));
        self.content(type_, value, what, owner)
    }

    /// The field of a value that is all there is.
    pub(super) fn content(
        &mut self,
        type_: &TypeRef,
        value: Value,
        what: &str,
        owner: &mut Owner<'_>,
    ) -> Field {
        let rule = self.matcher.field(owner.xml, "value");
        let declared = Declared {
            xml: "value",
            wire: Wire::Text,
            value,
            presence: Presence::REQUIRED,
            docs: vec![what.to_owned()],
            schema_type: None,
        };
        self.limited(type_, declared, &rule, owner)
    }

    pub(super) fn element(
        &mut self,
        element: &'s Element,
        optional: bool,
        many: bool,
        owner: &mut Owner<'_>,
    ) -> Field {
        let xml = &element.name.local;
        let rule = self.matcher.field(owner.xml, xml);
        self.namespace(&element.name);
        let optional = match rule.presence {
            Some(PresenceRule::Optional) => true,
            Some(PresenceRule::Required) => false,
            None => optional,
        };
        let complex = inherit::complex(self.schemas, &element.type_);
        // SOAP encoding wants the type of the list itself, too.
        let complex = complex.filter(|_| !many && !element.nillable && !self.encoded);
        let name = match &element.type_ {
            TypeRef::Named(name) => Some(name),
            _ => None,
        };
        if let Some(item) = complex.and_then(|complex| self.list_item(name, complex)) {
            return self.wrapped_list(element, item, optional, owner);
        }
        let name = element.name.clone();
        let (wire, value) = if let Some(id) = self.substitution_group(element) {
            (Wire::Substitute(name), Value::Type(id))
        } else {
            let value = self.value(&element.type_, xml, Some(owner.rust));
            (Wire::Element(name), value)
        };
        let docs = docs::of_element(element, &value, self.schemas, &rule);
        // In a choice the arms are nillable.
        let nillable = element.nillable && matches!(wire, Wire::Element(_));
        let declared = Declared {
            xml,
            wire,
            value,
            presence: Presence {
                // A repeated element needs no other way to have no values.
                optional: optional && !many,
                many,
                nillable: nillable && !(many && self.matcher.overlay().no_nil_items),
            },
            docs,
            schema_type: self.schema_type(&element.type_),
        };
        let mut field = self.limited(&element.type_, declared, &rule, owner);
        field.default =
            empty_value(element, &field.value).filter(|_| field.leniency != Leniency::EmptyIsNone);
        field
    }

    /// The field of an element that only holds a list: its items, without a type for the element around them.
    fn wrapped_list(
        &mut self,
        list: &'s Element,
        item: &'s Element,
        optional: bool,
        owner: &mut Owner<'_>,
    ) -> Field {
        self.namespace(&item.name);
        // The overlay may speak of the list or of its items.
        let of_list = self.matcher.field(owner.xml, &list.name.local);
        let of_item = self.matcher.field(&list.name.local, &item.name.local);
        let value = self.value(&item.type_, &item.name.local, Some(owner.rust));
        let docs = docs::of_element(list, &value, self.schemas, &of_list);
        let rule = FieldRule {
            type_: of_item.type_.or(of_list.type_),
            safe: of_list.safe || of_item.safe,
            sensitive: of_list.sensitive || of_item.sensitive,
            ..of_list
        };
        let declared = Declared {
            xml: &list.name.local,
            wire: Wire::Wrapped {
                list: list.name.clone(),
                item: item.name.clone(),
            },
            value,
            presence: Presence {
                optional,
                many: true,
                nillable: item.nillable && !self.matcher.overlay().no_nil_items,
            },
            docs,
            schema_type: None,
        };
        self.limited(&item.type_, declared, &rule, owner)
    }

    /// The enum of a choice: one for the type that declares it and for all that inherit it.
    fn choice(
        &mut self,
        elements: &[&'s Element],
        many: bool,
        contents: &[Content<'s>],
        owner: &Owner<'_>,
    ) -> TypeId {
        let addresses = elements.iter().map(|it| std::ptr::from_ref(*it).addr());
        let addresses: Vec<usize> = addresses.collect();
        if let Some(id) = self.choices.get(&addresses) {
            return id.clone();
        }
        let declares = |(_, particle): &&Content<'s>| {
            let declared = particles::declared(particle);
            addresses.iter().all(|address| declared.contains(address))
        };
        let base = contents.iter().find(declares).and_then(|(name, _)| *name);
        let (xml_name, rust_name) = match base {
            Some(base) => (base, self.wanted_name(base)),
            None => (owner.xml, owner.rust.to_owned()),
        };
        let wanted = format!("{rust_name}{}", if many { "Item" } else { "Choice" });
        let id = TypeId(self.type_names.claim(&wanted));
        self.choices.insert(addresses, id.clone());
        let mut variants = Scope::default();
        let arms = elements
            .iter()
            .map(|element| self.arm(element, xml_name, &rust_name, &mut variants))
            .collect();
        let listed = listed(elements);
        let docs = if many {
            format!("An item of `{rust_name}`: {listed}.")
        } else {
            format!("What `{rust_name}` holds: {listed}.")
        };
        let choice = Choice {
            name: id.0.clone(),
            docs: vec![docs],
            arms,
            is_open: false,
        };
        self.types.insert(id.clone(), TypeDef::Choice(choice));
        id
    }

    pub(super) fn arm(
        &mut self,
        element: &'s Element,
        xml_name: &str,
        rust_name: &str,
        variants: &mut Scope,
    ) -> Arm {
        let local = &element.name.local;
        let rule = self.matcher.field(xml_name, local);
        self.namespace(&element.name);
        let group = self.substitution_group(element);
        let nillable = element.nillable && group.is_none();
        let value = match group {
            Some(id) => Value::Type(id),
            None => self.value(&element.type_, local, Some(rust_name)),
        };
        let value = self.overridden(value, &rule);
        let name = names::variant_name(rule.name.as_deref().unwrap_or(local));
        let hidden = self.is_hidden(local, &value, &rule);
        self.decided((xml_name, local), &rule, &value, hidden);
        Arm {
            name: variants.claim(&name),
            docs: docs::of_element(element, &value, self.schemas, &rule),
            element: element.name.clone(),
            hidden,
            default: empty_value(element, &value),
            limit: self.limit(&element.type_, &value, rust_name, local),
            value,
            nillable,
            boxed: false,
            schema_type: self.schema_type(&element.type_),
        }
    }

    /// A field with the limits of its type.
    pub(super) fn limited(
        &mut self,
        type_: &TypeRef,
        declared: Declared<'_>,
        rule: &FieldRule,
        owner: &mut Owner<'_>,
    ) -> Field {
        let xml = declared.xml;
        let mut field = self.field(declared, rule, owner);
        field.limit = self.limit(type_, &field.value, owner.rust, xml);
        if !matches!(field.wire, Wire::Injected(_)) {
            self.decided((owner.xml, xml), rule, &field.value, field.hidden);
        }
        field
    }

    /// A field as the overlay wants it.
    pub(super) fn field(
        &self,
        declared: Declared<'_>,
        rule: &FieldRule,
        owner: &mut Owner<'_>,
    ) -> Field {
        let mut declared = declared;
        let leniency = leniency(&declared, rule);
        let value = self.overridden(declared.value, rule);
        let name = rule.name.clone();
        let name = name.unwrap_or_else(|| names::field_name(declared.xml));
        if let Wire::Element(element) = &declared.wire
            && let Some(rule) = self.matcher.injects(Some(owner.xml), &element.local)
        {
            declared.wire = Wire::Injected(injected(element, rule));
        }
        Field {
            name: owner.claim(&name),
            docs: declared.docs,
            leniency,
            json: rule.json.clone().unwrap_or_else(|| declared.xml.to_owned()),
            wire: declared.wire,
            presence: declared.presence,
            hidden: self.is_hidden(declared.xml, &value, rule),
            value,
            default: None,
            limit: None,
            boxed: false,
            schema_type: declared.schema_type,
        }
    }

    /// Notes what the overlay says of a field, by the names of its type and itself.
    fn decided(
        &mut self,
        (type_, xml): (&str, &str),
        rule: &FieldRule,
        value: &Value,
        hidden: bool,
    ) {
        // Without an overlay nobody decides anything.
        if !self.hide_texts {
            return;
        }
        let is_record = value
            .generated()
            .is_some_and(|id| !matches!(self.types.get(id), Some(TypeDef::Enum(_))));
        let fields = self.decisions.entry(type_.to_owned()).or_default();
        let decision = fields.entry(xml.to_owned()).or_default();
        decision.said.extend(rule.said());
        decision.shown |= !hidden && !is_record;
    }

    pub(super) fn is_hidden(&self, xml: &str, value: &Value, rule: &FieldRule) -> bool {
        if rule.sensitive {
            return true;
        }
        let secret = || {
            names::field_name(xml)
                .split('_')
                .any(|word| SECRET_WORDS.contains(&word))
        };
        !rule.safe && values::is_text(value) && (self.hide_texts || secret())
    }
}

fn choice(
    id: TypeId,
    elements: &[&Element],
    optional: bool,
    many: bool,
    owner: &mut Owner<'_>,
) -> Field {
    let (name, docs) = if many {
        let docs = "The items, in the order in which they stand in the XML.";
        ("items", docs.to_owned())
    } else {
        ("choice", format!("One of {}.", listed(elements)))
    };
    Field {
        name: owner.claim(name),
        docs: vec![docs],
        json: String::new(),
        wire: Wire::Choice,
        value: Value::Type(id),
        presence: Presence {
            optional: optional && !many,
            many,
            nillable: false,
        },
        leniency: Leniency::None,
        default: None,
        limit: None,
        hidden: false,
        boxed: false,
        schema_type: None,
    }
}

/// What an empty element means, where that is not what the empty text means.
fn empty_value(element: &Element, value: &Value) -> Option<String> {
    let is_raw = matches!(value, Value::Plain(Plain("RawXml" | "QName")));
    let default = element.default.as_ref().or(element.fixed.as_ref());
    default.filter(|text| !text.is_empty() && !is_raw).cloned()
}

/// An element that the overlay has the client write.
pub(super) fn injected(element: &QName, rule: &InjectRule) -> Injected {
    let from = match (&rule.value, rule.optional) {
        (None, _) => Source::Same,
        (Some(value), false) => Source::Called(value.clone()),
        (Some(value), true) => Source::CalledIfAny(value.clone()),
    };
    let element = element.clone();
    Injected { element, from }
}

/// What of a child element is read that the schema doesn't say.
fn leniency(declared: &Declared<'_>, rule: &FieldRule) -> Leniency {
    let is_element = matches!(declared.wire, Wire::Element(_));
    let Presence { optional, many, .. } = declared.presence;
    if is_element && rule.list == Some(ListRule::Any) && is_list(declared) {
        Leniency::AnyList
    } else if is_element && rule.empty == Some(Empty::None) && optional && !many {
        Leniency::EmptyIsNone
    } else {
        Leniency::None
    }
}

/// Whether an element holds several simple values, or is repeated for them.
fn is_list(declared: &Declared<'_>) -> bool {
    let (item, is_one_text) = match &declared.value {
        Value::List(item) => (&**item, true),
        value => (value, false),
    };
    let is_simple =
        matches!(item, Value::Plain(plain) if plain.0 != "RawXml" && plain.0 != "QName");
    let Presence { many, nillable, .. } = declared.presence;
    is_simple && is_one_text != many && !nillable
}

/// The field of what nobody declared.
fn extra(keeps: Keeps, owner: &mut Owner<'_>) -> Option<Field> {
    let docs = match (keeps.children, keeps.attributes) {
        (true, true) => "Children, with their places, and attributes that the schema doesn't name",
        (true, false) => "Children that the schema doesn't name, with their places",
        (false, true) => "Attributes that the schema doesn't name",
        (false, false) => return None,
    };
    Some(Field {
        name: owner.claim("extra"),
        docs: vec![format!("{docs}; they are written back.")],
        json: String::new(),
        wire: Wire::Extra(keeps),
        value: Value::Plain(Plain("Extra")),
        presence: Presence::REQUIRED,
        leniency: Leniency::None,
        default: None,
        limit: None,
        hidden: false,
        boxed: false,
        schema_type: None,
    })
}

fn listed(elements: &[&Element]) -> String {
    let names: Vec<_> = elements
        .iter()
        .map(|element| format!("`{}`", element.name.local))
        .collect();
    names.join(", ")
}
