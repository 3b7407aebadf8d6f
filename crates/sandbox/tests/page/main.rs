//! The program and its page, as a person uses them: the page in Chromium, the calls by our clients.
//!
//! `apt-get install --no-install-recommends chromium chromium-driver` brings the browser. Where it is missing, these tests
//! say so and pass; in CI they fail.

mod browser;
mod clients;
mod faults;
mod program;
mod reading;
mod secrets;

use browser::Browser;
use clients::Clients;
use program::Program;

/// The program, its page in a browser, and clients of its vendors; `None` where there is no browser and none is required.
async fn opened(name: &str) -> Option<(Program, Browser, Clients)> {
    let program = Program::start();
    let browser = Browser::open(name, &program.origin).await?;
    let clients = Clients::of(&program);
    Some((program, browser, clients))
}
