//! Orders, which the service calls proforma invoices.

use jiff::civil::Date;

use super::{Item, NewItem};
use crate::DateTime;
use crate::codes::DocumentStatus;
use crate::json::{object, writable};

object! {
    /// An order (German *Auftrag*, Polish *faktura proforma*; `/proformas`). *Documented.*
    pub struct Proforma {
        /// The key. *Documented.*
        "Id" id: i64,
        /// The customer. *Documented.*
        "PurchasingPartyId" purchasing_party_id: i64,
        /// How it is paid. *Documented.*
        "PaymentTypeId" payment_type_id: i64,
        /// Where it is paid to. *Documented.*
        "BankAccountId" bank_account_id: Option<i64>,
        /// Its lines. *Documented.*
        "Items" items: Vec<Item>,
        /// The day it was issued. *Documented.*
        "IssueDate" issue_date: Option<DateTime>,
        /// Its number, which the server assigns. *Documented.*
        "Number" number: Option<String>,
        /// Whether it is confirmed, which means converted. *Documented.*
        "Status" status: Option<DocumentStatus>,
        /// The invoice, advance invoice or receipt that was made of it. *Documented for the Polish host only.*
        "InvoiceDocIdNum" invoice_id: Option<i64>,
    }
}

writable! {
    /// An order to be created. It starts as saved; what follows from it is done in the application. *Documented.*
    create NewProforma;
    /// An order as it is to be from now on; [`Proforma::into_update`] makes it of what was read.
    ///
    /// Whether its lines replace those that are there or come beside them is unknown; the vendor's Polish pages speak of
    /// the whole object. Read it again after the first update you make. *Observed.*
    update ProformaUpdate;

    /// The customer. *Documented.*
    "PurchasingPartyId" purchasing_party_id: i64,
    /// How it is paid. *Documented.*
    "PaymentTypeId" payment_type_id: i64,
    ..
    /// Where it is paid to. *Documented.*
    "BankAccountId" bank_account_id / with_bank_account_id: i64,
    /// Its lines; there may be none. *Documented.*
    "Items" items / with_items: Vec<NewItem>,
    /// The day it is issued; today if left out. *Documented; the default for the Polish host.*
    "IssueDate" issue_date / with_issue_date: Date,
}

impl Proforma {
    /// The update that changes nothing, to be changed and sent.
    ///
    /// Drops `Number`, `Status` and `InvoiceDocIdNum`, which the server alone decides, the `Id` of each line, and the
    /// serialiser's `$id` and `$ref`. Dates become days, which is how requests have them.
    pub fn into_update(self) -> ProformaUpdate {
        ProformaUpdate {
            id: self.id,
            purchasing_party_id: self.purchasing_party_id,
            payment_type_id: self.payment_type_id,
            bank_account_id: self.bank_account_id,
            items: Some(self.items.into_iter().map(Item::into_new).collect()),
            issue_date: self.issue_date.map(|sent| sent.date),
            extra: self.extra,
        }
    }
}
