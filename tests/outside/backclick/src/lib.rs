//! A program of an installation: operations of its own WSDL file, with the client and the helpers of
//! `kontorhaus-backclick`.

#![deny(warnings)]

include!(concat!(env!("OUT_DIR"), "/mailing.rs"));

#[cfg(test)]
use mailing as made;

#[cfg(test)]
#[path = "../helpers.rs"]
mod helpers;
