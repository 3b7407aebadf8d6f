//! Hypersoft: the B2B Data Interface, as an ASP.NET page would run it, over SOAP 1.1, SOAP 1.2 and JSON.
//!
//! The names are those of our WSDL, of which most are placeholders. The behaviour is that of ASP.NET: elements of another
//! namespace are not seen, a wrong `SOAPAction` is a fault, JSON wants every parameter, and its texts may be no longer
//! than 102,400 characters.
//!
//! The service starts with two stations, which sell something every evening, and the customers 1001 and 1002. Customers
//! have fields that our WSDL lacks, `Remark` and `Discount`: a server is always newer than its description.
//!
//! What is a guess: how a refused token, a locked account and too large an upload look. Here each is an exception inside
//! the method, and a call whose tokens are missing gives null.

mod account;
mod fault;
mod json;
mod operations;
mod request;
mod schema;
mod service;
mod soap;
mod state;
mod value;

pub use fault::Fault;
pub use service::Hypersoft;
pub use state::Effects;
pub use value::{Record, Value};
