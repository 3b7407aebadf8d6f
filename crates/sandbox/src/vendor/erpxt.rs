//! The entry of Comarch ERP XT.

use axum::Router;

use super::{Buttons, Shown, Vendor};
use crate::erpxt::ErpXt;

pub(crate) fn erpxt(account: &ErpXt) -> Vendor {
    let provocations = Buttons::of(account)
        .now(
            (
                "expired",
                "Expired token",
                "All tokens end at once: the next call with one of them is answered 401.",
            ),
            ErpXt::expire_tokens,
        )
        .switch(
            ("blocked", "Blocked access", "Every call is answered 403."),
            ErpXt::is_blocked,
            ErpXt::set_blocked,
        )
        .on_the_way();
    let secrets = account.clone();
    Vendor {
        id: "erpxt",
        name: "Comarch ERP XT",
        about: "invoicing · REST with OAuth 2.0",
        endpoint: account.url().to_owned(),
        credentials: vec![
            ("client ID", account.client_id()),
            ("client secret", account.client_secret()),
        ],
        snippet: include_str!("snippets/erpxt.rs"),
        routes: Router::new().route("/erpxt/{*path}", account.route()),
        shown: Shown {
            values: &[
                "$id",
                "Code",
                "EntityName",
                "IssueDate",
                "PaymentDeadline",
                "SalesDate",
                "UnitOfMeasurment",
                "error",
                "grant_type",
                "token_type",
            ],
            said: &["Message", "error_description"],
            words: &[
                "erpxt",
                "api2",
                "public",
                "token",
                "v1.2",
                "v1.4",
                "products",
                "customers",
                "paymenttypes",
                "bankaccounts",
                "invoices",
                "proformas",
                "customprints",
                "nip",
                "number",
                "print",
            ],
        },
        secrets: Box::new(move || {
            let mut all = secrets.tokens();
            all.push(secrets.client_secret());
            all
        }),
        provocations,
    }
}
