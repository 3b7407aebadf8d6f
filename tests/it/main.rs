//! One test binary.

mod features;
mod infoset;
mod interop;
mod manifest;
mod websale;
