//! Against stacks that others wrote.

mod asmx;
mod gsoap;
mod oauth;
mod python;
mod username_token;
