//! The BACKCLICK client against messages that the manual lets one write down, and its helpers against answers of our own.

mod batches;
mod faults;
mod golden;
mod guard;
mod import_table;
mod lists;
mod mandators;
mod sandbox;
mod sequence;
mod turns;

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};

use kontorhaus_backclick::fake::{Capture, Captured, Reply};
use kontorhaus_backclick::{Backclick, Client, Credentials};
use kontorhaus_core::http::{Request, Response, StatusCode};
use kontorhaus_core::{
    BodyStream, BoxFuture, Builder, SendOptions, Transport, TransportError, WireBody,
};

/// What stands for the namespace, which nobody knows.
const NAMESPACE: &str = "urn:kontorhaus:placeholder:backclick";
const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";

/// Answers in their order; the last one is given again and again.
#[derive(Clone)]
struct Script(Arc<Mutex<VecDeque<Reply>>>);

impl Script {
    fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        Self(Arc::new(Mutex::new(replies.into_iter().collect())))
    }
}

impl Transport for Script {
    fn send<'a>(
        &'a self,
        request: Request<WireBody>,
        options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            let reply = {
                let mut replies = self.0.lock().expect("a script");
                let next = replies.pop_front().expect("an answer");
                if replies.is_empty() {
                    replies.push_back(next.clone());
                }
                next
            };
            reply.send(request, options).await
        })
    }
}

/// What clients are built from, each with an installation of its own on this machine: calls to one wait for each other.
fn builder(transport: impl Transport) -> Builder<Backclick> {
    static NEXT: AtomicU16 = AtomicU16::new(10_000);
    let port = NEXT.fetch_add(1, Ordering::Relaxed);
    Client::builder()
        .endpoint(format!("http://127.0.0.1:{port}/bc/rpc/soap/"))
        .credentials(Credentials::of_mandator(3))
        .transport(transport)
}

/// A client that gets these answers, and the record of what it sends.
fn client(replies: impl IntoIterator<Item = Reply>) -> (Client, Capture<Script>) {
    let transport = Capture::new(Script::new(replies));
    let client = builder(transport.clone()).build().expect("a client");
    (client, transport)
}

fn body(captured: &Captured) -> String {
    String::from_utf8(captured.request.body().to_vec()).expect("UTF-8")
}

/// An answer with this payload, in which `bc` is the prefix of the service's names.
fn answer(payload: &str) -> Reply {
    Reply::ok(envelope(payload))
}

fn envelope(payload: &str) -> String {
    format!(
        "<s:Envelope xmlns:s=\"{SOAP}\" xmlns:bc=\"{NAMESPACE}\"><s:Body>{payload}</s:Body></s:Envelope>"
    )
}

/// A fault with this text, and perhaps a detail.
fn fault(text: &str, detail: &str) -> Reply {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let fault = format!(
        "<s:Fault><faultcode>s:Server</faultcode><faultstring xml:lang=\"en\">{text}</faultstring>{detail}</s:Fault>"
    );
    Reply::new(StatusCode::INTERNAL_SERVER_ERROR, envelope(&fault))
}
