//! Inputs that the benchmarks share.

pub mod gsoap;
