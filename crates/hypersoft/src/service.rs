//! The service as the runtime sees it.

use std::time::Duration;

use kontorhaus_core::http::Uri;
use kontorhaus_core::{Defaults, Error, Limiter, Service, Settings};
use kontorhaus_soap::v1::{JsonService, SoapService};

use crate::{Client, Credentials, limit};

/// The B2B Data Interface of Hypersoft, `API300.asmx`.
#[derive(Clone, Copy, Debug)]
pub enum Hypersoft {}

impl Service for Hypersoft {
    const NAME: &'static str = "hypersoft";
    const SYSTEM: &'static str = "soap";
    /// As the vendor's sample configuration has it: ten minutes for an answer, and one of nearly any size. A call also
    /// waits for its permit.
    const DEFAULTS: Defaults = Defaults::new()
        .attempt_timeout(Duration::from_secs(10 * 60))
        .timeout(Duration::from_secs(15 * 60))
        .max_answer(256 * 1024 * 1024);

    type Client = Client;
    type Credentials = Credentials;

    fn limiter(_: &Uri, settings: &Settings) -> Result<Option<Box<dyn Limiter>>, Error> {
        limit::usual(settings)
    }
}

impl SoapService for Hypersoft {}

impl JsonService for Hypersoft {
    /// Berlin, by the rule that holds for all years, as Windows has it. That the server's clock shows German time is
    /// inferred, from what the vendor says about the change of clocks.
    const SERVER_ZONE: &'static str = "CET-1CEST,M3.5.0,M10.5.0/3";
}
