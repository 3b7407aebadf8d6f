//! The entry of Hypersoft.

use super::{Buttons, Shown, Vendor};
use crate::hypersoft::{Fault, Hypersoft};

pub(crate) fn hypersoft(page: &Hypersoft) -> Vendor {
    let provocations = Buttons::of(page)
        .switch(
            (
                "lock",
                "Lock-out",
                "The account is locked, as after the 61st call in a minute.",
            ),
            Hypersoft::is_locked,
            |page, on| if on { page.lock() } else { page.unlock() },
        )
        .fault(
            (
                "tokens",
                "Refused tokens",
                "The next call is refused: its tokens are not valid.",
            ),
            Fault::InvalidTokens,
        )
        .on_the_way();
    let tokens = page.clone();
    Vendor {
        id: "hypersoft",
        name: "Hypersoft",
        about: "point of sale · SOAP 1.1, SOAP 1.2, JSON",
        endpoint: page.url().to_owned(),
        credentials: vec![
            ("CusToken", page.cus_token()),
            ("AuthToken", page.auth_token()),
        ],
        snippet: include_str!("snippets/hypersoft.rs"),
        routes: page.routes(),
        shown: Shown {
            values: &[
                "AccessibleFrom",
                "AccessibleUntil",
                "Amount",
                "Article",
                "ArticleNo",
                "Begin",
                "CustomerNo",
                "ExceptionType",
                "From",
                "Quantity",
                "ServerDateTime",
                "StationNo",
                "Until",
            ],
            said: &["Message"],
            words: &[
                "hypersoft",
                "Service",
                "API300.asmx",
                "GetCustomer",
                "GetRevenue",
                "GetStations",
                "ServerDateTime",
                "SetCustomer",
            ],
        },
        secrets: Box::new(move || vec![tokens.cus_token(), tokens.auth_token()]),
        provocations,
    }
}
