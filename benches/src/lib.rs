//! Inputs and peers that the benchmarks share.

pub mod fetch;
pub mod gsoap;
pub mod loopback;

use std::fmt::Write;

/// An answer to `GetVoucherCodes` with so many vouchers, as gSOAP writes it: about 640 bytes each, no white space
/// between elements, empty elements for what is not set, now and then a double in all its digits.
#[must_use]
pub fn voucher_codes(count: usize) -> String {
    let mut xml = String::with_capacity(600 * count + 1024);
    xml.push_str(concat!(
        r#"<?xml version="1.0" encoding="UTF-8"?>"#,
        "\n",
        r#"<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" "#,
        r#"xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" "#,
        r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" "#,
        r#"xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:ns="http://www.websale.de/">"#,
        "<SOAP-ENV:Body><ns:GetVoucherCodesResponse><response><MsgID>p-2</MsgID><VoucherList>",
    ));
    for index in 0..count {
        let amount = match index % 10 {
            0 => "49.899999999999999",
            1..5 => "15",
            _ => "25.50",
        };
        // Writing to a `String` can't fail.
        let _ = write!(
            xml,
            "<VoucherData><Num>{a:04X}-{b:04X}-XY72-LQ40</Num><Amount>{amount}</Amount><AmountType>0</AmountType>\
             <Currency>EUR</Currency><MinOrderValue>60</MinOrderValue><Subshop></Subshop><Type>0</Type>\
             <Type2>2</Type2><ValidFrom>2031-03-01</ValidFrom><ValidUntil>2031-05-31</ValidUntil>\
             <VATIndex>-1</VATIndex><MaxDiscountValue>0</MaxDiscountValue><CustomerFilter></CustomerFilter>\
             <CatProdFilterSetBehavior>0</CatProdFilterSetBehavior><CatProdFilter></CatProdFilter>\
             <AmountMultiCurrency></AmountMultiCurrency><MinOrderValueMultiCurrency></MinOrderValueMultiCurrency>\
             <MaxDiscountValueMultiCurrency></MaxDiscountValueMultiCurrency><ChargeLabel></ChargeLabel></VoucherData>",
            a = index / 0x1_0000 + 0x9AAB,
            b = index % 0x1_0000,
        );
    }
    xml.push_str(concat!(
        "</VoucherList><NextPageToken></NextPageToken><LastPage>true</LastPage></response>",
        "</ns:GetVoucherCodesResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>\n",
    ));
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_vouchers_are_about_600_kilobytes() {
        let length = voucher_codes(1000).len();
        assert!((550_000..690_000).contains(&length), "{length} bytes");
    }
}
