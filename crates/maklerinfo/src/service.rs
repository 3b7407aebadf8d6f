//! The service as the runtime sees it.

use kontorhaus_core::Service;

use crate::{Client, Credentials};

/// The `VermittlerWebservice` of maklerinfo.biz.
#[derive(Clone, Copy, Debug)]
pub enum Maklerinfo {}

impl Service for Maklerinfo {
    const NAME: &'static str = "maklerinfo";

    type Client = Client;
    type Credentials = Credentials;
}
