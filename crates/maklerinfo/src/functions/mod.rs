//! The functions of the service: for each one a row with its name, its path, what goes in and what comes out.

#[macro_use]
mod table;
mod archiv;
mod kunden;
mod listen;
mod search;
mod vermittler;
mod vertraege;

use kontorhaus_core::Operation;
use kontorhaus_core::http::Method;

pub use self::archiv::*;
pub use self::kunden::*;
pub use self::listen::*;
pub use self::search::SearchKunden;
pub use self::vermittler::*;
pub use self::vertraege::*;

use crate::Maklerinfo;

/// A function as the service's documentation lists it. Its name there is [`Operation::NAME`].
pub trait Function: Operation<Service = Maklerinfo> {
    /// The method of its request.
    const METHOD: Method;
    /// Its path below the endpoint, with placeholders in braces; `{vmt}` is the broker's number.
    const PATH: &'static str;
}
