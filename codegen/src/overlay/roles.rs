//! Roles: what hand-written helpers need of operations, whatever these are called in a WSDL.

use std::collections::BTreeMap;

use serde::Deserialize;

/// An operation, or a value in its answer, that fulfils a trait of the vendor's crate.
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
/// needs = ["vendor::WriteCustomer"]
///
/// [[role]]
/// trait = "vendor::Customer"
/// operation = "GetCustomer"
/// value = "Customers"
/// get = { name = "Name: string", number = "CustomerNo: integer" }
/// set = { name = "Name: string" }
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
///
/// impl roles::Customer for Customer {
///     fn name(&self) -> Option<&str> { … }
///     fn number(&self) -> Option<i64> { … }
///     fn set_name(&mut self, value: String) { … }
/// }
/// ```
///
/// - In `request` and `answer` each name is an associated type: that of the field, or of its items.
/// - `request` makes the request, by a function `of`, from values of these fields, in the alphabetical order of the names. The fields are those
///   of the request by their names in the WSDL. All others must be optional.
/// - `answer` takes values out of the output, by a path of names from there: `Status.ServerDateTime`; `.` is the output
///   itself.
/// - `get` reads fields of the request, or of the value, and `set` writes them; each name is a function.
/// - `[]` behind a name means any number of values. A single value goes where a list is wanted, and comes from where there
///   is one; the reverse doesn't hold.
/// - A type behind the field, as in `"Name: string"`, says what it must be: `string`, `integer`, `boolean`, `date`, or the name of a type. With
///   `get`, a field without one only tells whether there is a value.
/// - `?` behind the field, as in `"Name?: string"`, means that a WSDL may lack it. Then the trait's default holds.
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
    /// It is not the operation that fulfils the trait, but what stands here in its answer: a path as in `answer`.
    pub value: Option<String>,
    /// Names, each with a field of the request.
    #[serde(default)]
    pub request: BTreeMap<String, String>,
    /// Names, each with a path in the output.
    #[serde(default)]
    pub answer: BTreeMap<String, String>,
    /// Names, each with another operation.
    #[serde(default)]
    pub operations: BTreeMap<String, String>,
    /// Functions, each with the field that it reads.
    #[serde(default)]
    pub get: BTreeMap<String, String>,
    /// Functions, `set_` before each, with the field that they write.
    #[serde(default)]
    pub set: BTreeMap<String, String>,
    /// Paths of traits that must be bound as well, since this one asks for them.
    #[serde(default)]
    pub needs: Vec<String>,
    /// Path of a function that checks a request of the trait before it is sent.
    pub check: Option<String>,
}
