//! Values that the service writes as numbers. One that is in no list is kept.

use std::fmt;

use serde_json::value::RawValue;

use crate::json::{Json, Problem};

macro_rules! code {
    (
        $(#[$doc:meta])*
        pub enum $type:ident { $( $(#[$variant_doc:meta])* $variant:ident = $number:literal, )* }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $type {
            $( $(#[$variant_doc])* $variant, )*
            /// Any other number.
            Other(i64),
        }

        impl $type {
            /// The number on the wire.
            #[must_use]
            pub fn number(self) -> i64 {
                match self {
                    $( Self::$variant => $number, )*
                    Self::Other(number) => number,
                }
            }
        }

        impl From<i64> for $type {
            fn from(number: i64) -> Self {
                match number {
                    $( $number => Self::$variant, )*
                    _ => Self::Other(number),
                }
            }
        }

        impl Json for $type {
            fn read(raw: &RawValue) -> Result<Self, Problem> {
                i64::read(raw).map(Self::from)
            }

            fn write(&self, out: &mut String) -> Result<(), Problem> {
                self.number().write(out)
            }

            fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(self, f)
            }
        }
    };
}

/// The code of a rate of value added tax. *Documented.*
///
/// | code | Germany | Poland |
/// |---|---|---|
/// | 9 | not given | 23 % |
/// | 8 | not given | 8 % |
/// | 7 | not given | 5 % |
/// | 6 | not given | 4 % |
/// | 2 | 0 % | 0 % |
/// | 1 | not given | exempt |
/// | 0 | not given | not subject to it |
///
/// The German page lists the same codes and leaves the percentages blank, so a program must look up in its account what a
/// code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rate(pub i64);

impl Rate {
    /// 0 %. *Documented for both hosts.*
    pub const ZERO_PERCENT: Self = Self(2);
}

impl From<i64> for Rate {
    fn from(code: i64) -> Self {
        Self(code)
    }
}

impl Json for Rate {
    fn read(raw: &RawValue) -> Result<Self, Problem> {
        i64::read(raw).map(Self)
    }

    fn write(&self, out: &mut String) -> Result<(), Problem> {
        self.0.write(out)
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

code! {
    /// What a product is. *Documented for the Polish host.*
    pub enum ProductType {
        /// A service.
        Service = 0,
        /// Goods.
        Goods = 1,
        /// Goods whose stock is kept.
        GoodsInStock = 2,
    }
}

code! {
    /// Who a customer is. *Documented.*
    pub enum CustomerType {
        /// A private person or final consumer.
        PrivatePerson = 0,
        /// A business.
        Business = 1,
    }
}

code! {
    /// What part a business partner has. The German page leaves the number for "both" blank. *Documented.*
    pub enum CustomerKind {
        /// A customer.
        Customer = 1,
        /// A supplier.
        Supplier = 2,
    }
}

code! {
    /// How one pays. *Documented for the Polish host.*
    pub enum PaymentMethod {
        /// In cash.
        Cash = 0,
        /// By bank transfer.
        BankTransfer = 1,
        /// By card.
        Card = 2,
    }
}

code! {
    /// How often a bank account is reported. *Observed.*
    pub enum ReportingPeriod {
        /// Each day.
        Daily = 1,
        /// Each week.
        Weekly = 2,
        /// Each month.
        Monthly = 3,
        /// Without an end.
        OpenEnded = 4,
    }
}

code! {
    /// Whether an invoice is paid. *Documented.*
    pub enum PaymentStatus {
        /// Not paid.
        Unpaid = 0,
        /// Paid in full.
        Paid = 1,
        /// Paid in part. It arises in the application and cannot be written.
        PartlyPaid = 2,
    }
}

code! {
    /// Whether a document is final. *Documented.*
    pub enum DocumentStatus {
        /// Saved; it can be changed.
        Saved = 0,
        /// Confirmed; for an order that means converted.
        Confirmed = 1,
    }
}

code! {
    /// What a template prints. *Observed.*
    pub enum PrintKind {
        /// Sales invoices.
        SalesInvoice = 0,
        /// Orders (proforma invoices).
        Proforma = 7,
    }
}
