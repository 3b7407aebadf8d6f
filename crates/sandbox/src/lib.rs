//! The vendors on loopback: stateful, without network, with faults on demand.
//!
//! Client and sandbox have one author, so the sandbox shares no code with the clients: it reads requests with a general
//! XML library and writes its answers by hand, in the form of the toolkit that the vendor runs. It is for tests, for the
//! tour and for trying a program out; what it does beyond the documentation of a vendor is a guess and says so.
//!
//! As a program, `cargo run -p kontorhaus-sandbox`, it also has a page that shows the calls as they arrive and provokes
//! faults. There secrets and personal data are masked.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! use kontorhaus_sandbox::{Reaction, Sandbox};
//!
//! let sandbox = Sandbox::start().await?;
//! let shop = sandbox.websale();
//! println!("{} as {}", shop.url(), shop.shop_id());
//!
//! // The next call takes effect, but nobody hears of it.
//! shop.react([Reaction::LoseAnswer]);
//! assert_eq!(shop.effects().vouchers_generated, 0);
//! # Ok(())
//! # }
//! ```

pub mod backclick;
mod boundary;
pub mod erpxt;
pub mod hypersoft;
pub mod maklerinfo;
mod page;
mod percent;
mod planned;
mod reaction;
mod record;
mod server;
mod shared;
mod vendor;
pub mod websale;

pub use reaction::Reaction;
pub use record::Recorded;
pub use server::Sandbox;
pub use vendor::Vendor;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
