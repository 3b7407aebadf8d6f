//! Products and services.

use rust_decimal::Decimal;

use crate::codes::{ProductType, Rate};
use crate::json::{object, writable};

object! {
    /// A product or service (`/products`). *Documented.*
    pub struct Product {
        /// The key. *Documented.*
        "Id" id: i64,
        /// Its name. *Documented.*
        "Name" name: String,
        /// What it is. *Documented.*
        "Description" description: Option<String>,
        /// The number in the Polish classification `PKWiU`. *Documented for the Polish host only.*
        "ItemCode" item_code: Option<String>,
        /// The company's own code for it. *Documented.*
        "ProductCode" product_code: Option<String>,
        /// The unit it is sold in, such as `Stk.` *Documented.*
        ///
        /// The wire spells it `UnitOfMeasurment`; the other spelling, which one German table has, is read too.
        "UnitOfMeasurment" | "UnitOfMeasurement" unit_of_measurement: String,
        /// The code of its rate of value added tax. *Documented.*
        "Rate" rate: Rate,
        /// Price without tax: in EUR, on the Polish host in PLN. *Documented.*
        "SaleNetPrice" sale_net_price: Option<Decimal>,
        /// Price with tax: in EUR, on the Polish host in PLN. *Documented.*
        "SaleGrossPrice" sale_gross_price: Option<Decimal>,
        /// How much of it is in stock. *Documented for the Polish host only.*
        "Quantity" quantity: Option<Decimal>,
        /// Service, goods, or goods in stock. *Documented for the Polish host only.*
        "ProductType" product_type: Option<ProductType>,
    }
}

writable! {
    /// A product to be created.
    ///
    /// Of the two prices one is enough: from the gross price alone the server computes the net price, from the net price
    /// alone the gross price, and if both come the gross price again. What becomes of a product without a price is not
    /// documented. *Documented.*
    ///
    /// ```
    /// use kontorhaus_erpxt::NewProduct;
    ///
    /// let hour = NewProduct::new("Beratung Stunde", "Std.", 9).with_product_code("BER-H").with_sale_net_price(95);
    /// # assert_eq!(hour.rate.0, 9);
    /// ```
    create NewProduct;
    /// A product as it is to be from now on; [`Product::into_update`] makes it of what was read.
    ///
    /// The vendor's Polish pages speak of the whole object, so take it that a field that is left out is cleared. *Observed.*
    update ProductUpdate;

    /// Its name. *Documented.*
    "Name" name: String,
    /// The unit it is sold in, such as `Stk.` The wire spells it `UnitOfMeasurment`. *Documented; the spelling is observed.*
    "UnitOfMeasurment" unit_of_measurement: String,
    /// The code of its rate of value added tax. *Documented.*
    "Rate" rate: Rate,
    ..
    /// What it is. *Documented.*
    "Description" description / with_description: String,
    /// The number in the Polish classification `PKWiU`. *Inferred, for the Polish host only.*
    "ItemCode" item_code / with_item_code: String,
    /// The company's own code for it; without one the server assigns one. *Documented.*
    "ProductCode" product_code / with_product_code: String,
    /// Price without tax: in EUR, on the Polish host in PLN. *Documented.*
    "SaleNetPrice" sale_net_price / with_sale_net_price: Decimal,
    /// Price with tax: in EUR, on the Polish host in PLN. *Documented.*
    "SaleGrossPrice" sale_gross_price / with_sale_gross_price: Decimal,
    /// How much of it is in stock. Whether it can be written is unknown; an update sends back what was read.
    "Quantity" quantity / with_quantity: Decimal,
    /// Service, goods, or goods in stock. *Observed, on the Polish host only.*
    "ProductType" product_type / with_product_type: ProductType,
}

impl Product {
    /// The update that changes nothing, to be changed and sent.
    ///
    /// Nothing is dropped but the serialiser's `$id` and `$ref`. Both prices go back, and of the two the server takes the
    /// net price: to set a gross price, clear [`sale_net_price`](ProductUpdate::sale_net_price).
    pub fn into_update(self) -> ProductUpdate {
        ProductUpdate {
            id: self.id,
            name: self.name,
            unit_of_measurement: self.unit_of_measurement,
            rate: self.rate,
            description: self.description,
            item_code: self.item_code,
            product_code: self.product_code,
            sale_net_price: self.sale_net_price,
            sale_gross_price: self.sale_gross_price,
            quantity: self.quantity,
            product_type: self.product_type,
            extra: self.extra,
        }
    }
}
