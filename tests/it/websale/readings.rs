//! Lexical forms and deviations that the documentation and gSOAP show (sections 3.6, 4.6 to 4.9).

use kontorhaus_soap::{Limits, decode};
use kontorhaus_websale::{
    AmountType, CatProdFilter, ChargeData, CreateVouchersResult, CustomerFilter,
    GetVoucherCodesResult, Products, VoucherData, VoucherKind, VoucherType,
};
use rust_decimal::Decimal;

fn voucher(changed: &str) -> Result<VoucherData, String> {
    let standard = "<Num>A</Num><Amount>1</Amount><AmountType>0</AmountType><Currency>EUR</Currency>\
                    <Type>0</Type><Type2>1</Type2><VATIndex>-1</VATIndex>";
    let name = changed
        .trim_start_matches('<')
        .split('>')
        .next()
        .unwrap_or_default();
    let start = standard.find(&format!("<{name}>"));
    let end = standard
        .find(&format!("</{name}>"))
        .map(|at| at + name.len() + 3);
    let fields = match (start, end) {
        (Some(start), Some(end)) => format!("{}{changed}{}", &standard[..start], &standard[end..]),
        _ => format!("{standard}{changed}"),
    };
    decode(
        &format!("<VoucherData>{fields}</VoucherData>"),
        Limits::default(),
    )
    .map_err(|error| error.to_string())
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

#[test]
fn an_empty_element_is_as_unset_as_a_missing_one() {
    let standard = voucher("").unwrap();
    for name in [
        "MinOrderValue",
        "CatProdFilterSetBehavior",
        "ValidFrom",
        "CustomerFilter",
    ] {
        assert_eq!(voucher(&format!("<{name}></{name}>")).unwrap(), standard);
        assert_eq!(voucher(&format!("<{name}/>")).unwrap(), standard);
    }
    // Where a text is required, an empty one is a value.
    assert_eq!(voucher("<Currency></Currency>").unwrap().currency, "");
}

#[test]
fn amounts_in_every_form_that_servers_print() {
    for (text, value) in [
        ("10.00", "10"),
        ("10.0", "10"),
        ("50.00", "50"),
        ("10", "10"),
        ("6", "6"),
        ("0", "0"),
        (" 25.50 ", "25.5"),
        ("25.100000000000001", "25.1"),
        ("19.989999999999998", "19.99"),
        ("49.899999999999999", "49.9"),
        ("1E+02", "100"),
        ("-1E+09", "-1000000000"),
    ] {
        let voucher = voucher(&format!("<Amount>{text}</Amount>")).unwrap();
        assert_eq!(voucher.amount, decimal(value), "{text}");
    }
    for text in ["12,50", "", "$ChargeVal$", "NaN", "INF"] {
        let error = voucher(&format!("<Amount>{text}</Amount>")).unwrap_err();
        assert!(error.contains("Amount"), "{error}");
    }
}

#[test]
fn unknown_numbers_are_kept() {
    let odd = voucher("<Type>8</Type>").unwrap();
    assert_eq!(odd.voucher_type, VoucherType::Other(8));
    let odd = voucher("<AmountType>-999999999</AmountType>").unwrap();
    assert_eq!(odd.amount_type, AmountType::Other(-999_999_999));
    let odd = voucher("<Type2> +2 </Type2>").unwrap();
    assert_eq!(odd.voucher_kind, VoucherKind::Purchased);
    for (number, kind) in [
        (0, VoucherType::RemainderReusable),
        (1, VoucherType::RemainderForfeited),
        (2, VoucherType::Universal),
        (3, VoucherType::UniversalPerCustomer),
        (4, VoucherType::UniversalNewCustomers),
        (5, VoucherType::RemainderReusableNewCustomers),
        (6, VoucherType::RemainderForfeitedNewCustomers),
        (7, VoucherType::IndividualMultiple),
    ] {
        assert_eq!(VoucherType::from(number), kind);
    }
}

#[test]
fn filters_come_escaped_or_raw() {
    let escaped =
        voucher("<CatProdFilter>&lt;ci&gt;543&lt;/ci&gt;&lt;ci&gt;345&lt;/ci&gt;</CatProdFilter>")
            .unwrap();
    let raw = voucher("<CatProdFilter><ci>543</ci><ci>345</ci></CatProdFilter>").unwrap();
    let expected = Some(CatProdFilter::categories(["543", "345"]));
    assert_eq!(escaped.cat_prod_filter, expected);
    assert_eq!(raw.cat_prod_filter, expected);

    let products =
        voucher("<CatProdFilter>&lt;pn&gt;abc&lt;/pn&gt;&lt;pn&gt;xyz&lt;/pn&gt;</CatProdFilter>")
            .unwrap();
    assert_eq!(
        products.cat_prod_filter,
        Some(CatProdFilter::products(Products::numbers(["abc", "xyz"])))
    );
    let customers = voucher(
        "<CustomerFilter>&lt;n&gt;K-2001&lt;/n&gt;&lt;n&gt;K-2002&lt;/n&gt;</CustomerFilter>",
    )
    .unwrap();
    assert_eq!(
        customers.customer_filter,
        Some(CustomerFilter::numbers(["K-2001", "K-2002"]))
    );
    let other = voucher("<CustomerFilter>7,8</CustomerFilter>").unwrap();
    assert_eq!(
        other.customer_filter,
        Some(CustomerFilter::Raw("7,8".into()))
    );
}

#[test]
fn multi_currency_texts_pass_through() {
    let text = "EUR 10|USD 12; free";
    let voucher = voucher(&format!(
        "<AmountMultiCurrency>{text}</AmountMultiCurrency>"
    ))
    .unwrap();
    assert_eq!(voucher.amount_multi_currency.unwrap().as_str(), text);
}

#[test]
fn order_and_unknown_elements_do_not_matter() {
    let batch: ChargeData = decode(
        "<ChargeData><Type2>1</Type2><New>1</New><Type>2</Type><Currency>EUR</Currency><VATIndex>3</VATIndex>\
         <AmountType>1</AmountType><Amount>5</Amount></ChargeData>",
        Limits::default(),
    )
    .unwrap();
    assert_eq!(batch.charge_id, None);
    assert_eq!(batch.vat_index, Some(3));
    assert_eq!(batch.amount_type, AmountType::Percentage);
    // The prose of the documentation writes ChargeID; on the wire it is ChargeId.
    assert_eq!(batch.subshop, None);
}

#[test]
fn the_answers_spell_subshop_with_a_small_s() {
    let result: CreateVouchersResult = decode(
        "<response><Amount>1</Amount><AmountType>0</AmountType><Currency>EUR</Currency><Subshop>A,B</Subshop>\
         <SubShop>C</SubShop><Type>0</Type><Type2>1</Type2><VATIndex>-1</VATIndex>\
         <MaxDiscountValue>5</MaxDiscountValue><VoucherNumbers/></response>",
        Limits::default(),
    )
    .unwrap();
    assert_eq!(result.subshop.as_deref(), Some("A,B"));
    assert_eq!(result.max_discount_value, Some(Decimal::from(5)));
    assert!(result.voucher_numbers.is_empty());
}

#[test]
fn an_empty_batch_has_an_empty_list() {
    for list in ["<VoucherList></VoucherList>", "<VoucherList/>"] {
        let page = format!("<response>{list}<LastPage>1</LastPage></response>");
        let page: GetVoucherCodesResult = decode(&page, Limits::default()).unwrap();
        assert!(page.voucher_list.is_empty());
        assert!(page.last_page);
        assert_eq!(page.next_page_token, None);
    }
}

#[test]
fn missing_is_not_zero() {
    let page = "<response><VoucherList/></response>";
    let error = decode::<GetVoucherCodesResult>(page, Limits::default()).unwrap_err();
    assert_eq!(error.message(), "required element LastPage is missing");
}
