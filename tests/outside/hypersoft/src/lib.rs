//! A customer's program: operations of the customer's own WSDL file, with the client and the helpers of
//! `kontorhaus-hypersoft`.

#![deny(warnings)]

include!(concat!(env!("OUT_DIR"), "/till.rs"));

#[cfg(test)]
use till as made;

#[cfg(test)]
#[path = "../helpers.rs"]
mod helpers;
