//! From what the WSDL says to what the Rust code will show.

mod answers;
mod build;
mod docs;
mod dump;
mod encoded;
mod faults;
mod fields;
mod grades;
mod headers;
mod inherit;
mod json;
mod limits;
mod model;
mod operations;
mod order;
mod particles;
mod prefixes;
mod recursion;
mod roles;
mod substitution;
mod values;

pub use self::json::Json;
pub use self::model::{
    Api, Arm, Bound, Choice, Decision, Decisions, Echo, Enum, FaultArm, FaultPlace, FaultType,
    Field, Grade, Hierarchy, Injected, Keeps, Leniency, Limit, Limits, Member, Namespace,
    Operation, Output, Plain, Port, Presence, SchemaType, Source, Struct, TypeDef, TypeId, Value,
    Variant, Wire,
};
pub use self::roles::{Accessor, Demand, Given, Role, Taken};

use crate::diagnostics::{Diagnostic, Severity};
use crate::overlay::{Matcher, Overlay};
use crate::schema::Schemas;
use crate::wsdl::Definitions;

/// Makes the model of a service.
///
/// With an overlay the service is one of a vendor that we know: every text is hidden unless the overlay calls it safe. Without one, a list of
/// names (`password`, `iban`, …) decides what is hidden in `Debug`, and no text at all is shown in errors, events and recordings.
///
/// # Errors
///
/// All problems: overlay entries that match nothing, operations in a style that isn't supported.
pub fn build(
    definitions: &Definitions,
    schemas: &Schemas,
    overlay: Option<&Overlay>,
) -> Result<Api, Vec<Diagnostic>> {
    let (mut api, unmatched) = build_leniently(definitions, schemas, overlay)?;
    if unmatched.iter().any(|it| it.severity == Severity::Error) {
        return Err(unmatched);
    }
    api.notes.extend(unmatched);
    Ok(api)
}

/// As [`build`], with the overlay entries that match nothing beside the model.
///
/// # Errors
///
/// All other problems.
pub fn build_leniently(
    definitions: &Definitions,
    schemas: &Schemas,
    overlay: Option<&Overlay>,
) -> Result<(Api, Vec<Diagnostic>), Vec<Diagnostic>> {
    let none = Overlay::default();
    let matcher = Matcher::new(overlay.unwrap_or(&none));
    let mut builder = build::Builder::new(schemas, &matcher, overlay.is_some());
    let api = builder.api(definitions);
    let mut problems = builder.into_problems();
    let unmatched = matcher.unused();
    if problems.is_empty() {
        Ok((api, unmatched))
    } else {
        problems.extend(unmatched);
        Err(problems)
    }
}
