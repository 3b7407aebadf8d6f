//! Shared helpers of the tests.

mod features;
pub mod interop;
