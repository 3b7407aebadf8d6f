//! HTTP over a bare socket: what a server answers, with no client of ours involved.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, ToSocketAddrs};

/// Sends a request over a connection of its own and gives all that comes back, head and body, as far as it comes. The
/// line is method and target; the length of the body is announced beside these headers.
///
/// # Panics
///
/// If nobody listens there, or what comes back is not UTF-8.
pub async fn send(address: impl ToSocketAddrs, line: &str, headers: &[&str], body: &str) -> String {
    let mut stream = TcpStream::connect(address)
        .await
        .expect("the server listens");
    let headers: String = headers.iter().flat_map(|line| [line, "\r\n"]).collect();
    let request = format!(
        "{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream
        .write_all(request.as_bytes())
        .await
        .expect("the server reads");
    let mut answer = Vec::new();
    // A connection that is reset has sent what it has sent.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).expect("UTF-8")
}

/// What a SOAP 1.1 request says of itself, where no action matters.
pub const SOAP_11: &[&str] = &["Content-Type: text/xml; charset=utf-8", "SOAPAction: \"\""];

/// The status of an answer, and its body.
///
/// # Panics
///
/// If the answer does not reach its body.
#[must_use]
pub fn status_and_body(answer: &str) -> (u16, &str) {
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    (status.expect("a status"), body)
}

/// What stands in a text after one mark and before the next other one.
#[must_use]
pub fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(from)?;
    rest.split_once(to).map(|(inner, _)| inner)
}
