//! Our clients, as the program's printed lines set them up, each with one call that reads.

use std::time::Duration;

use kontorhaus_core::{Builder, Error, Service};
use kontorhaus_hypersoft::{InProcess, LIMIT};

use crate::program::Program;

/// Shorter than the answer of a slow server takes, longer than that of any other.
const PATIENCE: Duration = Duration::from_millis(2200);

pub(crate) struct Clients {
    pub(crate) backclick: kontorhaus_backclick::Client,
    pub(crate) erpxt: kontorhaus_erpxt::Client,
    pub(crate) hypersoft: kontorhaus_hypersoft::Client,
    pub(crate) maklerinfo: kontorhaus_maklerinfo::Client,
    pub(crate) websale: kontorhaus_websale::Client,
}

impl Clients {
    pub(crate) fn of(program: &Program) -> Self {
        let value = |vendor, name| program.value(vendor, name);
        let tokens = kontorhaus_hypersoft::Credentials::new(
            value("Hypersoft", "CusToken").into(),
            value("Hypersoft", "AuthToken").into(),
        );
        let limiter = InProcess::with_history(&tokens.limit_key(), LIMIT, []).expect("a limit");
        let mandator = kontorhaus_backclick::Credentials::of_mandator(3)
            .with_api_key(value("BACKCLICK", "API key").into());
        let account = kontorhaus_erpxt::Credentials::new(
            value("Comarch ERP XT", "client ID"),
            value("Comarch ERP XT", "client secret").into(),
        );
        let broker = kontorhaus_maklerinfo::Credentials::digest(
            value("Maklerinfo", "Vermittler"),
            value("Maklerinfo", "Api-ID"),
            value("Maklerinfo", "Api-Key").into(),
        );
        let shop = kontorhaus_websale::Credentials::new(
            value("WEBSALE", "shop ID"),
            value("WEBSALE", "password").into(),
        );
        let endpoint = |vendor| value(vendor, "endpoint");
        Self {
            backclick: built(
                kontorhaus_backclick::Client::builder().credentials(mandator),
                endpoint("BACKCLICK"),
            ),
            erpxt: built(
                kontorhaus_erpxt::Client::builder().credentials(account),
                endpoint("Comarch ERP XT"),
            ),
            hypersoft: built(
                kontorhaus_hypersoft::Client::builder()
                    .credentials(tokens)
                    .limiter(limiter),
                endpoint("Hypersoft"),
            ),
            maklerinfo: built(
                kontorhaus_maklerinfo::Client::builder().credentials(broker),
                endpoint("Maklerinfo"),
            ),
            websale: built(
                kontorhaus_websale::Client::builder().credentials(shop),
                endpoint("WEBSALE"),
            ),
        }
    }

    /// A call that reads, in one attempt, by the vendor's name in the page.
    pub(crate) async fn call(&self, vendor: &str) -> Result<(), Error> {
        match vendor {
            "backclick" => {
                let request = kontorhaus_backclick::GetSubscribers::new();
                let request = request.with_email_addresses(["erika.muster@example.org"]);
                self.backclick.get_subscribers(request).await.map(drop)
            }
            "erpxt" => self.erpxt.customers().list().await.map(drop),
            "hypersoft" => {
                let request = kontorhaus_hypersoft::ServerDateTime::new();
                self.hypersoft.server_date_time(request).await.map(drop)
            }
            "maklerinfo" => self.maklerinfo.get_kunde("123456").await.map(drop),
            "websale" => {
                let request = kontorhaus_websale::GetVoucherCodes::new("ARCHIVE");
                self.websale.get_voucher_codes(request).await.map(drop)
            }
            other => panic!("no client for {other}"),
        }
    }
}

fn built<S: Service>(builder: Builder<S>, endpoint: String) -> S::Client {
    let builder = builder.endpoint(endpoint).attempts(1).timeout(PATIENCE);
    builder.build().expect("a client")
}
