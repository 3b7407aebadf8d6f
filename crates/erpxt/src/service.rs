//! The service as the runtime sees it.

use kontorhaus_core::Service;

use crate::{Client, Credentials};

/// The public API of Comarch ERP XT.
#[derive(Clone, Copy, Debug)]
pub enum ErpXt {}

impl Service for ErpXt {
    const NAME: &'static str = "erpxt";

    type Client = Client;
    type Credentials = Credentials;
}
