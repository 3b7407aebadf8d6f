//! The service as the runtime sees it.

use kontorhaus_core::Service;
use kontorhaus_soap::v1::SoapService;

use crate::{Client, Credentials};

/// The SOAP interface of a BACKCLICK installation.
#[derive(Clone, Copy, Debug)]
pub enum Backclick {}

impl Service for Backclick {
    const NAME: &'static str = "backclick";
    const SYSTEM: &'static str = "soap";

    type Client = Client;
    type Credentials = Credentials;
}

impl SoapService for Backclick {}
