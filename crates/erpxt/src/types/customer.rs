//! Customers and suppliers.

use crate::codes::{CustomerKind, CustomerType};
use crate::json::{object, request, writable};

object! {
    /// A customer or supplier (`/customers`). *Documented.*
    pub struct Customer {
        /// The key. *Documented.*
        "Id" id: i64,
        /// Name of the person or company. *Documented.*
        "Name" name: String,
        /// Tax number; of which kind depends on [`customer_type`](Self::customer_type). *Documented.*
        "CustomerTaxNumber" customer_tax_number: Option<String>,
        /// Number of the customer or supplier. *Documented.*
        "CustomerCode" customer_code: Option<String>,
        /// E-mail address. *Documented.*
        "Mail" mail: Option<String>,
        /// Telephone number. *Documented.*
        "PhoneNumber" phone_number: Option<String>,
        /// Private person or business. *Documented.*
        "CustomerType" customer_type: Option<CustomerType>,
        /// Customer or supplier. *Documented for the German host only.*
        "CustomerKind" customer_kind: Option<CustomerKind>,
        /// Postal address. *Documented.*
        "Address" address: Option<Address>,
    }
}

object! {
    /// A postal address. *Documented.*
    pub struct Address {
        /// The key. *Documented.*
        "Id" id: Option<i64>,
        /// Street. *Documented.*
        "Street" street: Option<String>,
        /// Number of the building. *Documented.*
        "BuildingNumber" building_number: Option<String>,
        /// Number of the flat; on the German host a further line of the address. *Documented.*
        "FlatNumber" flat_number: Option<String>,
        /// Postal code. *Documented.*
        "PostalCode" postal_code: Option<String>,
        /// Town. *Documented.*
        "City" city: Option<String>,
    }
}

writable! {
    /// A customer or supplier to be created.
    create NewCustomer;
    /// A customer as it is to be from now on; [`Customer::into_update`] makes it of what was read.
    ///
    /// The vendor's Polish pages speak of the whole object, so take it that a field that is left out is cleared. *Observed.*
    update CustomerUpdate;

    /// Name of the person or company. *Documented.*
    "Name" name: String,
    ..
    /// Tax number. *Documented.*
    "CustomerTaxNumber" customer_tax_number / with_customer_tax_number: String,
    /// Number of the customer or supplier; without one the server assigns one. *Documented; the assigning is inferred.*
    "CustomerCode" customer_code / with_customer_code: String,
    /// E-mail address. *Documented.*
    "Mail" mail / with_mail: String,
    /// Telephone number. *Documented.*
    "PhoneNumber" phone_number / with_phone_number: String,
    /// Private person or business. *Documented.*
    "CustomerType" customer_type / with_customer_type: CustomerType,
    /// Customer or supplier. It is documented for reading only; an update sends back what was read.
    "CustomerKind" customer_kind / with_customer_kind: CustomerKind,
    /// Postal address. *Documented.*
    "Address" address / with_address: NewAddress,
}

request! {
    /// A postal address to be written. *Documented.*
    pub struct NewAddress {
        ..
        /// Street. *Documented.*
        "Street" street / with_street: String,
        /// Number of the building. *Documented.*
        "BuildingNumber" building_number / with_building_number: String,
        /// Number of the flat; on the German host a further line of the address. *Documented.*
        "FlatNumber" flat_number / with_flat_number: String,
        /// Postal code. *Documented.*
        "PostalCode" postal_code / with_postal_code: String,
        /// Town. *Documented.*
        "City" city / with_city: String,
    }
}

impl Customer {
    /// The update that changes nothing, to be changed and sent.
    ///
    /// Drops `Address.Id`, which is documented for reading only, and the serialiser's `$id` and `$ref`.
    pub fn into_update(self) -> CustomerUpdate {
        CustomerUpdate {
            id: self.id,
            name: self.name,
            customer_tax_number: self.customer_tax_number,
            customer_code: self.customer_code,
            mail: self.mail,
            phone_number: self.phone_number,
            customer_type: self.customer_type,
            customer_kind: self.customer_kind,
            address: self.address.map(Address::into_new),
            extra: self.extra,
        }
    }
}

impl Address {
    /// The same address to be written. Drops `Id`.
    pub fn into_new(self) -> NewAddress {
        NewAddress {
            street: self.street,
            building_number: self.building_number,
            flat_number: self.flat_number,
            postal_code: self.postal_code,
            city: self.city,
            extra: self.extra,
        }
    }
}

impl Default for NewAddress {
    fn default() -> Self {
        Self::new()
    }
}
