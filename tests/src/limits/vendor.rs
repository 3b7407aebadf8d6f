//! A server that counts requests when they arrive.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use kontorhaus_core::{Clock, TokioClock};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// The body of every request.
pub(super) const BODY: &str = "order";

/// A server on loopback that counts requests when they arrive: after a random time on the
/// way, and the answer takes one too.
///
/// It lives as long as the test's process.
#[derive(Debug)]
pub struct Vendor {
    address: SocketAddr,
    arrivals: Arc<Mutex<Vec<Duration>>>,
}

impl Vendor {
    /// A server to and from which nothing takes longer than `travel`.
    ///
    /// # Panics
    ///
    /// If there is no free port.
    #[must_use]
    pub fn start(travel: Duration) -> Self {
        let arrivals = Arc::default();
        let (sender, receiver) = std::sync::mpsc::channel();
        let counted = Arc::clone(&arrivals);
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async move {
                let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
                sender.send(listener.local_addr().unwrap()).unwrap();
                let clock = TokioClock::new();
                while let Ok((stream, _)) = listener.accept().await {
                    let counted = Arc::clone(&counted);
                    tokio::spawn(async move {
                        // Clients are killed, and their connections break.
                        let _ = serve(stream, travel, clock, &counted).await;
                    });
                }
            });
        });
        Self {
            address: receiver.recv().unwrap(),
            arrivals,
        }
    }

    /// Its address.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// When requests arrived so far, in order.
    #[must_use]
    pub fn arrivals(&self) -> Vec<Duration> {
        let arrivals = self.arrivals.lock();
        arrivals.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

async fn serve(
    mut stream: TcpStream,
    travel: Duration,
    clock: TokioClock,
    arrivals: &Mutex<Vec<Duration>>,
) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut request = Vec::new();
    let way = || travel.mul_f64(fastrand::f64());
    loop {
        while !is_complete(&request) {
            if stream.read_buf(&mut request).await? == 0 {
                return Ok(());
            }
        }
        request.clear();
        // What was on its way when its sender was killed is lost with it.
        if !travel.is_zero() && timeout(way(), stream.read_u8()).await.is_ok() {
            return Ok(());
        }
        arrivals
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(clock.now());
        if !travel.is_zero() {
            tokio::time::sleep(way()).await;
        }
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
            .await?;
    }
}

/// Whether head and body are there.
fn is_complete(request: &[u8]) -> bool {
    let end = b"\r\n\r\n";
    let head = request.windows(end.len()).position(|part| part == end);
    head.is_some_and(|head| request.len() >= head + end.len() + BODY.len())
}
