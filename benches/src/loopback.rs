//! A server on loopback that answers every request with the same bytes.

use std::net::SocketAddr;
use std::thread;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime;

/// Serves from a thread of its own until the program ends. The answer's body has so many bytes; each is a dot.
///
/// # Panics
///
/// If no port can be had.
#[must_use]
pub fn serve(length: usize) -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("its address");
    listener.set_nonblocking(true).expect("a socket for tokio");
    let body = ".".repeat(length);
    let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{body}");
    thread::spawn(move || {
        let runtime = runtime::Builder::new_current_thread().enable_io().build();
        runtime.expect("a runtime").block_on(async {
            let listener = TcpListener::from_std(listener).expect("a listener");
            let answer: &'static str = answer.leak();
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(keep_answering(stream, answer.as_bytes()));
            }
        });
    });
    address
}

async fn keep_answering(mut stream: TcpStream, answer: &[u8]) {
    // A segment that waits for the acknowledgement of another would be all that is measured.
    let _ = stream.set_nodelay(true);
    let mut received = Vec::with_capacity(2 * 1024 * 1024);
    loop {
        while !is_whole(&received) {
            match stream.read_buf(&mut received).await {
                Ok(0) | Err(_) => return,
                Ok(_) => {}
            }
        }
        received.clear();
        if stream.write_all(answer).await.is_err() {
            return;
        }
    }
}

/// Whether a request is there as a whole, with all the bytes that its head announces.
fn is_whole(received: &[u8]) -> bool {
    let Some(end) = received.windows(4).position(|bytes| bytes == b"\r\n\r\n") else {
        return false;
    };
    let (head, body) = received.split_at(end + 4);
    let head = String::from_utf8_lossy(head);
    let mut fields = head.lines().filter_map(|line| line.split_once(": "));
    let length = fields.find_map(|(name, value)| (name == "content-length").then_some(value));
    let length: usize = length
        .and_then(|value| value.parse().ok())
        .unwrap_or_default();
    body.len() >= length
}
