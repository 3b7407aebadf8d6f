//! What the helpers need of operations, whatever these are called.
//!
//! The overlay binds these traits to the operations of a WSDL, so that the helpers name nothing that is only guessed, and
//! also work with what somebody generates from an installation's own file.

use kontorhaus_core::Operation;

use crate::Backclick;

/// An operation that reads what is known of addresses, up to [`ADDRESSES`](crate::ADDRESSES) in a call.
pub trait ReadSubscribers: Operation<Service = Backclick> {
    /// An address.
    type Address: Clone + Send + Unpin + 'static;
    /// Whether the data of each person are wanted.
    type Fields: Clone + Send + 'static;
    /// What is known of an address.
    type Subscriber;

    /// Asks for those.
    fn of(address_list: Vec<Self::Address>, fields: Self::Fields) -> Self;

    /// Takes what came out of the answer.
    fn subscriber_list(output: &mut Self::Output) -> Vec<Self::Subscriber>;
}

/// An operation that creates or changes double opt-ins, up to [`OPTINS`](crate::OPTINS) in a call.
pub trait SetDoubleOptins: Operation<Service = Backclick> {
    /// A double opt-in.
    type Item: Clone + Send + Unpin + 'static;
    /// What came of it.
    type Answer;

    /// Sets those.
    fn of(item_list: Vec<Self::Item>) -> Self;

    /// Takes what came of each out of the answer.
    fn answer_list(output: &mut Self::Output) -> Vec<Self::Answer>;
}

/// An operation that the system refuses while an import runs: another import, or the dispatch of a newsletter that the
/// import would affect.
pub trait TakesTurns: Operation<Service = Backclick> + Clone {}
