//! A peer that listens: it says where on its first line, and ends when its standard input does.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

/// A process that listens on 127.0.0.1, and ends when this value is dropped.
#[derive(Debug)]
pub(crate) struct Listener {
    process: Child,
    port: u16,
}

impl Listener {
    /// Starts it and waits for the line `listening on 127.0.0.1:PORT`.
    pub(crate) fn start(command: &mut Command) -> Result<Self, String> {
        // Its standard input stays open as long as this process: even if it is killed, no server is left behind.
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let process = command
            .spawn()
            .map_err(|error| format!("{command:?}: {error}"))?;
        let mut listener = Self { process, port: 0 };
        let mut line = String::new();
        if let Some(output) = listener.process.stdout.take() {
            let read = BufReader::new(output).read_line(&mut line);
            read.map_err(|error| error.to_string())?;
        }
        let port = line
            .trim_end()
            .strip_prefix("listening on 127.0.0.1:")
            .and_then(|port| port.parse().ok());
        listener.port =
            port.ok_or_else(|| format!("it said {line:?} where its address was expected"))?;
        Ok(listener)
    }

    /// Where it listens, as the beginning of a URL.
    pub(crate) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The port on 127.0.0.1.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The body of the answer to a request without one.
    ///
    /// # Panics
    ///
    /// If it does not answer.
    pub(crate) fn ask(&self, method: &str, path: &str) -> String {
        let mut connection =
            TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        let request = format!("{method} {path} HTTP/1.0\r\nContent-Length: 0\r\n\r\n");
        connection
            .write_all(request.as_bytes())
            .expect("the server reads");
        let answer = std::io::read_to_string(connection).expect("the server answers");
        let (_, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        body.to_owned()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // Nothing can be done about a failure here, and nothing is lost: the server ends with this process at the latest.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
