//! A small HTTP server on loopback that can misbehave.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::Builder;
use crate::testing::{Shop, builder};

/// Serves on loopback. `handle` gets each connection after one whole request was
/// read from it, and that request.
pub(crate) async fn serve<F, R>(handle: F) -> Server
where
    F: Fn(TcpStream, String) -> R + Send + Sync + 'static,
    R: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            let request = read_request(&mut stream).await;
            tokio::spawn(handle(stream, request));
        }
    });
    Server {
        address,
        connections,
    }
}

/// Answers each connection's first request with these bytes, and closes it.
pub(crate) async fn serve_bytes(answer: impl Into<Vec<u8>>) -> Server {
    let answer = Arc::new(answer.into());
    serve(move |mut stream, _| {
        let answer = Arc::clone(&answer);
        async move { stream.write_all(&answer).await.unwrap() }
    })
    .await
}

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Server {
    pub(crate) fn builder(&self) -> Builder<Shop> {
        builder().endpoint(format!("http://{}/soap", self.address))
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// Reads a head and the body its `Content-Length` announces.
pub(crate) async fn read_request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&request).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .filter_map(|line| line.split_once(": "))
                .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .map_or(0, |(_, value)| value.parse().unwrap());
            if body.len() >= length {
                return text;
            }
        }
        if stream.read_buf(&mut request).await.unwrap_or(0) == 0 {
            return text;
        }
    }
}

/// Sends a complete answer with status 200.
pub(crate) async fn answer(stream: &mut TcpStream, headers: &str, body: &[u8]) {
    let length = body.len();
    let head = format!("HTTP/1.1 200 OK\r\n{headers}Content-Length: {length}\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(body).await.unwrap();
}
