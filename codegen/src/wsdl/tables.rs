//! The named parts of all WSDL documents.

use std::collections::BTreeMap;

use super::grammar;
use crate::diagnostics::{Diagnostic, Problems};
use crate::load::{Loaded, Node};
use crate::schema::QName;
use crate::spelling::slip;
use crate::xmlns;

/// The components of one kind, in document order and by name.
#[derive(Debug)]
pub(super) struct Table<'a> {
    what: &'static str,
    pub(super) in_order: Vec<(QName, Node<'a>)>,
    by_name: BTreeMap<QName, Node<'a>>,
}

impl<'a> Table<'a> {
    fn new(what: &'static str) -> Self {
        Self {
            what,
            in_order: Vec::new(),
            by_name: BTreeMap::new(),
        }
    }

    fn add(&mut self, name: QName, node: Node<'a>, problems: &mut Problems) {
        if self.by_name.contains_key(&name) {
            problems.add(
                Diagnostic::warning(format!("the {} `{name}` is declared twice", self.what))
                    .at(node.span())
                    .help("the first declaration is used"),
            );
            return;
        }
        self.by_name.insert(name.clone(), node);
        self.in_order.push((name, node));
    }

    /// What an attribute names; nothing found is a problem, and `None`.
    pub(super) fn resolve(
        &self,
        from: Node<'_>,
        attribute: &str,
        problems: &mut Problems,
    ) -> Option<(QName, Node<'a>)> {
        let Some(found) = from.attribute(attribute) else {
            problems.add(
                Diagnostic::error(format!("`{}` does not say its {}", from.local(), self.what))
                    .at(from.span())
                    .help(format!("add the attribute `{attribute}`")),
            );
            return None;
        };
        let value = found.value.trim();
        let name = from.resolve(value);
        if let Ok(name) = &name
            && let Some(node) = self.by_name.get(name)
        {
            return Some((name.clone(), *node));
        }
        // Some files forget the prefix, and then the name is in WSDL's own namespace.
        let local = value.rsplit(':').next().unwrap_or(value);
        let mut alike = self
            .by_name
            .iter()
            .filter(|(known, _)| known.local == local);
        let guess = alike.next().filter(|_| alike.next().is_none());
        let prefix_is_known = name.is_ok();
        let message = match name {
            Ok(name) => format!("there is no {} `{name}`", self.what),
            Err(prefix) => format!("the prefix `{prefix}` is not declared"),
        };
        if let Some((name, node)) = guess.filter(|_| prefix_is_known) {
            let help = format!("it is read as `{name}`, the only one of that name");
            problems.add(Diagnostic::warning(message).at(found.span).help(help));
            return Some((name.clone(), *node));
        }
        let mut diagnostic = Diagnostic::error(message).at(found.span);
        // The guess may be wrong, and nothing will be generated; but with it more problems are found in one run.
        let guessed = guess.map(|(name, node)| (name.clone(), *node));
        if let Some((name, _)) = guess {
            diagnostic = diagnostic.help(format!("there is a {} `{name}`", self.what));
        } else if let Some(near) = self
            .by_name
            .keys()
            .filter_map(|it| Some((slip(local, &it.local)?, it)))
            .min()
            .map(|(_, near)| near)
        {
            diagnostic = diagnostic.help(format!("there is a {} `{near}`", self.what));
        }
        problems.add(diagnostic);
        guessed
    }
}

/// The components of all documents.
#[derive(Debug)]
pub(super) struct Tables<'a> {
    pub(super) messages: Table<'a>,
    pub(super) port_types: Table<'a>,
    pub(super) bindings: Table<'a>,
    pub(super) services: Table<'a>,
    /// The ports of all services, each with the binding that it names.
    pub(super) ports: Vec<(Node<'a>, QName)>,
}

impl<'a> Tables<'a> {
    pub(super) fn new(loaded: &'a Loaded, problems: &mut Problems) -> Self {
        let mut tables = Self {
            messages: Table::new("message"),
            port_types: Table::new("port type"),
            bindings: Table::new("binding"),
            services: Table::new("service"),
            ports: Vec::new(),
        };
        let roots = (0..loaded.documents.len()).filter_map(|index| loaded.root(index));
        for root in roots.filter(|root| root.is(xmlns::WSDL, "definitions")) {
            grammar::check(root, problems);
            let target = root.value("targetNamespace").unwrap_or_default();
            for child in root
                .children()
                .filter(|child| child.namespace() == xmlns::WSDL)
            {
                let table = match child.local() {
                    "message" => &mut tables.messages,
                    "portType" => &mut tables.port_types,
                    "binding" => &mut tables.bindings,
                    "service" => &mut tables.services,
                    _ => continue,
                };
                for port in child.children_named(xmlns::WSDL, "port") {
                    let binding = port
                        .value("binding")
                        .and_then(|name| port.resolve(name).ok());
                    tables.ports.extend(binding.map(|binding| (port, binding)));
                }
                match child.value("name") {
                    Some(name) => table.add(QName::new(target, name), child, problems),
                    None => problems.add(
                        Diagnostic::error(format!("this {} has no name", table.what))
                            .at(child.span()),
                    ),
                }
            }
        }
        tables
    }
}
