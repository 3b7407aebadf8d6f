//! Vendors as they are named on the command line.

use kontorhaus_codegen::vendor::{VENDORS, Vendor};

/// The vendor of that name; else a message that names those there are.
pub(crate) fn named(name: &str) -> Result<&'static Vendor, String> {
    Vendor::by_name(name).ok_or_else(|| {
        let known: Vec<&str> = VENDORS.iter().map(|vendor| vendor.name).collect();
        let known = known.join(", ");
        format!("no vendor with a SOAP interface is called `{name}`; there is {known}")
    })
}
