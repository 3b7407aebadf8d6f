//! Bytes to documents: encodings, limits, imports.

mod catalog;
mod document;
mod encoding;
mod entities;
mod location;
mod nearby;
mod parse;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

pub use catalog::Catalog;
use catalog::Entry;
pub(crate) use document::{Attribute, Document, Node, NodeId};
use location::{Place, is_absolute, is_url, join_path, join_url, normalised, sibling_names};

use crate::diagnostics::{Diagnostic, Problems, Sources, Span};
use crate::xmlns;

/// The largest document that is read.
const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// The most that is read in all.
const MAX_TOTAL: u64 = 4 * MAX_BYTES;
/// The most documents.
const MAX_DOCUMENTS: usize = 2_000;

/// Every document that was reached from the main one.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    /// In the order of reading; the main one first.
    pub(crate) documents: Vec<Document>,
    /// Which of them came with this program.
    pub(crate) bundled: Vec<usize>,
    /// What the others refer to, by namespace and name: of the bundled ones only that is wanted.
    pub(crate) references: BTreeSet<Reference>,
    /// What became of each import, by document and element.
    links: BTreeMap<(usize, NodeId), Link>,
    /// The imports that say where, in the order in which they were followed.
    pub(crate) imported: Vec<Imported>,
}

/// An import that says where its document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The location as it is written.
    pub location: String,
    /// The location as an address, if it is one or the importing document has one.
    pub address: Option<String>,
    /// The file it was found in; `None` if there is none.
    pub file: Option<String>,
}

/// The namespace and the name of what is referred to, and whether it is an element.
pub(crate) type Reference = (String, String, bool);

/// What became of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// It is this document.
    Document(usize),
    /// There is no such file; what to do about it.
    Missing { help: String },
    /// It was found and could not be read, which has been said.
    Broken,
}

impl Loaded {
    /// What became of an import; `None` for one that says no location.
    pub(crate) fn link(&self, document: usize, import: Node<'_>) -> Option<&Link> {
        self.links.get(&(document, import.id))
    }

    pub(crate) fn root(&self, document: usize) -> Option<Node<'_>> {
        self.documents.get(document)?.root()
    }
}

/// Reads the main file and what it imports, directly or not.
pub(crate) fn load(
    main: &Path,
    catalog: &Catalog,
    sources: &mut Sources,
    problems: &mut Problems,
) -> Loaded {
    let mut loader = Loader {
        main,
        catalog,
        sources,
        problems,
        loaded: Loaded::default(),
        places: Vec::new(),
        known: BTreeMap::new(),
        missing: Vec::new(),
        total: 0,
    };
    let place = Place {
        path: Some(normalised(main)),
        url: catalog.address().map(str::to_owned),
    };
    match loader.find(&place) {
        Some(found) => {
            loader.add(found);
        }
        None => loader.problems.add(no_main(main)),
    }
    let mut next = 0;
    loop {
        while next < loader.loaded.documents.len() {
            loader.follow(next);
            next += 1;
        }
        // What is found now may bring in more.
        if !loader.look_nearby() {
            break;
        }
    }
    loader.report_missing();
    loader.loaded
}

/// The imports of a WSDL file and of what it imports, found or not.
///
/// ```
/// # use std::path::Path;
/// # use kontorhaus_codegen::{Catalog, imports};
/// let wsdl = r#"<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"><import namespace="urn:a" location="a.wsdl"/></definitions>"#;
/// let catalog = Catalog::new()
///     .with_bytes("shop.wsdl", wsdl)
///     .with_address("https://shop.example/api/shop.wsdl");
/// let imports = imports(Path::new("shop.wsdl"), &catalog);
/// assert_eq!(imports[0].address.as_deref(), Some("https://shop.example/api/a.wsdl"));
/// assert_eq!(imports[0].file, None);
/// ```
#[must_use]
pub fn imports(main: &Path, catalog: &Catalog) -> Vec<Imported> {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    load(main, catalog, &mut sources, &mut problems).imported
}

/// What to say when the main file isn't there.
fn no_main(main: &Path) -> Diagnostic {
    let shown = main.display().to_string();
    let (reason, help) = if main.is_dir() {
        ("it is a folder", Some("name the WSDL file in it"))
    } else if shown.contains("://") {
        let help = "nothing is fetched: save what is there, and name the file";
        ("it is an address", Some(help))
    } else {
        ("there is no such file", None)
    };
    let diagnostic = Diagnostic::error(format!("cannot read `{shown}`: {reason}"));
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

struct Loader<'a> {
    main: &'a Path,
    catalog: &'a Catalog,
    sources: &'a mut Sources,
    problems: &'a mut Problems,
    loaded: Loaded,
    places: Vec<Place>,
    /// Locations that were read, with what came of it.
    known: BTreeMap<String, Option<usize>>,
    /// The imports that lead nowhere so far.
    missing: Vec<Missing>,
    total: u64,
}

/// An import that leads nowhere so far.
struct Missing {
    /// The document it is in.
    from: usize,
    import: Import,
    location: String,
    /// Its place in [`Loaded::imported`].
    imported: usize,
}

/// A document that can be read.
struct Found<'a> {
    place: Place,
    location: String,
    from: Origin<'a>,
}

enum Origin<'a> {
    Bytes(&'a [u8]),
    File(PathBuf),
}

impl<'a> Loader<'a> {
    /// Whether there is a document at exactly this place.
    fn find(&self, place: &Place) -> Option<Found<'a>> {
        for name in [
            place.url.clone(),
            place.path.as_ref().map(|path| display(path)),
        ] {
            let Some(name) = name else { continue };
            match self.catalog.get(&name) {
                Some(Entry::Bytes(bytes)) => {
                    return Some(Found {
                        place: place.clone(),
                        location: name,
                        from: Origin::Bytes(bytes),
                    });
                }
                Some(Entry::File(path)) => {
                    let place = Place {
                        path: Some(path.clone()),
                        url: place.url.clone(),
                    };
                    let location = display(path);
                    return Some(Found {
                        place,
                        location,
                        from: Origin::File(path.clone()),
                    });
                }
                None => {}
            }
        }
        let path = place.path.as_ref().filter(|path| path.is_file())?;
        let from = Origin::File(path.clone());
        Some(Found {
            place: place.clone(),
            location: display(path),
            from,
        })
    }

    /// Reads a document, unless it has been read.
    fn add(&mut self, found: Found<'_>) -> Option<usize> {
        if let Some(known) = self.known.get(&found.location) {
            return *known;
        }
        // Known before it is read: a file that is broken is reported once.
        self.known.insert(found.location.clone(), None);
        let text = match self.text(&found) {
            Ok(text) => text,
            Err(message) => {
                let message = format!("cannot read `{}`: {message}", found.location);
                self.problems.add(Diagnostic::error(message));
                return None;
            }
        };
        let source = self.sources.add(found.location.clone(), text.text);
        if text.not_utf8_at.is_some() {
            self.problems.add(
                Diagnostic::warning(format!("`{}` is not UTF-8 as it claims", found.location))
                    .help("it was read as windows-1252"),
            );
        }
        let text = self.sources.get(source).map_or("", |source| &source.text);
        let document = parse::parse(text, source, self.problems)?;
        let index = self.loaded.documents.len();
        self.loaded.documents.push(document);
        self.places.push(found.place);
        self.known.insert(found.location, Some(index));
        Some(index)
    }

    fn text(&mut self, found: &Found<'_>) -> Result<encoding::Decoded, String> {
        if self.loaded.documents.len() >= MAX_DOCUMENTS {
            return Err(format!("there are more than {MAX_DOCUMENTS} documents"));
        }
        let buffer;
        let bytes = match &found.from {
            Origin::Bytes(bytes) => *bytes,
            Origin::File(path) => {
                buffer = read_file(path).map_err(|error| error.to_string())?;
                &buffer
            }
        };
        let size = bytes.len() as u64;
        self.total += size;
        if size > MAX_BYTES {
            return Err(format!("it is larger than {} MiB", MAX_BYTES / 1024 / 1024));
        }
        if self.total > MAX_TOTAL {
            return Err(format!(
                "all files are larger than {} MiB",
                MAX_TOTAL / 1024 / 1024
            ));
        }
        encoding::decode(bytes)
    }

    /// Follows the imports of one document.
    fn follow(&mut self, index: usize) {
        let document = &self.loaded.documents[index];
        let imports: Vec<Import> = document.root().map(imports_in).unwrap_or_default();
        for import in imports {
            let Some(location) = &import.location else {
                // Without a location only the catalog can know.
                let known = import
                    .namespace
                    .as_deref()
                    .and_then(|name| self.by_namespace(name));
                if let Some(link) = known {
                    self.loaded.links.insert((index, import.node), link);
                }
                continue;
            };
            let link = self.resolve(index, location, import.namespace.as_deref());
            self.loaded.imported.push(Imported {
                location: location.clone(),
                address: self.address(index, location),
                file: self.file(&link),
            });
            let is_missing = matches!(link, Link::Missing { .. });
            self.loaded.links.insert((index, import.node), link);
            if is_missing {
                self.missing.push(Missing {
                    from: index,
                    location: location.clone(),
                    imported: self.loaded.imported.len() - 1,
                    import,
                });
            }
        }
    }

    /// Says of the imports that lead nowhere what to do, unless nothing may be needed of them.
    fn report_missing(&mut self) {
        for missing in self.missing.iter().filter(|it| !it.import.optional) {
            let link = self.loaded.links.get(&(missing.from, missing.import.node));
            if let Some(Link::Missing { help }) = link {
                let message = format!("cannot find `{}`", missing.location);
                let diagnostic = Diagnostic::error(message).at(missing.import.span);
                self.problems.add(diagnostic.help(help.clone()));
            }
        }
    }

    fn by_namespace(&mut self, namespace: &str) -> Option<Link> {
        let place = Place {
            path: None,
            url: Some(namespace.to_owned()),
        };
        let found = self.find(&place)?;
        Some(self.add(found).map_or(Link::Broken, Link::Document))
    }

    /// A location as an address, if it is one or can be seen from one.
    fn address(&self, from: usize, location: &str) -> Option<String> {
        let base = self.places.get(from).and_then(|place| place.url.as_ref());
        match base {
            _ if is_url(location) => Some(location.to_owned()),
            Some(base) if is_url(base) => Some(join_url(base, location)),
            _ => None,
        }
    }

    /// The file that an import led to.
    fn file(&self, link: &Link) -> Option<String> {
        let Link::Document(index) = link else {
            return None;
        };
        let source = self.loaded.root(*index)?.span().source;
        Some(self.sources.get(source)?.name.clone())
    }

    fn resolve(&mut self, from: usize, location: &str, namespace: Option<&str>) -> Link {
        let base = self.places.get(from).cloned().unwrap_or_default();
        let url = self.address(from, location);
        let importer = base.path.as_deref().unwrap_or(self.main);
        let mut places = Vec::new();
        if url.as_deref() != Some(location) {
            places.push(Place {
                path: None,
                url: Some(location.to_owned()),
            });
        }
        places.push(Place {
            path: None,
            url: url.clone(),
        });
        if !is_url(location) || location.starts_with("file://") {
            let path = Some(join_path(importer, location));
            places.push(Place {
                path,
                url: url.clone(),
            });
        }
        let is_relative = url.is_none() && !location.contains('?') && !is_absolute(location);
        let siblings = match &url {
            Some(url) => sibling_names(url, importer, self.main),
            // A path on the author's machine, or in folders of which only the files were kept.
            None if !is_relative || location.contains(['/', '\\']) => {
                sibling_names(&location.replace('\\', "/"), importer, self.main)
            }
            None => Vec::new(),
        };
        let beside = siblings.iter().map(|name| importer.with_file_name(name));
        for path in beside.filter(|path| !is_relative || path != importer) {
            places.push(Place {
                path: Some(path),
                url: url.clone(),
            });
        }
        places.extend(namespace.map(|name| Place {
            path: None,
            url: Some(name.to_owned()),
        }));
        if let Some(found) = places.iter().find_map(|place| self.find(place)) {
            return self.add(found).map_or(Link::Broken, Link::Document);
        }
        let file = match (&url, siblings.first()) {
            (_, Some(name)) if !is_relative => Some(importer.with_file_name(name)),
            (None, _) => Some(join_path(importer, location)),
            (Some(_), _) => None,
        };
        let help = match (url, file.as_deref().map(display)) {
            (Some(url), Some(file)) => {
                format!("save {url} as `{file}`, or name its file with `generate --import`")
            }
            (Some(url), None) => format!("save {url}, and name its file with `generate --import`"),
            (None, file) => {
                let file = file.unwrap_or_default();
                format!("put the file at `{file}`, or name it with `generate --import`")
            }
        };
        Link::Missing { help }
    }
}

/// A file's bytes, up to one more than is allowed.
fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path)?;
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Adds the schemas of well-known namespaces that are used and that no one brought along, and those that these use.
pub(crate) fn add_bundled(
    loaded: &mut Loaded,
    find: impl Fn(&str) -> Option<(&'static str, &'static str)>,
    sources: &mut Sources,
    problems: &mut Problems,
) {
    let references = loaded.documents.iter().flat_map(Document::references);
    loaded.references = references.collect();
    let mut read = 0;
    // Each round takes at least one of the few there are.
    loop {
        let documents = loaded.documents[read..].iter();
        let references: BTreeSet<Reference> = documents.flat_map(Document::references).collect();
        let used: BTreeSet<&str> = references.iter().map(|(uri, ..)| uri.as_str()).collect();
        read = loaded.documents.len();
        let roots = loaded.documents.iter().filter_map(Document::root);
        let declared: BTreeSet<_> = roots
            .flat_map(schemas)
            .filter_map(|it| it.value("targetNamespace"))
            .collect();
        let missing: Vec<_> = used
            .difference(&declared)
            .filter_map(|uri| find(uri))
            .collect();
        if missing.is_empty() {
            return;
        }
        for (name, text) in missing {
            let source = sources.add(name, text.to_owned());
            if let Some(document) = parse::parse(text, source, problems) {
                loaded.bundled.push(loaded.documents.len());
                loaded.documents.push(document);
            }
        }
    }
}

/// An element that brings in another document.
struct Import {
    node: NodeId,
    namespace: Option<String>,
    location: Option<String>,
    span: Span,
    /// Whether all may be well without it: nothing of it may be used, or its namespace be known.
    optional: bool,
}

fn imports_in(root: Node<'_>) -> Vec<Import> {
    let mut found = Vec::new();
    let mut add = |node: Node<'_>, attribute: &str, optional: bool| {
        let location = node.attribute(attribute);
        found.push(Import {
            node: node.id,
            namespace: node.value("namespace").map(str::to_owned),
            location: location
                .map(|it| it.value.trim().to_owned())
                .filter(|it| !it.is_empty()),
            span: location.map_or(node.span(), |it| it.span),
            optional,
        });
    };
    for import in root.children_named(xmlns::WSDL, "import") {
        add(import, "location", false);
    }
    for schema in schemas(root) {
        for child in schema
            .children()
            .filter(|child| child.namespace() == xmlns::XSD)
        {
            match child.local() {
                "import" => add(child, "schemaLocation", true),
                "include" | "redefine" => add(child, "schemaLocation", false),
                _ => {}
            }
        }
    }
    found
}

/// The schemas in a document: its root, or those in the `types` of a WSDL file.
pub(crate) fn schemas(root: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let own = root.is(xmlns::XSD, "schema").then_some(root);
    let types = root.children_named(xmlns::WSDL, "types");
    own.into_iter()
        .chain(types.flat_map(|types| types.children_named(xmlns::XSD, "schema")))
}

fn display(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
