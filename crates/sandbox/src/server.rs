//! The server that all vendors share.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::backclick::Backclick;
use crate::erpxt::ErpXt;
use crate::hypersoft::Hypersoft;
use crate::maklerinfo::Maklerinfo;
use crate::websale::Websale;

/// All vendors on one loopback port, each under a path of its own. Stops when dropped.
#[derive(Debug)]
pub struct Sandbox {
    address: SocketAddr,
    backclick: Backclick,
    erpxt: ErpXt,
    maklerinfo: Maklerinfo,
    websale: Websale,
    hypersoft: Hypersoft,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// Starts on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// When no port of the loopback interface can be bound.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let websale = Websale::new(format!("http://{address}/websale"));
        let backclick = Backclick::new(&format!("http://{address}"));
        let erpxt = ErpXt::new(&format!("http://{address}"));
        let hypersoft = Hypersoft::new(&format!("http://{address}"));
        let maklerinfo = Maklerinfo::new(format!("http://{address}{}", Maklerinfo::PATH));
        let router = Router::new()
            .route("/erpxt/{*path}", erpxt.route())
            .route("/websale", websale.route())
            .merge(backclick.routes())
            .merge(hypersoft.routes())
            .merge(maklerinfo.router());
        // BACKCLICK looks at who calls.
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let server = tokio::spawn(async move {
            // Serving ends with the sandbox only: axum retries when accepting a connection fails.
            let _ = axum::serve(listener, service).await;
        });
        Ok(Self {
            address,
            backclick,
            erpxt,
            maklerinfo,
            websale,
            hypersoft,
            server,
        })
    }

    /// Where the sandbox listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The mailing system of BACKCLICK: its address, its key, its state.
    #[must_use]
    pub fn backclick(&self) -> &Backclick {
        &self.backclick
    }

    /// The ERP XT account: its address, its credentials, its state.
    #[must_use]
    pub fn erpxt(&self) -> &ErpXt {
        &self.erpxt
    }

    /// The VermittlerWebservice of Maklerinfo: its address, its credentials, its state.
    #[must_use]
    pub fn maklerinfo(&self) -> &Maklerinfo {
        &self.maklerinfo
    }

    /// The WEBSALE shop: its address, its credentials, its state.
    #[must_use]
    pub fn websale(&self) -> &Websale {
        &self.websale
    }

    /// The page of Hypersoft: its address, its tokens, its state.
    #[must_use]
    pub fn hypersoft(&self) -> &Hypersoft {
        &self.hypersoft
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.server.abort();
    }
}
