//! The JSON wire of ASP.NET web services (`[ScriptService]` on an ASMX page).
//!
//! The same requests and answers as over SOAP, in another notation. ASP.NET writes it in ways of its own:
//!
//! - A call goes to `PAGE.asmx/Method`; every parameter must be there, if only as `null`. The answer is `{"d": …}`.
//! - A date and time comes as `"\/Date(1700000000000)\/"`, the milliseconds since 1970, for which the server has taken
//!   its own time of day for UTC's or for its zone's. It is read as what the server's clock showed, in [`ServerZone`];
//!   it is sent as `"2026-03-29T02:30:00"`, which needs no zone.
//! - Enumerations come as numbers, which no WSDL tells: an overlay does. Bytes are a list of numbers, decimals are
//!   numbers and keep their digits.
//! - `__type` is dropped. Members that a type doesn't know are kept where the overlay says so, and can only go back over
//!   JSON.

mod document;
mod instant;
mod object;
mod operation;
mod raw;
mod read;
mod write;

pub use self::document::Json;
pub use self::instant::ServerZone;
pub use self::object::Object;
pub use self::operation::{JsonOperation, JsonService};
pub(crate) use self::operation::{request, response};
pub(crate) use self::raw::is_from_json;
pub use self::read::ReadJson;
pub use self::write::{JsonWriter, WriteJson};

/// What stands for null, and for a member that isn't there.
const NULL: &str = "null";
