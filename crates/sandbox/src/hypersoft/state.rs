//! What the service knows.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{self, DateTime};
use jiff::tz::TimeZone;

use super::account::Account;
use super::schema::NAMESPACE;
use super::value::{Record, Value};
use crate::record::{Latest, Recorded};

/// Berlin by the rule that Windows has for all years.
const BERLIN: &str = "CET-1CEST,M3.5.0,M10.5.0/3";

/// What calls have changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Effects {
    /// Customers written, new ones included.
    pub customers_written: u64,
    /// Values of customers that were there, and were not sent.
    pub values_deleted: u64,
}

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) namespace: String,
    pub(crate) cus_token: String,
    pub(crate) auth_token: String,
    pub(crate) account: Account,
    pub(crate) customers: BTreeMap<i64, Record>,
    pub(crate) effects: Effects,
    pub(crate) custom_errors: bool,
    pub(crate) script_service: bool,
    pub(crate) time: Option<Timestamp>,
    pub(crate) recorded: Latest<Recorded>,
    pub(crate) zone: TimeZone,
}

impl State {
    pub(crate) fn new() -> Self {
        let born = civil::date(1980, 5, 17).at(0, 0, 0, 0);
        let opens = civil::date(1970, 1, 1).at(8, 30, 0, 0);
        let full = vec![
            ("CustomerNo", Value::Int(1001)),
            ("Name", Value::text("Mustermann")),
            ("FirstName", Value::text("Erika")),
            ("Remark", Value::text("Fensterplatz & \"ruhig\"")),
            ("Discount", Value::Decimal("12.50".to_owned())),
            ("Birthday", Value::DateTime(born)),
            ("AccessibleFrom", Value::DateTime(opens)),
            ("AccessibleUntil", Value::Null),
        ];
        let sparse = vec![
            ("CustomerNo", Value::Int(1002)),
            ("Name", Value::text("Müller")),
            ("FirstName", Value::text("")),
            ("Remark", Value::Null),
            ("Discount", Value::Null),
            ("Birthday", Value::Null),
            ("AccessibleFrom", Value::Null),
            ("AccessibleUntil", Value::Null),
        ];
        Self {
            namespace: NAMESPACE.to_owned(),
            cus_token: "15343D17-0000-4000-8000-00000000C057".to_owned(),
            auth_token: "5AF7B0AE-0000-4000-8000-0000000A0178".to_owned(),
            account: Account::default(),
            customers: BTreeMap::from([(1001, full), (1002, sparse)]),
            effects: Effects::default(),
            custom_errors: true,
            script_service: true,
            time: None,
            recorded: Latest::new(),
            zone: TimeZone::posix(BERLIN).unwrap_or(TimeZone::UTC),
        }
    }

    /// What the server's clock shows.
    pub(crate) fn clock(&self) -> DateTime {
        let moment = self.time.unwrap_or_else(Timestamp::now);
        self.zone.to_datetime(moment)
    }

    pub(crate) fn masked(&self, text: &str) -> String {
        text.replace(&self.cus_token, "***")
            .replace(&self.auth_token, "***")
    }
}
