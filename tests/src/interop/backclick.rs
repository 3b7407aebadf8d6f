//! BACKCLICK's mailing system on two stacks: JAX-WS with schema validation (`tests/interop/backclick-jaxws/`), made from our
//! WSDL, and spyne with validation by lxml (`tests/interop/backclick-spyne/`), declared by hand.

mod jaxws;
mod spyne;

use std::process::Stdio;

use super::listener::Listener;

/// A stack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stack {
    /// The reference implementation of JAX-WS: Java.
    JaxWs,
    /// spyne: Python.
    Spyne,
}

/// A mailing system on a free port of 127.0.0.1, which ends when this value is dropped.
#[derive(Debug)]
pub struct Server(Listener);

impl Server {
    /// Builds or installs the server if need be and starts it. `None` where its packages are missing.
    ///
    /// # Panics
    ///
    /// If it cannot be built or started, or if it must be there and is not ([`super::Needs::met`]).
    #[must_use]
    pub fn start(stack: Stack) -> Option<Self> {
        let command = match stack {
            Stack::JaxWs => jaxws::command(),
            Stack::Spyne => spyne::command(),
        };
        // Both tell of each request there.
        match Listener::start(command?.stderr(Stdio::null())) {
            Ok(listener) => Some(Self(listener)),
            Err(problem) => panic!("the {stack:?} server: {problem}"),
        }
    }

    /// The address of the service.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("{}/bc/rpc/soap/", self.0.origin())
    }

    /// What the server has read since this was last asked, a line for each request that follows the schema.
    ///
    /// # Panics
    ///
    /// If the server does not answer.
    #[must_use]
    pub fn received(&self) -> String {
        self.0.ask("GET", "/received")
    }
}
