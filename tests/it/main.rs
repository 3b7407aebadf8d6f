//! One test binary.

mod interop;
