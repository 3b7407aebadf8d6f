//! What a list is asked for: conditions, order, part.

use std::fmt::{self, Write};

use kontorhaus_core::RequestError;

use crate::Filter;
use crate::filter::field_name;

/// What a list is to hold, and in which order. *Documented for the Polish host.*
///
/// The German pages that could be found do not mention it, so on the German host it may be ignored.
///
/// ```
/// use kontorhaus_erpxt::{Filter, Query};
///
/// let query = Query::new()
///     .filter(Filter::ge("Id", 100).and(Filter::le("Id", 1000)))
///     .descending("IssueDate")
///     .descending("Id")
///     .skip(50)
///     .top(50);
/// assert_eq!(
///     query.encode()?,
///     "$filter=Id%20ge%20100%20and%20Id%20le%201000&$orderby=IssueDate%20desc%2C%20Id%20desc&$skip=50&$top=50"
/// );
/// # Ok::<(), kontorhaus_erpxt::RequestError>(())
/// ```
#[derive(Clone, Default, PartialEq)]
#[must_use]
pub struct Query {
    filter: Option<Filter>,
    order: Vec<(String, bool)>,
    pub(crate) skip: Option<u64>,
    pub(crate) top: Option<u64>,
    full_text: Option<String>,
}

impl Query {
    /// Everything, in no certain order.
    pub fn new() -> Self {
        Self::default()
    }

    /// What the condition holds for. A second one must hold too.
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filter = Some(match self.filter {
            Some(first) => first.and(filter),
            None => filter,
        });
        self
    }

    /// In the order of a field, after the orders that are set already.
    pub fn ascending(mut self, field: impl Into<String>) -> Self {
        self.order.push((field.into(), false));
        self
    }

    /// In the reverse order of a field, after the orders that are set already.
    pub fn descending(mut self, field: impl Into<String>) -> Self {
        self.order.push((field.into(), true));
        self
    }

    /// Leaves so many out at the beginning.
    pub fn skip(mut self, count: u64) -> Self {
        self.skip = Some(count);
        self
    }

    /// Gives so many at most.
    pub fn top(mut self, count: u64) -> Self {
        self.top = Some(count);
        self
    }

    /// What this phrase occurs in: descriptions, names and more.
    pub fn full_text(mut self, phrase: impl Into<String>) -> Self {
        self.full_text = Some(phrase.into());
        self
    }

    /// Whether an order is set.
    pub(crate) fn is_ordered(&self) -> bool {
        !self.order.is_empty()
    }

    /// The query part of an address, without the `?`; empty if nothing is set.
    ///
    /// # Errors
    ///
    /// When a field's name is none: letters, digits and `_`, beginning with a letter.
    pub fn encode(&self) -> Result<String, RequestError> {
        let mut pairs = Pairs::default();
        if let Some(filter) = &self.filter {
            pairs.push("$filter", &filter.expression()?);
        }
        let mut order = Vec::new();
        for (field, descending) in &self.order {
            let field = field_name(field)?;
            order.push(if *descending {
                format!("{field} desc")
            } else {
                field.to_owned()
            });
        }
        if !order.is_empty() {
            pairs.push("$orderby", &order.join(", "));
        }
        if let Some(skip) = self.skip {
            pairs.push("$skip", &skip.to_string());
        }
        if let Some(top) = self.top {
            pairs.push("$top", &top.to_string());
        }
        if let Some(phrase) = &self.full_text {
            pairs.push("$fts", &crate::Literal::Text(phrase.clone()).to_string());
        }
        Ok(pairs.0)
    }

    /// The texts in it, which may be anybody's data, without the quotes in them.
    pub(crate) fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        if let Some(filter) = &self.filter {
            filter.texts(&mut texts);
        }
        let phrase = self.full_text.iter();
        texts.extend(phrase.flat_map(|text| text.split('\'').map(str::to_owned)));
        texts
    }
}

impl fmt::Debug for Query {
    /// Texts are hidden: they may be anybody's data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("filter", &self.filter)
            .field("order", &self.order)
            .field("skip", &self.skip)
            .field("top", &self.top)
            .field("full_text", &self.full_text.as_ref().map(|_| "***"))
            .finish()
    }
}

/// Pairs of name and value for an address.
#[derive(Default)]
pub(crate) struct Pairs(pub(crate) String);

impl Pairs {
    /// Adds a pair. A `$` at the front of a name stays, as the vendor writes it.
    pub(crate) fn push(&mut self, name: &str, value: &str) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
        let name = match name.strip_prefix('$') {
            Some(rest) => {
                self.0.push('$');
                rest
            }
            None => name,
        };
        percent_encode(name, &mut self.0);
        self.0.push('=');
        percent_encode(value, &mut self.0);
    }
}

/// Appends `text` with all but the unreserved characters of RFC 3986 as `%XX`.
pub(crate) fn percent_encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
}
