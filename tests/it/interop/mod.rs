//! Against SOAP stacks that others wrote.

mod gsoap;
mod username_token;
