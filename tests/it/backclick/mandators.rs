//! Mandator and API key: in every request, in no field of one, and the key in nothing that is printed.

use kontorhaus_backclick::fake::Reply;
use kontorhaus_backclick::{
    Client, CreateTransactionChannel, Credentials, DoubleOptin, ErrorKind, GetSubscribers, Host,
    SaveOrCreateSubscriber, SetDoubleOptin, Subscriber,
};

use super::{body, builder, client, fault};
use kontorhaus_backclick::fake::Capture;

const KEY: &str = "k7-geheim-0815";

#[tokio::test]
async fn the_mandator_stands_wherever_the_schema_wants_it() {
    let (client, transport) = client([Reply::ok("")]);
    let people = [
        Subscriber::new("a@b.example", [1]),
        Subscriber::new("c@d.example", []),
    ];
    let save = SaveOrCreateSubscriber::new().with_subscribers(people);
    let _ = client.save_or_create_subscriber(save.clone()).await;
    let optin = SetDoubleOptin::new().with_doi_request_items([DoubleOptin::new("a@b.example", 41)]);
    let _ = client.set_double_optin(optin).await;
    let other = client.with_mandator(-4);
    let _ = other.save_or_create_subscriber(save).await;
    let sent: Vec<String> = transport.requests().iter().map(body).collect();
    let of = |body: &str, mandator| {
        let element = format!("<ns:mandatorId>{mandator}</ns:mandatorId>");
        body.matches(&element).count()
    };
    assert_eq!((of(&sent[0], 3), of(&sent[1], 3)), (3, 2));
    assert_eq!((of(&sent[2], 3), of(&sent[2], -4)), (0, 3));
    assert_eq!((client.mandator(), other.mandator()), (3, -4));
    // An empty set of lists is one.
    assert!(
        sent[0].contains("<ns:newsletterListIds></ns:newsletterListIds>"),
        "{}",
        sent[0]
    );
    assert!(!sent[0].contains("apiKey"), "{}", sent[0]);
}

#[tokio::test]
async fn the_key_is_sent_and_never_shown() {
    let transport = Capture::new(fault(&format!("key {KEY} is unknown"), ""));
    let credentials = Credentials::of_mandator(3).with_api_key(KEY.into());
    assert!(!format!("{credentials:?}").contains(KEY));
    let client = builder(transport.clone())
        .credentials(credentials)
        .build()
        .expect("a client");
    for client in [client.clone(), client.with_mandator(5)] {
        let call = client.create_transaction_channel(CreateTransactionChannel::new());
        let error = call.no_retry().await.expect_err("a fault");
        let printed = format!("{error} {error:?} {error:#?} {client:?}");
        assert!(printed.contains("key *** is unknown"), "{printed}");
        assert!(!printed.contains(KEY), "{printed}");
    }
    let sent: Vec<String> = transport.requests().iter().map(body).collect();
    let key = format!("<ns:apiKey>{KEY}</ns:apiKey>");
    assert!(sent[0].contains("<ns:mandatorId>3</ns:mandatorId>") && sent[0].contains(&key));
    assert!(sent[1].contains("<ns:mandatorId>5</ns:mandatorId>") && sent[1].contains(&key));
}

#[test]
fn without_credentials_there_is_no_client() {
    let error = Client::builder().endpoint(Host::saas()).build();
    let error = error.expect_err("no credentials");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("mandator"), "{error}");
    let empty = Credentials::of_mandator(0).with_api_key("".into());
    let error = Client::builder().endpoint(Host::saas()).credentials(empty);
    let error = error.build().expect_err("no key");
    assert!(error.to_string().contains("API key"), "{error}");
}

#[test]
fn plain_http_needs_to_be_wanted() {
    let builder = || {
        Client::builder()
            .endpoint("http://mail.example.org/bc/rpc/soap/")
            .credentials(Credentials::of_mandator(0))
    };
    let error = builder().build().expect_err("plain http");
    assert!(
        error.to_string().contains("plain_http_to_this_host"),
        "{error}"
    );
    let client = builder()
        .plain_http_to_this_host()
        .build()
        .expect("a client");
    assert_eq!(
        client.wsdl_address(),
        "http://mail.example.org/bc/rpc/soap/backclickService.wsdl"
    );
}

/// People's data stay out of what is printed.
#[test]
fn requests_hide_people() {
    let request = GetSubscribers::new().with_email_addresses(["vera@example.org".to_owned()]);
    let subscriber = Subscriber::new("vera@example.org", [12]);
    let printed = format!("{request:?} {subscriber:?}");
    assert!(!printed.contains("vera"), "{printed}");
    assert!(printed.contains("12"), "{printed}");
}
