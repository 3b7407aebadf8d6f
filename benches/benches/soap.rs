//! Typed reading beside bare events of quick-xml, and writing of a request.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use kontorhaus_benches::voucher_codes;
use kontorhaus_soap::v1::{
    AsDouble, Date, Decimal, DecodeError, EncodeError, ReadXml, Reader, WriteXml, Writer,
};
use kontorhaus_soap::{Limits, decode};
use quick_xml::NsReader;
use quick_xml::events::Event;

struct Envelope(GetVoucherCodesResult);

impl ReadXml for Envelope {
    fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut result = None;
        r.children("http://schemas.xmlsoap.org/soap/envelope/", |r, _| {
            r.children("http://www.websale.de/", |r, _| {
                result = Some(r.payload("", "response")?);
                Ok(())
            })
        })?;
        Ok(Self(r.required(result, "response")?))
    }
}

struct GetVoucherCodesResult {
    msg_id: Option<String>,
    voucher_list: Vec<VoucherData>,
    next_page_token: Option<String>,
    last_page: bool,
}

impl ReadXml for GetVoucherCodesResult {
    fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut msg_id = None;
        let mut voucher_list = None;
        let mut next_page_token = None;
        let mut last_page = None;
        r.children("", |r, name| match name {
            "MsgID" => r.filled(&mut msg_id),
            "VoucherList" => r.wrapped("", "VoucherData", &mut voucher_list),
            "NextPageToken" => r.filled(&mut next_page_token),
            "LastPage" => r.one(&mut last_page),
            _ => r.skip(),
        })?;
        Ok(Self {
            msg_id,
            voucher_list: r.required(voucher_list, "VoucherList")?,
            next_page_token,
            last_page: r.required(last_page, "LastPage")?,
        })
    }
}

struct VoucherData {
    num: String,
    amount: Decimal,
    amount_type: i32,
    currency: String,
    min_order_value: Option<Decimal>,
    subshop: Option<String>,
    type_: i32,
    type2: i32,
    valid_from: Option<Date>,
    valid_until: Option<Date>,
    vat_index: i32,
    max_discount_value: Option<Decimal>,
    customer_filter: Option<String>,
    cat_prod_filter_set_behavior: Option<i32>,
    cat_prod_filter: Option<String>,
    amount_multi_currency: Option<String>,
    min_order_value_multi_currency: Option<String>,
    max_discount_value_multi_currency: Option<String>,
    charge_label: Option<String>,
}

impl ReadXml for VoucherData {
    fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut num = None;
        let mut amount: Option<AsDouble> = None;
        let mut amount_type = None;
        let mut currency = None;
        let mut min_order_value = None;
        let mut subshop = None;
        let mut type_ = None;
        let mut type2 = None;
        let mut valid_from = None;
        let mut valid_until = None;
        let mut vat_index = None;
        let mut max_discount_value = None;
        let mut customer_filter = None;
        let mut cat_prod_filter_set_behavior = None;
        let mut cat_prod_filter = None;
        let mut amount_multi_currency = None;
        let mut min_order_value_multi_currency = None;
        let mut max_discount_value_multi_currency = None;
        let mut charge_label = None;
        r.children("", |r, name| match name {
            "Num" => r.one(&mut num),
            "Amount" => r.one(&mut amount),
            "AmountType" => r.one(&mut amount_type),
            "Currency" => r.one(&mut currency),
            "MinOrderValue" => r.filled(&mut min_order_value),
            "Subshop" => r.filled(&mut subshop),
            "Type" => r.one(&mut type_),
            "Type2" => r.one(&mut type2),
            "ValidFrom" => r.filled(&mut valid_from),
            "ValidUntil" => r.filled(&mut valid_until),
            "VATIndex" => r.one(&mut vat_index),
            "MaxDiscountValue" => r.filled(&mut max_discount_value),
            "CustomerFilter" => r.filled(&mut customer_filter),
            "CatProdFilterSetBehavior" => r.filled(&mut cat_prod_filter_set_behavior),
            "CatProdFilter" => r.filled(&mut cat_prod_filter),
            "AmountMultiCurrency" => r.filled(&mut amount_multi_currency),
            "MinOrderValueMultiCurrency" => r.filled(&mut min_order_value_multi_currency),
            "MaxDiscountValueMultiCurrency" => r.filled(&mut max_discount_value_multi_currency),
            "ChargeLabel" => r.filled(&mut charge_label),
            _ => r.skip(),
        })?;
        Ok(Self {
            num: r.required(num, "Num")?,
            amount: r.required(amount, "Amount")?.0,
            amount_type: r.required(amount_type, "AmountType")?,
            currency: r.required(currency, "Currency")?,
            min_order_value: min_order_value.map(|AsDouble(value)| value),
            subshop,
            type_: r.required(type_, "Type")?,
            type2: r.required(type2, "Type2")?,
            valid_from,
            valid_until,
            vat_index: r.required(vat_index, "VATIndex")?,
            max_discount_value: max_discount_value.map(|AsDouble(value)| value),
            customer_filter,
            cat_prod_filter_set_behavior,
            cat_prod_filter,
            amount_multi_currency,
            min_order_value_multi_currency,
            max_discount_value_multi_currency,
            charge_label,
        })
    }
}

struct CreateVouchers {
    voucher_count: i32,
    charge_id: Option<String>,
    amount: Option<Decimal>,
    amount_type: Option<i32>,
    currency: Option<String>,
    valid_from: Option<String>,
    customer_filter: Option<String>,
}

impl WriteXml for CreateVouchers {
    fn write(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.shell("request");
        w.element("ShopID", &"gartenmarkt".to_owned())?;
        w.element("Password", &"a password".to_owned())?;
        w.element("MsgID", &"till-7-000481".to_owned())?;
        w.element("VoucherCount", &self.voucher_count)?;
        w.optional("ChargeId", &self.charge_id)?;
        w.optional("Amount", &self.amount.map(AsDouble))?;
        w.optional("AmountType", &self.amount_type)?;
        w.optional("Currency", &self.currency)?;
        w.optional("ValidFrom", &self.valid_from)?;
        w.optional("CustomerFilter", &self.customer_filter)?;
        w.close();
        Ok(())
    }
}

fn events(xml: &[u8]) -> usize {
    let mut reader = NsReader::from_reader(xml);
    let mut count = 0;
    loop {
        match reader
            .read_resolved_event()
            .expect("the document is well-formed")
        {
            (_, Event::Eof) => return count,
            event => {
                black_box(&event);
                count += 1;
            }
        }
    }
}

fn read(xml: &[u8]) -> GetVoucherCodesResult {
    let xml = str::from_utf8(xml).expect("the document is UTF-8");
    decode::<Envelope>(xml, Limits::default())
        .expect("the document is valid")
        .0
}

fn write(request: &CreateVouchers) -> String {
    let mut writer = Writer::new();
    writer.open("soap:Envelope");
    writer
        .declare("soap", "http://schemas.xmlsoap.org/soap/envelope/")
        .expect("a tag is open");
    writer
        .declare("ns", "http://www.websale.de/")
        .expect("a tag is open");
    writer.open("soap:Body");
    writer
        .element("ns:CreateVouchers", request)
        .expect("the request can be written");
    writer.close();
    writer.close();
    writer.finish()
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let xml = voucher_codes(1000).into_bytes();
    check(&read(&xml));

    let mut group = criterion.benchmark_group("decode GetVoucherCodes, 1000 vouchers");
    group.throughput(Throughput::Bytes(xml.len() as u64));
    group.bench_function("kontorhaus, typed", |bencher| {
        bencher.iter(|| read(black_box(&xml)))
    });
    group.bench_function("quick-xml, NsReader events", |bencher| {
        bencher.iter(|| events(black_box(&xml)))
    });
    group.finish();

    let request = CreateVouchers {
        voucher_count: 2,
        charge_id: Some("SPRING-TPL".to_owned()),
        amount: Some(Decimal::new(1500, 2)),
        amount_type: Some(0),
        currency: Some("EUR".to_owned()),
        valid_from: Some("2031-03-01".to_owned()),
        customer_filter: Some("<n>K-2001</n><n>K-2002</n>".to_owned()),
    };
    criterion.bench_function("encode CreateVouchers", |bencher| {
        bencher.iter(|| write(black_box(&request)))
    });
    criterion.final_summary();
}

/// What is measured must be the whole work: every field read.
fn check(result: &GetVoucherCodesResult) {
    assert!(
        result.last_page
            && result.msg_id.as_deref() == Some("p-2")
            && result.next_page_token.is_none()
    );
    assert_eq!(result.voucher_list.len(), 1000);
    let voucher = &result.voucher_list[0];
    assert_eq!(
        (voucher.num.as_str(), voucher.currency.as_str()),
        ("9AAB-0000-XY72-LQ40", "EUR")
    );
    assert_eq!(voucher.amount, Decimal::new(499, 1));
    assert_eq!(
        (voucher.min_order_value, voucher.max_discount_value),
        (Some(60.into()), Some(0.into()))
    );
    assert_eq!(
        (
            voucher.amount_type,
            voucher.type_,
            voucher.type2,
            voucher.vat_index
        ),
        (0, 0, 2, -1)
    );
    assert!(
        voucher.valid_from < voucher.valid_until && voucher.cat_prod_filter_set_behavior == Some(0)
    );
    let unset = [
        &voucher.subshop,
        &voucher.customer_filter,
        &voucher.cat_prod_filter,
        &voucher.amount_multi_currency,
        &voucher.min_order_value_multi_currency,
        &voucher.max_discount_value_multi_currency,
        &voucher.charge_label,
    ];
    assert!(unset.iter().all(|field| field.is_none()));
}
