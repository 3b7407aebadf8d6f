//! What invoices and orders have in common: their lines.

use rust_decimal::Decimal;

use crate::json::{object, request};

object! {
    /// A line of an invoice or an order. *Documented.*
    pub struct Item {
        /// The key of the line. *Documented.*
        "Id" id: Option<i64>,
        /// The product. *Documented; `None` for a line that stands for no product is observed.*
        "ProductId" product_id: Option<i64>,
        /// How much of it, with up to four decimal places. *Documented.*
        "Quantity" quantity: Decimal,
        /// Price of one, without tax, in EUR, on the Polish host in PLN. *Documented.*
        "ProductCurrencyNetPrice" product_currency_net_price: Decimal,
        /// A text of its own for the line. *Documented.*
        "ProductDescription" product_description: Option<String>,
    }
}

request! {
    /// A line to be written. *Documented.*
    ///
    /// ```
    /// use kontorhaus_erpxt::NewItem;
    ///
    /// let line = NewItem::new(40212, 3, 95).with_product_description("Workshop");
    /// # assert_eq!(serde_json::to_string(&line)?, r#"{"ProductId":40212,"Quantity":3,"ProductCurrencyNetPrice":95,"ProductDescription":"Workshop"}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct NewItem {
        /// The product, which the service requires. *Documented.*
        "ProductId" product_id: Option<i64>,
        /// How much of it, with up to four decimal places. *Documented.*
        "Quantity" quantity: Decimal,
        /// Price of one, without tax. *Documented.*
        "ProductCurrencyNetPrice" product_currency_net_price: Decimal,
        ..
        /// A text of its own for the line. *Documented.*
        "ProductDescription" product_description / with_product_description: String,
    }
}

impl Item {
    /// The same line to be written. Drops `Id`: the one public client that updates documents sends lines without it.
    pub fn into_new(self) -> NewItem {
        NewItem {
            product_id: self.product_id,
            quantity: self.quantity,
            product_currency_net_price: self.product_currency_net_price,
            product_description: self.product_description,
            extra: self.extra,
        }
    }
}
