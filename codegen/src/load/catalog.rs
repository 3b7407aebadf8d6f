//! Files that stand in for addresses.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// Where documents are when not on disk beside the file that imports them: by address, by path or by namespace. Nothing is ever fetched.
///
/// An import is looked up in this order:
///
/// 1. its location as written, and resolved against the address of the importing document, in the catalog;
/// 2. a relative location: that file, relative to the importing file;
/// 3. an address (`http://host/shop?xsd=1`): a file in the folder of the importing file, named after the address (see below);
/// 4. its namespace, in the catalog;
/// 5. the last folders and the name that its location has, seen from the folders above the importing file, and the name alone in the folders of the other
///    documents that are read: a file there that speaks of the namespace.
///
/// For 3, the names tried are, for an address without a query, its last segment (`types.xsd`), with `.xsd` or `.wsdl` added if it has no extension. With a
/// query `KEY=VALUE`: `VALUE` if it is a file name; else `STEM.KEYVALUE.KEY`, where `STEM` is the importing file's name without its extension, then the main
/// file's, then the address's last segment; else `VALUE.KEY`. So `shop.wsdl` finds `http://host/api?xsd=1` in `shop.xsd1.xsd` or in `api.xsd1.xsd`.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    entries: BTreeMap<String, Entry>,
    address: Option<String>,
}

#[derive(Clone, Debug)]
pub(super) enum Entry {
    File(PathBuf),
    Bytes(Vec<u8>),
}

impl Catalog {
    /// An empty catalog.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The document at `location` (an address, a path or a namespace) is in this file.
    #[must_use]
    pub fn with_file(mut self, location: impl Into<String>, path: impl Into<PathBuf>) -> Self {
        self.entries
            .insert(location.into(), Entry::File(path.into()));
        self
    }

    /// The document at `location` (an address, a path or a namespace) is this. With a path, the main file or what lies beside it need not be on disk.
    #[must_use]
    pub fn with_bytes(mut self, location: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.entries
            .insert(location.into(), Entry::Bytes(bytes.into()));
        self
    }

    /// The main document came from this address, from which relative locations are seen. Without it they are seen from its file only.
    #[must_use]
    pub fn with_address(mut self, address: impl Into<String>) -> Self {
        self.address = Some(address.into());
        self
    }

    pub(super) fn address(&self) -> Option<&str> {
        self.address.as_deref()
    }

    pub(super) fn get(&self, location: &str) -> Option<&Entry> {
        self.entries.get(location)
    }
}
