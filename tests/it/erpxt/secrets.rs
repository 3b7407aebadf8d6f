//! Neither the secret, nor a token, nor anybody's data is in anything that prints.

use kontorhaus_core::fake::{Capture, Recorder, Reply};
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_erpxt::{
    Address, Client, Credentials, ErrorKind, Filter, Method, NewAddress, NewCustomer, NewItem,
    NewProduct, Query,
};
use kontorhaus_sandbox::Reaction;
use kontorhaus_sandbox::erpxt::Refusal;

use super::{account, builder, credentials};

const SENTINEL: &str = "s3ntinel";

#[tokio::test]
async fn the_secret_and_the_token_are_masked_everywhere() {
    let (sandbox, client) = account().await;
    let service = sandbox.erpxt();
    client.products().list().await.unwrap();
    let secret = service.client_secret();
    // The account's tokens are made of this.
    let token = "kQ3v+8sX/0pLm2Zr";
    let shown = |text: &str| text.contains(&secret) || text.contains(token);
    let repeated = format!("{secret} {token}9e3779b97f4a7c15");
    for reaction in [
        Reaction::Fault(Refusal::new(400, repeated.clone())),
        Reaction::Instead(format!("<html>{repeated}</html>")),
        Reaction::Instead(format!("[{{\"Id\":\"{repeated}\"}}]")),
    ] {
        service.react([reaction]);
        let error = client.products().list().await.unwrap_err();
        assert!(
            !shown(&format!(
                "{error} {error:?} {error:#?} {:?}",
                error.excerpt()
            )),
            "{error:?}"
        );
        assert!(!error.message().is_empty());
    }
    service.react_to_tokens([Reaction::Fault(Refusal::new(401, repeated))]);
    service.expire_tokens();
    let error = client.products().list().await.unwrap_err();
    assert!(
        !shown(&format!("{error} {error:?} {error:#?}")),
        "{error:?}"
    );
    assert!(
        error
            .message()
            .contains("no access token could be had: ***"),
        "{error}"
    );
    let credentials = credentials(service);
    assert_eq!(
        format!("{credentials:?}"),
        "Credentials { client_id: \"buchhaltung\", client_secret: \"***\" }"
    );
    assert!(!shown(&format!(
        "{client:?} {:?}",
        client.products().list()
    )));
}

#[tokio::test]
async fn a_recording_holds_no_token() {
    let (sandbox, _) = account().await;
    let service = sandbox.erpxt();
    let folder =
        std::env::temp_dir().join(format!("kontorhaus-erpxt-recording-{}", std::process::id()));
    let target = folder.clone();
    let client = builder(service)
        .wrap_transport(move |inner| Recorder::new(inner, target))
        .build()
        .unwrap();
    client.products().list().await.unwrap();
    let mut recorded = String::new();
    for entry in std::fs::read_dir(&folder).unwrap() {
        recorded.push_str(&std::fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(
        recorded.contains("authorization: ***") && recorded.contains("\"expires\":600"),
        "{recorded}"
    );
    // Nor any text of the account; numbers stay.
    assert!(
        recorded.contains("\"Name\":\"masked-") && recorded.contains("\"SaleNetPrice\":1.50"),
        "{recorded}"
    );
    assert!(
        !recorded.contains("kQ3v") && !recorded.contains(&service.client_secret()),
        "{recorded}"
    );
}

/// The code of the account stays readable: numbers and codes are nobody's data.
#[test]
fn texts_are_hidden_and_numbers_shown() {
    let address: Address = serde_json::from_str(&format!(
        "{{\"City\":\"{SENTINEL}\",\"{SENTINEL}2\":\"{SENTINEL}\"}}"
    ))
    .unwrap();
    let customer = NewCustomer::new(SENTINEL)
        .with_mail(SENTINEL)
        .with_address(NewAddress::new().with_city(SENTINEL));
    let line = NewItem::new(7, 2, 3).with_product_description(SENTINEL);
    assert_eq!(
        format!("{line:?}"),
        "NewItem { product_id: Some(7), quantity: 2, product_currency_net_price: 3, \
         product_description: Some(***), extra: {} }"
    );
    assert_eq!(
        format!("{:?}", NewAddress::new().with_city("x")),
        "NewAddress { street: None, building_number: None, flat_number: None, postal_code: None, city: Some(***), extra: {} }"
    );
    let query = Query::new()
        .filter(Filter::eq("Mail", SENTINEL).or(Filter::raw(SENTINEL)).not())
        .full_text(SENTINEL);
    assert!(format!("{query:?}").contains("Mail eq '***'"), "{query:?}");
    for shown in [
        format!("{customer:?}"),
        format!("{query:?}"),
        format!("{:?}", vec![line]),
    ] {
        assert!(!shown.contains(SENTINEL), "{shown}");
    }
    // Of what nobody knows, the names are shown.
    assert!(
        format!("{address:?}").contains("extra: {\"s3ntinel2\"}"),
        "{address:?}"
    );
    assert_eq!(format!("{address:?}").matches(SENTINEL).count(), 1);
}

#[tokio::test]
async fn what_stands_in_an_address_is_not_shown() {
    let (sandbox, client) = account().await;
    let query = || Query::new().filter(Filter::eq("Mail", SENTINEL));
    let answers = || sandbox.erpxt().react([Reaction::Html(502)]);
    let mut errors = Vec::new();
    answers();
    errors.push(
        client
            .customers()
            .by_tax_number(SENTINEL)
            .await
            .unwrap_err(),
    );
    answers();
    errors.push(client.invoices().by_number(SENTINEL).await.unwrap_err());
    answers();
    errors.push(client.customers().find(query()).await.unwrap_err());
    answers();
    let raw = client.request(Method::GET, SENTINEL).query(&query());
    let shown = format!(
        "{raw:?} {:?}",
        client.customers().by_tax_number(SENTINEL).request()
    );
    errors.push(raw.send().await.unwrap_err());
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Status);
        assert!(
            !format!("{error} {error:?} {error:#?}").contains(SENTINEL),
            "{error:?}"
        );
    }
    assert!(!shown.contains(SENTINEL), "{shown}");
    // The server may repeat a name; a decode error does not.
    sandbox.erpxt().react([Reaction::Instead(format!(
        "[{{\"{SENTINEL}\":1,\"{SENTINEL}\":\"{SENTINEL}\"}}]"
    ))]);
    let error = client.products().list().await.unwrap_err();
    assert!(
        !format!("{error} {error:?} {error:#?}").contains(SENTINEL),
        "{error:?}"
    );
    let printed = format!(
        "{:?}",
        client
            .products()
            .create(NewProduct::new(SENTINEL, "x", 9))
            .request()
    );
    assert!(
        printed.starts_with("CreateProduct {") && !printed.contains(SENTINEL),
        "{printed}"
    );
}

#[test]
fn a_client_needs_an_address_and_a_key_pair() {
    let build = |id: &str, secret: &str, url: &str| {
        let pair = Credentials::new(id, SecretString::from(secret));
        let transport = Capture::new(Reply::ok(""));
        let builder = Client::builder()
            .credentials(pair)
            .endpoint(url)
            .transport(transport);
        builder.build().map(|_| ()).map_err(|error| error.kind())
    };
    let configuration = Err(ErrorKind::Configuration);
    let url = "https://app.erpxt.de/api2/public";
    assert_eq!(build("a", "b", url), Ok(()));
    assert_eq!(build("", "b", url), configuration);
    assert_eq!(build("a", "", url), configuration);
    assert_eq!(build("a:b", "c", url), configuration);
    assert_eq!(build("a\n", "c", url), configuration);
    assert_eq!(build("a", "b", "http://app.erpxt.de/"), configuration);
    assert!(
        Client::builder()
            .endpoint(url)
            .build()
            .unwrap_err()
            .to_string()
            .contains("credentials()")
    );
}
