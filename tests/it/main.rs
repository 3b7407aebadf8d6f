//! One test binary.

mod infoset;
mod interop;
mod websale;
