//! Roles: what hand-written helpers need of operations, whatever these are called in a WSDL.

use std::collections::BTreeMap;

use serde::Deserialize;

/// An operation that fulfils a trait of the vendor's crate.
///
/// Helpers are generic over such traits and name no operation, no field and no type of the service. So they also work
/// with what somebody generates from another WSDL, if the overlay binds the roles to the names in that one.
///
/// ```toml
/// [[role]]
/// trait = "vendor::ReadCustomer"
/// operation = "GetCustomer"
/// request = { Number = "CustomerNo" }
/// answer = { "Customer[]" = "Customers" }
/// operations = { Write = "SetCustomer" }
/// ```
///
/// makes
///
/// ```text
/// impl ReadCustomer for GetCustomer {
///     type Customer = Customer;
///     type Number = i32;
///     type Write = SetCustomer;
///
///     fn of(number: Self::Number) -> Self { … }
///     fn customer_list(output: &mut Self::Output) -> Vec<Self::Customer> { … }
/// }
/// ```
///
/// - Each name is an associated type: that of the field, or of its items.
/// - `request` makes the request, by a function `of`, from values of these fields, in the alphabetical order of the names. The fields are those
///   of the request by their names in the WSDL. All others must be optional.
/// - `answer` takes values out of the output, by a path of names from there: `Status.ServerDateTime`; `.` is the output
///   itself.
/// - `[]` behind a name means any number of values. A single value goes where a list is wanted, and comes from where there
///   is one; the reverse doesn't hold.
///
/// A role that can't be bound is reported and left out; then the helper doesn't exist for that operation.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleRule {
    /// Path of the trait.
    #[serde(rename = "trait")]
    pub trait_: String,
    /// The operation's name in the WSDL.
    pub operation: String,
    /// Names, each with a field of the request.
    #[serde(default)]
    pub request: BTreeMap<String, String>,
    /// Names, each with a path in the output.
    #[serde(default)]
    pub answer: BTreeMap<String, String>,
    /// Names, each with another operation.
    #[serde(default)]
    pub operations: BTreeMap<String, String>,
}
