//! What the page hears, as server-sent events.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::State;
use axum::response::sse::{Event, Sse};
use futures_core::Stream;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::Desk;
use crate::vendor::Vendor;

/// How often something is sent even if nothing happens, so that a page that was closed is noticed.
const ALIVE: Duration = Duration::from_secs(15);

/// `vendors` when buttons change their state, `cleared`, and `call` for each call that is new or has changed. The first
/// event tells all, so a page that comes back needs to remember nothing.
pub(super) async fn events(State(desk): State<Arc<Desk>>) -> Sse<Events> {
    let (sender, receiver) = mpsc::channel(16);
    tokio::spawn(async move { tell(&desk, &sender).await });
    Sse::new(Events(receiver))
}

/// Ends when nobody listens any more.
async fn tell(desk: &Desk, page: &mpsc::Sender<Event>) -> Option<()> {
    let mut changes = desk.log.watch();
    let mut shown = String::new();
    let mut revision = 0;
    send(page, "cleared", "all").await?;
    loop {
        let vendors: Value = desk.vendors.iter().map(to_json).collect();
        let vendors = vendors.to_string();
        if vendors != shown {
            send(page, "vendors", &vendors).await?;
            shown = vendors;
        }
        let (now, cleared, calls) = desk.log.since(revision);
        if cleared && revision > 0 {
            send(page, "cleared", "all").await?;
        }
        revision = now;
        for call in calls {
            send(page, "call", &call.to_string()).await?;
        }
        match tokio::time::timeout(ALIVE, changes.changed()).await {
            Ok(change) => change.ok()?,
            Err(_) => page.send(Event::default().comment("")).await.ok()?,
        }
    }
}

async fn send(page: &mpsc::Sender<Event>, name: &str, data: &str) -> Option<()> {
    let event = Event::default().event(name).data(data);
    page.send(event).await.ok()
}

/// A vendor as the page takes it. Its credentials stay out of it.
fn to_json(vendor: &Vendor) -> Value {
    let buttons: Value = vendor.provocations.iter().map(|button| {
        let (id, label, hint) = button.text;
        json!({"id": id, "label": label, "hint": hint, "kind": button.kind(), "on": button.is_on()})
    }).collect();
    json!({
        "id": vendor.id,
        "name": vendor.name,
        "about": vendor.about,
        "endpoint": vendor.endpoint,
        "buttons": buttons,
        "planned": vendor.provocations.planned(),
    })
}

/// Events from a channel.
pub(super) struct Events(mpsc::Receiver<Event>);

impl Stream for Events {
    type Item = Result<Event, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(cx).map(|event| event.map(Ok))
    }
}
