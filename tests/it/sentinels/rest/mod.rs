//! Vendors whose interface is REST, and whose types somebody wrote.
//!
//! Documents are made by the schemas of the vendor's JSON. That they know every field of the types is checked by what
//! `Debug` shows of them: nothing absent, nothing left over, and every type.

mod erpxt;
mod maklerinfo;
mod schemas;

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::marker::PhantomData;

use http::StatusCode;
use kontorhaus_core::fake::{ByOperation, Capture, Recorder, Reply};
use kontorhaus_core::{Builder, Call, Operation, Service, Transport};
use kontorhaus_tests::interop::workspace;
use serde::de::DeserializeOwned;
use serde_json::Value;

use self::schemas::{Fixed, Schemas, Unknown};
use super::replies::{GOOD, replies};
use super::watch::Watch;

type ClientOf<V> = <V as Service>::Client;

/// A secret in an address that a server may redirect to.
const QUERY: &str = "qu3ry-sentinel";

/// A vendor whose interface is REST.
trait Vendor: Service<Client: Debug> {
    /// Definitions and places of its schemas whose texts have a form that the client insists on.
    const FIXED: Fixed;
    /// Headers that carry secrets.
    const SECRET_HEADERS: &'static [&'static str];
    /// The path of the client's address.
    const BASE: &'static str;

    /// A builder with an address and with credentials, made of the watch's marks: ways of proving who calls take turns.
    fn builder(watch: &Watch, number: usize) -> Builder<Self>;

    /// Answers what the client asks for by itself.
    fn transport(watch: &Watch) -> ByOperation;

    fn call<Op: Operation<Service = Self>>(client: &ClientOf<Self>, operation: Op) -> Call<Op>;
}

struct Check<V> {
    watch: Watch,
    schemas: Schemas,
    operations: BTreeSet<String>,
    /// The types whose `Debug` was searched.
    types: BTreeSet<String>,
    clients: usize,
    vendor: PhantomData<V>,
}

impl<V: Vendor> Check<V> {
    fn begin(secrets: &[&str]) -> Self {
        let mut watch = Watch::begin(V::NAME, secrets);
        watch.secret(QUERY);
        Self {
            watch,
            schemas: Schemas::read(V::NAME, V::FIXED),
            operations: BTreeSet::new(),
            types: BTreeSet::new(),
            clients: 0,
            vendor: PhantomData,
        }
    }

    /// The text of a place that no schema describes, such as a part of an address.
    fn text(&self, place: &str) -> String {
        self.watch.marks.of(place)
    }

    /// A document with all that it can hold.
    fn document(&self, definition: &str) -> Value {
        let marks = &self.watch.marks;
        self.schemas.document(definition, Unknown::Present, marks)
    }

    /// The type that a definition describes, or a part of it by its JSON pointer. Neither knows a field that the other
    /// doesn't.
    fn value<T: DeserializeOwned + Debug>(&mut self, definition: &str, pointer: &str) -> T {
        let marks = &self.watch.marks;
        for unknown in [Unknown::Absent, Unknown::Present] {
            let document = self.schemas.document(definition, unknown, marks);
            let value: T = read(document.pointer(pointer).expect("a part"));
            if unknown == Unknown::Present {
                self.watch.message(&value);
                return value;
            }
            let printed = format!("{value:?}");
            let name = printed.split(' ').next().unwrap_or_default();
            self.types.insert(name.to_owned());
            assert!(!printed.contains("None"), "not in the schema: {printed}");
            assert!(!printed.contains("[]"), "not in the schema: {printed}");
            let known = printed.replace("extra: {}", "");
            let known = known.replace("extra: Extra(0 members)", "");
            assert!(!known.contains("extra:"), "not in the type: {printed}");
        }
        unreachable!("both ways were gone")
    }

    /// An operation with each answer that may come; `good` is the right one.
    async fn call<Op>(&mut self, good: &str, operation: impl Fn() -> Op)
    where
        Op: Operation<Service = V, Fault: Debug, Output: Debug>,
    {
        self.exchanged(good, operation, Watch::message).await;
    }

    /// The same for an output that is a text or bytes, of which nothing is hidden.
    async fn plain<Op>(&mut self, good: &str, operation: impl Fn() -> Op)
    where
        Op: Operation<Service = V, Fault: Debug>,
    {
        self.exchanged(good, operation, |_, _| {}).await;
    }

    async fn exchanged<Op>(
        &mut self,
        good: &str,
        operation: impl Fn() -> Op,
        show: impl Fn(&mut Watch, &Op::Output),
    ) where
        Op: Operation<Service = V, Fault: Debug>,
    {
        self.operations.insert(Op::NAME.to_owned());
        let texts = self.watch.marks.texts();
        for (what, transport) in replies(good, &texts, V::BASE, QUERY) {
            let transport = V::transport(&self.watch).on(Op::NAME, transport);
            let (capture, client) = self.client(transport);
            let call = V::call(&client, operation());
            self.watch.printed.debug("the Debug of a call", &call);
            match call.await {
                Ok(output) => show(&mut self.watch, &output),
                Err(error) => {
                    assert_ne!(what, GOOD, "{error:?}");
                    self.watch.printed.error(&error);
                    let fault = error.fault_as::<Op>();
                    self.watch.printed.debug("a fault", &fault);
                }
            }
            self.sent(&capture);
        }
    }

    /// A refusal in the vendor's own form. What the server says of its own accord is shown, so it has to be reviewed.
    async fn refused<Op>(&mut self, definition: &str, operation: Op)
    where
        Op: Operation<Service = V, Fault: Debug>,
    {
        let body = self.document(definition).to_string();
        let reply = Reply::new(StatusCode::BAD_REQUEST, body);
        let (_, client) = self.client(V::transport(&self.watch).on(Op::NAME, reply));
        let error = V::call(&client, operation).await.err().expect("a refusal");
        let fault = error.fault_as::<Op>();
        self.watch.message(&fault.expect("the vendor's form"));
        self.watch.printed.error(&error);
    }

    /// A client with a recording of its own.
    fn client<T: Transport>(&mut self, transport: T) -> (Capture<T>, ClientOf<V>) {
        self.clients += 1;
        let recording = self.watch.recording();
        let capture = Capture::new(transport);
        let printed = self.watch.printed.clone();
        let builder = V::builder(&self.watch, self.clients)
            .observer(printed.clone())
            .transport(capture.clone())
            .wrap_transport(|inner| Recorder::new(inner, recording))
            .attempts(1);
        printed.debug("the Debug of a builder", &builder);
        let client = builder.build().expect("a client");
        printed.debug("the Debug of a client", &client);
        (capture, client)
    }

    /// Secrets that the client made by itself.
    fn sent<T: Transport>(&mut self, capture: &Capture<T>) {
        for sent in capture.requests() {
            for name in V::SECRET_HEADERS {
                let value = sent.request.headers().get(*name);
                let value = value.and_then(|value| value.to_str().ok());
                let secret = value.and_then(|text| text.rsplit(' ').next());
                if let Some(secret) = secret {
                    self.watch.secret(secret);
                }
            }
        }
    }

    /// `operations` are all that there are. The types are those that the files of `sources` declare.
    fn end(self, operations: &BTreeSet<String>, sources: &str) {
        assert_eq!(&self.operations, operations, "all operations");
        let declared = declared(sources);
        let missing: Vec<_> = declared.difference(&self.types).collect();
        assert!(missing.is_empty(), "no document was read as {missing:?}");
        let (texts, places) = (self.schemas.texts(), self.watch.marks.places());
        let missing: Vec<_> = texts.difference(&places).collect();
        assert!(missing.is_empty(), "no document had {missing:?}");
        self.watch.end();
    }
}

fn read<T: DeserializeOwned>(document: &Value) -> T {
    // Types with raw JSON in them are read from text.
    let text = document.to_string();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The records that macros make in the files of a folder.
fn declared(folder: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in fs::read_dir(workspace().join(folder)).expect("a folder") {
        let text = fs::read_to_string(file.expect("a file").path()).expect("a file");
        for line in text.lines().filter(|line| line.starts_with("    ")) {
            let mut words = line.trim().trim_start_matches("pub ").split([' ', ';']);
            if let (Some("struct" | "create" | "update"), Some(name)) = (words.next(), words.next())
            {
                names.insert(name.to_owned());
            }
        }
    }
    assert!(!names.is_empty(), "{folder} declares nothing");
    names
}
