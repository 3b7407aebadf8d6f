//! How much memory answers and uploads take.

use std::fs::{self, File};
use std::future::poll_fn;
use std::path::PathBuf;
use std::pin::Pin;

use futures_core::Stream as _;
use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::response::Parts;
use kontorhaus_core::http::{HeaderValue, Request, Response, Uri, header};
use kontorhaus_core::{
    BodyStream, BoxFuture, Context, Credentials as _, Operation, SendOptions, Settings, Transport,
    TransportError, WireBody,
};
use kontorhaus_maklerinfo::{
    Client, Credentials, GetArchivDatei, GetKunde, GetKundenTags, GetVertraege, Kunde, Mandant,
    NeuerArchiveintrag, Upload, Vertrag,
};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

const MIB: usize = 1024 * 1024;

/// What `work` gives, and the bytes that it took at its peak.
fn measured<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let value = work();
    (value, ALLOCATOR.peak_usage() - before)
}

/// Takes a request's body piece by piece, and answers with nothing.
struct Drain;

impl Transport for Drain {
    fn send<'a>(
        &'a self,
        request: Request<WireBody>,
        _: &'a SendOptions,
    ) -> BoxFuture<'a, Result<Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            let mut body = request.into_body();
            let mut taken = 0;
            while let Some(piece) = poll_fn(|cx| Pin::new(&mut body).poll_next(cx)).await {
                taken += piece.expect("a piece").len();
            }
            let said = format!("{{\"Betreff\":\"{taken}\"}}");
            Ok(Response::new(
                Box::pin(Said(Some(said.into()))) as BodyStream
            ))
        })
    }
}

struct Said(Option<Bytes>);

impl futures_core::Stream for Said {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.take().map(Ok))
    }
}

fn credentials() -> Credentials {
    Credentials::otp("012XYZ", "1007".into())
}

fn client() -> Client {
    let builder = Client::builder()
        .endpoint(Mandant::BlauDirekt)
        .credentials(credentials());
    builder.transport(Drain).build().expect("a client")
}

fn head(content_type: &'static str) -> Parts {
    let (mut head, ()) = Response::new(()).into_parts();
    head.headers
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    head
}

/// One test, since all tests of a program share its allocator.
#[test]
fn all_that_is_read_and_sent_is_bounded() {
    let endpoint: Uri = Mandant::BlauDirekt.endpoint().parse().expect("an address");
    let mut settings = Settings::new();
    Credentials::install(Some(credentials()), &mut settings).expect("credentials");
    let context = Context::new(&endpoint, "call", &settings);
    multi_calls(&context);
    lists(&context);
    uploads();
}

/// What is not asked for is not kept, and what is asked for is not copied.
fn multi_calls(context: &Context<'_>) {
    let mut calls = client().multi_call();
    let tags = calls.add(GetKundenTags::new("1"));
    let file = calls.add(GetArchivDatei::new("1", "pdf"));
    let request = calls.request(context).expect("a request");
    let mut head = head("multipart/related; boundary=x");
    head.extensions = request.extensions().clone();

    let many = Bytes::from("--x\r\nA: b\r\n\r\nc\r\n".repeat(10 * MIB / 16));
    let (result, peak) = measured(|| kontorhaus_maklerinfo::MultiCall::read(context, &head, &many));
    assert!(result.is_err());
    assert!(
        peak < 16 * 1024,
        "{peak} bytes for {} parts too many",
        many.len() / 16
    );

    let part = |id: &str, body: &str| {
        format!("--x\r\nX-Dio-Request-ID: {id}\r\nX-Dio-Status: 200\r\n\r\n{body}\r\n")
    };
    let large = part("<p2>", &"x".repeat(10 * MIB));
    let large = Bytes::from(format!("{}{large}--x--", part("<p1>", "[\"a\"]")));
    let (answers, peak) =
        measured(|| kontorhaus_maklerinfo::MultiCall::read(context, &head, &large));
    assert!(peak < 16 * 1024, "{peak} bytes for a part of 10 MiB");
    let mut answers = answers.expect("answers");
    assert_eq!(answers.take(tags).expect("a list"), ["a"]);
    assert_eq!(answers.take(file).expect("a file").len(), 10 * MIB);
}

/// The bound is the values, and as much again for what is on the way to them.
fn lists(context: &Context<'_>) {
    let head = head("application/json");
    let most = Bytes::from(format!("[{}{{}}]", "{},".repeat(99_999)));
    let (list, peak) = measured(|| GetVertraege::read(context, &head, &most));
    assert_eq!(list.expect("a list").len(), 100_000);
    let place = size_of::<Vertrag>();
    assert!(place <= 1024, "{place} bytes for a contract");
    assert!(
        peak < 2 * 100_000 * place,
        "{peak} bytes for 100,000 contracts of {place}"
    );

    let more = Bytes::from(format!("[{}{{}}]", "{},".repeat(3 * MIB)));
    let (list, peak) = measured(|| GetVertraege::read(context, &head, &more));
    assert!(list.is_err());
    assert!(
        peak < 16 * MIB,
        "{peak} bytes to refuse {} bytes",
        more.len()
    );

    let members = Bytes::from(format!("{{{}\"a\":0}}", "\"a\":0,".repeat(99_999)));
    let (kunde, peak) = measured(|| GetKunde::read(context, &head, &members));
    assert_eq!(kunde.expect("a customer").extra.iter().count(), 100_000);
    assert!(
        size_of::<Kunde>() <= 1024,
        "{} bytes for a customer",
        size_of::<Kunde>()
    );
    assert!(peak < 32 * MIB, "{peak} bytes for 100,000 members");
}

fn uploads() {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("large-{}.pdf", std::process::id()));
    let size = 256 * MIB;
    let file = File::create(&path).expect("a file");
    file.set_len(size as u64).expect("room on the disk");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime");
    let client = client();
    let entry = NeuerArchiveintrag::new(Upload::pdf_file(&path).expect("a file"));
    let (sent, peak) =
        measured(|| runtime.block_on(client.add_kunden_archiveintrag("1", entry).into_future()));
    fs::remove_file(&path).expect("the file is ours");
    assert_eq!(sent.expect("an entry").betreff, Some(size.to_string()));
    assert!(peak < MIB, "{peak} bytes to send {size}");
}
