//! The command line, run as a user runs it, on a copy of what it works on.

mod adopt;
mod copy;
mod regen;
mod tidy;
