//! The service as the runtime sees it.

use kontorhaus_core::http::Uri;
use kontorhaus_core::limit::{Key, Sequential};
use kontorhaus_core::{Error, Limiter, Service, Settings};
use kontorhaus_soap::v1::{Fault, FaultRule, SoapService};

use crate::error::validation_details;
use crate::{Client, Credentials, ErrorCode, generated};

/// The SOAP interface of a BACKCLICK installation.
#[derive(Clone, Copy, Debug)]
pub enum Backclick {}

impl Service for Backclick {
    const NAME: &'static str = "backclick";
    const SYSTEM: &'static str = "soap";

    type Client = Client;
    type Credentials = Credentials;

    /// One call at a time to an installation, whoever makes it: the vendor asks that a request ends before the next.
    fn limiter(endpoint: &Uri, _settings: &Settings) -> Result<Option<Box<dyn Limiter>>, Error> {
        let installation = endpoint
            .authority()
            .map_or("", |authority| authority.as_str());
        let key = Key::new(Self::NAME).with(installation);
        Ok(Some(Box::new(Sequential::new(&key))))
    }
}

impl SoapService for Backclick {
    const FAULTS: &'static [FaultRule] = generated::FAULTS;

    fn code(fault: &Fault) -> Option<String> {
        ErrorCode::parse(&fault.reason).map(|code| code.to_string())
    }

    fn explanation(fault: &Fault) -> Option<String> {
        let details = validation_details(fault);
        (!details.is_empty()).then(|| details.join("; "))
    }
}
