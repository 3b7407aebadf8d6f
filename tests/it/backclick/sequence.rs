//! One call at a time, as the vendor asks.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use kontorhaus_backclick::{Client, Credentials, GetSubscribers};
use kontorhaus_core::http::{Request, Response};
use kontorhaus_core::{BodyStream, BoxFuture, SendOptions, Transport, TransportError, WireBody};
use tokio::task::JoinSet;

use super::answer;

const NOBODY: &str =
    "<bc:GetSubscribersResponse><bc:subscribers></bc:subscribers></bc:GetSubscribersResponse>";

/// Answers after a second, and counts the calls that run at once.
#[derive(Clone, Default)]
struct Slow {
    running: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
}

impl Transport for Slow {
    fn send<'a>(
        &'a self,
        request: Request<WireBody>,
        options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            let running = self.running.fetch_add(1, Ordering::SeqCst) + 1;
            self.most.fetch_max(running, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_secs(1)).await;
            let response = answer(NOBODY).send(request, options).await;
            self.running.fetch_sub(1, Ordering::SeqCst);
            response
        })
    }
}

fn client(transport: &Slow, host: &str, mandator: i32) -> Client {
    Client::builder()
        .endpoint(format!("http://{host}/bc/rpc/soap/"))
        .credentials(Credentials::of_mandator(mandator))
        .transport(transport.clone())
        .build()
        .expect("a client")
}

async fn call_all(clients: impl IntoIterator<Item = Client>) {
    let mut tasks = JoinSet::new();
    for client in clients {
        let call = client.get_subscribers(GetSubscribers::new());
        tasks.spawn(call.into_future());
    }
    while let Some(task) = tasks.join_next().await {
        task.expect("a task").expect("an answer");
    }
}

#[tokio::test(start_paused = true)]
async fn calls_to_an_installation_wait_for_each_other() {
    let slow = Slow::default();
    let one = client(&slow, "127.0.0.1:9601", 3);
    let other = client(&slow, "127.0.0.1:9601", 4);
    call_all([one.clone(), one.with_mandator(5), one, other]).await;
    assert_eq!(slow.most.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn those_to_another_installation_do_not() {
    let slow = Slow::default();
    let ports = ["127.0.0.1:9602", "127.0.0.1:9603"];
    call_all(ports.map(|host| client(&slow, host, 3))).await;
    assert_eq!(slow.most.load(Ordering::SeqCst), 2);
}
