//! Our decisions per vendor, read from `overlays/VENDOR.toml`.

mod matching;
mod model;
mod roles;

pub use self::matching::Matcher;
pub use self::model::{
    Empty, EnumBase, EnumRule, EnumRuleValue, FaultRule, FieldRule, IdempotencyRule, InjectRule,
    ListRule, OperationRule, OutcomeRule, Overlay, PresenceRule, TypeRule,
};
pub use self::roles::RoleRule;

impl Overlay {
    /// Reads an overlay file.
    ///
    /// # Errors
    ///
    /// When the text is no TOML or has an unknown key: the message shows the line.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }
}
