//! The texts that were read, and places in them.

/// Which of the [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub(crate) u32);

/// A range of bytes in one of the [`Sources`]; the default is the start of the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text.
    pub source: SourceId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// One text that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What messages call it: its path as it was given or derived.
    pub name: String,
    /// The text, in UTF-8 whatever it was stored in.
    pub text: String,
}

/// Every text of one run, in the order of reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    list: Vec<Source>,
}

impl Sources {
    /// Adds a text.
    pub fn add(&mut self, name: impl Into<String>, text: String) -> SourceId {
        let id = SourceId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(Source {
            name: name.into(),
            text,
        });
        id
    }

    /// The text with this id.
    #[must_use]
    pub fn get(&self, id: SourceId) -> Option<&Source> {
        self.list.get(id.0 as usize)
    }

    /// All texts, in the order of reading.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.list.iter()
    }

    /// Line and column of a span's start, both from 1; columns count characters.
    #[must_use]
    pub fn position(&self, span: Span) -> Option<(usize, usize)> {
        let before = self.get(span.source)?.text.get(..span.start as usize)?;
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
        Some((line, column))
    }
}
