//! Against stacks that others wrote.

mod asmx;
mod backclick;
mod gsoap;
mod oauth;
mod python;
mod username_token;
