//! Our decisions per vendor, read from `overlays/VENDOR.toml`.

mod layers;
mod matching;
mod model;
mod places;
mod roles;

pub use self::matching::Matcher;
pub use self::model::{
    Empty, EnumBase, EnumRule, EnumRuleValue, FaultRule, FieldRule, IdempotencyRule, InjectRule,
    ListRule, OperationRule, OutcomeRule, Overlay, PresenceRule, TypeRule,
};
pub use self::roles::RoleRule;

use self::places::Places;
use crate::diagnostics::{self, Diagnostic, Sources};

impl Overlay {
    /// Reads the text of an overlay that is no file.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read), as text.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut sources = Sources::default();
        match Self::read("overlay", text, &mut sources) {
            // Nobody else has the text, so no problem could show it.
            Ok(overlay) => Ok(Self {
                places: Places::default(),
                ..overlay
            }),
            Err(problem) => Err(diagnostics::render(&[problem], &sources, false)),
        }
    }

    /// Reads an overlay file. Its text becomes one of the sources, so that problems can show its lines.
    ///
    /// # Errors
    ///
    /// When the text is no TOML or has an unknown key.
    pub fn read(name: &str, text: &str, sources: &mut Sources) -> Result<Self, Diagnostic> {
        let source = sources.add(name, text.to_owned());
        match toml::from_str::<Self>(text) {
            Ok(mut overlay) => {
                overlay.places = Places::of(text, source);
                Ok(overlay)
            }
            Err(error) => {
                let problem =
                    Diagnostic::error(format!("the overlay cannot be used: {}", error.message()));
                Err(match error.span() {
                    Some(range) => problem.at(places::span(source, range)),
                    None => problem,
                })
            }
        }
    }

    /// Whether it decides about a service that has no crate of ours; if not, why.
    ///
    /// # Errors
    ///
    /// Names the entry that only a vendor's crate can have.
    pub fn without_crate(&self) -> Result<(), &'static str> {
        if self.service.is_some() {
            return Err("`service` names a type of a vendor's crate; leave it out");
        }
        if !self.fault.is_empty() {
            return Err(
                "`[[fault]]` needs a vendor's crate, which knows where its code stands in a fault; leave it out",
            );
        }
        Ok(())
    }
}
