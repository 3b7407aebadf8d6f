//! The service as the runtime sees it.

use kontorhaus_core::Service;
use kontorhaus_soap::v1::{Fault, FaultRule, SoapService};

use crate::{Client, Credentials, ErrorCode, generated};

/// The voucher service of a WEBSALE V8 shop.
#[derive(Clone, Copy, Debug)]
pub enum Websale {}

impl Service for Websale {
    const NAME: &'static str = "websale";
    const SYSTEM: &'static str = "soap";

    type Client = Client;
    type Credentials = Credentials;
}

impl SoapService for Websale {
    const FAULTS: &'static [FaultRule] = generated::FAULTS;

    fn code(fault: &Fault) -> Option<String> {
        ErrorCode::parse(&fault.reason).map(|code| code.to_string())
    }
}
