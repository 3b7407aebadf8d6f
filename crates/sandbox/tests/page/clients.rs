//! Our clients, as the program's printed lines set them up, each with one call that reads.

use std::time::Duration;

use kontorhaus_core::Error;
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
        Self {
            backclick: kontorhaus_backclick::Client::builder()
                .endpoint(value("BACKCLICK", "endpoint"))
                .credentials(
                    kontorhaus_backclick::Credentials::of_mandator(3)
                        .with_api_key(value("BACKCLICK", "API key").into()),
                )
                .attempts(1)
                .timeout(PATIENCE)
                .build()
                .expect("a client"),
            erpxt: kontorhaus_erpxt::Client::builder()
                .endpoint(value("Comarch ERP XT", "endpoint"))
                .credentials(kontorhaus_erpxt::Credentials::new(
                    value("Comarch ERP XT", "client ID"),
                    value("Comarch ERP XT", "client secret").into(),
                ))
                .attempts(1)
                .timeout(PATIENCE)
                .build()
                .expect("a client"),
            hypersoft: kontorhaus_hypersoft::Client::builder()
                .endpoint(value("Hypersoft", "endpoint"))
                .credentials(tokens)
                .limiter(limiter)
                .attempts(1)
                .timeout(PATIENCE)
                .build()
                .expect("a client"),
            maklerinfo: kontorhaus_maklerinfo::Client::builder()
                .endpoint(value("Maklerinfo", "endpoint"))
                .credentials(kontorhaus_maklerinfo::Credentials::digest(
                    value("Maklerinfo", "Vermittler"),
                    value("Maklerinfo", "Api-ID"),
                    value("Maklerinfo", "Api-Key").into(),
                ))
                .attempts(1)
                .timeout(PATIENCE)
                .build()
                .expect("a client"),
            websale: kontorhaus_websale::Client::builder()
                .endpoint(value("WEBSALE", "endpoint"))
                .credentials(kontorhaus_websale::Credentials::new(
                    value("WEBSALE", "shop ID"),
                    value("WEBSALE", "password").into(),
                ))
                .attempts(1)
                .timeout(PATIENCE)
                .build()
                .expect("a client"),
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
