//! Each operation against the sandbox.

use kontorhaus_core::http::Method;
use kontorhaus_erpxt::{
    BankAccountUpdate, CustomerType, Decimal, DocumentStatus, NewAddress, NewBankAccount,
    NewCustomer, NewInvoice, NewItem, NewPaymentType, NewProduct, NewProforma, PaymentMethod,
    PaymentStatus, Rate, ReportingPeriod, is_not_found,
};

use super::account;

#[tokio::test]
async fn products_are_created_read_updated_and_deleted() {
    let (sandbox, client) = account().await;
    let products = client.products();
    let new = NewProduct::new("Kiste", "Stk.", Rate::ZERO_PERCENT)
        .with_sale_gross_price(Decimal::new(995, 2));
    let id = products.create(new).await.unwrap();

    let product = products.get(id).await.unwrap();
    assert_eq!((product.id, product.name.as_str()), (id, "Kiste"));
    // At 0 % net and gross are the same; the server computed it and assigned a code.
    assert_eq!(product.sale_net_price, Some(Decimal::new(995, 2)));
    assert!(product.product_code.as_deref().unwrap().starts_with("P/"));

    let mut update = product.into_update();
    update.name = "Kiste, groß".to_owned();
    update.sale_net_price = Some(Decimal::new(1200, 2));
    products.update(update).await.unwrap();
    let product = products.get(id).await.unwrap();
    assert_eq!(product.name, "Kiste, groß");
    assert_eq!(product.sale_gross_price, Some(Decimal::new(1200, 2)));

    products.delete(id).await.unwrap();
    assert!(is_not_found(&products.get(id).await.unwrap_err()));
    assert_eq!(products.list().await.unwrap().len(), 2);

    let sent: Vec<_> = sandbox
        .erpxt()
        .exchanges()
        .into_iter()
        .map(|exchange| (exchange.method, exchange.path, exchange.status))
        .collect();
    let of = |id: i64| format!("/products/{id}");
    let list = "/products".to_owned();
    assert_eq!(
        sent,
        [
            (Method::POST, "/token".to_owned(), 200),
            (Method::POST, list.clone(), 200),
            (Method::GET, of(id), 200),
            (Method::PUT, list.clone(), 204),
            (Method::GET, of(id), 200),
            (Method::DELETE, of(id), 204),
            (Method::GET, of(id), 404),
            (Method::GET, list, 200),
        ]
    );
}

#[tokio::test]
async fn customers_are_created_found_updated_and_deleted() {
    let (_sandbox, client) = account().await;
    let customers = client.customers();
    let address = NewAddress::new().with_street("Hafen").with_city("Bremen");
    let new = NewCustomer::new("Reederei Nord")
        .with_customer_tax_number("DE 1/2 ü")
        .with_customer_type(CustomerType::Business)
        .with_address(address);
    let id = customers.create(new).await.unwrap();
    let found = customers.by_tax_number("DE 1/2 ü").await.unwrap();
    let [customer] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(
        customer.address.as_ref().unwrap().city.as_deref(),
        Some("Bremen")
    );
    let update = customer
        .clone()
        .into_update()
        .with_mail("post@nord.example");
    customers.update(update).await.unwrap();
    let customer = customers.get(id).await.unwrap();
    assert_eq!(customer.mail.as_deref(), Some("post@nord.example"));
    assert_eq!(customer.address.unwrap().street.as_deref(), Some("Hafen"));
    customers.delete(id).await.unwrap();
    // One that invoices name cannot go.
    let error = customers.delete(880).await.unwrap_err();
    assert_eq!(error.message(), "Contractor 880 is in use");
}

#[tokio::test]
async fn a_look_up_gives_an_object_or_a_list() {
    let (sandbox, client) = account().await;
    let by_number = || client.invoices().by_number("RE/24/3/1");
    assert_eq!(by_number().await.unwrap()[0].id, 6100);
    assert!(is_not_found(
        &client.proformas().by_number("none").await.unwrap_err()
    ));
    sandbox
        .erpxt()
        .set_style(|style| style.look_up_lists = true);
    assert_eq!(by_number().await.unwrap()[0].id, 6100);
    assert!(
        client
            .proformas()
            .by_number("none")
            .await
            .unwrap()
            .is_empty()
    );
    let path = &sandbox.erpxt().exchanges()[1].path;
    assert_eq!(path, "/invoices/number/RE%2F24%2F3%2F1");
}

#[tokio::test]
async fn payment_types_and_bank_accounts_are_kept() {
    let (_sandbox, client) = account().await;
    let types = client.payment_types();
    let id = types
        .create(NewPaymentType::new("Bar", 0, PaymentMethod::Cash))
        .await
        .unwrap();
    let update = types
        .get(id)
        .await
        .unwrap()
        .into_update()
        .with_primary(true);
    types.update(update).await.unwrap();
    assert_eq!(types.get(id).await.unwrap().primary, Some(true));
    types.delete(id).await.unwrap();
    assert_eq!(types.list().await.unwrap().len(), 1);

    let accounts = client.bank_accounts();
    let new = NewBankAccount::new("DE00", "ZB", ReportingPeriod::OpenEnded);
    let id = accounts.create(new).await.unwrap();
    accounts
        .update(BankAccountUpdate::new(
            id,
            "DE01",
            "ZB",
            ReportingPeriod::Daily,
        ))
        .await
        .unwrap();
    let account = accounts.get(id).await.unwrap();
    assert_eq!(
        (account.account_number.as_str(), account.reporting_period),
        ("DE01", Some(ReportingPeriod::Daily))
    );
    accounts.delete(id).await.unwrap();
    assert_eq!(accounts.list().await.unwrap().len(), 1);
    assert_eq!(client.custom_prints().list().await.unwrap().len(), 2);
}

#[tokio::test]
async fn documents_are_written_until_they_are_confirmed() {
    let (sandbox, client) = account().await;
    let invoices = client.invoices();
    let line = NewItem::new(40211, Decimal::new(25, 1), Decimal::new(15, 1));
    let id = invoices
        .create(NewInvoice::new(880, 310).with_items([line.clone()]))
        .await
        .unwrap();
    let invoice = invoices.get(id).await.unwrap();
    assert_eq!(invoice.status, Some(DocumentStatus::Saved));
    assert_eq!(invoice.items[0].quantity.to_string(), "2.5000");
    let number = invoice.number.clone().unwrap();
    assert!(number.starts_with("RE/"), "{number}");

    let mut update = invoice
        .into_update()
        .with_payment_status(PaymentStatus::Paid);
    update.items.as_mut().unwrap().push(line);
    invoices.update(update).await.unwrap();
    let invoice = invoices.get(id).await.unwrap();
    assert_eq!(
        (invoice.items.len(), invoice.payment_status),
        (2, Some(PaymentStatus::Paid))
    );
    assert_eq!(invoice.number, Some(number));

    assert!(sandbox.erpxt().confirm("invoices", id));
    let invoice = invoices.get(id).await.unwrap();
    assert_eq!(invoice.status, Some(DocumentStatus::Confirmed));
    invoices.update(invoice.into_update()).await.unwrap_err();
    invoices.delete(id).await.unwrap_err();

    let proformas = client.proformas();
    let id = proformas.create(NewProforma::new(881, 310)).await.unwrap();
    let order = proformas.get(id).await.unwrap();
    assert!(order.items.is_empty() && order.invoice_id.is_none());
    proformas
        .update(order.into_update().with_bank_account_id(90))
        .await
        .unwrap();
    assert_eq!(proformas.get(id).await.unwrap().bank_account_id, Some(90));
    proformas.delete(id).await.unwrap();
}

#[tokio::test]
async fn rules_are_checked_before_anything_is_sent() {
    let (sandbox, client) = account().await;
    let partly = NewInvoice::new(880, 310).with_payment_status(PaymentStatus::PartlyPaid);
    let error = client.invoices().create(partly).await.unwrap_err();
    assert!(
        error
            .message()
            .starts_with("PaymentStatus: 2 (partly paid)"),
        "{error}"
    );
    for days in [-1, 367] {
        let new = NewPaymentType::new("x", days, PaymentMethod::Card);
        let error = client.payment_types().create(new).await.unwrap_err();
        assert_eq!(error.message(), "Deadline: must be between 0 and 366");
    }
    for text in ["", ".", ".."] {
        client.invoices().by_number(text).await.unwrap_err();
    }
    assert!(sandbox.erpxt().exchanges().is_empty());
}
