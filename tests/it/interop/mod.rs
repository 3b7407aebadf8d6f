//! Against stacks that others wrote.

mod asmx;
mod gsoap;
mod oauth;
mod username_token;
