//! Against SOAP stacks that others wrote.

mod asmx;
mod gsoap;
mod username_token;
