//! One test binary.

mod features;
mod generated;
mod infoset;
mod interop;
mod maklerinfo;
mod manifest;
mod websale;
