//! kontorhaus-websale

mod error;

pub use error::ErrorCode;
