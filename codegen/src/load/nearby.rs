//! Files that lie elsewhere than an import says: whole trees of them are saved with the folders of their addresses, or moved into one.

use std::path::{Path, PathBuf};

use super::location::{Place, tails};
use super::{Found, Link, Loader, Missing, Origin, display, encoding};
use crate::diagnostics::Diagnostic;

/// How many folders above an importing file are looked into.
const MAX_ABOVE: usize = 6;

impl Loader<'_> {
    /// Looks for all that is missing in the folders around; whether any was found.
    pub(super) fn look_nearby(&mut self) -> bool {
        let mut found_any = false;
        for missing in std::mem::take(&mut self.missing) {
            if let Some(file) = self.nearby(&missing) {
                self.take(&missing, file);
                found_any = true;
            } else {
                self.missing.push(missing);
            }
        }
        found_any
    }

    /// Takes a file for what an import names.
    fn take(&mut self, missing: &Missing, file: PathBuf) {
        let message = format!("`{}` is not where this says", missing.location);
        let help = format!("`{}` is taken for it", file.display());
        let note = Diagnostic::note(message).at(missing.import.span);
        self.problems.add(note.help(help));
        let url = self.address(missing.from, &missing.location);
        let path = Some(file);
        let link = match self.find(&Place { path, url }) {
            Some(found) => self.add(found).map_or(Link::Broken, Link::Document),
            None => Link::Broken,
        };
        self.loaded.imported[missing.imported].file = self.file(&link);
        let key = (missing.from, missing.import.node);
        self.loaded.links.insert(key, link);
    }

    /// The file that a missing import means: under the last folders and the name that its location has, seen from a folder above the
    /// importing file; or under the name alone, in the folder of another document. It must speak of the namespace.
    fn nearby(&self, missing: &Missing) -> Option<PathBuf> {
        let namespace = missing.import.namespace.as_deref();
        let tails = tails(&missing.location);
        let importer = self.places[missing.from].path.as_deref();
        let folder = importer.unwrap_or(self.main).parent()?;
        let (name, longer) = tails.split_last()?;
        let above = folder.ancestors().take(MAX_ABOVE);
        let above = above.flat_map(|folder| longer.iter().map(|tail| folder.join(tail)));
        let read = self.places.iter().filter_map(|place| place.path.as_deref());
        let beside = read.map(|path| path.with_file_name(name));
        // A mere name says little without a namespace.
        let beside = beside.filter(|_| namespace.is_some());
        let mut candidates = above.chain(beside);
        candidates.find(|path| self.speaks_of(path, namespace.unwrap_or_default()))
    }

    /// Whether there is a file at this path whose text has the namespace in it.
    fn speaks_of(&self, path: &Path, namespace: &str) -> bool {
        let place = Place {
            path: Some(path.to_path_buf()),
            url: None,
        };
        let Some(Found { from, location, .. }) = self.find(&place) else {
            return false;
        };
        if location == display(self.main) {
            return false;
        }
        let read;
        let bytes = match from {
            Origin::Bytes(bytes) => bytes,
            Origin::File(path) => match super::read_file(&path) {
                Ok(bytes) => {
                    read = bytes;
                    &read
                }
                Err(_) => return false,
            },
        };
        encoding::decode(bytes).is_ok_and(|decoded| decoded.text.contains(namespace))
    }
}
