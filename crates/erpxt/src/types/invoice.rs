//! Sales invoices.

use jiff::civil::Date;

use super::{Item, NewItem};
use crate::DateTime;
use crate::codes::{DocumentStatus, PaymentStatus};
use crate::json::{object, writable};

object! {
    /// A sales invoice (`/invoices`), in EUR, on the Polish host in PLN. *Documented.*
    ///
    /// The service lists advance, final, cancelled and corrective invoices nowhere here. What is confirmed can be read and
    /// printed, and no longer be changed; that deleting it fails too is inferred.
    pub struct Invoice {
        /// The key. *Documented.*
        "Id" id: i64,
        /// Whether it is paid. *Documented.*
        "PaymentStatus" payment_status: Option<PaymentStatus>,
        /// The customer. *Documented.*
        "PurchasingPartyId" purchasing_party_id: i64,
        /// How it is paid. *Documented.*
        "PaymentTypeId" payment_type_id: i64,
        /// Where it is paid to. *Documented.*
        "BankAccountId" bank_account_id: Option<i64>,
        /// The day of the sale. *Documented.*
        "SalesDate" sales_date: Option<DateTime>,
        /// Its lines. *Documented.*
        "Items" items: Vec<Item>,
        /// The day it was issued. *Documented.*
        "IssueDate" issue_date: Option<DateTime>,
        /// Its number, which the server assigns. *Documented.*
        "Number" number: Option<String>,
        /// Whether it is confirmed. *Documented.*
        "Status" status: Option<DocumentStatus>,
    }
}

writable! {
    /// An invoice to be created. It starts as saved, not confirmed. *Documented.*
    ///
    /// ```
    /// use kontorhaus_erpxt::{NewInvoice, NewItem};
    ///
    /// let invoice = NewInvoice::new(880, 310).with_items([NewItem::new(40211, 20, 2)]);
    /// # assert_eq!(invoice.items.unwrap().len(), 1);
    /// ```
    create NewInvoice;
    /// An invoice as it is to be from now on; [`Invoice::into_update`] makes it of what was read.
    ///
    /// Whether its lines replace those that are there or come beside them is unknown; the vendor's Polish pages speak of
    /// the whole object. Read it again after the first update you make. *Observed.*
    update InvoiceUpdate;

    /// The customer. *Documented.*
    "PurchasingPartyId" purchasing_party_id: i64,
    /// How it is paid. *Documented.*
    "PaymentTypeId" payment_type_id: i64,
    ..
    /// Paid or unpaid; unpaid if left out. [`PaymentStatus::PartlyPaid`] arises in the application only and cannot be
    /// written, which is checked before sending. *Documented; the rule for the Polish host.*
    "PaymentStatus" payment_status / with_payment_status: PaymentStatus,
    /// Where it is paid to. *Documented.*
    "BankAccountId" bank_account_id / with_bank_account_id: i64,
    /// The day of the sale; today if left out. *Documented; the default for the Polish host.*
    "SalesDate" sales_date / with_sales_date: Date,
    /// Its lines; there may be none. *Documented.*
    "Items" items / with_items: Vec<NewItem>,
    /// The day it is issued; today if left out. *Documented; the default for the Polish host.*
    "IssueDate" issue_date / with_issue_date: Date,
}

impl Invoice {
    /// The update that changes nothing, to be changed and sent.
    ///
    /// Drops `Number` and `Status`, which the server alone decides, the `Id` of each line, and the serialiser's `$id` and
    /// `$ref`. Dates become days, which is how requests have them. An invoice that is partly paid cannot be sent back as it
    /// is: set [`payment_status`](InvoiceUpdate::payment_status).
    pub fn into_update(self) -> InvoiceUpdate {
        InvoiceUpdate {
            id: self.id,
            purchasing_party_id: self.purchasing_party_id,
            payment_type_id: self.payment_type_id,
            payment_status: self.payment_status,
            bank_account_id: self.bank_account_id,
            sales_date: self.sales_date.map(|sent| sent.date),
            items: Some(self.items.into_iter().map(Item::into_new).collect()),
            issue_date: self.issue_date.map(|sent| sent.date),
            extra: self.extra,
        }
    }
}
