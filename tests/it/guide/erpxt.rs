//! Comarch ERP XT, from the table of its grades.

use super::{check, repetition};
use crate::erpxt::grades::rows;

#[test]
fn of_erpxt() {
    let rows = rows().map(|(name, place, idempotency, germany, poland)| {
        vec![
            name.to_owned(),
            format!("`{place}`"),
            repetition(idempotency),
            germany.to_string(),
            poland.to_string(),
        ]
    });
    let head = ["operation", "request", "a repetition", "Germany", "Poland"];
    check("erpxt", &head, &rows);
}
