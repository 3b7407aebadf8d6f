//! One test binary.

mod features;
mod generated;
mod hypersoft;
mod infoset;
mod interop;
mod manifest;
mod websale;
