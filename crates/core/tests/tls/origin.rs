//! A server with TLS on loopback, over hyper and rustls.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use hyper::body::{Body as _, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::{HeaderMap, Request, Response, Uri, Version};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use super::read;

/// What the server is to ask for and to offer.
pub(super) struct Setup {
    /// A certificate that the CA signed.
    pub(super) client_certificate: bool,
    /// The protocols for ALPN.
    pub(super) protocols: &'static [&'static str],
}

pub(super) const BOTH: &[&str] = &["h2", "http/1.1"];

/// A request as it came.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) version: Version,
    pub(super) target: Uri,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

pub(super) struct Origin {
    pub(super) port: u16,
    seen: Arc<Mutex<Vec<Seen>>>,
    connections: Arc<Mutex<u32>>,
}

impl Origin {
    /// Answers every request with its own body.
    pub(super) async fn start(setup: Setup) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = Self {
            port: listener.local_addr().unwrap().port(),
            seen: Arc::default(),
            connections: Arc::default(),
        };
        let acceptor = acceptor(&setup);
        let (seen, connections) = (Arc::clone(&origin.seen), Arc::clone(&origin.connections));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *connections.lock().unwrap() += 1;
                tokio::spawn(serve(stream, acceptor.clone(), Arc::clone(&seen)));
            }
        });
        origin
    }

    /// One that asks for no certificate and offers both versions of HTTP.
    pub(super) async fn plain() -> Self {
        Self::start(Setup {
            client_certificate: false,
            protocols: BOTH,
        })
        .await
    }

    pub(super) fn local(&self) -> String {
        format!("https://localhost:{}/soap", self.port)
    }

    /// By a name that only a proxy can resolve.
    pub(super) fn remote(&self) -> String {
        format!("https://shop.example:{}/soap", self.port)
    }

    pub(super) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub(super) fn connections(&self) -> u32 {
        *self.connections.lock().unwrap()
    }
}

/// TLS with the server's certificate.
pub(super) fn acceptor(setup: &Setup) -> TlsAcceptor {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .unwrap();
    let config = if setup.client_certificate {
        let mut roots = RootCertStore::empty();
        let ca = CertificateDer::from_pem_slice(read("ca.pem")).unwrap();
        roots.add(ca).unwrap();
        let verifier = WebPkiClientVerifier::builder_with_provider(roots.into(), provider);
        config.with_client_cert_verifier(verifier.build().unwrap())
    } else {
        config.with_no_client_auth()
    };
    let certificate = CertificateDer::from_pem_slice(read("server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_slice(read("server.key")).unwrap();
    let mut config = config.with_single_cert(vec![certificate], key).unwrap();
    let protocols = setup.protocols.iter();
    config.alpn_protocols = protocols.map(|name| name.as_bytes().to_vec()).collect();
    TlsAcceptor::from(Arc::new(config))
}

async fn serve(stream: TcpStream, acceptor: TlsAcceptor, seen: Arc<Mutex<Vec<Seen>>>) {
    let Ok(stream) = acceptor.accept(stream).await else {
        return;
    };
    let answer = service_fn(|request: Request<Incoming>| {
        let seen = Arc::clone(&seen);
        async move {
            let (head, mut body) = request.into_parts();
            let mut bytes = Vec::new();
            while let Some(frame) =
                std::future::poll_fn(|cx| std::pin::Pin::new(&mut body).poll_frame(cx)).await
            {
                bytes.extend(frame.unwrap().into_data().unwrap_or_default());
            }
            let body = String::from_utf8(bytes).unwrap();
            seen.lock().unwrap().push(Seen {
                version: head.version,
                target: head.uri,
                headers: head.headers,
                body: body.clone(),
            });
            Ok::<_, Infallible>(Response::new(Whole(Some(Bytes::from(body)))))
        }
    });
    let connection = auto::Builder::new(TokioExecutor::new());
    // A client that goes away is no concern of the server.
    let _ = connection
        .serve_connection(TokioIo::new(stream), answer)
        .await;
}

/// A body in one piece.
struct Whole(Option<Bytes>);

impl hyper::body::Body for Whole {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<hyper::body::Frame<Bytes>, Infallible>>> {
        let whole = self.0.take().filter(|bytes| !bytes.is_empty());
        std::task::Poll::Ready(whole.map(|bytes| Ok(hyper::body::Frame::data(bytes))))
    }
}
