//! Against SOAP stacks that others wrote.

mod gsoap;
