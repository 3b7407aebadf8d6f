//! The entry of WEBSALE.

use axum::Router;

use super::{Buttons, Shown, Vendor};
use crate::websale::{Fault, Websale};

pub(crate) fn websale(shop: &Websale) -> Vendor {
    let provocations = Buttons::of(shop)
        .fault(
            (
                "es007",
                "ES007",
                "The next call is refused with ES007 SSL required, as over plain http.",
            ),
            Fault::SslRequired,
        )
        .fault(
            (
                "es002",
                "ES002",
                "The next call is refused with ES002: shop ID or password is wrong.",
            ),
            Fault::InvalidCredentials,
        )
        .on_the_way();
    let secrets = shop.clone();
    Vendor {
        id: "websale",
        name: "WEBSALE",
        about: "shop vouchers · SOAP 1.1",
        endpoint: shop.url().to_owned(),
        credentials: vec![("shop ID", shop.shop_id()), ("password", shop.password())],
        snippet: include_str!("snippets/websale.rs"),
        routes: Router::new().route("/websale", shop.route()),
        shown: Shown {
            values: SHOWN,
            said: &[],
            words: &["websale"],
        },
        secrets: Box::new(move || vec![secrets.password()]),
        provocations,
    }
}

const SHOWN: &[&str] = &[
    "Amount",
    "AmountType",
    "CatProdFilterSetBehavior",
    "ChargeDescr",
    "ChargeId",
    "ChargeLabel",
    "ChargeType",
    "CreateCharge",
    "Currency",
    "HasTemplate",
    "LastPage",
    "MaxDiscountValue",
    "MinOrderValue",
    "MsgID",
    "PageSize",
    "Pool",
    "SubShop",
    "SubShopValidity",
    "SubscribeSubshopID",
    "SubscribeVoucher",
    "Subshop",
    "Type",
    "Type2",
    "VATIndex",
    "ValidFrom",
    "ValidFromDays",
    "ValidUntil",
    "ValidUntilDays",
    "VoucherCount",
];
