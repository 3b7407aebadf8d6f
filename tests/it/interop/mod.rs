//! Against SOAP stacks that others wrote.

mod gsoap;
mod python;
mod username_token;
