//! kontorhaus-websale

mod credentials;
mod error;
mod filter;
mod multi_currency;

pub use credentials::Credentials;
pub use error::ErrorCode;
pub use filter::{CatProdFilter, CustomerFilter, Products};
pub use multi_currency::MultiCurrency;
