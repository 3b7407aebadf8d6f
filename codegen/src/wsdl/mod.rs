//! WSDL 1.1: from documents to [`Definitions`], in which every name is resolved.

mod addressing;
mod bindings;
mod dump;
mod grammar;
mod messages;
mod model;
mod operations;
mod tables;

use addressing::Policies;
use messages::Messages;
pub use model::{
    Addressing, Binding, Body, Definitions, Fault, Header, Message, Operation, OperationVersion,
    Part, PartContent, Port, Service, SoapVersion, Style, Use,
};
use operations::Bound;
use tables::Tables;

use crate::diagnostics::{Diagnostic, Problems};
use crate::load::{Loaded, Node};
use crate::schema::{Docs, Element, Index, QName, Schemas};
use crate::xmlns;

/// Reads all WSDL documents; the first is the main one. Elements that parts name and no schema declares are added to the schemas.
pub(crate) fn read(
    loaded: &Loaded,
    index: &Index<'_>,
    schemas: &mut Schemas,
    problems: &mut Problems,
) -> Definitions {
    let Some(root) = loaded.root(0) else {
        return Definitions::default();
    };
    if !root.is(xmlns::WSDL, "definitions") {
        problems.add(not_wsdl(root));
        return Definitions::default();
    }
    let tables = Tables::new(loaded, problems);
    let mut messages = Messages::new(&tables, index);
    let policies = Policies::new(loaded);
    let mut bound = bindings(&tables, &policies, problems);
    if tables.bindings.in_order.is_empty() {
        bound = assumed(&tables, root, problems);
    }
    let mut operations = Vec::new();
    for (name, node) in &tables.port_types.in_order {
        operations.extend(operations::operations(
            name,
            *node,
            &bound,
            &mut messages,
            problems,
        ));
    }
    if operations.is_empty() && !problems.has_errors() {
        problems.add(nothing_to_call(&tables, &bound, root));
    }
    note_unbound(&tables, &bound, problems);
    if let Some(policy) = policies.first_other {
        let message = "what policies say is read past, but for WS-Addressing";
        let help =
            "a service that asks for more, such as WS-Security, gets it from the client's settings";
        problems.add(Diagnostic::note(message).at(policy.span()).help(help));
    }
    let (messages, forgotten) = messages.finish(problems);
    for (name, span) in forgotten {
        let element = || Element::of_anything(name.clone(), span);
        schemas.elements.entry(name.clone()).or_insert_with(element);
    }
    Definitions {
        name: root.value("name").map(str::to_owned),
        target_namespace: root.value("targetNamespace").unwrap_or_default().to_owned(),
        docs: root.docs(xmlns::WSDL),
        services: services(&tables, &bound, problems),
        operations,
        bindings: bound.into_iter().map(|it| it.binding).collect(),
        messages,
    }
}

fn not_wsdl(root: Node<'_>) -> Diagnostic {
    let (message, help) = match (root.namespace(), root.local()) {
        (xmlns::WSDL_20, _) => (
            "this is WSDL 2.0",
            "ask the server for WSDL 1.1: often at `?wsdl` without more",
        ),
        (xmlns::XSD, "schema") => (
            "this is a schema and no WSDL",
            "give the WSDL that imports it",
        ),
        (_, "html") => (
            "this is a web page and no WSDL",
            "the address of the WSDL often ends in `?wsdl`",
        ),
        _ => (
            "this is no WSDL",
            "the root element must be `definitions` in the namespace of WSDL 1.1",
        ),
    };
    Diagnostic::error(message).at(root.span()).help(help)
}

fn bindings<'a>(
    tables: &Tables<'a>,
    policies: &Policies<'a>,
    problems: &mut Problems,
) -> Vec<Bound<'a>> {
    let mut found = Vec::new();
    for (name, node) in &tables.bindings.in_order {
        let Some(soap) = bindings::soap(*node, problems) else {
            continue;
        };
        let Some((port_type, _)) = tables.port_types.resolve(*node, "type", problems) else {
            continue;
        };
        let ports = tables.ports.iter().filter(|(_, bound)| bound == name);
        let ports = ports.map(|(port, _)| policies.addressing(*port)).max();
        let binding = Binding {
            name: name.clone(),
            port_type,
            docs: node.docs(xmlns::WSDL),
            version: soap.version,
            span: node.span(),
        };
        found.push(Bound {
            binding,
            node: Some(*node),
            soap,
            addressing: policies.addressing(*node).max(ports.unwrap_or_default()),
        });
    }
    let any_for_http = found.iter().any(|bound| bound.soap.for_http);
    for bound in found.iter().filter(|bound| !bound.soap.for_http) {
        let message = format!("the binding `{}` is not for HTTP", bound.binding.name.local);
        let problem = Diagnostic::note(message).at(bound.binding.span);
        problems.add(if any_for_http {
            problem.help("it is left out")
        } else {
            problem.help("there is no other: it is taken as if it were")
        });
    }
    found.retain(|bound| bound.soap.for_http || !any_for_http);
    found
}

/// Bindings for the port types of a WSDL that has no binding at all: what nearly all services speak.
fn assumed<'a>(tables: &Tables<'a>, root: Node<'a>, problems: &mut Problems) -> Vec<Bound<'a>> {
    let port_types = &tables.port_types.in_order;
    if !port_types.is_empty() {
        problems.add(
            Diagnostic::warning(
                "this WSDL has no binding: SOAP 1.1 over HTTP is assumed, with empty actions",
            )
            .at(root.span())
            .help("it is completed by one that imports it; if you have that, name it instead"),
        );
    }
    let bindings = port_types.iter().map(|(name, node)| Bound {
        binding: Binding {
            name: name.clone(),
            port_type: name.clone(),
            docs: Docs::default(),
            version: bindings::ASSUMED.version,
            span: node.span(),
        },
        node: None,
        soap: bindings::ASSUMED,
        addressing: Addressing::Off,
    });
    bindings.collect()
}

/// What to say of a WSDL without anything that can be called: the client will have no methods.
fn nothing_to_call(tables: &Tables<'_>, bound: &[Bound<'_>], root: Node<'_>) -> Diagnostic {
    let (message, help) = if tables.port_types.in_order.is_empty() {
        (
            "there is nothing to call: this WSDL has no port type",
            "one that only has messages and types is completed by one that imports it; name that one",
        )
    } else if bound.is_empty() {
        (
            "there is nothing to call: this WSDL has no binding for SOAP",
            "its bindings are for something else; ask for the service's SOAP interface",
        )
    } else {
        (
            "there is nothing to call: no operation of this WSDL is left",
            "its port types have none, or all were left out",
        )
    };
    Diagnostic::warning(message).at(root.span()).help(help)
}

/// Notes the port types that no binding speaks of. Those of other bindings than SOAP's have been noted with these.
fn note_unbound(tables: &Tables<'_>, bound: &[Bound<'_>], problems: &mut Problems) {
    if bound.is_empty() {
        return;
    }
    for (name, node) in &tables.port_types.in_order {
        let mut bindings = tables.bindings.in_order.iter();
        let named = |binding: Node<'_>| {
            let value = binding.value("type").unwrap_or_default();
            value.rsplit(':').next() == Some(name.local.as_str())
        };
        let is_bound = bound.iter().any(|it| it.binding.port_type == *name);
        if !is_bound && !bindings.any(|(_, binding)| named(*binding)) {
            let message = format!("no binding speaks of the port type `{name}`: it is left out");
            problems.add(Diagnostic::note(message).at(node.span()));
        }
    }
}

fn services(tables: &Tables<'_>, bound: &[Bound<'_>], problems: &mut Problems) -> Vec<Service> {
    let mut services = Vec::new();
    for (name, node) in &tables.services.in_order {
        let mut ports = Vec::new();
        for port in node.children_named(xmlns::WSDL, "port") {
            // Operations come from bindings: a port that leads nowhere takes nothing from them.
            let mut lesser = Problems::default();
            let binding = tables.bindings.resolve(port, "binding", &mut lesser);
            problems.add_lesser(lesser);
            let Some((binding, _)) = binding else {
                continue;
            };
            // A port of a binding that was left out was left out with it.
            if bound.iter().any(|it| it.binding.name == binding) {
                ports.push(self::port(port, binding));
            }
        }
        services.push(Service {
            name: name.clone(),
            docs: node.docs(xmlns::WSDL),
            ports,
            span: node.span(),
        });
    }
    services
}

fn port(node: Node<'_>, binding: QName) -> Port {
    let addresses = [xmlns::WSDL_SOAP11, xmlns::WSDL_SOAP12];
    let address = addresses
        .into_iter()
        .find_map(|soap| node.child(soap, "address"));
    Port {
        name: node.value("name").unwrap_or_default().to_owned(),
        docs: node.docs(xmlns::WSDL),
        binding,
        address: address
            .and_then(|it| it.value("location"))
            .map(str::to_owned),
    }
}
