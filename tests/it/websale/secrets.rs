//! The password, voucher numbers and customers are not shown by anything that prints.

use kontorhaus_core::ErrorKind;
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_sandbox::Reaction;
use kontorhaus_sandbox::websale::Fault;
use kontorhaus_websale::{Client, CreateVouchers, Credentials, CustomerFilter, GetVoucherCodes};

use super::shop;

#[tokio::test]
async fn the_password_is_masked_everywhere() {
    let (sandbox, client) = shop().await;
    let shop = sandbox.websale();
    let password = shop.password();
    let order = || CreateVouchers::new(1).with_charge_id("SPRING-TPL");
    // A server that repeats what it was sent.
    for reaction in [
        Reaction::Fault(Fault::Soap(format!("ES002 no access with {password}"))),
        Reaction::Instead(format!("<html>{password}</html>")),
        Reaction::Instead(password.clone()),
    ] {
        shop.react([reaction]);
        let error = client.create_vouchers(order()).await.unwrap_err();
        let texts = [
            error.to_string(),
            format!("{error:?} {error:#?}"),
            error.excerpt().unwrap_or_default().to_owned(),
        ];
        for text in texts {
            assert!(!text.contains(&password), "{text}");
        }
    }
    let credentials = Credentials::new("gartenmarkt", SecretString::from(password.clone()));
    assert_eq!(
        format!("{credentials:?}"),
        "Credentials { shop_id: \"gartenmarkt\", password: \"***\" }"
    );
    assert!(!format!("{client:?}").contains(&password));
    assert!(!format!("{:?}", client.create_vouchers(order())).contains(&password));
}

#[tokio::test]
async fn voucher_numbers_and_customers_are_hidden() {
    let (_sandbox, client) = shop().await;
    let order = CreateVouchers::new(1)
        .with_charge_id("SPRING-TPL")
        .with_customer_filter(CustomerFilter::numbers(["K-2001"]));
    assert!(format!("{order:?}").contains("SPRING-TPL"));
    assert!(!format!("{order:?}").contains("K-2001"));
    let made = client.create_vouchers(order).await.unwrap();
    let page = client
        .get_voucher_codes(GetVoucherCodes::new("SPRING-TPL"))
        .await
        .unwrap();
    for shown in [format!("{made:?}"), format!("{page:?}")] {
        assert!(!shown.contains(&made.voucher_numbers[0]), "{shown}");
        assert!(!shown.contains("K-2001"), "{shown}");
        assert!(shown.contains("EUR"), "{shown}");
    }
}

#[test]
fn a_client_needs_an_address_and_credentials() {
    let some = || Credentials::new("a", SecretString::from("b"));
    let build = |credentials: Option<Credentials>, url: Option<&str>| {
        let mut builder = Client::builder();
        if let Some(credentials) = credentials {
            builder = builder.credentials(credentials);
        }
        if let Some(url) = url {
            builder = builder.endpoint(url);
        }
        builder.build().map(|_| ()).map_err(|error| error.kind())
    };
    let configuration = Err(ErrorKind::Configuration);
    assert_eq!(
        build(Some(some()), Some("https://shop.example/soap")),
        Ok(())
    );
    assert_eq!(
        build(None, Some("https://shop.example/soap")),
        configuration
    );
    assert_eq!(build(Some(some()), None), configuration);
    // The service answers ES007 to that; the client does not even send it.
    assert_eq!(
        build(Some(some()), Some("http://shop.example/soap")),
        configuration
    );
    for (id, password) in [("", "b"), ("a", "")] {
        let empty = Credentials::new(id, SecretString::from(password));
        assert_eq!(
            build(Some(empty), Some("https://shop.example/soap")),
            configuration
        );
    }
}
