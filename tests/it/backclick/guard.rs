//! What is only guessed goes to this machine and no further, unless somebody says so.

use kontorhaus_backclick::fake::{Capture, Reply};
use kontorhaus_backclick::{
    Backclick, BackclickStatistic, Client, CreateTransactionChannel, Credentials, DateTime,
    DispatchNewsletter, ErrorKind, GetSubscriberToNewsletterListRelation, GetSubscribers, Host,
    ImportSubscribers, NewsletterStatistic, Outcome, Recipient, SaveOrCreateSubscriber,
    SendNewsletter, SendTransactionMail, SetDoubleOptin,
};
use kontorhaus_core::http::StatusCode;
use kontorhaus_core::{Builder, Error, Grade, Operation};
use kontorhaus_soap::v1::SoapOperation;

use super::NAMESPACE;

/// Calls a server that answers nothing; gives the error, and whether anything was sent.
async fn called<Op>(builder: Builder<Backclick>, operation: Op) -> (Error, bool)
where
    Op: Operation<Service = Backclick>,
{
    let transport = Capture::new(Reply::new(StatusCode::NOT_FOUND, ""));
    let client = builder
        .credentials(Credentials::of_mandator(0))
        .transport(transport.clone())
        .build()
        .expect("a client");
    let Err(error) = client.call(operation).await else {
        panic!("nothing answers");
    };
    (error, !transport.requests().is_empty())
}

/// The operation is stopped before it goes to an installation; to this machine and with the guard lifted it goes.
async fn is_guarded<Op>(operation: Op)
where
    Op: SoapOperation + Operation<Service = Backclick> + Clone,
{
    assert_eq!(Op::GRADE, Grade::Placeholder, "{}", Op::NAME);
    assert!(Op::NAMESPACES.contains(&("ns", NAMESPACE)), "{}", Op::NAME);
    let own = Host::new("mail.example.org");
    for host in [Host::saas(), own.clone()] {
        let builder = Client::builder().endpoint(host);
        let (error, sent) = called(builder, operation.clone()).await;
        assert!(!sent, "{}", Op::NAME);
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Request, Outcome::NotSent)
        );
        let shown = error.to_string();
        assert!(shown.contains("cargo xtask adopt"), "{shown}");
        assert!(shown.contains("guessed_messages_to_this_host"), "{shown}");
    }
    let here = Client::builder().endpoint("http://127.0.0.1:9/bc/rpc/soap/");
    let lifted = Client::builder()
        .endpoint(own)
        .guessed_messages_to_this_host();
    for builder in [here, lifted] {
        let (_, sent) = called(builder, operation.clone()).await;
        assert!(sent, "{}", Op::NAME);
    }
}

#[tokio::test]
async fn each_operation_is_guarded() {
    let time: DateTime = "2031-05-04T09:30:00".parse().expect("a time");
    is_guarded(SaveOrCreateSubscriber::new()).await;
    is_guarded(ImportSubscribers::new([12], "EMAIL\r\n")).await;
    is_guarded(GetSubscribers::new()).await;
    is_guarded(GetSubscriberToNewsletterListRelation::new(0, "a@b.example")).await;
    is_guarded(SetDoubleOptin::new()).await;
    is_guarded(SendNewsletter::new("Mai", time)).await;
    is_guarded(DispatchNewsletter::new("Mai")).await;
    is_guarded(NewsletterStatistic::new()).await;
    is_guarded(BackclickStatistic::new()).await;
    is_guarded(CreateTransactionChannel::new()).await;
    let recipient = Recipient::new("a@b.example");
    is_guarded(SendTransactionMail::new(77, "Ihre Bestellung", recipient)).await;
}
