//! Types: each complex type a struct, each enumeration an enum, each once.

use std::collections::BTreeMap;

use super::model::{
    Api, Arm, Choice, Field, Namespace, Plain, Presence, Struct, TypeDef, TypeId, Value, Wire,
};
use super::particles::{self, Item};
use super::{docs, recursion};
use crate::diagnostics::Diagnostic;
use crate::names::{self, Scope};
use crate::overlay::{Empty, FieldRule, Matcher, PresenceRule};
use crate::schema::{
    Attribute, ComplexType, Derivation, Element, Particle, QName, Schemas, Type, TypeRef,
};
use crate::wsdl::Definitions;

/// How deep a chain of base types may be.
const MAX_BASES: usize = 64;

/// Names whose text is hidden in `Debug` where no overlay says otherwise.
const SECRET_WORDS: &[&str] = &[
    "auth",
    "bic",
    "card",
    "credential",
    "credentials",
    "cvc",
    "cvv",
    "iban",
    "key",
    "passphrase",
    "passwd",
    "password",
    "pin",
    "pwd",
    "secret",
    "session",
    "signature",
    "ssn",
    "token",
];

pub(super) struct Builder<'s, 'o> {
    pub(super) schemas: &'s Schemas,
    pub(super) matcher: &'s Matcher<'o>,
    /// A vendor of ours: texts are hidden unless called safe.
    pub(super) hide_texts: bool,
    pub(super) type_names: Scope,
    pub(super) types: BTreeMap<TypeId, TypeDef>,
    /// The Rust type of each schema type that has one, by the schema type's address: anonymous types have no name to look up by.
    pub(super) known: BTreeMap<usize, TypeId>,
    pub(super) problems: Vec<Diagnostic>,
    namespaces: Vec<Namespace>,
}

impl<'s, 'o> Builder<'s, 'o> {
    pub(super) fn new(schemas: &'s Schemas, matcher: &'s Matcher<'o>, hide_texts: bool) -> Self {
        Self {
            schemas,
            matcher,
            hide_texts,
            type_names: Scope::default(),
            types: BTreeMap::new(),
            known: BTreeMap::new(),
            problems: Vec::new(),
            namespaces: Vec::new(),
        }
    }

    pub(super) fn into_problems(self) -> Vec<Diagnostic> {
        self.problems
    }

    pub(super) fn api(&mut self, definitions: &Definitions) -> Api {
        for rule in &self.matcher.overlay().enums {
            self.add_overlay_enum(rule);
        }
        let mut operations = self.operations(definitions);
        operations.sort_by(|left, right| {
            left.name
                .cmp(&right.name)
                .then_with(|| left.request.name.cmp(&right.request.name))
        });
        recursion::box_cycles(&mut self.types);
        for operation in &mut operations {
            operation.prefixes = self.prefixes(operation);
        }
        let service = definitions.services.first();
        Api {
            name: service
                .map(|service| service.name.local.clone())
                .or_else(|| definitions.name.clone())
                .unwrap_or_else(|| "service".to_owned()),
            docs: docs::lines(
                service
                    .map(|service| &service.docs)
                    .filter(|docs| !docs.is_empty())
                    .unwrap_or(&definitions.docs),
            ),
            address: service
                .and_then(|service| service.ports.iter().find_map(|port| port.address.clone())),
            namespaces: self.namespaces.clone(),
            types: std::mem::take(&mut self.types).into_values().collect(),
            operations,
        }
    }

    /// The struct of a complex type.
    pub(super) fn struct_type(
        &mut self,
        complex: &'s ComplexType,
        xml_name: &str,
        owner: Option<&str>,
    ) -> TypeId {
        let address = std::ptr::from_ref(complex).addr();
        if let Some(id) = self.known.get(&address) {
            return id.clone();
        }
        let rule = self.matcher.type_(xml_name);
        let wanted = rule
            .and_then(|rule| rule.name.clone())
            .unwrap_or_else(|| names::type_name(xml_name));
        let id = TypeId(self.claim_type(&wanted, owner));
        self.known.insert(address, id.clone());
        let mut fields = self.fields(complex, xml_name, &id.0);
        if rule.is_some_and(|rule| rule.keep_unknown)
            && !fields.iter().any(|field| field.wire == Wire::Extra)
        {
            fields.push(extra());
        }
        let docs = docs::of_type(
            &complex.docs,
            xml_name,
            rule.and_then(|rule| rule.docs.as_deref()),
        );
        self.types.insert(
            id.clone(),
            TypeDef::Struct(Struct {
                name: id.0.clone(),
                docs,
                fields,
            }),
        );
        id
    }

    /// A free name for a type: an anonymous type that would need a number is called after its owner too.
    pub(super) fn claim_type(&mut self, wanted: &str, owner: Option<&str>) -> String {
        match owner {
            Some(owner) if self.type_names.has(wanted) => {
                self.type_names.claim(&format!("{owner}{wanted}"))
            }
            _ => self.type_names.claim(wanted),
        }
    }

    /// The fields of a complex type, inherited ones first.
    pub(super) fn fields(
        &mut self,
        complex: &'s ComplexType,
        xml_name: &str,
        owner: &str,
    ) -> Vec<Field> {
        let mut scope = Scope::default();
        let mut fields = Vec::new();
        for attribute in self.attributes(complex) {
            fields.push(self.attribute_field(attribute, xml_name, owner, &mut scope));
        }
        if let Some(text) = &complex.simple_content {
            let value = self.value(text, "value", Some(owner));
            let rule = self.matcher.field(xml_name, "value");
            fields.push(self.field(
                "value",
                Wire::Text,
                value,
                Presence::Required,
                &rule,
                &mut scope,
                vec!["The text of the element.".to_owned()],
            ));
            return fields;
        }
        let particles = self.content(complex);
        for item in particles::flatten(&particles) {
            match item {
                Item::Element {
                    element,
                    optional,
                    many,
                } => {
                    fields.push(
                        self.element_field(element, optional, many, xml_name, owner, &mut scope),
                    );
                }
                Item::Choice {
                    arms,
                    optional,
                    many,
                } => fields
                    .push(self.choice_field(&arms, optional, many, xml_name, owner, &mut scope)),
                Item::Any => fields.push(Field {
                    name: scope.claim("extra"),
                    ..extra()
                }),
            }
        }
        fields
    }

    /// The content models that make up a type: its bases' and its own.
    fn content(&self, complex: &'s ComplexType) -> Vec<&'s Particle> {
        let mut particles = Vec::new();
        let mut current = Some(complex);
        for _ in 0..MAX_BASES {
            let Some(complex) = current else { break };
            particles.extend(complex.content.as_ref());
            current = match &complex.base {
                Some(base) if base.derivation == Derivation::Extension => self.complex(&base.type_),
                _ => None,
            };
        }
        particles.reverse();
        particles
    }

    /// The attributes of a type, inherited ones first; a type that declares one again replaces it.
    fn attributes(&self, complex: &'s ComplexType) -> Vec<&'s Attribute> {
        let mut chain = vec![complex];
        while let Some(base) = chain
            .last()
            .and_then(|complex| complex.base.as_ref())
            .and_then(|base| self.complex(&base.type_))
        {
            if chain.len() == MAX_BASES {
                break;
            }
            chain.push(base);
        }
        let mut attributes: Vec<&Attribute> = Vec::new();
        for attribute in chain
            .into_iter()
            .rev()
            .flat_map(|complex| &complex.attributes)
        {
            match attributes
                .iter_mut()
                .find(|known| known.name == attribute.name)
            {
                Some(known) => *known = attribute,
                None => attributes.push(attribute),
            }
        }
        attributes
    }

    pub(super) fn complex(&self, type_: &'s TypeRef) -> Option<&'s ComplexType> {
        match self.schemas.resolve(type_)? {
            Type::Complex(complex) => Some(complex),
            Type::Simple(_) => None,
        }
    }

    /// The only child of a type that is nothing but a list of it.
    fn list_item(&self, type_: &'s TypeRef) -> Option<&'s Element> {
        let complex = self.complex(type_)?;
        let bare = complex.base.is_none()
            && complex.attributes.is_empty()
            && !complex.mixed
            && !complex.any_attribute
            && complex.array.is_none();
        let content = complex.content.as_ref().filter(|_| bare)?;
        match particles::flatten(&[content]).as_slice() {
            [
                Item::Element {
                    element,
                    many: true,
                    ..
                },
            ] => Some(element),
            _ => None,
        }
    }

    fn attribute_field(
        &mut self,
        attribute: &'s Attribute,
        xml_name: &str,
        owner: &str,
        scope: &mut Scope,
    ) -> Field {
        let value = self.value(&attribute.type_, &attribute.name.local, Some(owner));
        let rule = self.matcher.field(xml_name, &attribute.name.local);
        self.namespace(&attribute.name);
        let presence = if attribute.required {
            Presence::Required
        } else {
            Presence::Optional
        };
        let docs = docs::of_attribute(attribute, &rule);
        self.field(
            &attribute.name.local,
            Wire::Attribute(attribute.name.clone()),
            value,
            presence,
            &rule,
            scope,
            docs,
        )
    }

    pub(super) fn element_field(
        &mut self,
        element: &'s Element,
        optional: bool,
        many: bool,
        xml_name: &str,
        owner: &str,
        scope: &mut Scope,
    ) -> Field {
        let rule = self.matcher.field(xml_name, &element.name.local);
        self.namespace(&element.name);
        let optional = match rule.presence {
            Some(PresenceRule::Optional) => true,
            Some(PresenceRule::Required) => false,
            None => optional,
        };
        let docs = docs::of_element(element, self.schemas, &rule);
        if let Some(item) = self
            .list_item(&element.type_)
            .filter(|_| !many && !element.nillable)
        {
            self.namespace(&item.name);
            let value = self.value(&item.type_, &item.name.local, Some(owner));
            let presence = match (optional, item.nillable) {
                (false, false) => Presence::Many,
                (false, true) => Presence::ManyNillable,
                (true, false) => Presence::OptionalMany,
                (true, true) => Presence::OptionalManyNillable,
            };
            let wire = Wire::Wrapped {
                list: element.name.clone(),
                item: item.name.clone(),
            };
            let item_rule = self.matcher.field(&element.name.local, &item.name.local);
            let rule = FieldRule {
                safe: rule.safe || item_rule.safe,
                sensitive: rule.sensitive || item_rule.sensitive,
                ..rule
            };
            return self.field(
                &element.name.local,
                wire,
                value,
                presence,
                &rule,
                scope,
                docs,
            );
        }
        let value = self.value(&element.type_, &element.name.local, Some(owner));
        let presence = match (many, optional, element.nillable) {
            (true, _, false) => Presence::Many,
            (true, _, true) => Presence::ManyNillable,
            (false, false, false) => Presence::Required,
            (false, true, false) => Presence::Optional,
            (false, false, true) => Presence::Nillable,
            (false, true, true) => Presence::OptionalNillable,
        };
        self.field(
            &element.name.local,
            Wire::Element(element.name.clone()),
            value,
            presence,
            &rule,
            scope,
            docs,
        )
    }

    fn choice_field(
        &mut self,
        elements: &[&'s Element],
        optional: bool,
        many: bool,
        xml_name: &str,
        owner: &str,
        scope: &mut Scope,
    ) -> Field {
        let field_name = if many { "items" } else { "choice" };
        let wanted = format!("{owner}{}", if many { "Item" } else { "Choice" });
        let name = self.type_names.claim(&wanted);
        let mut variants = Scope::default();
        let mut arms = Vec::new();
        for element in elements {
            let rule = self.matcher.field(xml_name, &element.name.local);
            self.namespace(&element.name);
            let value = self.value(&element.type_, &element.name.local, Some(owner));
            let value = self.overridden(value, &rule);
            arms.push(Arm {
                name: variants.claim(&names::variant_name(
                    rule.name.as_deref().unwrap_or(&element.name.local),
                )),
                docs: docs::of_element(element, self.schemas, &rule),
                element: element.name.clone(),
                hidden: self.is_hidden(&element.name.local, &value, &rule),
                value,
                nillable: element.nillable,
                boxed: false,
            });
        }
        let listed = arms
            .iter()
            .map(|arm| format!("`{}`", arm.element.local))
            .collect::<Vec<_>>()
            .join(", ");
        let (type_docs, docs) = if many {
            (
                format!("An item of [`{owner}`]: {listed}."),
                "The items, in the order in which they stand in the XML.".to_owned(),
            )
        } else {
            (
                format!("What [`{owner}`] holds: {listed}."),
                format!("One of {listed}."),
            )
        };
        let id = TypeId(name.clone());
        self.types.insert(
            id.clone(),
            TypeDef::Choice(Choice {
                name,
                docs: vec![type_docs],
                arms,
            }),
        );
        let presence = match (many, optional) {
            (true, _) => Presence::Many,
            (false, true) => Presence::Optional,
            (false, false) => Presence::Required,
        };
        Field {
            name: scope.claim(field_name),
            docs: vec![docs],
            wire: Wire::Choice,
            value: Value::Type(id),
            presence,
            empty_is_none: false,
            hidden: false,
            boxed: false,
            injected: false,
        }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the one place that makes fields; every argument is a decision of its caller"
    )]
    pub(super) fn field(
        &self,
        xml: &str,
        wire: Wire,
        value: Value,
        presence: Presence,
        rule: &FieldRule,
        scope: &mut Scope,
        docs: Vec<String>,
    ) -> Field {
        let value = self.overridden(value, rule);
        Field {
            name: scope.claim(&rule.name.clone().unwrap_or_else(|| names::field_name(xml))),
            docs,
            wire,
            presence,
            empty_is_none: rule.empty == Some(Empty::None),
            hidden: self.is_hidden(xml, &value, rule),
            value,
            boxed: false,
            injected: false,
        }
    }

    fn is_hidden(&self, xml: &str, value: &Value, rule: &FieldRule) -> bool {
        if rule.sensitive {
            return true;
        }
        let text = match value {
            Value::Plain(plain) | Value::Via { plain, .. } => {
                matches!(plain.0, "String" | "Base64" | "Hex" | "RawXml")
            }
            Value::List(item) => return self.is_hidden(xml, item, rule),
            Value::Path(_) => true,
            Value::Type(_) => false,
        };
        let secret = || {
            names::field_name(xml)
                .split('_')
                .any(|word| SECRET_WORDS.contains(&word))
        };
        text && !rule.safe && (self.hide_texts || secret())
    }

    /// Gives a namespace its prefix when it is first met.
    pub(super) fn namespace(&mut self, name: &QName) {
        if name.namespace.is_empty()
            || self
                .namespaces
                .iter()
                .any(|known| known.uri == name.namespace)
        {
            return;
        }
        let prefix = match self.namespaces.len() {
            0 => "ns".to_owned(),
            number => format!("ns{}", number + 1),
        };
        self.namespaces.push(Namespace {
            prefix,
            uri: name.namespace.clone(),
        });
    }

    pub(super) fn known_namespaces(&self) -> &[Namespace] {
        &self.namespaces
    }
}

fn extra() -> Field {
    Field {
        name: "extra".to_owned(),
        docs: vec![
            "Children that the schema doesn't name, with their places; they are written back."
                .to_owned(),
        ],
        wire: Wire::Extra,
        value: Value::Plain(Plain("Extra")),
        presence: Presence::Required,
        empty_is_none: false,
        hidden: true,
        boxed: false,
        injected: false,
    }
}
