//! The resources and their fields, as the vendor lists them.

/// A resource with its fields, in the order in which they are sent.
#[derive(Debug)]
pub(crate) struct Resource {
    pub(crate) path: &'static str,
    /// What the server calls one of them.
    pub(crate) entity: &'static str,
    pub(crate) fields: &'static [Field],
    /// Whether it can be read one by one and written.
    pub(crate) editable: bool,
}

/// A field of a request.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) need: Need,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Need {
    Required,
    Optional,
    /// Assigned by the server; what a request says of it is not looked at.
    Assigned,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Text,
    Bool,
    /// One of these numbers.
    Code(&'static [i64]),
    /// From, up to.
    Whole(i64, i64),
    /// A number with so many decimal places.
    Decimal(u32),
    Date,
    /// The key of one of that resource.
    Key(&'static str),
    Address,
    Items,
}

use Kind::{Address, Bool, Code, Date, Decimal, Items, Key, Text, Whole};
use Need::{Assigned, Optional, Required};

const fn field(name: &'static str, kind: Kind, need: Need) -> Field {
    Field { name, kind, need }
}

pub(crate) const PRODUCTS: Resource = Resource {
    path: "products",
    entity: "Product",
    fields: &[
        field("Name", Text, Required),
        field("Description", Text, Optional),
        field("ItemCode", Text, Optional),
        field("ProductCode", Text, Optional),
        field("UnitOfMeasurment", Text, Required),
        field("Rate", Code(&[0, 1, 2, 6, 7, 8, 9]), Required),
        field("SaleNetPrice", Decimal(2), Optional),
        field("SaleGrossPrice", Decimal(2), Optional),
        field("Quantity", Decimal(4), Optional),
        field("ProductType", Code(&[0, 1, 2]), Optional),
    ],
    editable: true,
};

pub(crate) const CUSTOMERS: Resource = Resource {
    path: "customers",
    entity: "Contractor",
    fields: &[
        field("Name", Text, Required),
        field("CustomerTaxNumber", Text, Optional),
        field("CustomerCode", Text, Optional),
        field("Mail", Text, Optional),
        field("PhoneNumber", Text, Optional),
        field("CustomerType", Code(&[0, 1]), Optional),
        field("Address", Address, Optional),
        field("CustomerKind", Code(&[1, 2]), Optional),
    ],
    editable: true,
};

/// The fields of an address.
pub(crate) const ADDRESS: &[Field] = &[
    field("Street", Text, Optional),
    field("BuildingNumber", Text, Optional),
    field("FlatNumber", Text, Optional),
    field("PostalCode", Text, Optional),
    field("City", Text, Optional),
];

pub(crate) const PAYMENT_TYPES: Resource = Resource {
    path: "paymenttypes",
    entity: "PaymentType",
    fields: &[
        field("Name", Text, Required),
        field("Primary", Bool, Optional),
        field("Deadline", Whole(0, 366), Required),
        field("Type", Code(&[0, 1, 2]), Required),
    ],
    editable: true,
};

pub(crate) const BANK_ACCOUNTS: Resource = Resource {
    path: "bankaccounts",
    entity: "BankAccount",
    fields: &[
        field("AccountNumber", Text, Required),
        field("BankName", Text, Optional),
        field("Symbol", Text, Required),
        field("ReportingPeriod", Code(&[1, 2, 3, 4]), Required),
        field("Primary", Bool, Optional),
    ],
    editable: true,
};

pub(crate) const INVOICES: Resource = Resource {
    path: "invoices",
    entity: "Invoice",
    fields: &[
        field("PaymentStatus", Code(&[0, 1]), Optional),
        field("PurchasingPartyId", Key("customers"), Required),
        field("PaymentTypeId", Key("paymenttypes"), Required),
        field("BankAccountId", Key("bankaccounts"), Optional),
        field("SalesDate", Date, Optional),
        field("Items", Items, Optional),
        field("IssueDate", Date, Optional),
        field("Number", Text, Assigned),
        field("Status", Code(&[0, 1]), Assigned),
    ],
    editable: true,
};

pub(crate) const PROFORMAS: Resource = Resource {
    path: "proformas",
    entity: "Proforma",
    fields: &[
        field("PurchasingPartyId", Key("customers"), Required),
        field("PaymentTypeId", Key("paymenttypes"), Required),
        field("BankAccountId", Key("bankaccounts"), Optional),
        field("Items", Items, Optional),
        field("IssueDate", Date, Optional),
        field("Number", Text, Assigned),
        field("Status", Code(&[0, 1]), Assigned),
        field("InvoiceDocIdNum", Key("invoices"), Assigned),
    ],
    editable: true,
};

/// The fields of a line.
pub(crate) const ITEM: &[Field] = &[
    field("ProductId", Key("products"), Required),
    field("Quantity", Decimal(4), Required),
    field("ProductCurrencyNetPrice", Decimal(2), Required),
    field("ProductDescription", Text, Optional),
];

pub(crate) const CUSTOM_PRINTS: Resource = Resource {
    path: "customprints",
    entity: "CustomPrint",
    fields: &[
        field("Name", Text, Required),
        field("Language", Text, Required),
        field("Type", Code(&[0, 7]), Required),
    ],
    editable: false,
};

/// All of them.
pub(crate) static RESOURCES: [Resource; 7] = [
    PRODUCTS,
    CUSTOMERS,
    PAYMENT_TYPES,
    BANK_ACCOUNTS,
    INVOICES,
    PROFORMAS,
    CUSTOM_PRINTS,
];
