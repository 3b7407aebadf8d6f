//! The servers that the calls of a matrix go to.

use std::collections::HashMap;

use tokio::net::TcpSocket;

use crate::http1::Connection;
use crate::ledger::Ledger;
use crate::plan::{Case, Fault, Stage, cases};
use crate::server::Server;
use crate::strike::{self, Full};
use crate::tls::Tls;

/// One server that works, over http and https, and one for each case.
pub(crate) struct Stand {
    pub(crate) ledger: Ledger,
    healthy: String,
    healthy_tls: String,
    faulty: HashMap<Case, String>,
    servers: Vec<Server>,
    /// Bound, but nobody listens there.
    deaf: TcpSocket,
    full: Full,
}

impl Stand {
    pub(crate) async fn start() -> Self {
        let (ledger, tls) = (Ledger::default(), Tls::new());
        let plain = {
            let ledger = ledger.clone();
            Server::start(move |stream| {
                let ledger = ledger.clone();
                async move { Connection::new(stream).serve(&ledger).await }
            })
            .await
        };
        let secure = {
            let (ledger, tls) = (ledger.clone(), tls.clone());
            Server::start(move |stream| {
                let (ledger, tls) = (ledger.clone(), tls.clone());
                async move {
                    Connection::new(tls.accept(stream).await?)
                        .serve(&ledger)
                        .await
                }
            })
            .await
        };
        let deaf = TcpSocket::new_v4().unwrap();
        deaf.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let full = Full::listen().await;

        let mut stand = Self {
            ledger,
            healthy: format!("http://{}", plain.address),
            healthy_tls: format!("https://{}", secure.address),
            faulty: HashMap::new(),
            servers: vec![plain, secure],
            deaf,
            full,
        };
        for case in cases() {
            let origin = stand.origin(case, &tls).await;
            stand.faulty.insert(case, origin);
        }
        stand
    }

    /// Where attempts of that case fail.
    pub(crate) fn faulty(&self, case: Case) -> &str {
        &self.faulty[&case]
    }

    /// Where they succeed.
    pub(crate) fn healthy(&self, case: Case) -> &str {
        match case.stage {
            Stage::Tls => &self.healthy_tls,
            _ => &self.healthy,
        }
    }

    async fn origin(&mut self, case: Case, tls: &Tls) -> String {
        match (case.stage, case.fault) {
            (Stage::Build | Stage::Limit, _) => self.healthy.clone(),
            // No name may have a part that long, so no name server is asked.
            (Stage::Dns, _) => format!("http://{}.invalid", "x".repeat(64)),
            (Stage::Connect, Fault::Refused) => {
                format!("http://{}", self.deaf.local_addr().unwrap())
            }
            (Stage::Connect, _) => {
                format!("http://{}", self.full.listener.local_addr().unwrap())
            }
            (stage, _) => {
                let (ledger, tls) = (self.ledger.clone(), tls.clone());
                let server = Server::start(move |stream| {
                    let (ledger, tls) = (ledger.clone(), tls.clone());
                    async move { strike::act(case, stream, &ledger, &tls).await }
                })
                .await;
                let scheme = match stage {
                    Stage::Tls => "https",
                    _ => "http",
                };
                let origin = format!("{scheme}://{}", server.address);
                self.servers.push(server);
                origin
            }
        }
    }

    /// Waits until nothing can happen any more; gives what did.
    pub(crate) async fn stop(self) -> Ledger {
        for server in self.servers {
            server.stop().await;
        }
        self.ledger
    }
}
