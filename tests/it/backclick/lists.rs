//! Lists of ids: read in every form, written as the WSDL says; an empty one is not none.

use kontorhaus_backclick::fake::Reply;
use kontorhaus_backclick::{
    BackclickStatistic, DispatchNewsletter, GetSubscribers, NewsletterStatistic, StatisticPeriod,
};

use super::{answer, body, client};

/// The lists in an answer whose item holds this.
async fn lists(content: &str) -> Result<Option<Vec<i32>>, String> {
    let item = format!(
        "<bc:subscriberEmail>a@b.example</bc:subscriberEmail><bc:status>1</bc:status>{content}"
    );
    let payload = format!(
        "<bc:GetSubscribersResponse><bc:subscribers><bc:item>{item}</bc:item></bc:subscribers></bc:GetSubscribersResponse>"
    );
    let (client, _) = client([answer(&payload)]);
    let answer = client.get_subscribers(GetSubscribers::new()).await;
    let answer = answer.map_err(|error| error.to_string())?;
    Ok(answer.subscribers[0].newsletter_list_ids.clone())
}

#[tokio::test]
async fn either_form_is_read() {
    let list = |ids: &str| format!("<bc:newsletterListIds>{ids}</bc:newsletterListIds>");
    for text in [
        list("12 14 15"),
        list("12, 14;15"),
        list("\n 12\t14\n15 "),
        [list("12"), list("14"), list("15")].concat(),
        [list("12 14"), list("15")].concat(),
    ] {
        assert_eq!(lists(&text).await, Ok(Some(vec![12, 14, 15])), "{text}");
    }
    let error = lists(&list("12 x")).await.expect_err("no number");
    assert!(error.contains("newsletterListIds"), "{error}");
}

#[tokio::test]
async fn an_empty_list_is_not_none() {
    assert_eq!(lists("").await, Ok(None));
    assert_eq!(lists("<bc:newsletterListIds/>").await, Ok(Some(vec![])));
    let both = "<bc:newsletterListIds/><bc:newsletterListIds> </bc:newsletterListIds>";
    assert_eq!(lists(both).await, Ok(Some(vec![])));
}

#[tokio::test]
async fn written_is_what_the_wsdl_says() {
    let (client, transport) = client([Reply::ok("")]);
    let ids = |ids: &[i32]| NewsletterStatistic::new().with_newsletter_ids(ids.to_vec());
    let start = "2031-05-01T00:00:00".parse::<kontorhaus_backclick::DateTime>();
    let end = "2031-06-01T00:00:00".parse::<kontorhaus_backclick::DateTime>();
    let period = StatisticPeriod::new(12, start.expect("a time"), end.expect("a time"));
    let by_period = BackclickStatistic::new().with_period(period);
    let _ = client
        .newsletter_statistic(ids(&[501, 502]))
        .no_retry()
        .await;
    let _ = client.newsletter_statistic(ids(&[])).no_retry().await;
    let _ = client.backclick_statistic(by_period).no_retry().await;
    let dispatch = DispatchNewsletter::new("Mai").with_filter_ids([5012, 5013]);
    let _ = client.dispatch_newsletter(dispatch).no_retry().await;
    let sent: Vec<String> = transport.requests().iter().map(body).collect();
    assert!(
        sent[0].contains("<ns:newsletterIds>501 502</ns:newsletterIds>"),
        "{}",
        sent[0]
    );
    assert!(
        sent[1].contains("<ns:newsletterIds></ns:newsletterIds>"),
        "{}",
        sent[1]
    );
    // An empty list would count as ids that are given.
    assert!(!sent[2].contains("newsletterIds"), "{}", sent[2]);
    assert!(
        sent[3].contains("<ns:filterIds>5012 5013</ns:filterIds>"),
        "{}",
        sent[3]
    );
    assert!(!sent[3].contains("newsletterListId"), "{}", sent[3]);
}
