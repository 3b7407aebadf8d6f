//! The resources: where each is, and what is known of its operations.

use kontorhaus_core::{Grade, Idempotency, RequestError};

use crate::codes::PaymentStatus;
use crate::json::Json;
use crate::types::{
    BankAccount, BankAccountUpdate, CustomPrint, Customer, CustomerUpdate, Invoice, InvoiceUpdate,
    NewBankAccount, NewCustomer, NewInvoice, NewPaymentType, NewProduct, NewProforma, PaymentType,
    PaymentTypeUpdate, Product, ProductUpdate, Proforma, ProformaUpdate,
};

/// Something the service keeps: what a list of it holds. Sealed.
pub trait Resource: Json + Send + 'static {
    /// Path of the list, and name of the operation that reads it.
    const LIST: Route;

    /// The key.
    fn key(&self) -> i64;
}

/// A resource that can be read one by one, created, updated and deleted.
pub trait Editable: Resource {
    /// What creates one.
    type New: Draft;
    /// What one is to be from now on.
    type Update: Draft;

    /// Reading one.
    const GET: Route;
    /// Creating one.
    const CREATE: Route;
    /// Updating one.
    const UPDATE: Route;
    /// Deleting one.
    const DELETE: Route;
    /// What a second update of the same content does.
    const UPDATE_IDEMPOTENCY: Idempotency;
}

/// A document with a number that can be printed.
pub trait Document: Editable {
    /// Reading one by its number.
    const BY_NUMBER: Route;
    /// Printing one; without its version.
    const PRINT: Route;
}

/// What is sent to create or to update.
pub trait Draft: Json + Send + 'static {
    /// Checks the vendor's rules that can be decided here.
    ///
    /// # Errors
    ///
    /// When a rule is broken.
    fn check(&self) -> Result<(), RequestError> {
        Ok(())
    }
}

/// Where an operation is, and how surely.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Route {
    /// The name of the operation, as errors and spans show it.
    pub name: &'static str,
    /// The path below the base address, with names for what varies.
    pub path: &'static str,
    /// How sure it is for the German host.
    pub germany: Grade,
    /// How sure it is for the Polish host.
    pub poland: Grade,
}

const fn route(name: &'static str, path: &'static str, germany: Grade, poland: Grade) -> Route {
    Route {
        name,
        path,
        germany,
        poland,
    }
}

macro_rules! resource {
    ($type:ident, $path:literal, $list:literal) => {
        impl Resource for $type {
            // The path is documented for both hosts.
            const LIST: Route = route($list, $path, Grade::Documented, Grade::Documented);

            fn key(&self) -> i64 {
                self.id
            }
        }
    };
}

macro_rules! editable {
    (
        $type:ident, $new:ident, $update:ident, $path:literal, updates: $idempotency:ident;
        list $list:literal;
        get $get:literal, $get_de:ident, $get_pl:ident;
        create $create:literal, $create_de:ident, $create_pl:ident;
        update $upd:literal, $upd_de:ident, $upd_pl:ident;
        delete $delete:literal, $delete_de:ident, $delete_pl:ident;
    ) => {
        resource!($type, $path, $list);

        impl Editable for $type {
            type New = $new;
            type Update = $update;

            const GET: Route = route(
                $get,
                concat!($path, "/{id}"),
                Grade::$get_de,
                Grade::$get_pl,
            );
            const CREATE: Route = route($create, $path, Grade::$create_de, Grade::$create_pl);
            const UPDATE: Route = route($upd, $path, Grade::$upd_de, Grade::$upd_pl);
            const DELETE: Route = route(
                $delete,
                concat!($path, "/{id}"),
                Grade::$delete_de,
                Grade::$delete_pl,
            );
            const UPDATE_IDEMPOTENCY: Idempotency = Idempotency::$idempotency;
        }
    };
}

// For the German host the vendor documents PUT and DELETE in general; their paths are those of the Polish one.
editable! {
    Product, NewProduct, ProductUpdate, "/products", updates: Idempotent;
    list "ListProducts";
    get "GetProduct", Documented, Documented;
    create "CreateProduct", Documented, Documented;
    update "UpdateProduct", Inferred, Observed;
    delete "DeleteProduct", Inferred, Observed;
}
editable! {
    Customer, NewCustomer, CustomerUpdate, "/customers", updates: Idempotent;
    list "ListCustomers";
    get "GetCustomer", Documented, Documented;
    create "CreateCustomer", Documented, Documented;
    update "UpdateCustomer", Inferred, Observed;
    delete "DeleteCustomer", Inferred, Observed;
}
editable! {
    PaymentType, NewPaymentType, PaymentTypeUpdate, "/paymenttypes", updates: Idempotent;
    list "ListPaymentTypes";
    get "GetPaymentType", Inferred, Documented;
    create "CreatePaymentType", Inferred, Documented;
    update "UpdatePaymentType", Inferred, Documented;
    delete "DeletePaymentType", Inferred, Observed;
}
editable! {
    BankAccount, NewBankAccount, BankAccountUpdate, "/bankaccounts", updates: Idempotent;
    list "ListBankAccounts";
    get "GetBankAccount", Inferred, Observed;
    create "CreateBankAccount", Inferred, Observed;
    update "UpdateBankAccount", Inferred, Observed;
    delete "DeleteBankAccount", Inferred, Observed;
}
// Whether the lines of an update replace those that are there or come beside them is unknown, so a second one may add them
// once more.
editable! {
    Invoice, NewInvoice, InvoiceUpdate, "/invoices", updates: Write;
    list "ListInvoices";
    get "GetInvoice", Documented, Documented;
    create "CreateInvoice", Documented, Documented;
    update "UpdateInvoice", Inferred, Observed;
    delete "DeleteInvoice", Inferred, Observed;
}
editable! {
    Proforma, NewProforma, ProformaUpdate, "/proformas", updates: Write;
    list "ListProformas";
    get "GetProforma", Documented, Documented;
    create "CreateProforma", Documented, Documented;
    update "UpdateProforma", Inferred, Observed;
    delete "DeleteProforma", Inferred, Observed;
}
resource!(CustomPrint, "/customprints", "ListCustomPrints");

impl Document for Invoice {
    const BY_NUMBER: Route = route(
        "FindInvoicesByNumber",
        "/invoices/number/{number}",
        Grade::Inferred,
        Grade::Documented,
    );
    const PRINT: Route = route(
        "PrintInvoice",
        "/invoices/{id}/print",
        Grade::Inferred,
        Grade::Documented,
    );
}

impl Document for Proforma {
    const BY_NUMBER: Route = route(
        "FindProformasByNumber",
        "/proformas/number/{number}",
        Grade::Inferred,
        Grade::Documented,
    );
    const PRINT: Route = route(
        "PrintProforma",
        "/proformas/{id}/print",
        Grade::Inferred,
        Grade::Documented,
    );
}

/// The path of one customer by tax number.
pub(crate) const BY_TAX_NUMBER: Route = route(
    "FindCustomersByTaxNumber",
    "/customers/nip/{nip}",
    Grade::Inferred,
    Grade::Documented,
);

impl Draft for NewProduct {}
impl Draft for ProductUpdate {}
impl Draft for NewCustomer {}
impl Draft for CustomerUpdate {}
impl Draft for NewBankAccount {}
impl Draft for BankAccountUpdate {}
impl Draft for NewProforma {}
impl Draft for ProformaUpdate {}

impl Draft for NewPaymentType {
    fn check(&self) -> Result<(), RequestError> {
        deadline(self.deadline)
    }
}

impl Draft for PaymentTypeUpdate {
    fn check(&self) -> Result<(), RequestError> {
        deadline(self.deadline)
    }
}

impl Draft for NewInvoice {
    fn check(&self) -> Result<(), RequestError> {
        payment_status(self.payment_status)
    }
}

impl Draft for InvoiceUpdate {
    fn check(&self) -> Result<(), RequestError> {
        payment_status(self.payment_status)
    }
}

/// *Documented for the Polish host.*
fn deadline(days: Option<i64>) -> Result<(), RequestError> {
    if days.is_none_or(|days| (0..=366).contains(&days)) {
        return Ok(());
    }
    Err(RequestError::new("must be between 0 and 366").at("Deadline"))
}

/// *Documented for the Polish host.*
fn payment_status(status: Option<PaymentStatus>) -> Result<(), RequestError> {
    if status != Some(PaymentStatus::PartlyPaid) {
        return Ok(());
    }
    let message = "2 (partly paid) arises in the application only and cannot be written";
    Err(RequestError::new(message)
        .at("PaymentStatus")
        .advice("Set paid or unpaid, or leave it out."))
}
