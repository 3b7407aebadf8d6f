//! `cargo xtask`: the tasks of this workspace.

#![expect(
    clippy::disallowed_methods,
    reason = "a person wants to know how long it took"
)]

mod adopt;
mod corpus;
mod digest;
mod features;
mod generate;
mod imports;
mod interop;
mod public_api;
mod regen;
mod terminal;
mod tidy;
mod tour;
mod vendors;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Makes, checks and shows what stands in this workspace.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true
)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    Regen(regen::Arguments),
    Adopt(adopt::Arguments),
    Generate(generate::Arguments),
    Corpus(corpus::Arguments),
    Tidy(tidy::Arguments),
    Tour(tour::Arguments),
    /// Runs the tests against stacks that others wrote, and skips none.
    ///
    /// The stacks are built or installed into target/interop. Their packages must be installed; a test that misses one names it.
    Interop,
    /// Checks that no foreign type stands in the public API of a crate that is to be published.
    ///
    /// Reads what rustdoc writes of each, as JSON.
    PublicApi,
    /// Compiles each crate that is to be published with each of its features alone, and programs that depend on them.
    ///
    /// Programs outside of the workspace, each with one vendor, must not pull in what only others need.
    Features,
}

fn main() -> ExitCode {
    if let Some(code) = public_api::as_rustdoc() {
        return code;
    }
    match Arguments::parse().task {
        Task::Regen(arguments) => regen::run(&arguments),
        Task::Adopt(arguments) => adopt::run(&arguments),
        Task::Generate(arguments) => generate::run(&arguments),
        Task::Corpus(arguments) => corpus::run(&arguments),
        Task::Tidy(arguments) => tidy::run(&arguments),
        Task::Tour(arguments) => tour::run(&arguments),
        Task::Interop => interop::run(),
        Task::PublicApi => public_api::run(),
        Task::Features => features::run(),
    }
}

/// The root of the workspace.
fn workspace() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest
        .parent()
        .map_or_else(|| PathBuf::from("."), PathBuf::from)
}
