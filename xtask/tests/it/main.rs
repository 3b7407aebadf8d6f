//! The command line, run as a user runs it, on a copy of what it works on.

mod adopt;
mod adoption;
mod copy;
mod corpus;
mod nested;
mod outside;
mod regen;
mod tidy;
