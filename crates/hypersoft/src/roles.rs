//! What the helpers need of operations, whatever these are called.
//!
//! The overlay binds these traits to the operations of a WSDL, so that the helpers name nothing that is only guessed, and
//! also work with what somebody generates from the vendor's own file.

use kontorhaus_core::Operation;

use crate::Hypersoft;

/// An operation that reads turnover of a stretch of time.
pub trait ReadRevenue: Operation<Service = Hypersoft> {
    /// The beginning.
    type From;
    /// The end.
    type Until;
    /// What was sold.
    type Row;

    /// Asks for that time.
    fn of(from: Self::From, until: Self::Until) -> Self;

    /// Takes the rows out of the answer.
    fn row_list(output: &mut Self::Output) -> Vec<Self::Row>;
}

/// An operation that reads customers.
pub trait ReadCustomer: Operation<Service = Hypersoft> {
    /// A customer, with all fields that the server has sent.
    type Customer: Clone + PartialEq + Send;
    /// The operation that writes one.
    type Write: WriteCustomer<Customer = Self::Customer>;

    /// Takes the customers out of the answer.
    fn customer_list(output: &mut Self::Output) -> Vec<Self::Customer>;
}

/// An operation that writes a customer, and deletes what it is not sent.
pub trait WriteCustomer: Operation<Service = Hypersoft> {
    /// The customer.
    type Customer;

    /// Writes that one.
    fn of(customer: Self::Customer) -> Self;
}

/// An operation that writes several customers at once.
pub trait UploadCustomers: Operation<Service = Hypersoft> {
    /// A customer.
    type Customer: Clone + Send + Unpin + 'static;

    /// Writes those.
    fn of(customers: Vec<Self::Customer>) -> Self;
}
