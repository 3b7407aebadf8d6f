//! The server that all vendors share.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::backclick::Backclick;
use crate::erpxt::ErpXt;
use crate::hypersoft::Hypersoft;
use crate::maklerinfo::Maklerinfo;
use crate::page;
use crate::vendor::{self, Vendor};
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
    vendors: Arc<[Vendor]>,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// Starts on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// When no port of the loopback interface can be bound.
    pub async fn start() -> io::Result<Self> {
        Self::serve(0, false).await
    }

    /// Starts on this port of 127.0.0.1, or on a free one if it is 0, with a page at `/` that shows the calls as they
    /// arrive and provokes faults.
    ///
    /// # Errors
    ///
    /// When that port of the loopback interface cannot be bound.
    pub async fn start_with_page(port: u16) -> io::Result<Self> {
        Self::serve(port, true).await
    }

    async fn serve(port: u16, with_page: bool) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let websale = Websale::new(format!("http://{address}/websale"));
        let backclick = Backclick::new(&format!("http://{address}"));
        let erpxt = ErpXt::new(&format!("http://{address}"));
        let hypersoft = Hypersoft::new(&format!("http://{address}"));
        let maklerinfo = Maklerinfo::new(format!("http://{address}{}", Maklerinfo::PATH));
        // Alphabetically: in this order they are shown.
        let vendors: Arc<[Vendor]> = Arc::new([
            vendor::backclick(&backclick),
            vendor::erpxt(&erpxt),
            vendor::hypersoft(&hypersoft),
            vendor::maklerinfo(&maklerinfo),
            vendor::websale(&websale),
        ]);
        let router = if with_page {
            page::router(&vendors)
        } else {
            let services = vendors.iter().map(|vendor| vendor.routes.clone());
            services.fold(Router::new(), Router::merge)
        };
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
            vendors,
            server,
        })
    }

    /// Where the sandbox listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What there is to say of each vendor, for people: address, test credentials and code.
    #[must_use]
    pub fn vendors(&self) -> &[Vendor] {
        &self.vendors
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
