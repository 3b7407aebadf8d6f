//! The Rust type of every schema type.

use std::collections::BTreeSet;

use super::build::Builder;
use super::docs;
use super::model::{Enum, Plain, TypeDef, TypeId, Value, Variant};
use crate::names::{self, Scope};
use crate::overlay::{EnumBase, EnumRule, FieldRule};
use crate::schema::{Builtin, ComplexType, EnumValue, SimpleKind, SimpleType, Type, TypeRef};

/// How deep a chain of derived simple types may be.
const MAX_DERIVATIONS: usize = 64;

impl<'s> Builder<'s, '_> {
    /// The value of an element or attribute called `xml_name` inside the type `owner`.
    pub(super) fn value(
        &mut self,
        type_: &'s TypeRef,
        xml_name: &str,
        owner: Option<&str>,
    ) -> Value {
        let (name, owner) = match type_ {
            TypeRef::Builtin(builtin) => return plain(*builtin),
            TypeRef::Named(name) | TypeRef::OfElement(name) => (name.local.as_str(), None),
            TypeRef::Anonymous(_) => (xml_name, owner),
        };
        match (type_, self.schemas.resolve(type_)) {
            (TypeRef::Named(name), Some(type_)) => self.named_value(name, type_),
            (_, Some(type_)) => self.type_value(type_, name, owner),
            (_, None) => plain(Builtin::AnyType),
        }
    }

    /// The value of a type called `name`, declared inside the type `owner` if it is anonymous.
    pub(super) fn type_value(&mut self, type_: &'s Type, name: &str, owner: Option<&str>) -> Value {
        match type_ {
            Type::Simple(simple) => self.simple(simple, name, owner, 0),
            // Text between children has no place in a struct.
            Type::Complex(complex) if complex.mixed => Value::Plain(Plain("RawXml")),
            Type::Complex(
                complex @ ComplexType {
                    array: Some(array), ..
                },
            ) => self.array(complex, array),
            Type::Complex(complex) => Value::Type(self.struct_type(complex, name, owner)),
        }
    }

    /// The value of a part of this type. The schemas outlive the part: what is found there may be kept.
    pub(super) fn part_value(&mut self, type_: &TypeRef) -> Value {
        match type_ {
            TypeRef::Builtin(builtin) => plain(*builtin),
            TypeRef::Named(name) | TypeRef::OfElement(name) => {
                match self.schemas.types.get_key_value(name) {
                    Some((name, type_)) => self.type_value(type_, &name.local, None),
                    None => plain(Builtin::AnyType),
                }
            }
            TypeRef::Anonymous(_) => plain(Builtin::AnyType),
        }
    }

    fn simple(
        &mut self,
        simple: &'s SimpleType,
        name: &str,
        owner: Option<&str>,
        depth: usize,
    ) -> Value {
        match &simple.kind {
            SimpleKind::Restriction {
                base, enumeration, ..
            } => {
                let base_value = self.base(base, name, owner, depth);
                if enumeration.is_empty() || base_value != Value::Plain(Plain::STRING) {
                    return base_value;
                }
                let values: Vec<_> = enumeration.iter().collect();
                Value::Type(self.enum_type(simple, &values, true, name, owner))
            }
            SimpleKind::List { item } => match self.base(item, name, owner, depth) {
                // A list of lists is no legal schema, and prefixes in a list are nobody's use; the text is readable all the same.
                Value::List(_) | Value::Plain(Plain("QName")) => Value::Plain(Plain::STRING),
                item => Value::List(Box::new(item)),
            },
            SimpleKind::Union { members } => {
                let mut values = Vec::new();
                let all = members.iter().try_fold(true, |closed, member| {
                    Some(self.listed(member, &mut values, depth)? && closed)
                });
                match all {
                    Some(is_closed) if !values.is_empty() => {
                        Value::Type(self.enum_type(simple, &values, is_closed, name, owner))
                    }
                    // The first member that fits decides on the wire; text is what they all have in common.
                    _ => Value::Plain(Plain::STRING),
                }
            }
        }
    }

    fn base(&mut self, base: &'s TypeRef, name: &str, owner: Option<&str>, depth: usize) -> Value {
        if depth == MAX_DERIVATIONS {
            return Value::Plain(Plain::STRING);
        }
        match base {
            TypeRef::Builtin(builtin) => plain(*builtin),
            TypeRef::Named(base_name) | TypeRef::OfElement(base_name) => {
                match self.schemas.resolve(base) {
                    Some(Type::Simple(simple)) => {
                        self.simple(simple, &base_name.local, None, depth + 1)
                    }
                    _ => Value::Plain(Plain::STRING),
                }
            }
            TypeRef::Anonymous(type_) => match &**type_ {
                Type::Simple(simple) => self.simple(simple, name, owner, depth + 1),
                Type::Complex(_) => Value::Plain(Plain::STRING),
            },
        }
    }

    /// The enum of a simple type's listed values.
    fn enum_type(
        &mut self,
        simple: &'s SimpleType,
        values: &[&'s EnumValue],
        is_closed: bool,
        xml_name: &str,
        owner: Option<&str>,
    ) -> TypeId {
        let address = std::ptr::from_ref(simple).addr();
        if let Some(id) = self.known.get(&address) {
            return id.clone();
        }
        let id = self.claim_type(xml_name, owner);
        self.known.insert(address, id.clone());
        let mut scope = Scope::default();
        scope.claim("Other");
        let mut seen = BTreeSet::new();
        let mut variants = Vec::new();
        let rule = self.matcher.type_(xml_name);
        for value in values {
            if seen.insert(&value.value) {
                variants.push(Variant {
                    name: scope.claim(&names::variant_name(&value.value)),
                    docs: docs::of_enum_value(value),
                    value: value.value.clone(),
                    number: rule.and_then(|rule| rule.numbers.get(&value.value).copied()),
                });
            }
        }
        let definition = Enum {
            name: id.0.clone(),
            docs: self.type_docs(&simple.docs, xml_name),
            numeric: false,
            is_closed,
            variants,
        };
        self.types.insert(id.clone(), TypeDef::Enum(definition));
        id
    }

    /// Collects the values that a type of texts lists, and says whether it has no others; `None` if it isn't one of texts.
    fn listed(
        &self,
        type_: &'s TypeRef,
        values: &mut Vec<&'s EnumValue>,
        depth: usize,
    ) -> Option<bool> {
        if let TypeRef::Builtin(builtin) = type_ {
            return (plain(*builtin) == Value::Plain(Plain::STRING)).then_some(false);
        }
        let Some(Type::Simple(simple)) = self.schemas.resolve(type_) else {
            return None;
        };
        if depth == MAX_DERIVATIONS {
            return None;
        }
        match &simple.kind {
            SimpleKind::Restriction {
                base, enumeration, ..
            } => {
                let mut of_base = Vec::new();
                let is_closed = self.listed(base, &mut of_base, depth + 1)?;
                let own: Vec<_> = enumeration.iter().collect();
                let listed = if own.is_empty() { of_base } else { own };
                values.extend(listed);
                Some(is_closed || !enumeration.is_empty())
            }
            SimpleKind::Union { members } => members.iter().try_fold(true, |closed, member| {
                Some(self.listed(member, values, depth + 1)? && closed)
            }),
            SimpleKind::List { .. } => None,
        }
    }

    pub(super) fn add_overlay_enum(&mut self, rule: &EnumRule) {
        let id = TypeId(self.type_names.claim(&rule.name));
        let mut scope = Scope::default();
        scope.claim("Other");
        let variants = rule
            .values
            .iter()
            .map(|value| Variant {
                name: scope.claim(&value.name),
                docs: vec![value.docs.clone()],
                value: value.value.clone(),
                number: None,
            })
            .collect();
        let definition = Enum {
            name: id.0.clone(),
            docs: docs::text(&rule.docs),
            numeric: rule.base == EnumBase::Int,
            is_closed: false,
            variants,
        };
        self.types.insert(id, TypeDef::Enum(definition));
    }

    /// The value that the overlay wants instead of the schema's.
    pub(super) fn overridden(&self, value: Value, rule: &FieldRule) -> Value {
        let Some(wanted) = rule.type_.as_deref() else {
            return value;
        };
        if let Value::List(item) = value {
            return Value::List(Box::new(self.overridden(*item, rule)));
        }
        match wanted {
            "decimal" => match &value {
                Value::Plain(Plain("f64")) => Value::Via {
                    plain: Plain("Decimal"),
                    codec: "AsDouble",
                },
                Value::Plain(Plain("f32")) => Value::Via {
                    plain: Plain("Decimal"),
                    codec: "AsFloat",
                },
                _ => Value::Plain(Plain("Decimal")),
            },
            "date" => within_date_time(&value, Plain("Date"), "DateInDateTime"),
            "dateTime" => Value::Plain(Plain("DateTime")),
            "time" => within_date_time(&value, Plain("Time"), "TimeInDateTime"),
            "string" => Value::Plain(Plain::STRING),
            name if self
                .matcher
                .overlay()
                .enums
                .iter()
                .any(|rule| rule.name == name) =>
            {
                Value::Type(TypeId(name.to_owned()))
            }
            path => Value::Path(path.to_owned()),
        }
    }
}

/// A day or a time of day, which the wire may call a date and time.
fn within_date_time(value: &Value, plain: Plain, codec: &'static str) -> Value {
    match value {
        Value::Plain(Plain("DateTime")) => Value::Via { plain, codec },
        _ => Value::Plain(plain),
    }
}

/// Whether a value is text, or holds some: what may be anybody's data.
pub(super) fn is_text(value: &Value) -> bool {
    match value.item() {
        Value::Plain(plain) | Value::Via { plain, .. } => {
            matches!(plain.0, "String" | "Base64" | "Hex" | "RawXml")
        }
        Value::Path(_) => true,
        Value::Type(_) | Value::List(_) | Value::Array(_) => false,
    }
}

/// The value of a built-in type.
pub(super) fn plain(builtin: Builtin) -> Value {
    use Builtin as B;
    let name = match builtin {
        B::AnyType => "RawXml",
        B::Boolean => "bool",
        B::Decimal => "Decimal",
        B::Integer
        | B::NonPositiveInteger
        | B::NegativeInteger
        | B::NonNegativeInteger
        | B::PositiveInteger => "Integer",
        B::Long => "i64",
        B::Int => "i32",
        B::Short => "i16",
        B::Byte => "i8",
        B::UnsignedLong => "u64",
        B::UnsignedInt => "u32",
        B::UnsignedShort => "u16",
        B::UnsignedByte => "u8",
        B::Float => "f32",
        B::Double => "f64",
        B::Duration => "Duration",
        B::DateTime => "DateTime",
        B::Time => "Time",
        B::Date => "Date",
        B::GYearMonth => "GYearMonth",
        B::GYear => "GYear",
        B::GMonthDay => "GMonthDay",
        B::GDay => "GDay",
        B::GMonth => "GMonth",
        B::HexBinary => "Hex",
        B::Base64Binary => "Base64",
        B::QName => "QName",
        B::IdRefs | B::Entities | B::NmTokens => {
            return Value::List(Box::new(Value::Plain(Plain::STRING)));
        }
        B::AnySimpleType
        | B::String
        | B::NormalizedString
        | B::Token
        | B::Language
        | B::Name
        | B::NcName
        | B::Id
        | B::IdRef
        | B::Entity
        | B::NmToken
        | B::Notation
        | B::AnyUri => "String",
    };
    Value::Plain(Plain(name))
}
