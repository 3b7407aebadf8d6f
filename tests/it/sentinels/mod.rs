//! No text of a request, an answer or a secret is shown that isn't known to be harmless.
//!
//! Every text of every request and answer is a mark of its own. Whatever may come to somebody's eyes is searched for these:
//! `Debug`, errors, records of observers, spans and events at every level, recordings. The places whose marks `Debug`
//! shows are a snapshot, which somebody has to read; nothing else shows others. Secrets occur nowhere.
//!
//! A further vendor is a module as `websale`.

mod answers;
mod fill;
mod marks;
mod printed;
mod replies;
mod unchecked;
mod websale;

use std::any::type_name;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use kontorhaus_codegen::ir::Api;
use kontorhaus_core::fake::{Capture, Recorder, Reply};
use kontorhaus_core::{Basic, Builder, Call, ErrorKind, Operation, Service, Transport};
use kontorhaus_soap::UsernameToken;
use kontorhaus_soap::v1::SoapOperation;
use serde::de::DeserializeOwned;
use tracing::subscriber::DefaultGuard;

use self::marks::Marks;
use self::printed::Printed;
use self::unchecked::Unchecked;

const PASSWORD: &str = "p4ssword-sentinel";
const BASIC: &str = "b4sic-sentinel";
/// `till-7:b4sic-sentinel` in base 64.
const PAIR: &str = "dGlsbC03OmI0c2ljLXNlbnRpbmVs";
const TOKEN: &str = "t0ken-sentinel";
const QUERY: &str = "qu3ry-sentinel";
/// Recordings name the path of a request; nothing else does.
const PATH: &str = "p4th-sentinel";

type ClientOf<V> = <V as Service>::Client;

/// A vendor whose interface is SOAP.
trait Vendor: Service<Client: Debug> {
    /// Credentials with the password [`PASSWORD`].
    fn credentials() -> Self::Credentials;

    fn call<Op: Operation<Service = Self>>(client: &ClientOf<Self>, operation: Op) -> Call<Op>;
}

struct Check<V> {
    api: Api,
    marks: Marks,
    printed: Printed,
    /// What `Debug` shows of requests and answers.
    shown: BTreeSet<String>,
    operations: BTreeSet<String>,
    secrets: Vec<String>,
    recordings: PathBuf,
    calls: usize,
    _logging: DefaultGuard,
    vendor: PhantomData<V>,
}

impl<V: Vendor> Check<V> {
    fn begin() -> Self {
        let printed = Printed::default();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_writer(printed.clone())
            .with_ansi(false)
            .finish();
        let recordings = format!("sentinels-{}-{}", V::NAME, std::process::id());
        Self {
            api: answers::api(V::NAME),
            marks: Marks::default(),
            printed,
            shown: BTreeSet::new(),
            operations: BTreeSet::new(),
            secrets: [PASSWORD, BASIC, PAIR, TOKEN, QUERY]
                .map(str::to_owned)
                .into(),
            recordings: Path::new(env!("CARGO_TARGET_TMPDIR")).join(recordings),
            calls: 0,
            _logging: tracing::subscriber::set_default(subscriber),
            vendor: PhantomData,
        }
    }

    /// Everything that an operation can come to.
    async fn operation<Op>(&mut self)
    where
        Op: SoapOperation<Service = V, Fault: Debug> + Clone + Debug + DeserializeOwned,
        Op::Output: Debug + DeserializeOwned,
    {
        let name = type_name::<Op>().rsplit("::").next().expect("a name");
        self.operations.insert(name.to_owned());
        let output = format!("{name} output");
        for value in fill::all::<Op::Output>(&output, &self.marks) {
            self.message(&value);
        }
        let requests = fill::all::<Op>(name, &self.marks);
        for request in &requests {
            self.message(request);
            // Most break a rule of the vendor's that is checked here.
            let client = self.client(Reply::ok(""));
            let call = V::call(&client, request.clone());
            self.printed.debug("the Debug of a call", &call);
            if let Err(error) = call.await {
                self.printed.error(&error);
            }
        }
        self.unwritable::<Op>(name).await;
        for request in requests {
            self.answered(name, &request).await;
        }
    }

    /// A type of its own that messages are made of: somebody may print it alone.
    fn part<T: Debug + DeserializeOwned>(&mut self) {
        let name = type_name::<T>().rsplit("::").next().expect("a name");
        for value in fill::all::<T>(name, &self.marks) {
            self.message(&value);
        }
    }

    fn message(&mut self, message: &impl Debug) {
        let printed = format!("{message:?}{message:#?}");
        self.shown.extend(self.marks.found_in(&printed));
        self.printed.add("the Debug of a message", &printed);
    }

    /// Requests each with a text that no XML can hold.
    async fn unwritable<Op>(&mut self, name: &str)
    where
        Op: SoapOperation<Service = V> + DeserializeOwned,
    {
        let mut refused = 0;
        for place in self.marks.places() {
            let Some(request) = fill::poisoned::<Op>(name, &self.marks, &place) else {
                continue;
            };
            let client = self.client(Reply::ok(""));
            let error = V::call(&client, Unchecked(request)).await.err();
            let error = error.unwrap_or_else(|| panic!("{place} was written"));
            assert_eq!(error.kind(), ErrorKind::Request, "{place}: {error}");
            self.printed.error(&error);
            refused += 1;
        }
        assert!(refused > 0, "{name} has no text");
    }

    /// A request with each answer that may come.
    async fn answered<Op>(&mut self, name: &str, request: &Op)
    where
        Op: SoapOperation<Service = V, Fault: Debug> + Clone,
        Op::Output: Debug,
    {
        let good = answers::envelope(&self.api, name, &self.marks);
        let echo = answers::echo(&self.api, name).map(|place| self.marks.of(&place));
        for (what, transport) in replies::replies(&good, &self.marks.texts()) {
            let capture = Capture::new(transport);
            let client = self.client(capture.clone());
            let mut call = V::call(&client, Unchecked(request.clone()));
            if let Some(echo) = &echo {
                call = call.call_id(echo);
            }
            match call.await {
                Ok(output) => {
                    assert_eq!(what, replies::GOOD, "{output:?}");
                    self.message(&output);
                }
                Err(error) => {
                    assert_ne!(what, replies::GOOD, "{error:?}");
                    self.printed.error(&error);
                    self.printed.debug("a fault", &error.fault_as::<Op>());
                }
            }
            for sent in capture.requests() {
                let body = String::from_utf8_lossy(sent.request.body()).into_owned();
                assert!(body.contains(PASSWORD) && !self.marks.found_in(&body).is_empty());
                let digest = body.split_once("#PasswordDigest\">");
                let digest = digest.and_then(|(_, rest)| rest.split_once('<'));
                self.secrets
                    .extend(digest.map(|(digest, _)| digest.to_owned()));
            }
        }
        // The answer to another call.
        let client = self.client(Reply::ok(good));
        if let Err(error) = V::call(&client, Unchecked(request.clone())).await {
            self.printed.error(&error);
        }
    }

    /// A client with all the secrets that a client can have, and a recording of its own.
    fn client(&mut self, transport: impl Transport) -> ClientOf<V> {
        self.calls += 1;
        let recording = self.recordings.join(self.calls.to_string());
        let token = if self.calls.is_multiple_of(2) {
            UsernameToken::digest("till-7", TOKEN.into())
        } else {
            UsernameToken::text("till-7", TOKEN.into())
        };
        self.printed.debug("the Debug of a token", &token);
        let builder = Builder::<V>::new()
            .endpoint(format!("https://shop.example/{PATH}?token={QUERY}"))
            .credentials(V::credentials())
            .authoriser(Basic::new("till-7", BASIC.into()))
            .setting(token)
            .observer(self.printed.clone())
            .transport(transport)
            .wrap_transport(|inner| Recorder::new(inner, recording))
            .attempts(1);
        self.printed.debug("the Debug of a builder", &builder);
        let client = builder.build().expect("a client");
        self.printed.debug("the Debug of a client", &client);
        client
    }

    fn end(self) {
        let operations = self.api.operations.iter();
        let operations = operations.map(|operation| operation.request.name.clone());
        assert_eq!(self.operations, operations.collect(), "all operations");
        assert_eq!(self.marks.fields(), answers::fields(&self.api), "all texts");

        let folders = std::fs::read_dir(&self.recordings).expect("recordings");
        for folder in folders {
            let folder = folder.expect("a folder").path();
            self.printed.files("a recording", &folder);
        }
        std::fs::remove_dir_all(&self.recordings).expect("no more recordings");

        let printed = self.printed.all();
        for (what, text) in &printed {
            for secret in &self.secrets {
                assert!(!text.contains(secret), "{what} shows {secret}");
            }
            assert!(
                !text.contains(PATH) || what == "a recording",
                "{what} shows the path"
            );
            let leaks: Vec<_> = self
                .marks
                .found_in(text)
                .difference(&self.shown)
                .cloned()
                .collect();
            let example = leaks
                .first()
                .map(|place| lines(text, &self.marks.of(place)));
            assert!(
                leaks.is_empty(),
                "{what} shows {leaks:#?}, such as {example:#?}"
            );
        }
        let seen: Vec<&str> = printed.keys().map(String::as_str).collect();
        let shown: Vec<_> = self.shown.into_iter().collect();
        let reviewed = format!("{}\n\nsearched: {}\n", shown.join("\n"), seen.join(", "));
        insta::with_settings!({
            snapshot_path => "../snapshots",
            prepend_module_to_snapshot => false,
            omit_expression => true,
            description => "The texts of requests and answers that may be shown: nobody's secret, nobody's name.",
        }, {
            insta::assert_snapshot!(format!("{}.shown", V::NAME), reviewed);
        });
    }
}

/// The lines that show a mark.
fn lines(text: &str, mark: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| line.contains(mark));
    lines.take(3).map(str::to_owned).collect()
}
