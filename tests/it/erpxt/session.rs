//! A session that uses every operation with every field, for tests that look at what went over the wire.

use kontorhaus_erpxt::{
    BankAccountUpdate, Client, CustomerKind, CustomerType, Date, Decimal, Error, NewAddress,
    NewBankAccount, NewCustomer, NewInvoice, NewItem, NewPaymentType, NewProduct, NewProforma,
    PaymentMethod, PaymentStatus, ProductType, Query, ReportingPeriod,
};

/// The keys of what a session makes.
struct Made {
    product: i64,
    customer: i64,
    payment_type: i64,
    bank_account: i64,
}

/// Makes, reads, changes and removes one of everything, and is refused some things.
pub(super) async fn run(client: &Client) -> Result<(), Error> {
    let made = Made {
        product: product(client).await?,
        customer: customer(client).await?,
        payment_type: payment_type(client).await?,
        bank_account: bank_account(client).await?,
    };
    let invoice = invoice(client, &made).await?;
    let order = order(client, &made).await?;
    lists(client).await?;
    client.invoices().print(invoice).await?;
    client.proformas().print_with(order, 53).await?;
    refusals(client, &made).await;
    client.invoices().delete(invoice).await?;
    client.proformas().delete(order).await?;
    client.products().delete(made.product).await?;
    client.customers().delete(made.customer).await?;
    client.payment_types().delete(made.payment_type).await?;
    client.bank_accounts().delete(made.bank_account).await
}

async fn product(client: &Client) -> Result<i64, Error> {
    let new = NewProduct::new("Kiste", "Stk.", 8)
        .with_description("groß")
        .with_item_code("22.21")
        .with_product_code("K-1")
        .with_sale_net_price(Decimal::new(1250, 2))
        .with_sale_gross_price(Decimal::new(1338, 2))
        .with_quantity(Decimal::new(40000, 4))
        .with_product_type(ProductType::GoodsInStock);
    let id = client.products().create(new).await?;
    let update = client.products().get(id).await?.into_update();
    client.products().update(update).await?;
    Ok(id)
}

async fn customer(client: &Client) -> Result<i64, Error> {
    let address = NewAddress::new()
        .with_street("Hafen")
        .with_building_number("1")
        .with_flat_number("Hof")
        .with_postal_code("28195")
        .with_city("Bremen");
    let new = NewCustomer::new("Reederei")
        .with_customer_tax_number("DE1")
        .with_customer_code("K-9")
        .with_mail("a@example.org")
        .with_phone_number("0421")
        .with_customer_type(CustomerType::Business)
        .with_customer_kind(CustomerKind::Supplier)
        .with_address(address);
    let id = client.customers().create(new).await?;
    // One with an address and one without.
    for id in [id, 881] {
        let update = client.customers().get(id).await?.into_update();
        client.customers().update(update).await?;
    }
    client.customers().by_tax_number("DE1").await?;
    Ok(id)
}

async fn payment_type(client: &Client) -> Result<i64, Error> {
    let types = client.payment_types();
    let new = NewPaymentType::new("Karte", 7, PaymentMethod::Card).with_primary(false);
    let id = types.create(new).await?;
    types.update(types.get(id).await?.into_update()).await?;
    Ok(id)
}

async fn bank_account(client: &Client) -> Result<i64, Error> {
    let accounts = client.bank_accounts();
    let new = NewBankAccount::new("DE00", "X", ReportingPeriod::Weekly)
        .with_bank_name("Bank")
        .with_primary(true);
    let id = accounts.create(new).await?;
    accounts
        .update(accounts.get(id).await?.into_update())
        .await?;
    let update = BankAccountUpdate::new(id, "DE01", "Y", ReportingPeriod::Daily);
    accounts.update(update).await?;
    Ok(id)
}

async fn invoice(client: &Client, made: &Made) -> Result<i64, Error> {
    let new = NewInvoice::new(made.customer, made.payment_type)
        .with_payment_status(PaymentStatus::Paid)
        .with_bank_account_id(made.bank_account)
        .with_sales_date(day())
        .with_issue_date(day())
        .with_items([line(made), line(made)]);
    let id = client.invoices().create(new).await?;
    client.invoices().create(NewInvoice::new(880, 310)).await?;
    let update = client.invoices().get(id).await?.into_update();
    client.invoices().update(update).await?;
    client.invoices().by_number("RE/24/3/1").await?;
    Ok(id)
}

async fn order(client: &Client, made: &Made) -> Result<i64, Error> {
    let new = NewProforma::new(made.customer, made.payment_type)
        .with_bank_account_id(made.bank_account)
        .with_issue_date(day())
        .with_items([line(made)]);
    let id = client.proformas().create(new).await?;
    let update = client.proformas().get(id).await?.into_update();
    client.proformas().update(update).await?;
    client.proformas().by_number("PF/24/7/1").await?;
    Ok(id)
}

async fn lists(client: &Client) -> Result<(), Error> {
    client.products().list().await?;
    let some = Query::new().descending("Name").top(2);
    client.customers().find(some).await?;
    client.payment_types().list().await?;
    client.bank_accounts().list().await?;
    client.invoices().list().await?;
    client.proformas().list().await?;
    client.custom_prints().list().await?;
    Ok(())
}

async fn refusals(client: &Client, made: &Made) {
    assert!(client.products().delete(made.product).await.is_err());
    assert!(client.products().get(1).await.is_err());
    assert!(client.invoices().delete(6100).await.is_err());
    let for_nobody = NewInvoice::new(1, 310);
    assert!(client.invoices().create(for_nobody).await.is_err());
}

fn day() -> Date {
    Date::constant(2026, 7, 31)
}

fn line(made: &Made) -> NewItem {
    NewItem::new(made.product, Decimal::new(12345, 4), Decimal::new(-1, 2))
        .with_product_description("Rabatt")
}
