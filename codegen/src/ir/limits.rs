//! Limits on values: the facets of a simple type and of those it restricts, together.

use std::collections::BTreeMap;

use super::build::Builder;
use super::model::{Bound, Limit, Limits, Value};
use crate::names::{self, Scope};
use crate::schema::{Builtin, EnumValue, Facets, Schemas, SimpleKind, Type, TypeRef, WhiteSpace};

/// How deep a chain of derived simple types may be.
const MAX_DERIVATIONS: usize = 64;

/// The limits that fields have, each once, by a name of their own.
#[derive(Default)]
pub(super) struct Known {
    names: Scope,
    found: BTreeMap<Limits, String>,
}

impl Known {
    /// All of them, sorted by name.
    pub(super) fn take(&mut self) -> Vec<Limit> {
        let found = std::mem::take(&mut self.found).into_iter();
        let mut all: Vec<Limit> = found.map(|(limits, name)| Limit { name, limits }).collect();
        all.sort_by(|left, right| left.name.cmp(&right.name));
        all
    }
}

impl Builder<'_, '_> {
    /// The name of the limits on a value of this type, in the field `xml_name` of `owner`; `None` if there are none.
    pub(super) fn limit(
        &mut self,
        type_: &TypeRef,
        value: &Value,
        owner: &str,
        xml_name: &str,
    ) -> Option<String> {
        let mut limits = collect(self.schemas, type_, 0)?;
        if value.generated().is_some() {
            // An enumeration knows its values itself.
            limits.values.clear();
        }
        if limits == Limits::of(limits.kind) {
            return None;
        }
        let name = match type_ {
            TypeRef::Named(name) => names::constant_name(&name.local),
            _ => names::constant_name(&format!("{owner} {xml_name}")),
        };
        let Known { names, found } = &mut self.limits;
        let name = found.entry(limits).or_insert_with(|| names.claim(&name));
        Some(name.clone())
    }
}

/// The limits of a simple type; `None` for a complex one.
fn collect(schemas: &Schemas, type_: &TypeRef, depth: usize) -> Option<Limits> {
    let simple = match (type_, schemas.resolve(type_)) {
        (TypeRef::Builtin(builtin), _) => return Some(Limits::of(kind(*builtin))),
        (_, Some(Type::Simple(simple))) if depth < MAX_DERIVATIONS => simple,
        _ => return None,
    };
    match &simple.kind {
        SimpleKind::Restriction {
            base,
            enumeration,
            facets,
        } => {
            let mut limits = collect(schemas, base, depth + 1)?;
            limits.restrict(enumeration, facets);
            Some(limits)
        }
        SimpleKind::List { .. } => Some(Limits::of("list")),
        SimpleKind::Union { .. } => Some(Limits::of("text")),
    }
}

impl Limits {
    fn of(kind: &'static str) -> Self {
        Self {
            kind,
            ..Self::default()
        }
    }

    /// What a restriction says holds instead of what its base says, but for patterns, which all hold.
    fn restrict(&mut self, enumeration: &[EnumValue], facets: &Facets) {
        match facets.white_space {
            Some(WhiteSpace::Collapse) if self.kind == "text" => self.kind = "token",
            _ => {}
        }
        if !enumeration.is_empty() {
            let values = enumeration.iter().map(|value| value.value.clone());
            self.values = values.collect();
        }
        match facets.patterns.as_slice() {
            [] => {}
            [pattern] => self.patterns.push(pattern.clone()),
            any => self.patterns.push(format!("({})", any.join(")|("))),
        }
        let set = |limit: &mut Option<u64>, facet: Option<u64>| *limit = facet.or(*limit);
        set(&mut self.min_length, facets.length.or(facets.min_length));
        set(&mut self.max_length, facets.length.or(facets.max_length));
        set(&mut self.total_digits, facets.total_digits);
        set(&mut self.fraction_digits, facets.fraction_digits);
        let bound = |inclusive: &Option<String>, exclusive: &Option<String>| {
            let bound = |value: &String, inclusive| Bound {
                value: value.trim().to_owned(),
                inclusive,
            };
            let inclusive = inclusive.as_ref().map(|value| bound(value, true));
            inclusive.or_else(|| exclusive.as_ref().map(|value| bound(value, false)))
        };
        let least = bound(&facets.min_inclusive, &facets.min_exclusive);
        self.least = least.or(self.least.take());
        let greatest = bound(&facets.max_inclusive, &facets.max_exclusive);
        self.greatest = greatest.or(self.greatest.take());
    }
}

/// What the lengths of a built-in count and how its values are compared.
fn kind(builtin: Builtin) -> &'static str {
    use Builtin as B;
    match builtin {
        B::AnyType
        | B::AnySimpleType
        | B::String
        | B::NormalizedString
        | B::Duration
        | B::Boolean => "text",
        B::Token
        | B::Language
        | B::Name
        | B::NcName
        | B::Id
        | B::IdRef
        | B::Entity
        | B::NmToken
        | B::QName
        | B::Notation
        | B::AnyUri => "token",
        B::IdRefs | B::Entities | B::NmTokens => "list",
        B::Decimal
        | B::Integer
        | B::NonPositiveInteger
        | B::NegativeInteger
        | B::NonNegativeInteger
        | B::PositiveInteger
        | B::Long
        | B::Int
        | B::Short
        | B::Byte
        | B::UnsignedLong
        | B::UnsignedInt
        | B::UnsignedShort
        | B::UnsignedByte => "number",
        B::Float | B::Double => "float",
        B::DateTime
        | B::Time
        | B::Date
        | B::GYearMonth
        | B::GYear
        | B::GMonthDay
        | B::GDay
        | B::GMonth => "time",
        B::HexBinary => "hex",
        B::Base64Binary => "base64",
    }
}
