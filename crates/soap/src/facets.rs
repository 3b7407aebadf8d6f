//! Limits on the values of a simple type: what generated tables hold.

/// The limits of a simple type, which `Validate` checks.
///
/// Bounds are texts as the schema writes them. A limit that isn't set holds for every value.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(
    not(feature = "validate"),
    expect(dead_code, reason = "only checks look at limits")
)]
pub struct Facets {
    pub(crate) kind: Kind,
    pub(crate) min_length: u64,
    pub(crate) max_length: u64,
    pub(crate) patterns: &'static [&'static str],
    pub(crate) values: &'static [&'static str],
    pub(crate) least: Option<Bound>,
    pub(crate) greatest: Option<Bound>,
    pub(crate) total_digits: u64,
    pub(crate) fraction_digits: u64,
}

/// What lengths count and how values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Characters, blanks kept.
    Text,
    /// Characters, blanks at the ends and doubled ones left out.
    Token,
    /// Values of an `xs:list`.
    List,
    /// Bytes in Base64.
    Base64,
    /// Bytes in hexadecimal.
    Hex,
    /// Decimal numbers.
    Number,
    /// Binary numbers.
    Float,
    /// Points in time, which are compared if they are of one zone.
    Time,
}

#[derive(Clone, Copy, Debug)]
#[cfg_attr(
    not(feature = "validate"),
    expect(dead_code, reason = "only checks look at limits")
)]
pub(crate) struct Bound {
    pub(crate) value: &'static str,
    /// Whether the value itself is allowed.
    pub(crate) inclusive: bool,
}

impl Facets {
    const fn of(kind: Kind) -> Self {
        Self {
            kind,
            min_length: 0,
            max_length: u64::MAX,
            patterns: &[],
            values: &[],
            least: None,
            greatest: None,
            total_digits: u64::MAX,
            fraction_digits: u64::MAX,
        }
    }

    /// Limits on a text; lengths count characters.
    #[must_use]
    pub const fn text() -> Self {
        Self::of(Kind::Text)
    }

    /// Limits on a text whose blanks are collapsed before it is looked at.
    #[must_use]
    pub const fn token() -> Self {
        Self::of(Kind::Token)
    }

    /// Limits on an `xs:list`; lengths count its values.
    #[must_use]
    pub const fn list() -> Self {
        Self::of(Kind::List)
    }

    /// Limits on an `xs:base64Binary`; lengths count bytes.
    #[must_use]
    pub const fn base64() -> Self {
        Self::of(Kind::Base64)
    }

    /// Limits on an `xs:hexBinary`; lengths count bytes.
    #[must_use]
    pub const fn hex() -> Self {
        Self::of(Kind::Hex)
    }

    /// Limits on an `xs:decimal` or an integer.
    #[must_use]
    pub const fn number() -> Self {
        Self::of(Kind::Number)
    }

    /// Limits on an `xs:double` or `xs:float`.
    #[must_use]
    pub const fn float() -> Self {
        Self::of(Kind::Float)
    }

    /// Limits on a date or time.
    #[must_use]
    pub const fn time() -> Self {
        Self::of(Kind::Time)
    }

    /// The exact length.
    #[must_use]
    pub const fn length(self, length: u64) -> Self {
        self.min_length(length).max_length(length)
    }

    /// The shortest length.
    #[must_use]
    pub const fn min_length(mut self, length: u64) -> Self {
        self.min_length = length;
        self
    }

    /// The greatest length.
    #[must_use]
    pub const fn max_length(mut self, length: u64) -> Self {
        self.max_length = length;
        self
    }

    /// Regular expressions of XML Schema, all of which must match the whole text.
    #[must_use]
    pub const fn patterns(mut self, patterns: &'static [&'static str]) -> Self {
        self.patterns = patterns;
        self
    }

    /// The only texts.
    #[must_use]
    pub const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }

    /// The least value.
    #[must_use]
    pub const fn min(mut self, value: &'static str) -> Self {
        let inclusive = true;
        self.least = Some(Bound { value, inclusive });
        self
    }

    /// The greatest value.
    #[must_use]
    pub const fn max(mut self, value: &'static str) -> Self {
        let inclusive = true;
        self.greatest = Some(Bound { value, inclusive });
        self
    }

    /// A bound below all values.
    #[must_use]
    pub const fn above(mut self, value: &'static str) -> Self {
        let inclusive = false;
        self.least = Some(Bound { value, inclusive });
        self
    }

    /// A bound above all values.
    #[must_use]
    pub const fn below(mut self, value: &'static str) -> Self {
        let inclusive = false;
        self.greatest = Some(Bound { value, inclusive });
        self
    }

    /// How many digits there may be in all.
    #[must_use]
    pub const fn total_digits(mut self, digits: u64) -> Self {
        self.total_digits = digits;
        self
    }

    /// How many digits there may be after the point.
    #[must_use]
    pub const fn fraction_digits(mut self, digits: u64) -> Self {
        self.fraction_digits = digits;
        self
    }
}
