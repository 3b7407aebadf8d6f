//! TLS with a certificate of a test authority, and with one of a stranger.
//!
//! Both are for 127.0.0.1 and valid until 2120; the key is theirs and nobody else's.

use std::io::{self, Cursor};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// The authority that clients are told to trust.
pub(crate) const AUTHORITY: &[u8] = include_bytes!("tls/authority.pem");

/// Makes servers' ends of connections.
#[derive(Clone)]
pub(crate) struct Tls {
    trusted: Arc<ServerConfig>,
    http2: Arc<ServerConfig>,
    stranger: Arc<ServerConfig>,
}

impl Tls {
    pub(crate) fn new() -> Self {
        Self {
            trusted: config(include_bytes!("tls/server.pem"), None),
            http2: config(include_bytes!("tls/server.pem"), Some("h2")),
            stranger: config(include_bytes!("tls/stranger.pem"), None),
        }
    }

    pub(crate) async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        TlsAcceptor::from(Arc::clone(&self.trusted))
            .accept(stream)
            .await
    }

    /// The same with HTTP/2 on top.
    pub(crate) async fn accept_http2(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        stream.set_nodelay(true)?;
        TlsAcceptor::from(Arc::clone(&self.http2))
            .accept(stream)
            .await
    }

    /// Shows a certificate that nobody trusts.
    pub(crate) async fn stranger(&self, stream: &mut TcpStream) -> io::Result<()> {
        let acceptor = TlsAcceptor::from(Arc::clone(&self.stranger));
        acceptor.accept(stream).await.map(drop)
    }

    /// Takes part in a handshake up to a random point before its end.
    pub(crate) async fn begin(&self, stream: &mut TcpStream) -> io::Result<()> {
        // No greeting is that short.
        let mut greeting = vec![0; fastrand::usize(1..200)];
        stream.read_exact(&mut greeting).await?;
        if fastrand::bool() {
            return Ok(());
        }
        let config = Arc::clone(&self.trusted);
        let mut connection = ServerConnection::new(config).map_err(io::Error::other)?;
        while !connection.wants_write() {
            connection.read_tls(&mut Cursor::new(&greeting))?;
            connection.process_new_packets().map_err(io::Error::other)?;
            if !connection.wants_write() {
                greeting.clear();
                if stream.read_buf(&mut greeting).await? == 0 {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
            }
        }
        let mut flight = Vec::new();
        while connection.wants_write() {
            connection.write_tls(&mut flight)?;
        }
        let part = fastrand::usize(1..flight.len());
        stream.write_all(&flight[..part]).await
    }
}

fn config(certificate: &[u8], protocol: Option<&str>) -> Arc<ServerConfig> {
    let certificate = CertificateDer::from_pem_slice(certificate).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("tls/server.key")).unwrap();
    let config = ServerConfig::builder().with_no_client_auth();
    let mut config = config.with_single_cert(vec![certificate], key).unwrap();
    config.alpn_protocols = protocol.map(Into::into).into_iter().collect();
    Arc::new(config)
}
