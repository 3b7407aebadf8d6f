//! A walk through the clients of all vendors: real calls over loopback, what came back, and what goes wrong.
//!
//! `cargo xtask tour` runs it.

mod walk;

use std::env;
use std::io::{self, IsTerminal as _};
use std::process::ExitCode;

use walk::page::{Page, Styles};

// One thread: the time that a limit is waited for is made to pass at once.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let coloured = io::stdout().is_terminal() && env::var_os("NO_COLOR").is_none();
    let styles = if coloured {
        Styles::colours()
    } else {
        Styles::default()
    };
    match walk::walk(&mut Page::new(io::stdout(), styles)).await {
        Ok(()) => ExitCode::SUCCESS,
        // Someone who has seen enough closes the pipe: `cargo xtask tour | head`.
        Err(error) if is_closed_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the tour ended early: {error}");
            ExitCode::FAILURE
        }
    }
}

fn is_closed_pipe(error: &(dyn std::error::Error + 'static)) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
