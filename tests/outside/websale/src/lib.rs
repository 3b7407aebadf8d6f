//! A shop's program: operations of the shop's own WSDL file, with the client and the helpers of `kontorhaus-websale`.

#![deny(warnings)]

include!(concat!(env!("OUT_DIR"), "/websale.rs"));

#[cfg(test)]
use websale as made;

#[cfg(test)]
#[path = "../helpers.rs"]
mod helpers;
