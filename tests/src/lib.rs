//! Shared helpers of the tests.

mod features;
pub mod interop;
pub mod limits;
mod process;
pub mod redis;
