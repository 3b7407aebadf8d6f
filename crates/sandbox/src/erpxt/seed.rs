//! What an account starts with.

use jiff::civil::date;
use rust_decimal::Decimal;

use super::entity::{Entity, Stored};

fn money(cents: i64) -> Stored {
    Stored::Decimal(Decimal::new(cents, 2), 2)
}

fn quantity(whole: i64) -> Stored {
    Stored::Decimal(whole.into(), 4)
}

/// Each resource by its path.
pub(crate) fn entities() -> Vec<(&'static str, Vec<Entity>)> {
    vec![
        ("products", products()),
        ("customers", customers()),
        ("paymenttypes", vec![payment_type()]),
        ("bankaccounts", vec![bank_account()]),
        ("invoices", vec![invoice()]),
        ("proformas", vec![proforma()]),
        (
            "customprints",
            vec![
                template(52, "Rechnung mit Logo", 0),
                template(53, "Auftrag mit Logo", 7),
            ],
        ),
    ]
}

fn products() -> Vec<Entity> {
    let carton = Entity::new(
        40211,
        [
            ("Name", "Versandkarton M".into()),
            ("Description", "".into()),
            ("ProductCode", "VK-M".into()),
            ("UnitOfMeasurment", "Stk.".into()),
            ("Rate", 9.into()),
            ("SaleNetPrice", money(150)),
            ("SaleGrossPrice", money(179)),
        ],
    );
    let hour = Entity::new(
        40212,
        [
            ("Name", "Beratung Stunde".into()),
            ("Description", "".into()),
            ("ProductCode", "BER-H".into()),
            ("UnitOfMeasurment", "Std.".into()),
            ("Rate", 9.into()),
            ("SaleNetPrice", money(9500)),
            ("SaleGrossPrice", money(11305)),
        ],
    );
    vec![carton, hour]
}

fn customers() -> Vec<Entity> {
    let address = Entity::new(
        881,
        [
            ("Street", "Talweg".into()),
            ("BuildingNumber", "7".into()),
            ("FlatNumber", "".into()),
            ("PostalCode", "99999".into()),
            ("City", "Beispielstadt".into()),
        ],
    );
    let bakery = Entity::new(
        880,
        [
            ("Name", "Bäckerei Sonnblick GmbH".into()),
            ("CustomerTaxNumber", "DE000000001".into()),
            ("CustomerCode", "K-2001".into()),
            ("Mail", "post@sonnblick.example".into()),
            ("PhoneNumber", "".into()),
            ("CustomerType", 1.into()),
            ("Address", Stored::Object(address)),
            ("CustomerKind", 1.into()),
        ],
    );
    let person = Entity::new(
        881,
        [
            ("Name", "Erika O'Hara".into()),
            ("CustomerTaxNumber", "".into()),
            ("CustomerCode", "K-2002".into()),
            ("Mail", "erika@example.org".into()),
            ("PhoneNumber", "".into()),
            ("CustomerType", 0.into()),
            ("Address", Stored::Null),
            ("CustomerKind", 1.into()),
        ],
    );
    vec![bakery, person]
}

fn payment_type() -> Entity {
    Entity::new(
        310,
        [
            ("Name", "Überweisung 14 Tage".into()),
            ("Primary", Stored::Bool(true)),
            ("Deadline", 14.into()),
            ("Type", 1.into()),
        ],
    )
}

fn bank_account() -> Entity {
    Entity::new(
        90,
        [
            ("AccountNumber", "DE00100000000000000001".into()),
            ("BankName", "Musterbank".into()),
            ("Symbol", "MB".into()),
            ("ReportingPeriod", 3.into()),
            ("Primary", Stored::Bool(true)),
        ],
    )
}

fn invoice() -> Entity {
    let line = Entity::new(
        7001,
        [
            ("ProductId", 40211.into()),
            ("Quantity", quantity(20)),
            ("ProductCurrencyNetPrice", money(150)),
            ("ProductDescription", "".into()),
        ],
    );
    Entity::new(
        6100,
        [
            ("PaymentStatus", 0.into()),
            ("PurchasingPartyId", 880.into()),
            ("PaymentTypeId", 310.into()),
            ("BankAccountId", Stored::Null),
            ("SalesDate", Stored::Date(date(2024, 3, 4))),
            ("Items", Stored::List(vec![line])),
            ("IssueDate", Stored::Date(date(2024, 3, 4))),
            ("Number", "RE/24/3/1".into()),
            ("Status", 1.into()),
        ],
    )
}

fn proforma() -> Entity {
    let line = Entity::new(
        7002,
        [
            ("ProductId", 40212.into()),
            ("Quantity", quantity(3)),
            ("ProductCurrencyNetPrice", money(9500)),
            ("ProductDescription", "Workshop".into()),
        ],
    );
    Entity::new(
        9050,
        [
            ("PurchasingPartyId", 880.into()),
            ("PaymentTypeId", 310.into()),
            ("BankAccountId", Stored::Null),
            ("Items", Stored::List(vec![line])),
            ("IssueDate", Stored::Date(date(2024, 7, 1))),
            ("Number", "PF/24/7/1".into()),
            ("Status", 0.into()),
            ("InvoiceDocIdNum", Stored::Null),
        ],
    )
}

fn template(id: i64, name: &str, kind: i64) -> Entity {
    Entity::new(
        id,
        [
            ("Name", name.into()),
            ("Language", "DE".into()),
            ("Type", kind.into()),
        ],
    )
}
