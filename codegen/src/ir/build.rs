//! The model under construction: each type of the schemas at most once, each Rust name once.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::faults::Faults;
use super::headers::Headers;
use super::json::Json;
use super::model::{Api, Decisions, Namespace, Port, Struct, TypeDef, TypeId};
use super::substitution::Substitutes;
use super::{docs, limits, recursion, roles};
use crate::diagnostics::Diagnostic;
use crate::names::{self, Scope};
use crate::overlay::Matcher;
use crate::schema::{ComplexType, QName, Schemas};
use crate::wsdl::{Definitions, Use};
use crate::xmlns;

pub(super) struct Builder<'s, 'o> {
    pub(super) schemas: &'s Schemas,
    pub(super) matcher: &'s Matcher<'o>,
    /// A vendor of ours: texts are hidden unless called safe.
    pub(super) hide_texts: bool,
    pub(super) type_names: Scope,
    /// The names of requests, and those that types of the schemas would have: in lower case.
    pub(super) request_names: BTreeSet<String>,
    schema_names: BTreeSet<String>,
    pub(super) types: BTreeMap<TypeId, TypeDef>,
    /// The Rust type of each schema type that has one, by address: what is anonymous has no name to look up by.
    pub(super) known: BTreeMap<usize, TypeId>,
    /// Values say their types.
    pub(super) encoded: bool,
    /// Array types whose items are being looked at, by address.
    pub(super) open_arrays: BTreeSet<usize>,
    /// What operations declare that they fail with.
    pub(super) faults: Faults,
    /// What requests may have in their header.
    pub(super) headers: Headers,
    /// The enum of each choice, by the addresses of its elements.
    pub(super) choices: BTreeMap<Vec<usize>, TypeId>,
    pub(super) substitutes: Substitutes<'s>,
    /// The enum of each base type that is used.
    pub(super) hierarchies: BTreeMap<&'s QName, TypeId>,
    /// The enum of each head of a substitution group that is used.
    pub(super) groups: BTreeMap<&'s QName, TypeId>,
    pub(super) limits: limits::Known,
    /// Structs that have a name and no fields yet: types refer to each other further than a stack reaches.
    unfinished: VecDeque<Unfinished<'s>>,
    /// What the overlay says of fields.
    pub(super) decisions: Decisions,
    pub(super) problems: Vec<Diagnostic>,
    namespaces: Vec<Namespace>,
}

struct Unfinished<'s> {
    id: TypeId,
    complex: &'s ComplexType,
    xml_name: String,
}

impl<'s, 'o> Builder<'s, 'o> {
    pub(super) fn new(schemas: &'s Schemas, matcher: &'s Matcher<'o>, hide_texts: bool) -> Self {
        Self {
            schemas,
            matcher,
            hide_texts,
            type_names: Scope::default(),
            request_names: BTreeSet::new(),
            schema_names: BTreeSet::new(),
            types: BTreeMap::new(),
            known: BTreeMap::new(),
            encoded: false,
            open_arrays: BTreeSet::new(),
            faults: Faults::default(),
            headers: Headers::default(),
            choices: BTreeMap::new(),
            substitutes: Substitutes::new(schemas),
            hierarchies: BTreeMap::new(),
            groups: BTreeMap::new(),
            limits: limits::Known::default(),
            unfinished: VecDeque::new(),
            decisions: Decisions::new(),
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
        let wanted = self.schemas.types.keys();
        let wanted = wanted.map(|name| self.wanted_name(&name.local).to_lowercase());
        self.schema_names = wanted.collect();
        let mut operations = definitions.operations.iter();
        self.encoded = operations.any(|operation| operation.use_ == Use::Encoded);
        let mut operations = self.operations(definitions);
        operations.sort_by(|left, right| left.request.name.cmp(&right.request.name));
        recursion::box_cycles(&mut self.types);
        for operation in &mut operations {
            operation.prefixes = self.prefixes(operation);
        }
        let overlay = self.matcher.overlay();
        let (roles, mut notes) = roles::bind(self.matcher, &operations, &self.types);
        for operation in &mut operations {
            let mut checks = roles
                .iter()
                .filter(|role| role.subject == operation.request.name);
            let check = checks.find_map(|role| role.check.clone());
            operation.check = operation.check.take().or(check);
        }
        let json = overlay.json.then(|| Json::of(&self.types, &operations));
        notes.extend(
            json.iter()
                .flat_map(|json| json.notes(&self.types, &operations)),
        );
        let service = definitions.services.first();
        let name = service.map(|service| &service.name.local);
        let name = name
            .or(definitions.name.as_ref())
            .map_or("service", String::as_str);
        let faults = self.fault_types(&mut operations, name);
        let docs = service.map(|service| &service.docs);
        let depth = recursion::depth(&self.types);
        Api {
            depth,
            name: name.to_owned(),
            docs: docs::lines(
                docs.filter(|docs| !docs.is_empty())
                    .unwrap_or(&definitions.docs),
            ),
            ports: ports(definitions),
            namespaces: std::mem::take(&mut self.namespaces),
            types: std::mem::take(&mut self.types).into_values().collect(),
            faults,
            headers: std::mem::take(&mut self.headers).into_record(),
            limits: self.limits.take(),
            knows_secrets: self.hide_texts,
            decisions: std::mem::take(&mut self.decisions),
            operations,
            json,
            roles,
            notes,
        }
    }

    /// The struct of a complex type, declared inside the type `owner` if it is anonymous.
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
        let id = self.claim_type(xml_name, owner);
        self.known.insert(address, id.clone());
        self.unfinished.push_back(Unfinished {
            id: id.clone(),
            complex,
            xml_name: xml_name.to_owned(),
        });
        id
    }

    /// Gives the structs that have only a name their fields, and those that these need.
    pub(super) fn finish_structs(&mut self) {
        while let Some(Unfinished {
            id,
            complex,
            xml_name,
        }) = self.unfinished.pop_front()
        {
            let record = Struct {
                name: id.0.clone(),
                docs: self.type_docs(&complex.docs, &xml_name),
                fields: self.fields(complex, &xml_name, &id.0),
            };
            self.types.insert(id, TypeDef::Struct(record));
        }
    }

    pub(super) fn type_docs(&self, docs: &crate::schema::Docs, xml_name: &str) -> Vec<String> {
        let rule = self.matcher.type_(xml_name);
        docs::of_type(docs, xml_name, rule.and_then(|rule| rule.docs.as_deref()))
    }

    /// The Rust name of a type before others may have taken it.
    pub(super) fn wanted_name(&self, xml_name: &str) -> String {
        self.matcher
            .type_(xml_name)
            .and_then(|rule| rule.name.clone())
            .unwrap_or_else(|| names::type_name(xml_name))
    }

    /// A free name for a type: an anonymous type that would need a number is called after its owner too, and one that is called as a
    /// request is `…Type`.
    pub(super) fn claim_type(&mut self, xml_name: &str, owner: Option<&str>) -> TypeId {
        let mut wanted = self.wanted_name(xml_name);
        if owner.is_none() && self.request_names.contains(&wanted.to_lowercase()) {
            let other = format!("{wanted}Type");
            let is_free = !self.schema_names.contains(&other.to_lowercase());
            if is_free && !self.type_names.has(&other) {
                wanted = other;
            }
        }
        let owner = owner.filter(|_| self.type_names.has(&wanted));
        let wanted = format!("{}{wanted}", owner.unwrap_or_default());
        TypeId(self.type_names.claim(&wanted))
    }

    /// Gives a namespace its prefix when it is first met.
    pub(super) fn namespace(&mut self, name: &QName) {
        let uri = &name.namespace;
        if uri.is_empty() || self.namespaces.iter().any(|known| known.uri == *uri) {
            return;
        }
        let number = self
            .namespaces
            .iter()
            .filter(|known| known.uri != xmlns::XML && known.uri != xmlns::XSD)
            .count()
            + 1;
        let prefix = match number {
            // Bound by XML itself, which lets nobody else do so.
            _ if uri == xmlns::XML => "xml".to_owned(),
            _ if uri == xmlns::XSD => "xsd".to_owned(),
            1 => "ns".to_owned(),
            number => format!("ns{number}"),
        };
        self.namespaces.push(Namespace {
            prefix,
            uri: uri.clone(),
        });
    }

    /// The namespaces so far, without the one that needs no declaration.
    pub(super) fn declarable_namespaces(&self) -> impl Iterator<Item = &Namespace> {
        self.namespaces
            .iter()
            .filter(|namespace| namespace.uri != xmlns::XML)
    }
}

/// The places to call, in document order.
fn ports(definitions: &Definitions) -> Vec<Port> {
    let mut ports = Vec::new();
    for service in &definitions.services {
        for port in &service.ports {
            let mut bindings = definitions.bindings.iter();
            let binding = bindings.find(|binding| binding.name == port.binding);
            if let Some((binding, address)) = binding.zip(port.address.clone()) {
                ports.push(Port {
                    name: format!("{}.{}", service.name.local, port.name),
                    version: binding.version,
                    address,
                });
            }
        }
    }
    ports
}
