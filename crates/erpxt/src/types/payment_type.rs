//! Ways of paying.

use crate::codes::PaymentMethod;
use crate::json::{object, writable};

object! {
    /// A way of paying with its term (`/paymenttypes`).
    ///
    /// *For the German host only the path is documented; the fields are documented for the Polish one.*
    pub struct PaymentType {
        /// The key. *Documented for the Polish host.*
        "Id" id: i64,
        /// Its name. *Documented for the Polish host.*
        "Name" name: String,
        /// Whether it is the default. *Documented for the Polish host.*
        "Primary" primary: Option<bool>,
        /// Days until payment is due, from 0 to 366 of them. *Documented for the Polish host; that it counts days is inferred.*
        "Deadline" deadline: Option<i64>,
        /// Cash, bank transfer or card. *Documented for the Polish host.*
        "Type" method: PaymentMethod,
    }
}

writable! {
    /// A way of paying to be created.
    create NewPaymentType;
    /// A way of paying as it is to be from now on; [`PaymentType::into_update`] makes it of what was read.
    update PaymentTypeUpdate;

    /// Its name. *Documented for the Polish host.*
    "Name" name: String,
    /// Days until payment is due, from 0 to 366 of them. The service requires it. *Documented for the Polish host; that it
    /// counts days is inferred.*
    "Deadline" deadline: Option<i64>,
    /// Cash, bank transfer or card. *Documented for the Polish host.*
    "Type" method: PaymentMethod,
    ..
    /// Whether it is the default. *Documented for the Polish host.*
    "Primary" primary / with_primary: bool,
}

impl PaymentType {
    /// The update that changes nothing, to be changed and sent.
    ///
    /// Nothing is dropped but the serialiser's `$id` and `$ref`.
    pub fn into_update(self) -> PaymentTypeUpdate {
        PaymentTypeUpdate {
            id: self.id,
            name: self.name,
            deadline: self.deadline,
            method: self.method,
            primary: self.primary,
            extra: self.extra,
        }
    }
}
