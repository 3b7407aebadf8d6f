//! A small HTTP proxy on loopback, for which every host is this machine.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// What becomes of a request.
#[derive(Clone, Copy)]
pub(super) enum Reaction {
    /// It goes on.
    Pass,
    /// It goes on if it has this `Proxy-Authorization`.
    Ask(&'static str),
    /// It is answered with this status line.
    Refuse(&'static str),
    /// The connection is closed.
    Close,
}

pub(super) struct Proxy {
    pub(super) port: u16,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// `tls`: the proxy is itself reached over TLS.
    pub(super) async fn start(reaction: Reaction, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heads = Arc::<Mutex<Vec<String>>>::default();
        let noted = Arc::clone(&heads);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (tls, heads) = (tls.clone(), Arc::clone(&noted));
                tokio::spawn(async move {
                    // A client that goes away is no concern of the proxy.
                    let _ = match tls {
                        Some(tls) => match tls.accept(stream).await {
                            Ok(stream) => serve(stream, reaction, &heads).await,
                            Err(error) => Err(error),
                        },
                        None => serve(stream, reaction, &heads).await,
                    };
                });
            }
        });
        Self { port, heads }
    }

    /// The heads of the requests so far.
    pub(super) fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }

    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    reaction: Reaction,
    heads: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    let head = String::from_utf8(head).unwrap();
    heads.lock().unwrap().push(head.clone());
    match reaction {
        Reaction::Pass => {}
        Reaction::Ask(value) if authorization(&head) == Some(value) => {}
        Reaction::Ask(_) => {
            return refuse(stream, "407 Proxy Authentication Required", &head).await;
        }
        Reaction::Refuse(status) => return refuse(stream, status, &head).await,
        Reaction::Close => return Ok(()),
    }
    let line = head.lines().next().unwrap();
    let Some(tunnel) = line.strip_prefix("CONNECT ") else {
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nvia";
        return stream.write_all(answer.as_bytes()).await;
    };
    let (target, _) = tunnel.split_once(' ').unwrap();
    let (_, port) = target.rsplit_once(':').unwrap();
    let mut onward = TcpStream::connect(("127.0.0.1", port.parse().unwrap())).await?;
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
    copy_bidirectional(&mut stream, &mut onward).await?;
    Ok(())
}

/// Answers with the whole head that it got, as a talkative proxy does.
async fn refuse<S: AsyncWrite + Unpin>(
    mut stream: S,
    status: &str,
    head: &str,
) -> std::io::Result<()> {
    let length = head.len();
    let answer = format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n\r\n{head}");
    stream.write_all(answer.as_bytes()).await
}

fn authorization(head: &str) -> Option<&str> {
    let lines = head.lines().filter_map(|line| line.split_once(": "));
    let mut found = lines.filter(|(name, _)| name.eq_ignore_ascii_case("proxy-authorization"));
    found.next().map(|(_, value)| value)
}
