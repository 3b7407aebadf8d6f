//! The servers that the calls of a matrix go to.

use std::collections::HashMap;

use tokio::net::TcpSocket;

use crate::http1::Connection;
use crate::http2;
use crate::ledger::Ledger;
use crate::plan::{Case, Fault, Stage, Version};
use crate::server::Server;
use crate::strike::{self, Full};
use crate::tls::Tls;

/// Servers that work, and one that fails for each case.
pub(crate) struct Stand {
    shared: (Ledger, Tls),
    plain: Server,
    secure: Server,
    /// HTTP/2.
    streams: Server,
    faulty: HashMap<Case, String>,
    failing: Vec<Server>,
    /// Bound, but nobody listens there.
    deaf: TcpSocket,
    full: Full,
}

impl Stand {
    pub(crate) async fn start(version: Version) -> Self {
        let shared = (Ledger::default(), Tls::new());
        let plain = Server::start(shared.clone(), |stream, (ledger, _)| async move {
            Connection::new(stream).serve(&ledger).await
        });
        let secure = Server::start(shared.clone(), |stream, (ledger, tls)| async move {
            let stream = tls.accept(stream).await?;
            Connection::new(stream).serve(&ledger).await
        });
        let streams = Server::start(shared.clone(), |stream, (ledger, tls)| async move {
            http2::serve(stream, &ledger, &tls).await
        });
        let deaf = TcpSocket::new_v4().unwrap();
        deaf.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let mut stand = Self {
            shared,
            plain: plain.await,
            secure: secure.await,
            streams: streams.await,
            faulty: HashMap::new(),
            failing: Vec::new(),
            deaf,
            full: Full::listen().await,
        };
        for case in version.cases() {
            let origin = stand.origin(case).await;
            stand.faulty.insert(case, origin);
        }
        stand
    }

    /// Where attempts of that case fail.
    pub(crate) fn faulty(&self, case: Case) -> &str {
        &self.faulty[&case]
    }

    /// Where they succeed.
    pub(crate) fn healthy(&self, case: Case) -> String {
        match (case.version, case.stage) {
            (Version::Http2, _) => format!("https://{}", self.streams.address),
            (_, Stage::Tls) => format!("https://{}", self.secure.address),
            _ => format!("http://{}", self.plain.address),
        }
    }

    async fn origin(&mut self, case: Case) -> String {
        match (case.stage, case.fault) {
            (Stage::Build | Stage::Limit, _) => self.healthy(case),
            // No name may have a part that long, so no name server is asked.
            (Stage::Dns, _) => format!("http://{}.invalid", "x".repeat(64)),
            (Stage::Connect, Fault::Refused) => {
                format!("http://{}", self.deaf.local_addr().unwrap())
            }
            (Stage::Connect, _) => {
                format!("http://{}", self.full.listener.local_addr().unwrap())
            }
            (stage, _) => {
                let server = self.fail(case).await;
                let scheme = match (case.version, stage) {
                    (Version::Http2, _) | (_, Stage::Tls) => "https",
                    _ => "http",
                };
                let origin = format!("{scheme}://{}", server.address);
                self.failing.push(server);
                origin
            }
        }
    }

    async fn fail(&self, case: Case) -> Server {
        let shared = self.shared.clone();
        Server::start(shared, move |stream, (ledger, tls)| async move {
            match case.version {
                Version::Http1 => strike::act(case, stream, &ledger, &tls).await,
                Version::Http2 => http2::act(case, stream, &ledger, &tls).await,
            }
        })
        .await
    }

    /// Waits until nothing can happen any more; gives what did.
    pub(crate) async fn stop(self) -> Ledger {
        for server in [self.plain, self.secure, self.streams] {
            server.stop().await;
        }
        for server in self.failing {
            server.stop().await;
        }
        self.shared.0
    }
}
