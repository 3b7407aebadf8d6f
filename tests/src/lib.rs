//! Shared helpers of the tests.

pub mod certificates;
mod features;
pub mod interop;
pub mod limits;
mod process;
pub mod redis;
