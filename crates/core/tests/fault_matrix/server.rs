//! Servers on loopback.

use std::io;
use std::net::SocketAddr;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};

/// A server that hands each connection to a function, with what all of them share.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Server {
    pub(crate) async fn start<T, F, R>(shared: T, handle: F) -> Self
    where
        T: Clone + Send + 'static,
        F: Fn(TcpStream, T) -> R + Send + 'static,
        R: Future<Output = io::Result<()>> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, mut stopped) = oneshot::channel();
        let task = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                tokio::select! {
                    accepted = listener.accept() => {
                        connections.spawn(handle(accepted.unwrap().0, shared.clone()));
                    }
                    Some(ended) = connections.join_next() => {
                        // Connections that break are what this is about.
                        let _broken: io::Result<()> = ended.unwrap();
                    }
                    _ = &mut stopped => break,
                }
            }
            drop(listener);
            while let Some(ended) = connections.join_next().await {
                let _broken: io::Result<()> = ended.unwrap();
            }
        });
        Self {
            address,
            stop,
            task,
        }
    }

    /// Waits until every connection has ended, so that nothing can happen any more.
    /// Clients must be gone before.
    pub(crate) async fn stop(self) {
        let _gone = self.stop.send(());
        self.task.await.unwrap();
    }
}
