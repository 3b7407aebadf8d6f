//! The two filters that narrow a voucher down.
//!
//! The vendor describes the tags, but its samples are lost. That entries repeat their tag without a separator, and that
//! the markup is sent as escaped text, is inferred.

use std::fmt;

use kontorhaus_soap::v1::{DecodeError, EncodeError, RawXml, ReadXml, Reader, WriteXml, Writer};

/// The customers who may redeem a voucher.
///
/// ```
/// use kontorhaus_websale::CustomerFilter;
///
/// let filter = CustomerFilter::numbers(["K-2001", "K-2002"]);
/// assert_eq!(filter, CustomerFilter::Numbers(vec!["K-2001".into(), "K-2002".into()]));
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum CustomerFilter {
    /// Customers by user index, `<i>`.
    Indices(Vec<String>),
    /// Customers by customer number, `<n>`.
    Numbers(Vec<String>),
    /// Markup of another form. It is sent as it stands.
    Raw(String),
}

impl CustomerFilter {
    /// Customers by their user index.
    pub fn indices<S: Into<String>>(indices: impl IntoIterator<Item = S>) -> Self {
        Self::Indices(strings(indices))
    }

    /// Customers by their customer number.
    pub fn numbers<S: Into<String>>(numbers: impl IntoIterator<Item = S>) -> Self {
        Self::Numbers(strings(numbers))
    }
}

impl CustomerFilter {
    fn parse(text: &str) -> Option<Self> {
        let (mut indices, mut numbers) = (Vec::new(), Vec::new());
        for entry in entries(text)? {
            match entry {
                ("i", value) => indices.push(value.to_owned()),
                ("n", value) => numbers.push(value.to_owned()),
                _ => return None,
            }
        }
        match (indices.is_empty(), numbers.is_empty()) {
            (false, true) => Some(Self::Indices(indices)),
            (true, false) => Some(Self::Numbers(numbers)),
            _ => None,
        }
    }
}

impl ReadXml for CustomerFilter {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        // The form is inferred: a filter that we can't take apart must not cost an answer.
        let text = markup(reader)?;
        Ok(Self::parse(&text).unwrap_or(Self::Raw(text)))
    }
}

impl WriteXml for CustomerFilter {
    fn write(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        let markup = match self {
            Self::Indices(indices) => tagged("i", indices),
            Self::Numbers(numbers) => tagged("n", numbers),
            Self::Raw(text) => Ok(text.clone()),
        };
        write(markup, writer)
    }
}

/// Shows how many customers there are, not who they are.
impl fmt::Debug for CustomerFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Indices(indices) => write!(f, "Indices({} customers)", indices.len()),
            Self::Numbers(numbers) => write!(f, "Numbers({} customers)", numbers.len()),
            Self::Raw(_) => f.write_str("Raw(..)"),
        }
    }
}

/// The goods for which a voucher may be redeemed.
///
/// ```
/// use kontorhaus_websale::{CatProdFilter, Products};
///
/// let filter = CatProdFilter::categories(["543", "345"]).with_products(Products::numbers(["abc"]));
/// assert!(filter.has_products());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum CatProdFilter {
    /// Categories, products, or both; that both may stand together is inferred.
    Goods {
        /// Categories by index, `<ci>`.
        categories: Vec<String>,
        /// Products.
        products: Option<Products>,
    },
    /// Markup of another form. It is sent as it stands.
    Raw(String),
}

/// Products in a filter: by index or by number, never both.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Products {
    /// Products by index, `<pi>`.
    Indices(Vec<String>),
    /// Products by number, `<pn>`.
    Numbers(Vec<String>),
}

impl Products {
    /// Products by their index.
    pub fn indices<S: Into<String>>(indices: impl IntoIterator<Item = S>) -> Self {
        Self::Indices(strings(indices))
    }

    /// Products by their number.
    pub fn numbers<S: Into<String>>(numbers: impl IntoIterator<Item = S>) -> Self {
        Self::Numbers(strings(numbers))
    }

    fn is_empty(&self) -> bool {
        let (Self::Indices(values) | Self::Numbers(values)) = self;
        values.is_empty()
    }
}

impl CatProdFilter {
    /// Categories by their index.
    pub fn categories<S: Into<String>>(indices: impl IntoIterator<Item = S>) -> Self {
        Self::Goods {
            categories: strings(indices),
            products: None,
        }
    }

    /// Products without a category.
    #[must_use]
    pub fn products(products: Products) -> Self {
        Self::Goods {
            categories: Vec::new(),
            products: Some(products),
        }
    }

    /// Adds products to categories, in place of products that were there. Raw markup stays as it is.
    #[must_use]
    pub fn with_products(self, products: Products) -> Self {
        match self {
            Self::Goods { categories, .. } => Self::Goods {
                categories,
                products: Some(products),
            },
            raw @ Self::Raw(_) => raw,
        }
    }

    /// Whether products are named. Raw markup counts as naming some, since it can't be taken apart.
    #[must_use]
    pub fn has_products(&self) -> bool {
        match self {
            Self::Goods { products, .. } => products.as_ref().is_some_and(|p| !p.is_empty()),
            Self::Raw(_) => true,
        }
    }
}

impl CatProdFilter {
    fn parse(text: &str) -> Option<Self> {
        let (mut categories, mut indices, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
        for entry in entries(text)? {
            match entry {
                ("ci", value) => categories.push(value.to_owned()),
                ("pi", value) => indices.push(value.to_owned()),
                ("pn", value) => numbers.push(value.to_owned()),
                _ => return None,
            }
        }
        let products = match (indices.is_empty(), numbers.is_empty()) {
            (true, true) => None,
            (false, true) => Some(Products::Indices(indices)),
            (true, false) => Some(Products::Numbers(numbers)),
            (false, false) => return None,
        };
        Some(Self::Goods {
            categories,
            products,
        })
    }

    fn markup(&self) -> Result<String, &'static str> {
        let (categories, products) = match self {
            Self::Goods {
                categories,
                products,
            } => (categories, products),
            Self::Raw(text) => return Ok(text.clone()),
        };
        let categories = tagged("ci", categories)?;
        let products = match products {
            Some(Products::Indices(indices)) => tagged("pi", indices)?,
            Some(Products::Numbers(numbers)) => tagged("pn", numbers)?,
            None => String::new(),
        };
        Ok(categories + &products)
    }
}

impl ReadXml for CatProdFilter {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let text = markup(reader)?;
        Ok(Self::parse(&text).unwrap_or(Self::Raw(text)))
    }
}

impl WriteXml for CatProdFilter {
    fn write(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        write(self.markup(), writer)
    }
}

fn strings<S: Into<String>>(values: impl IntoIterator<Item = S>) -> Vec<String> {
    values.into_iter().map(Into::into).collect()
}

fn tagged(tag: &str, values: &[String]) -> Result<String, &'static str> {
    let mut markup = String::new();
    for value in values {
        // These would need a second level of escaping, which nobody has described.
        if value.contains(['&', '<']) {
            return Err("has an entry with & or <, for which this interface has no form");
        }
        if value.is_empty() {
            return Err("has an empty entry");
        }
        markup.extend(["<", tag, ">", value, "</", tag, ">"]);
    }
    Ok(markup)
}

fn write(markup: Result<String, &'static str>, writer: &mut Writer) -> Result<(), EncodeError> {
    match markup {
        Ok(markup) if markup.is_empty() => Err(writer.error("names nothing; leave it out instead")),
        Ok(markup) => writer.text(&markup),
        Err(problem) => Err(writer.error(problem)),
    }
}

/// The markup of the element, whether it stands there as escaped text or as raw elements.
fn markup(reader: &mut Reader<'_>) -> Result<String, DecodeError> {
    let element = <RawXml as ReadXml>::read(reader)?;
    if element.children()?.is_empty() {
        return element.read();
    }
    let content = element.as_str().split_once('>').map(|(_tag, rest)| rest);
    let content = content.and_then(|rest| rest.rsplit_once("</"));
    Ok(content.map_or_else(String::new, |(content, _end)| content.to_owned()))
}

/// Takes `<tag>value</tag>…` apart. Blanks and separators between the entries are passed over.
fn entries(text: &str) -> Option<Vec<(&str, &str)>> {
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
    let mut rest = text.trim_start_matches(between);
    let mut entries = Vec::new();
    while !rest.is_empty() {
        let (tag, after) = rest.strip_prefix('<')?.split_once('>')?;
        let (value, after) = after.split_once("</")?;
        let after = after.strip_prefix(tag)?.trim_start().strip_prefix('>')?;
        if value.contains(['&', '<']) {
            return None;
        }
        entries.push((tag, value));
        rest = after.trim_start_matches(between);
    }
    (!entries.is_empty()).then_some(entries)
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use kontorhaus_soap::{Limits, decode};

    use super::*;

    fn read<T: ReadXml>(content: &str) -> T {
        decode(&format!("<F>{content}</F>"), Limits::default()).unwrap()
    }

    fn written<T: WriteXml>(value: &T) -> Result<String, String> {
        let mut writer = Writer::new();
        match writer.element("F", value) {
            Ok(()) => Ok(writer.finish()),
            Err(error) => Err(error.to_string()),
        }
    }

    fn goes_both_ways<T: ReadXml + WriteXml + PartialEq + Debug>(value: &T, escaped: &str) {
        assert_eq!(written(value).unwrap(), format!("<F>{escaped}</F>"));
        assert_eq!(read::<T>(escaped), *value);
        // A lenient reader also takes the elements themselves.
        let raw = escaped.replace("&lt;", "<").replace("&gt;", ">");
        assert_eq!(read::<T>(&raw), *value);
    }

    #[test]
    fn filters_go_both_ways() {
        goes_both_ways(
            &CustomerFilter::numbers(["K-2001", "K-2002"]),
            "&lt;n&gt;K-2001&lt;/n&gt;&lt;n&gt;K-2002&lt;/n&gt;",
        );
        goes_both_ways(&CustomerFilter::indices(["7"]), "&lt;i&gt;7&lt;/i&gt;");
        goes_both_ways(
            &CatProdFilter::categories(["543", "345"]),
            "&lt;ci&gt;543&lt;/ci&gt;&lt;ci&gt;345&lt;/ci&gt;",
        );
        goes_both_ways(
            &CatProdFilter::products(Products::numbers(["abc", "xyz"])),
            "&lt;pn&gt;abc&lt;/pn&gt;&lt;pn&gt;xyz&lt;/pn&gt;",
        );
        goes_both_ways(
            &CatProdFilter::categories(["2"]).with_products(Products::indices(["1"])),
            "&lt;ci&gt;2&lt;/ci&gt;&lt;pi&gt;1&lt;/pi&gt;",
        );
    }

    #[test]
    fn blanks_and_separators_are_passed_over() {
        assert_eq!(
            CatProdFilter::parse("<pn>abc</pn>, \n <pn>xyz</pn>"),
            Some(CatProdFilter::products(Products::numbers(["abc", "xyz"])))
        );
    }

    #[test]
    fn another_form_is_kept_as_it_came() {
        for text in [
            "543",
            "<i>1</i><n>2</n>",
            "<x>1</x>",
            "<i>1</n>",
            "<i>1",
            "<i>a&b</i>",
            "<i>1</i>2",
        ] {
            assert_eq!(CustomerFilter::parse(text), None, "{text}");
        }
        for text in ["<pi>1</pi><pn>2</pn>", "WC:abc*", "<n>1</n>"] {
            assert_eq!(CatProdFilter::parse(text), None, "{text}");
        }
        // What the service sends is never thrown away, and never costs the rest of the answer.
        for text in [
            "543<pn>abc</pn>",
            "<pn><b>x</b></pn>",
            "<pn>a&amp;b</pn>",
            "<x:pn xmlns:x=\"u\">a</x:pn>",
        ] {
            assert_eq!(read::<CatProdFilter>(text), CatProdFilter::Raw(text.into()));
        }
        let raw = CatProdFilter::Raw("WC:abc*".into());
        assert_eq!(read::<CatProdFilter>("WC:abc*"), raw);
        assert_eq!(written(&raw).unwrap(), "<F>WC:abc*</F>");
    }

    #[test]
    fn what_has_no_form_is_refused() {
        for bad in ["a&b", "<a"] {
            assert_eq!(
                written(&CustomerFilter::numbers([bad])).unwrap_err(),
                "F: has an entry with & or <, for which this interface has no form"
            );
        }
        assert_eq!(
            written(&CatProdFilter::categories([""])).unwrap_err(),
            "F: has an empty entry"
        );
        assert_eq!(
            written(&CatProdFilter::categories([""; 0])).unwrap_err(),
            "F: names nothing; leave it out instead"
        );
    }

    #[test]
    fn products_are_seen() {
        assert!(!CatProdFilter::categories(["1"]).has_products());
        assert!(!CatProdFilter::products(Products::numbers([""; 0])).has_products());
        assert!(CatProdFilter::products(Products::indices(["1"])).has_products());
        assert!(CatProdFilter::Raw("?".into()).has_products());
    }

    #[test]
    fn customers_are_not_shown() {
        let filter = CustomerFilter::numbers(["K-2001", "K-2002"]);
        assert_eq!(format!("{filter:?}"), "Numbers(2 customers)");
        assert_eq!(
            format!("{:?}", CustomerFilter::Raw("K-2001".into())),
            "Raw(..)"
        );
    }
}
