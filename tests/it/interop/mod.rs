//! Against stacks that others wrote.

mod gsoap;
mod oauth;
mod username_token;
