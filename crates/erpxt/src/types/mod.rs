//! What the service keeps: one file for each resource.

mod bank_account;
mod custom_print;
mod customer;
mod document;
mod invoice;
mod payment_type;
mod product;
mod proforma;

pub use bank_account::{BankAccount, BankAccountUpdate, NewBankAccount};
pub use custom_print::CustomPrint;
pub use customer::{Address, Customer, CustomerUpdate, NewAddress, NewCustomer};
pub use document::{Item, NewItem};
pub use invoice::{Invoice, InvoiceUpdate, NewInvoice};
pub use payment_type::{NewPaymentType, PaymentType, PaymentTypeUpdate};
pub use product::{NewProduct, Product, ProductUpdate};
pub use proforma::{NewProforma, Proforma, ProformaUpdate};
