//! One test binary.

mod backclick;
mod erpxt;
mod features;
mod generated;
mod guide;
mod hypersoft;
mod infoset;
mod interop;
mod maklerinfo;
mod manifest;
mod sentinels;
mod watching;
mod websale;
