//! How newsletters were sent and received, as a table.
//!
//! `cargo run -p kontorhaus-backclick --example statistics [ID …]`, against the sandbox and its newsletter 501, or against an
//! installation with `BACKCLICK_HOST`, and perhaps `BACKCLICK_MANDATOR` and `BACKCLICK_API_KEY`, set. There it ends before
//! anything is sent, until the installation's WSDL is taken over with `cargo xtask adopt`.

mod common;

use std::collections::BTreeMap;
use std::env;
use std::error::Error;

use kontorhaus_backclick::{BackclickStatistic, DateTime, NewsletterStatistic, ReactionFigures};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let (client, _sandbox) = common::client().await?;
    let ids: Result<Vec<i32>, _> = env::args().skip(1).map(|id| id.parse()).collect();
    let ids = match ids? {
        ids if ids.is_empty() => vec![501],
        ids => ids,
    };
    let request = NewsletterStatistic::new().with_newsletter_ids(ids.clone());
    let sent = client.newsletter_statistic(request).await?;
    let request = BackclickStatistic::new().with_newsletter_ids(ids);
    let received = client.backclick_statistic(request).await?;
    let received: BTreeMap<i32, ReactionFigures> = received
        .backclick_statistic
        .into_iter()
        .map(|figures| (figures.newsletter_id, figures))
        .collect();
    println!(
        "{:>6}  {:<20} {:<10} {:<29} {:>9} {:>7} {:>7}",
        "id", "subject", "status", "ended", "delivered", "opened", "clicks"
    );
    for figures in sent.newsletter_statistic {
        let id = figures.newsletter_id;
        let reactions = received.get(&id);
        let number = |of: fn(&ReactionFigures) -> i32| {
            reactions.map_or("-".to_owned(), |figures| of(figures).to_string())
        };
        println!(
            "{id:>6}  {:<20} {:<10} {:<29} {:>9} {:>7} {:>7}",
            figures.newsletter_subject.as_deref().unwrap_or("-"),
            format!("{:?}", figures.newsletter_status),
            shown(figures.send_end_time),
            number(|figures| figures.num_delivered),
            number(|figures| figures.num_opened),
            number(|figures| figures.num_links_clicked),
        );
    }
    Ok(())
}

fn shown(time: Option<DateTime>) -> String {
    time.map_or("-".to_owned(), |time| time.to_string())
}
