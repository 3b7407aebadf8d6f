//! Which schemas there are, and which names they declare.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::grammar::Kind;
use super::{Builtin, QName, TypeRef};
use crate::diagnostics::{Diagnostic, Problems, Span};
use crate::load::{self, Link, Loaded, Node, NodeId, Reference};
use crate::spelling::slip;
use crate::xmlns;

/// A schema as it takes part: one document without a namespace may do so several times, once for each namespace that includes it.
#[derive(Debug)]
pub(crate) struct Unit<'a> {
    pub(super) node: Node<'a>,
    pub(super) target: String,
    /// Whether the namespace is that of the including schema; then names without a namespace are in it, too.
    chameleon: bool,
}

/// A global component.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Declaration<'a> {
    pub(super) unit: usize,
    pub(super) node: Node<'a>,
}

/// An import without a document.
#[derive(Debug)]
struct Absent {
    namespace: String,
    span: Span,
    /// What to do; `None` if the import says no location.
    help: Option<String>,
}

/// Every schema and every global name.
#[derive(Debug, Default)]
pub(crate) struct Index<'a> {
    pub(super) units: Vec<Unit<'a>>,
    declarations: BTreeMap<(Kind, QName), Declaration<'a>>,
    /// What `xs:redefine` replaced.
    originals: BTreeMap<(Kind, QName), Declaration<'a>>,
    absent: Vec<Absent>,
    namespaces: BTreeSet<String>,
    /// The components of bundled schemas that no one asked for.
    unwanted: BTreeSet<(Kind, QName)>,
}

impl<'a> Index<'a> {
    pub(crate) fn new(loaded: &'a Loaded, problems: &mut Problems) -> Self {
        let mut index = Self::default();
        index.collect(loaded, problems);
        for unit in 0..index.units.len() {
            index.declare(unit, problems);
        }
        index.mark_unwanted(loaded);
        index
    }

    /// Of the bundled schemas only that is wanted which the others refer to, directly or not.
    fn mark_unwanted(&mut self, loaded: &'a Loaded) {
        let mut components: BTreeMap<(Kind, QName), Node<'a>> = BTreeMap::new();
        let bundled = loaded.bundled.iter();
        for root in bundled.filter_map(|document| loaded.root(*document)) {
            let namespace = root.value("targetNamespace").unwrap_or_default();
            for child in root.children() {
                let kind = Kind::declared_by(child.local());
                if let Some((kind, name)) = kind.zip(child.value("name")) {
                    components.insert((kind, QName::new(namespace, name)), child);
                }
            }
        }
        let mut pending: Vec<Reference> = loaded.references.iter().cloned().collect();
        while let Some((namespace, local, element)) = pending.pop() {
            let name = QName::new(namespace, local);
            let kinds = if element {
                &[Kind::Element][..]
            } else {
                &[
                    Kind::Type,
                    Kind::Attribute,
                    Kind::Group,
                    Kind::AttributeGroup,
                ]
            };
            for kind in kinds {
                if let Some(node) = components.remove(&(*kind, name.clone())) {
                    let mut references = BTreeSet::new();
                    node.references(&mut references);
                    pending.extend(references);
                }
            }
        }
        self.unwanted = components.into_keys().collect();
    }

    pub(super) fn get(&self, kind: Kind, name: &QName) -> Option<Declaration<'a>> {
        self.declarations.get(&(kind, name.clone())).copied()
    }

    pub(super) fn original(&self, kind: Kind, name: &QName) -> Option<Declaration<'a>> {
        self.originals.get(&(kind, name.clone())).copied()
    }

    /// The global components of one kind, without what is bundled and not used.
    pub(super) fn names(&self, kind: Kind) -> impl Iterator<Item = (&QName, Declaration<'a>)> {
        let all = self.declarations.iter().filter(move |((known, name), _)| {
            *known == kind && !self.unwanted.contains(&(*known, name.clone()))
        });
        all.map(|((_, name), declaration)| (name, *declaration))
    }

    /// The target namespaces of types and elements, in the order in which the schemas were met.
    pub(super) fn namespaces_in_order(&self) -> Vec<String> {
        let components = [Kind::Type, Kind::Element]
            .into_iter()
            .flat_map(|kind| self.names(kind));
        let mut used: BTreeSet<&str> = components
            .map(|(name, _)| name.namespace.as_str())
            .collect();
        let targets = self.units.iter().map(|unit| &unit.target);
        targets
            .filter(|target| used.remove(target.as_str()))
            .cloned()
            .collect()
    }

    /// Finds every schema, from the inline ones along imports and includes.
    fn collect(&mut self, loaded: &'a Loaded, problems: &mut Problems) {
        let mut queue: VecDeque<(usize, Node<'a>, Option<String>)> = VecDeque::new();
        for (document, root) in loaded
            .documents
            .iter()
            .map(load::Document::root)
            .enumerate()
        {
            let Some(root) = root else { continue };
            if root.is(xmlns::WSDL, "definitions") {
                queue.extend(load::schemas(root).map(|schema| (document, schema, None)));
                for import in root.children_named(xmlns::WSDL, "import") {
                    if let Some(Link::Document(target)) = loaded.link(document, import) {
                        let schema = loaded
                            .root(*target)
                            .filter(|it| it.is(xmlns::XSD, "schema"));
                        queue.extend(schema.map(|schema| (*target, schema, None)));
                    }
                }
            }
        }
        for document in &loaded.bundled {
            queue.extend(
                loaded
                    .root(*document)
                    .map(|schema| (*document, schema, None)),
            );
        }
        let mut seen: BTreeSet<(usize, NodeId, String)> = BTreeSet::new();
        while let Some((document, node, includer)) = queue.pop_front() {
            let own = node.value("targetNamespace").filter(|own| !own.is_empty());
            let chameleon = own.is_none() && includer.as_deref().is_some_and(|it| !it.is_empty());
            let target = own.map(str::to_owned).or(includer).unwrap_or_default();
            if !seen.insert((document, node.id, target.clone())) {
                continue;
            }
            for child in node
                .children()
                .filter(|child| child.namespace() == xmlns::XSD)
            {
                let includes = match child.local() {
                    "include" | "redefine" => true,
                    "import" => false,
                    _ => continue,
                };
                match loaded.link(document, child) {
                    Some(Link::Document(found)) => {
                        let Some(root) = loaded.root(*found) else {
                            continue;
                        };
                        if root.is(xmlns::XSD, "schema") {
                            queue.push_back((*found, root, includes.then(|| target.clone())));
                        } else if !root.is(xmlns::WSDL, "definitions") {
                            problems.add(
                                Diagnostic::error("the imported document is no schema")
                                    .at(child.span()),
                            );
                        }
                    }
                    Some(Link::Missing { help }) if !includes => {
                        self.add_absent(child, Some(help.clone()));
                    }
                    None if !includes => self.add_absent(child, None),
                    Some(Link::Missing { .. } | Link::Broken) | None => {}
                }
            }
            self.namespaces.insert(target.clone());
            self.units.push(Unit {
                node,
                target,
                chameleon,
            });
        }
    }

    fn add_absent(&mut self, import: Node<'a>, help: Option<String>) {
        let namespace = import.value("namespace").unwrap_or_default().to_owned();
        self.absent.push(Absent {
            namespace,
            span: import.span(),
            help,
        });
    }

    fn declare(&mut self, unit: usize, problems: &mut Problems) {
        let Unit { node, target, .. } = &self.units[unit];
        let (node, target) = (*node, target.clone());
        for child in node
            .children()
            .filter(|child| child.namespace() == xmlns::XSD)
        {
            self.declare_one(unit, child, &target, false, problems);
            if child.local() == "redefine" {
                for child in child
                    .children()
                    .filter(|child| child.namespace() == xmlns::XSD)
                {
                    self.declare_one(unit, child, &target, true, problems);
                }
            }
        }
    }

    fn declare_one(
        &mut self,
        unit: usize,
        node: Node<'a>,
        target: &str,
        redefines: bool,
        problems: &mut Problems,
    ) {
        let Some(kind) = Kind::declared_by(node.local()) else {
            return;
        };
        let Some(name) = node.value("name").filter(|name| !name.is_empty()) else {
            // Said when it is read.
            return;
        };
        let key = (kind, QName::new(target, name));
        let declaration = Declaration { unit, node };
        let Some(known) = self.declarations.get(&key).copied() else {
            self.declarations.insert(key, declaration);
            return;
        };
        let known_redefines = known
            .node
            .parent()
            .is_some_and(|it| it.local() == "redefine");
        match (known_redefines, redefines) {
            (false, true) => {
                self.originals.insert(key.clone(), known);
                self.declarations.insert(key, declaration);
            }
            (true, false) => {
                self.originals.entry(key).or_insert(declaration);
            }
            _ if same(known.node, node) => {}
            _ => problems.add(
                Diagnostic::warning(format!("the {} `{name}` is declared twice", kind.name()))
                    .at(node.span())
                    .help("the first declaration is used"),
            ),
        }
    }

    /// What a value like `tns:Order` names. What it names nothing is a problem, and `None`.
    pub(crate) fn resolve(
        &self,
        node: Node<'_>,
        unit: Option<&Unit<'_>>,
        value: &str,
        kind: Kind,
        span: Span,
        problems: &mut Problems,
    ) -> Option<QName> {
        let mut name = match node.resolve(value) {
            Ok(name) => name,
            Err(prefix) => {
                problems.add(
                    Diagnostic::error(format!("the prefix `{prefix}` is not declared"))
                        .at(span)
                        .help(format!(
                            "add `xmlns:{prefix}=\"…\"` to this element or one around it"
                        )),
                );
                return None;
            }
        };
        if let Some(unit) = unit.filter(|unit| unit.chameleon && name.namespace.is_empty()) {
            name.namespace.clone_from(&unit.target);
        }
        if self.exists(kind, &name) {
            return Some(name);
        }
        if let Some(meant) = self.meant(kind, &name, unit, value) {
            problems.add(
                Diagnostic::warning(format!("there is no {} `{name}`", kind.name()))
                    .at(span)
                    .help(format!("it is read as `{meant}`")),
            );
            return Some(meant);
        }
        problems.add(self.unknown(kind, &name, value, span));
        None
    }

    /// What a value names in a namespace whose schema is here and doesn't declare it: no file is missing, a declaration was forgotten.
    ///
    /// No one can supply that; but it has a name, and anything may be in it.
    pub(crate) fn forgotten(
        &self,
        node: Node<'_>,
        unit: Option<&Unit<'_>>,
        value: &str,
    ) -> Option<QName> {
        let mut name = node.resolve(value).ok()?;
        if let Some(unit) = unit.filter(|unit| unit.chameleon && name.namespace.is_empty()) {
            name.namespace.clone_from(&unit.target);
        }
        // A name without a prefix means one of this file.
        let is_known = self.namespaces.contains(&name.namespace)
            || name.namespace == xmlns::XSD
            || (unit.is_some() && name.namespace.is_empty());
        let mut absent = self.absent.iter();
        let may_come = absent.any(|it| it.namespace == name.namespace && it.help.is_some());
        (is_known && !may_come).then_some(name)
    }

    /// What is said of something that was forgotten.
    pub(crate) fn forgotten_warning(&self, kind: Kind, name: &QName, span: Span) -> Diagnostic {
        let message = format!("there is no {} `{name}`", kind.name());
        let help = match self.similar(kind, name) {
            Some(similar) => format!("anything may be in it; there is {similar}"),
            None => "anything may be in it".to_owned(),
        };
        Diagnostic::warning(message).at(span).help(help)
    }

    /// What a name stands for that is written a little wrong: without its prefix, with that of a namespace that no schema is of, or a built-in in
    /// other case.
    fn meant(
        &self,
        kind: Kind,
        name: &QName,
        unit: Option<&Unit<'_>>,
        value: &str,
    ) -> Option<QName> {
        let builtin = |is: fn(&str, &str) -> bool| {
            let mut names = Builtin::ALL.iter().map(|builtin| builtin.name());
            let found = names.find(|known| is(known, &name.local));
            found.filter(|_| kind == Kind::Type)
        };
        let own = match unit {
            Some(unit) => Some(QName::new(&unit.target, &name.local)),
            None => self.only_one_called(kind, &name.local),
        };
        let own = own.filter(|own| !value.contains(':') && self.exists(kind, own));
        if own.is_some() {
            return own;
        }
        let found = if name.namespace == xmlns::XSD {
            let other = Builtin::by_other_name(&name.local).filter(|_| kind == Kind::Type);
            builtin(str::eq_ignore_ascii_case).or(other.map(Builtin::name))
        } else if !value.contains(':') {
            builtin(|known, name| known == name)
        } else {
            None
        };
        found
            .map(|found| QName::new(xmlns::XSD, found))
            .or_else(|| self.only(kind, name))
    }

    /// The only one of this name, if nothing is known of the namespace that was said.
    fn only(&self, kind: Kind, name: &QName) -> Option<QName> {
        let imported = self.absent.iter().any(|it| it.namespace == name.namespace);
        if imported || self.knows(&name.namespace) {
            return None;
        }
        self.only_one_called(kind, &name.local)
    }

    /// Whether anything is declared in a namespace.
    fn knows(&self, namespace: &str) -> bool {
        self.namespaces.contains(namespace) || namespace == xmlns::XSD
    }

    /// The component of a local name that only one namespace has.
    fn only_one_called(&self, kind: Kind, local: &str) -> Option<QName> {
        let mut alike = self.names(kind).filter(|(name, _)| name.local == local);
        let (name, _) = alike.next()?;
        alike.next().is_none().then(|| name.clone())
    }

    /// A reference to a type that [`resolve`](Self::resolve) has found.
    pub(crate) fn type_ref(&self, name: QName) -> TypeRef {
        let built_in = (name.namespace == xmlns::XSD)
            .then(|| Builtin::from_name_or_alias(&name.local))
            .flatten();
        match built_in {
            Some(built_in) => TypeRef::Builtin(built_in),
            None if self.get(Kind::Type, &name).is_some() => TypeRef::Named(name),
            // Reported when it was resolved.
            None => TypeRef::Builtin(Builtin::AnyType),
        }
    }

    fn exists(&self, kind: Kind, name: &QName) -> bool {
        let built_in = name.namespace == xmlns::XSD
            && match kind {
                Kind::Type => Builtin::from_name_or_alias(&name.local).is_some(),
                // ASP.NET says so of a DataSet: its schema comes along.
                Kind::Element => name.local == "schema",
                _ => false,
            };
        built_in || self.declarations.contains_key(&(kind, name.clone()))
    }

    fn unknown(&self, kind: Kind, name: &QName, value: &str, span: Span) -> Diagnostic {
        let what = kind.name();
        let absent = self
            .absent
            .iter()
            .filter(|absent| absent.namespace == name.namespace);
        let absent = absent.max_by_key(|absent| absent.help.is_some());
        let known = self.knows(&name.namespace);
        if let Some(absent) = absent.filter(|_| !known) {
            let message = format!("nothing is known of the namespace `{}`", name.namespace);
            let help = absent.help.clone().unwrap_or_else(|| {
                "the import gives no location: name the namespace and its file with `generate --import`"
                    .to_owned()
            });
            return Diagnostic::error(message)
                .at(absent.span)
                .label(format!("`{value}` and maybe more is needed from it"))
                .help(help);
        }
        let diagnostic = Diagnostic::error(format!("there is no {what} `{name}`")).at(span);
        if !known {
            let help = match name.namespace.as_str() {
                "" => "without a prefix and a default namespace it is in no namespace".to_owned(),
                namespace => format!("no schema here is of `{namespace}`, and none is imported"),
            };
            return diagnostic.help(help);
        }
        if let Some(help) = absent.and_then(|absent| absent.help.clone()) {
            return diagnostic.help(format!("an import of this namespace was not found: {help}"));
        }
        match self.similar(kind, name) {
            Some(similar) => diagnostic.help(format!("there is {similar}")),
            None => diagnostic,
        }
    }

    /// Something else of nearly the same name: spelt otherwise, of another kind, in another namespace.
    fn similar(&self, kind: Kind, name: &QName) -> Option<String> {
        if kind == Kind::Type && name.namespace == xmlns::XSD {
            let names = Builtin::ALL.iter().map(|builtin| builtin.name());
            let near = names.filter_map(|known| Some((slip(&name.local, known)?, known)));
            return near.min().map(|(_, known)| format!("a type `{known}`"));
        }
        let (_, (kind, similar)) = self
            .declarations
            .keys()
            .filter_map(|known| Some((slip(&name.local, &known.1.local)?, known)))
            .min_by_key(|(slip, (known_kind, known))| {
                (
                    *slip,
                    *known_kind != kind,
                    known.namespace != name.namespace,
                    known,
                )
            })?;
        let article = if matches!(kind, Kind::Type | Kind::Group) {
            "a"
        } else {
            "an"
        };
        Some(format!("{article} {} `{similar}`", kind.name()))
    }

    /// Notes the imports that no one found and no one needs.
    pub(crate) fn note_absent(&self, problems: &mut Problems) {
        for absent in &self.absent {
            let unneeded =
                !self.namespaces.contains(&absent.namespace) && !problems.has_error_at(absent.span);
            if let Some(help) = absent.help.as_ref().filter(|_| unneeded) {
                problems.add(
                    Diagnostic::note("this import was not found; nothing here needs it")
                        .at(absent.span)
                        .help(help.clone()),
                );
            }
        }
    }
}

/// Whether two declarations say the same, documentation apart.
fn same(left: Node<'_>, right: Node<'_>) -> bool {
    let children = |node: Node<'_>| -> Vec<_> {
        node.children()
            .filter(|child| child.local() != "annotation")
            .map(|it| it.id)
            .collect()
    };
    let (ours, theirs) = (children(left), children(right));
    let attributes = |node: Node<'_>| -> BTreeMap<_, _> {
        let all = node
            .attributes()
            .iter()
            .filter(|it| it.namespace.is_empty());
        all.map(|it| (it.local.clone(), it.value.clone())).collect()
    };
    left.local() == right.local()
        && attributes(left) == attributes(right)
        && ours.len() == theirs.len()
        && ours.into_iter().zip(theirs).all(|(left_id, right_id)| {
            let pair = left
                .document
                .node(left_id)
                .zip(right.document.node(right_id));
            pair.is_some_and(|(left, right)| same(left, right))
        })
}
