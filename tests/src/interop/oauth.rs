//! Authlib, a server library for OAuth 2.0 from `PyPI`, with a protected resource (`tests/interop/oauth/`).

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{self, Child, Command, Stdio};
use std::sync::{Mutex, PoisonError};

use super::{Needs, folder, run, skip, workspace};

/// What the server needs beside the packages that pip installs.
pub const NEEDS: Needs = Needs {
    peer: "Authlib",
    programs: &["python3"],
    libraries: &[],
    packages: "python3 python3-venv",
};

/// A token server with one client, `buchhaltung`, on a free port of 127.0.0.1, which ends when this value is dropped.
#[derive(Debug)]
pub struct Server {
    process: Child,
    port: u16,
}

/// What the server has counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Tokens given.
    pub tokens: u32,
    /// Requests refused for their token.
    pub refused: u32,
    /// Orders taken.
    pub orders: u32,
}

impl Server {
    /// Installs what is needed and starts the server, with that secret, its tokens living so many seconds. `None` where it
    /// cannot be installed.
    ///
    /// # Panics
    ///
    /// If it cannot be started, or if it must be there and cannot be installed ([`Needs::met`]).
    #[must_use]
    pub fn start(secret: &str, lifetime: u32) -> Option<Self> {
        if !NEEDS.met() {
            return None;
        }
        let python = match environment() {
            Ok(python) => python,
            Err(problem) => {
                skip(&format!("Authlib cannot be installed by pip: {problem}"));
                return None;
            }
        };
        match Self::try_start(&python, secret, lifetime) {
            Ok(server) => Some(server),
            Err(problem) => panic!("the Authlib server: {problem}"),
        }
    }

    fn try_start(python: &PathBuf, secret: &str, lifetime: u32) -> Result<Self, String> {
        let mut command = Command::new(python);
        command
            .arg(sources().join("server.py"))
            .args(["--secret", secret, "--lifetime", &lifetime.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let process = command
            .spawn()
            .map_err(|error| format!("{command:?}: {error}"))?;
        let mut server = Self { process, port: 0 };
        let mut line = String::new();
        if let Some(output) = server.process.stdout.take() {
            let read = BufReader::new(output).read_line(&mut line);
            read.map_err(|error| error.to_string())?;
        }
        let port = line
            .trim_end()
            .rsplit(':')
            .next()
            .and_then(|port| port.parse().ok());
        server.port =
            port.ok_or_else(|| format!("it said {line:?} where its address was expected"))?;
        Ok(server)
    }

    /// The address below which the API is.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}/api2/public", self.port)
    }

    /// Ends all tokens.
    ///
    /// # Panics
    ///
    /// If the server does not answer.
    pub fn revoke(&self) {
        self.ask("POST", "/revoke");
    }

    /// What the server has counted.
    ///
    /// # Panics
    ///
    /// If the server does not answer.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let answer = self.ask("GET", "/counts");
        let mut numbers = answer.split(' ').filter_map(|number| number.parse().ok());
        let mut next = || numbers.next().expect("three numbers");
        Counts {
            tokens: next(),
            refused: next(),
            orders: next(),
        }
    }

    /// The body of the answer.
    fn ask(&self, method: &str, path: &str) -> String {
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

impl Drop for Server {
    fn drop(&mut self) {
        // Nothing can be done about a failure here, and nothing is lost: the server ends with this process at the latest.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn sources() -> PathBuf {
    workspace().join("tests/interop/oauth")
}

/// A virtual environment with what `requirements.txt` lists, made again when that has changed; gives its Python.
fn environment() -> Result<PathBuf, String> {
    static MAKING: Mutex<()> = Mutex::new(());
    let _turn = MAKING.lock().unwrap_or_else(PoisonError::into_inner);

    let requirements = sources().join("requirements.txt");
    let wanted =
        fs::read(&requirements).map_err(|error| format!("{}: {error}", requirements.display()))?;
    let made = folder("oauth");
    let (installed, python) = (made.join("requirements.txt"), made.join("bin/python"));
    if python.is_file() && fs::read(&installed).is_ok_and(|before| before == wanted) {
        return Ok(python);
    }
    // An environment knows its own place, so it cannot be made elsewhere and moved here. Another process that makes the
    // same one does no harm: pip replaces files whole.
    run(Command::new("python3").args(["-m", "venv"]).arg(&made))?;
    run(Command::new(&python)
        .args(["-m", "pip", "install", "--quiet", "--requirement"])
        .arg(&requirements))?;
    let partial = installed.with_extension(process::id().to_string());
    fs::write(&partial, wanted)
        .and_then(|()| fs::rename(&partial, &installed))
        .map_err(|error| format!("{}: {error}", installed.display()))?;
    Ok(python)
}
