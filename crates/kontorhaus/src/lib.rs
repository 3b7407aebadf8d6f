#![cfg_attr(feature = "full", doc = include_str!("../README.md"))]
#![cfg_attr(
    not(feature = "full"),
    doc = "Typed, async clients for business software: one module for each vendor whose feature is on."
)]

#[cfg(feature = "backclick")]
pub use kontorhaus_backclick as backclick;
pub use kontorhaus_core as core;
#[cfg(feature = "erpxt")]
pub use kontorhaus_erpxt as erpxt;
#[cfg(feature = "hypersoft")]
pub use kontorhaus_hypersoft as hypersoft;
#[cfg(feature = "maklerinfo")]
pub use kontorhaus_maklerinfo as maklerinfo;
#[cfg(feature = "websale")]
pub use kontorhaus_websale as websale;
