//! Namespace declarations in force.

use std::borrow::Cow;

use crate::name::XML;

/// A namespace as a place in the stack of declarations.
///
/// Names are resolved once per element to this; only where a caller names a namespace are texts compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Space(usize);

impl Space {
    /// No namespace at all.
    pub(crate) const NONE: Self = Self(usize::MAX);
}

#[derive(Clone, Debug)]
pub(crate) struct Binding<'x> {
    pub(crate) prefix: &'x str,
    pub(crate) uri: Cow<'x, str>,
    depth: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Scope<'x> {
    bindings: Vec<Binding<'x>>,
    /// The default namespace: what nearly every name of most documents asks for.
    default: Space,
}

impl<'x> Scope<'x> {
    pub(crate) fn new() -> Self {
        Self {
            bindings: Vec::with_capacity(8),
            default: Space::NONE,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.bindings.len()
    }

    /// Declares `prefix` on the element at `depth`.
    pub(crate) fn declare(&mut self, depth: usize, prefix: &'x str, uri: Cow<'x, str>) {
        if prefix.is_empty() {
            self.default = Space(self.bindings.len());
        }
        self.bindings.push(Binding { prefix, uri, depth });
    }

    /// Ends the declarations of elements deeper than `depth`.
    #[inline]
    pub(crate) fn leave(&mut self, depth: usize) {
        if self.bindings.last().is_some_and(|last| last.depth > depth) {
            self.drop_below(depth);
        }
    }

    #[cold]
    fn drop_below(&mut self, depth: usize) {
        while self.bindings.last().is_some_and(|last| last.depth > depth) {
            self.bindings.pop();
        }
        self.default = self.find("").unwrap_or(Space::NONE);
    }

    /// The default namespace.
    #[inline]
    pub(crate) fn default(&self) -> Space {
        self.default
    }

    /// The namespace that a prefix stands for, if it was declared.
    pub(crate) fn find(&self, prefix: &str) -> Option<Space> {
        let declared = self
            .bindings
            .iter()
            .rposition(|binding| binding.prefix == prefix);
        match declared {
            Some(index) => Some(Space(index)),
            None if prefix == "xml" => Some(Space::XML),
            None => None,
        }
    }

    /// Whether a namespace is of this name; of none, if that is empty.
    #[inline]
    pub(crate) fn is(&self, space: Space, uri: &str) -> bool {
        // No `==` on two empty texts: the C library's comparison may touch what their dangling pointers point to,
        // which costs more than all else that is done for an element.
        if space == Space::NONE {
            uri.is_empty()
        } else {
            self.uri(space) == uri
        }
    }

    /// The name of a namespace; empty for none.
    #[inline]
    pub(crate) fn uri(&self, space: Space) -> &str {
        match self.bindings.get(space.0) {
            Some(binding) => &binding.uri,
            None if space == Space::XML => XML,
            None => "",
        }
    }

    /// The same, to be kept while the reader goes on.
    pub(crate) fn kept_uri(&self, space: Space) -> Cow<'x, str> {
        match self.bindings.get(space.0) {
            Some(binding) => binding.uri.clone(),
            None if space == Space::XML => Cow::Borrowed(XML),
            None => Cow::Borrowed(""),
        }
    }

    /// The declarations from outside that hold in the element at `depth`.
    pub(crate) fn inherited(&self, depth: usize) -> Vec<Binding<'x>> {
        let mut seen = Vec::new();
        let mut inherited = Vec::new();
        for binding in self.bindings.iter().rev() {
            if seen.contains(&binding.prefix) {
                continue;
            }
            seen.push(binding.prefix);
            if binding.depth < depth {
                inherited.push(binding.clone());
            }
        }
        inherited
    }
}

impl Space {
    const XML: Self = Self(usize::MAX - 1);
}
