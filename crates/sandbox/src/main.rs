//! The sandbox as a program: all vendors on one port of this machine, with a page that shows what happens.

mod arguments;
mod welcome;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use arguments::Arguments;
use kontorhaus_sandbox::Sandbox;
use welcome::Styles;

#[tokio::main]
async fn main() -> ExitCode {
    let styles = Styles::new(io::stdout().is_terminal());
    let port = match Arguments::parse(std::env::args_os().skip(1)) {
        Ok(Arguments::Serve { port }) => port,
        Ok(Arguments::Help) => return ended(welcome::help(&mut io::stdout(), &styles)),
        Ok(Arguments::Version) => {
            println!("kontorhaus-sandbox {}", env!("CARGO_PKG_VERSION"));
            return ExitCode::SUCCESS;
        }
        Err(message) => {
            eprintln!("{message}\n`--help` says what there is.");
            return ExitCode::from(2);
        }
    };
    let sandbox = match Sandbox::start_with_page(port).await {
        Ok(sandbox) => sandbox,
        Err(error) => {
            eprintln!(
                "port {port} of 127.0.0.1 cannot be used: {error}. Without --port a free one is taken."
            );
            return ExitCode::FAILURE;
        }
    };
    if let Err(error) = welcome::welcome(&mut io::stdout(), &styles, &sandbox) {
        return ended(Err(error));
    }
    // Until Ctrl-C ends the program.
    std::future::pending().await
}

/// Someone who has read enough closes the pipe: that is no failure.
fn ended(result: io::Result<()>) -> ExitCode {
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}
