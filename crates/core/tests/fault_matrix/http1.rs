//! As much of HTTP/1.1 as a server needs to take part, or to fail in the midst of it.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::ledger::Ledger;
use crate::shop::CALL;

/// What a head tells.
pub(crate) struct Head {
    pub(crate) call: String,
    pub(crate) length: usize,
}

/// A connection, and what was read of it but not used yet.
pub(crate) struct Connection<S> {
    pub(crate) stream: S,
    read: Vec<u8>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Connection<S> {
    pub(crate) fn new(stream: S) -> Self {
        Self {
            stream,
            // What is free of it is read at once.
            read: Vec::with_capacity(64 * 1024),
        }
    }

    /// Reads the head of a request.
    pub(crate) async fn head(&mut self) -> io::Result<Head> {
        loop {
            if let Some(end) = self.read.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                let head: Vec<u8> = self.read.drain(..end + 4).collect();
                let head = String::from_utf8(head).expect("a head is text");
                let field = |name: &str| {
                    let mut fields = head.lines().filter_map(|line| line.split_once(": "));
                    fields.find_map(|(found, value)| (found == name).then_some(value))
                };
                let length = field("content-length").map_or(0, |value| value.parse().unwrap());
                let call = field(CALL).expect("the call's id").to_owned();
                return Ok(Head { call, length });
            }
            self.more().await?;
        }
    }

    /// Reads so many bytes of a request's body.
    pub(crate) async fn body(&mut self, length: usize) -> io::Result<()> {
        let mut left = length;
        loop {
            let used = left.min(self.read.len());
            self.read.drain(..used);
            left -= used;
            if left == 0 {
                return Ok(());
            }
            self.more().await?;
        }
    }

    /// Reads a whole request; gives the call's id.
    pub(crate) async fn request(&mut self) -> io::Result<String> {
        let head = self.head().await?;
        self.body(head.length).await?;
        Ok(head.call)
    }

    /// Does what it is asked for, for as long as it is asked.
    pub(crate) async fn serve(mut self, ledger: &Ledger) -> io::Result<()> {
        loop {
            let call = self.request().await?;
            ledger.act(&call);
            let answer = success(&call);
            self.stream.write_all(&answer).await?;
        }
    }

    async fn more(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.read).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}

/// A whole answer.
pub(crate) fn answer(status: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\n\r\n{body}").into_bytes()
}

/// The same with its body in a chunk.
pub(crate) fn chunked(status: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nTransfer-Encoding: chunked\r\n\r\n{length:x}\r\n{body}\r\n0\r\n\r\n"
    )
    .into_bytes()
}

/// The answer to a call that was carried out.
pub(crate) fn success(call: &str) -> Vec<u8> {
    answer("200 OK", &format!("done {call}"))
}

/// How long the head of that answer is.
pub(crate) fn head_length(answer: &[u8]) -> usize {
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n");
    end.expect("a whole answer") + 4
}
