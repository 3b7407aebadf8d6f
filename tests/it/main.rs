//! One test binary.

mod infoset;
mod interop;
mod manifest;
mod websale;
