//! The guide: what a newcomer asks, in the order in which it is asked.
//!
//! | page | answers |
//! |---|---|
//! | [`getting_started`] | How do I make the first call? |
//! | [`your_own_wsdl`] | The vendor gave me a WSDL. What now? |
//! | [`errors`] | It failed. Did it happen? |
//! | [`retries`] | What is repeated, and what may I repeat? |
//! | [`limits`] | How do I stay within what the vendor allows? |
//! | [`blocking`] | My program is not async. |
//! | [`secrets`] | What is printed, what is not, what do I take care of? |
//! | [`testing`] | How do I test my code without the vendor? |
//! | [`observing`] | What is going on in production? |
//! | [`upgrading`] | What may change, and when? |
//! | [`backclick`], [`hypersoft`], [`websale`], [`erpxt`], [`maklerinfo`] | What can this vendor's interface do, and how sure is that? |
//! | [`deutsch`] | Was bringt das mir als Kunde eines der Hersteller? |
//!
//! All code in it is compiled, and most of it runs, with every test of this crate.

#![expect(
    clippy::doc_markdown,
    reason = "pages are prose, and the vendors' names are no code"
)]

macro_rules! pages {
    ($($name:ident)+) => { $(
        #[doc = include_str!(concat!("../guide/", stringify!($name), ".md"))]
        pub mod $name {}
    )+ };
}

pages! {
    getting_started
    your_own_wsdl
    errors
    retries
    limits
    blocking
    secrets
    testing
    observing
    upgrading
    backclick
    hypersoft
    websale
    erpxt
    maklerinfo
    deutsch
}
