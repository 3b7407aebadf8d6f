#![doc = include_str!("../../../README.md")]
#![cfg_attr(not(feature = "websale"), allow(rustdoc::broken_intra_doc_links, reason = "the README speaks of every vendor"))]

pub use kontorhaus_core as core;
#[cfg(feature = "websale")]
pub use kontorhaus_websale as websale;
