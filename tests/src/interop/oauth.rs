//! Authlib, a server library for OAuth 2.0 from `PyPI`, with a protected resource (`tests/interop/oauth/`).

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::listener::Listener;
use super::python::environment;
use super::{Needs, skip, workspace};

/// What the server needs beside the packages that pip installs.
pub const NEEDS: Needs = Needs {
    peer: "Authlib",
    programs: &["python3"],
    libraries: &[],
    packages: "python3 python3-venv",
};

/// A token server with one client, `buchhaltung`, on a free port of 127.0.0.1, which ends when this value is dropped.
#[derive(Debug)]
pub struct Server(Listener);

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
        let python = match environment("oauth", &sources()) {
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

    fn try_start(python: &Path, secret: &str, lifetime: u32) -> Result<Self, String> {
        let mut command = Command::new(python);
        command.arg(sources().join("server.py")).args([
            "--secret",
            secret,
            "--lifetime",
            &lifetime.to_string(),
        ]);
        // It tells of each request there.
        Listener::start(command.stderr(Stdio::null())).map(Self)
    }

    /// The address below which the API is.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("{}/api2/public", self.0.origin())
    }

    /// Ends all tokens.
    ///
    /// # Panics
    ///
    /// If the server does not answer.
    pub fn revoke(&self) {
        self.0.ask("POST", "/revoke");
    }

    /// What the server has counted.
    ///
    /// # Panics
    ///
    /// If the server does not answer.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let answer = self.0.ask("GET", "/counts");
        let mut numbers = answer.split(' ').filter_map(|number| number.parse().ok());
        let mut next = || numbers.next().expect("three numbers");
        Counts {
            tokens: next(),
            refused: next(),
            orders: next(),
        }
    }
}

fn sources() -> PathBuf {
    workspace().join("tests/interop/oauth")
}
