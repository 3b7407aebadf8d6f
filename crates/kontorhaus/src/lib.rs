//! Typed, async clients for business software of the German-speaking market.
//!
//! One module for each vendor whose feature is on: `backclick` (e-mail marketing), `hypersoft` (points of sale), `websale`
//! (shop vouchers), `erpxt` (invoicing with Comarch ERP XT), `maklerinfo` (insurance brokers); `full` brings them all, and
//! the guide. What they have in common is in [`core`].
//!
//! An error says whether the call had an effect; nothing that writes is repeated unless it certainly did not happen; amounts
//! are decimals and dates are dates; secrets are never printed.
#![cfg_attr(
    feature = "full",
    doc = "\nBegin with [getting started](guide::getting_started), or look around in the [`guide`]."
)]
//!
//! Not affiliated with, or endorsed by, any of the vendors.

#[cfg(feature = "full")]
pub mod guide;

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

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
