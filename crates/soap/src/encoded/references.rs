//! Values that stand elsewhere: an element that has an `href` instead of content.

use std::collections::BTreeMap;

use super::{ENCODING_1_1, ENCODING_1_2};
use crate::error::DecodeError;
use crate::extra::RawXml;
use crate::limits::Limits;
use crate::path;
use crate::read::{Reader, Replacement, rewrite};

/// The document with each reference replaced by the attributes and content of what it refers to; `None` if there are none.
///
/// What is shared becomes a copy for each who shares it. A value that contains itself has no such form and is refused.
pub(crate) fn resolve(text: &str) -> Result<Option<String>, DecodeError> {
    if !text.contains("href=") && !text.contains(":ref=") {
        return Ok(None);
    }
    let mut references = References {
        targets: targets(text)?,
        resolved: BTreeMap::new(),
        open: Vec::new(),
        left: Limits::default().text,
    };
    references.expand(text).map(Some)
}

struct References {
    /// What can be referred to, by its id.
    targets: BTreeMap<String, RawXml>,
    /// The same without references in it, as far as it was asked for.
    resolved: BTreeMap<String, String>,
    /// Which of them are being resolved.
    open: Vec<String>,
    /// How many bytes all of them together may still have.
    left: usize,
}

fn targets(text: &str) -> Result<BTreeMap<String, RawXml>, DecodeError> {
    let mut targets = BTreeMap::new();
    rewrite(text, |reader| {
        if let Some(id) = id(reader)? {
            targets.insert(id, reader.clone().raw()?);
        }
        Ok(None)
    })?;
    Ok(targets)
}

fn id(reader: &Reader<'_>) -> Result<Option<String>, DecodeError> {
    match reader.own_attribute("id")? {
        Some(id) => Ok(Some(id)),
        None => reader.foreign_attribute(ENCODING_1_2, "id"),
    }
}

/// The id that an element refers to.
fn reference(reader: &Reader<'_>) -> Result<Option<String>, DecodeError> {
    if let Some(href) = reader.own_attribute("href")? {
        return Ok(href.strip_prefix('#').map(str::to_owned));
    }
    reader.foreign_attribute(ENCODING_1_2, "ref")
}

/// The place of an item in an array: what an element says of itself beside the reference. As an attribute with a prefix that nobody has.
fn position(reader: &Reader<'_>) -> Result<String, DecodeError> {
    let position = reader.foreign_attribute(ENCODING_1_1, "position")?;
    Ok(position.map_or_else(String::new, |position| {
        let position = quick_xml::escape::escape(position);
        format!(" xmlns:item.of=\"{ENCODING_1_1}\" item.of:position=\"{position}\"")
    }))
}

impl References {
    fn expand(&mut self, text: &str) -> Result<String, DecodeError> {
        rewrite(text, |reader| {
            let Some(id) = reference(reader)? else {
                return Ok(None);
            };
            let element = self.target(&id, reader)?;
            let name_length = element
                .find([' ', '\t', '\n', '\r', '/', '>'])
                .map_or(0, |end| end - 1);
            let (attributes, content) = path::inside(&element, name_length);
            Ok(Some(Replacement::Content {
                attributes: format!("{attributes}{}", position(reader)?),
                content: content.to_owned(),
            }))
        })
    }

    fn target(&mut self, id: &str, reader: &Reader<'_>) -> Result<String, DecodeError> {
        if let Some(known) = self.resolved.get(id) {
            return Ok(known.clone());
        }
        if self.open.iter().any(|open| open == id) {
            return Err(reader.error(format!("the value #{id} contains itself")));
        }
        if self.open.len() == Limits::default().depth {
            return Err(reader.error("references lead too deep"));
        }
        let Some(target) = self.targets.get(id).cloned() else {
            return Err(reader.error(format!("no element has the id {id}")));
        };
        self.open.push(id.to_owned());
        let expanded = self.expand(target.as_str());
        self.open.pop();
        // An error in there has its place in another text.
        let expanded = expanded.map_err(|error| reader.error(error.message()))?;
        let left = self.left.checked_sub(expanded.len());
        self.left =
            left.ok_or_else(|| reader.error("the values behind references are too long"))?;
        self.resolved.insert(id.to_owned(), expanded.clone());
        Ok(expanded)
    }
}
