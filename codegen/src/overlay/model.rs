//! The entries of an overlay file.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::RoleRule;
use super::places::Places;

/// Our decisions about one vendor's service: what a WSDL can't say.
///
/// Every entry must match something in the WSDL; one that matches nothing is an error, so that an overlay can't rot.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlay {
    /// Path of the type that implements the service traits; absent for a crate that gets a service type of its own.
    pub service: Option<String>,
    /// Elements that the client writes from its settings: credentials, the call id. They are no fields of a request.
    #[serde(default)]
    pub inject: Vec<InjectRule>,
    /// The answer element that repeats the call id.
    pub echo: Option<String>,
    /// The service also speaks the JSON of ASP.NET.
    #[serde(default)]
    pub json: bool,
    /// An answer without its result is an error, whatever the WSDL says. ASP.NET declares every result that is an object as optional.
    #[serde(default)]
    pub require_results: bool,
    /// Items of lists are never nil, whatever the WSDL says. ASP.NET declares all that are objects as nillable.
    #[serde(default)]
    pub no_nil_items: bool,
    /// Entries of the overlay underneath that shall not hold, as problems name them: `field *.Amount`, `role vendor::ReadPage GetPage`.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// Decisions about fields.
    #[serde(default)]
    pub field: Vec<FieldRule>,
    /// Decisions about types.
    #[serde(default, rename = "type")]
    pub types: Vec<TypeRule>,
    /// Enumerations that the schema doesn't declare.
    #[serde(default, rename = "enum")]
    pub enums: Vec<EnumRule>,
    /// Decisions about operations.
    #[serde(default)]
    pub operation: Vec<OperationRule>,
    /// What the vendor's fault codes mean for the call.
    #[serde(default)]
    pub fault: Vec<FaultRule>,
    /// What helpers need of the operations.
    #[serde(default)]
    pub role: Vec<RoleRule>,
    #[serde(skip)]
    pub(super) places: Places,
    /// Enumerations that the vendor's crate has.
    #[serde(skip)]
    pub(super) shared: Vec<String>,
}

/// An element that the client writes: of every request, or of a type, `Type.Element`, that occurs in requests only.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "InjectEntry")]
pub struct InjectRule {
    /// Which one.
    pub element: String,
    /// What the client calls the value; as the element if not said.
    pub value: Option<String>,
    /// Left out by a client that has no such value.
    pub optional: bool,
}

/// A name does where there is no more to say.
#[derive(Deserialize)]
#[serde(untagged)]
enum InjectEntry {
    Name(String),
    Rule(NamedInject),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedInject {
    element: String,
    value: String,
    #[serde(default)]
    optional: bool,
}

impl From<InjectEntry> for InjectRule {
    fn from(entry: InjectEntry) -> Self {
        match entry {
            InjectEntry::Name(element) => Self {
                element,
                value: None,
                optional: false,
            },
            InjectEntry::Rule(rule) => Self {
                element: rule.element,
                value: Some(rule.value),
                optional: rule.optional,
            },
        }
    }
}

/// A decision about every field that one of the patterns matches.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldRule {
    /// One pattern or several, `Type.Element`; `*` stands for any name.
    #[serde(rename = "match", deserialize_with = "one_or_many")]
    pub patterns: Vec<String>,
    /// The Rust name.
    pub name: Option<String>,
    /// The Rust type: `decimal`, `date`, `dateTime`, `time`, `string`, an enumeration of this overlay, or a path. A `date` or `time` that the
    /// WSDL calls `xs:dateTime` is sent as one.
    #[serde(rename = "type")]
    pub type_: Option<String>,
    /// Instead of what the WSDL says.
    pub presence: Option<PresenceRule>,
    /// What an empty element means where the field is optional.
    pub empty: Option<Empty>,
    /// Which forms of a list are read; written is what the WSDL says.
    pub list: Option<ListRule>,
    /// The name on the JSON wire; there .NET shows its own, which XML may have renamed.
    pub json: Option<String>,
    /// Shown by `Debug`.
    #[serde(default)]
    pub safe: bool,
    /// Hidden by `Debug`.
    #[serde(default)]
    pub sensitive: bool,
    /// Added to the WSDL's documentation.
    pub docs: Option<String>,
}

impl FieldRule {
    /// The keys that say something, each with its value in TOML.
    pub(crate) fn said(&self) -> BTreeMap<&'static str, String> {
        let quoted = |text: &Option<String>| text.as_ref().map(|text| format!("{text:?}"));
        let word = |word: String| format!("{:?}", word.to_lowercase());
        let is = |flag: bool| flag.then(|| "true".to_owned());
        let keys = [
            ("name", quoted(&self.name)),
            ("type", quoted(&self.type_)),
            ("presence", self.presence.map(|it| word(format!("{it:?}")))),
            ("empty", self.empty.map(|it| word(format!("{it:?}")))),
            ("list", self.list.map(|it| word(format!("{it:?}")))),
            ("json", quoted(&self.json)),
            ("safe", is(self.safe)),
            ("sensitive", is(self.sensitive)),
            ("docs", quoted(&self.docs)),
        ];
        let said = keys.into_iter();
        said.filter_map(|(key, value)| Some((key, value?)))
            .collect()
    }
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany {
        One(String),
        Many(Vec<String>),
    }
    Ok(match OneOrMany::deserialize(deserializer)? {
        OneOrMany::One(pattern) => vec![pattern],
        OneOrMany::Many(patterns) => patterns,
    })
}

/// Whether a field must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PresenceRule {
    /// `Option<T>`.
    Optional,
    /// `T`.
    Required,
}

/// How a list of simple values may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ListRule {
    /// As one element with all values, divided by white space, commas or semicolons, as one element for each, or both.
    Any,
}

/// What an empty element means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Empty {
    /// The same as none.
    None,
}

/// A decision about a type.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypeRule {
    /// The XSD name.
    #[serde(rename = "match")]
    pub pattern: String,
    /// The Rust name.
    pub name: Option<String>,
    /// Adds a field `extra` that keeps unknown children and writes them back.
    #[serde(default)]
    pub keep_unknown: bool,
    /// Of an enumeration: the number that each value is on the JSON wire.
    #[serde(default)]
    pub numbers: BTreeMap<String, i64>,
    /// Added to the WSDL's documentation.
    pub docs: Option<String>,
}

/// An open enumeration over a number or a text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnumRule {
    /// The Rust name.
    pub name: String,
    /// What stands on the wire.
    pub base: EnumBase,
    /// What it is.
    pub docs: String,
    /// The known values.
    pub values: Vec<EnumRuleValue>,
}

/// What an enumeration is on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EnumBase {
    /// A 32-bit number.
    Int,
    /// A text.
    String,
}

/// A known value of an enumeration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnumRuleValue {
    /// On the wire.
    pub value: String,
    /// The Rust name.
    pub name: String,
    /// What it means.
    pub docs: String,
}

/// A decision about an operation.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperationRule {
    /// The name in the WSDL.
    #[serde(rename = "match")]
    pub pattern: String,
    /// The Rust name.
    pub name: Option<String>,
    /// Whether it may be repeated.
    pub idempotency: Option<IdempotencyRule>,
    /// Path of a function that checks a request before it is sent. It takes the request's type; [`RoleRule::check`] takes what fulfils a
    /// trait.
    pub check: Option<String>,
    /// Whether shells around request and answer are taken off; by rule if not said.
    pub unwrap: Option<bool>,
    /// Added to the WSDL's documentation.
    pub docs: Option<String>,
}

/// Whether an operation may be repeated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IdempotencyRule {
    /// Changes nothing.
    Read,
    /// Changes something, but the same when repeated.
    Idempotent,
    /// Every execution has an effect of its own: the safe assumption about an unknown operation.
    #[default]
    Write,
}

/// What a vendor's fault code means for the call.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    /// The vendor's code.
    pub code: String,
    /// What is known of the effect.
    pub outcome: OutcomeRule,
    /// Whether it passes by itself.
    #[serde(default)]
    pub transient: bool,
    /// What to do.
    pub advice: String,
}

/// What is known of the effect of a call that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutcomeRule {
    /// The server refused; nothing happened.
    Rejected,
    /// It happened.
    Applied,
    /// It can't be known.
    Unknown,
}
