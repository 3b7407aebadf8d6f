//! Bank accounts of the company.

use crate::codes::ReportingPeriod;
use crate::json::{object, writable};

object! {
    /// A bank account of the company (`/bankaccounts`).
    ///
    /// *For the German host only the path is documented; the fields are observed, on the Polish one.*
    pub struct BankAccount {
        /// The key. *Observed.*
        "Id" id: i64,
        /// Number of the account. How the German host takes an IBAN is unknown. *Observed.*
        "AccountNumber" account_number: String,
        /// Name of the bank. *Observed.*
        "BankName" bank_name: Option<String>,
        /// A short name of the account. *Observed.*
        "Symbol" symbol: String,
        /// How often the account is reported. *Observed.*
        "ReportingPeriod" reporting_period: Option<ReportingPeriod>,
        /// Whether it is the default. *Observed.*
        "Primary" primary: Option<bool>,
    }
}

writable! {
    /// A bank account to be created.
    create NewBankAccount;
    /// A bank account as it is to be from now on; [`BankAccount::into_update`] makes it of what was read.
    update BankAccountUpdate;

    /// Number of the account, without spaces. *Observed.*
    "AccountNumber" account_number: String,
    /// A short name of the account. *Observed.*
    "Symbol" symbol: String,
    /// How often the account is reported. The service requires it. *Observed.*
    "ReportingPeriod" reporting_period: Option<ReportingPeriod>,
    ..
    /// Name of the bank. *Observed.*
    "BankName" bank_name / with_bank_name: String,
    /// Whether it is the default. *Observed.*
    "Primary" primary / with_primary: bool,
}

impl BankAccount {
    /// The update that changes nothing, to be changed and sent.
    ///
    /// Nothing is dropped but the serialiser's `$id` and `$ref`.
    pub fn into_update(self) -> BankAccountUpdate {
        BankAccountUpdate {
            id: self.id,
            account_number: self.account_number,
            symbol: self.symbol,
            reporting_period: self.reporting_period,
            bank_name: self.bank_name,
            primary: self.primary,
            extra: self.extra,
        }
    }
}
