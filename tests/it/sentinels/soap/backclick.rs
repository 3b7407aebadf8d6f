//! The newsletters of BACKCLICK.

use kontorhaus_backclick::{
    Backclick, BackclickStatistic, Client, CreateTransactionChannel, Credentials, DispatchFigures,
    DispatchNewsletter, DoubleOptin, DoubleOptinAnswer, GetSubscriberToNewsletterListRelation,
    GetSubscribers, ImportSubscribers, KnownSubscriber, ListInformation, NewsletterStatistic,
    ReactionFigures, Recipient, SaveOrCreateSubscriber, SendNewsletter, SendTransactionMail,
    SetDoubleOptin, Subscriber, SubscriberField,
};
use kontorhaus_core::{Call, Operation};

use super::{Check, PASSWORD, Vendor};

impl Vendor for Backclick {
    fn credentials() -> Credentials {
        Credentials::of_mandator(7).with_api_key(PASSWORD.into())
    }

    fn call<Op: Operation<Service = Self>>(client: &Client, operation: Op) -> Call<Op> {
        client.call(operation)
    }
}

#[tokio::test]
async fn backclick() {
    let mut check = Check::<Backclick>::begin();
    check.operation::<BackclickStatistic>().await;
    check.operation::<CreateTransactionChannel>().await;
    check.operation::<DispatchNewsletter>().await;
    check
        .operation::<GetSubscriberToNewsletterListRelation>()
        .await;
    check.operation::<GetSubscribers>().await;
    check.operation::<ImportSubscribers>().await;
    check.operation::<NewsletterStatistic>().await;
    check.operation::<SaveOrCreateSubscriber>().await;
    check.operation::<SendNewsletter>().await;
    check.operation::<SendTransactionMail>().await;
    check.operation::<SetDoubleOptin>().await;
    check.part::<DispatchFigures>();
    check.part::<DoubleOptin>();
    check.part::<DoubleOptinAnswer>();
    check.part::<KnownSubscriber>();
    check.part::<ListInformation>();
    check.part::<ReactionFigures>();
    check.part::<Recipient>();
    check.part::<Subscriber>();
    check.part::<SubscriberField>();
    check.end();
}
