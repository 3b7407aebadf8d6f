//! Vendors whose code is generated. A further one is a module as `websale`.

mod answers;
mod backclick;
mod fill;
mod hypersoft;
mod json_answers;
mod unchecked;
mod websale;

use std::any::type_name;
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::marker::PhantomData;

use kontorhaus_codegen::ir::Api;
use kontorhaus_core::fake::{Capture, Recorder, Reply};
use kontorhaus_core::limit::{InProcess, Key, Limit};
use kontorhaus_core::{Basic, Builder, Call, ErrorKind, Operation, Service, Transport};
use kontorhaus_soap::v1::{JsonOperation, SoapOperation, SoapVersion, Wire};
use kontorhaus_soap::{SoapService, UsernameToken};
use serde::de::DeserializeOwned;

use self::fill::Extras;
use self::unchecked::Unchecked;
use super::replies::{GARBLED, GOOD, replies};
use super::watch::Watch;

/// What credentials are made of.
const PASSWORD: &str = "p4ssword-sentinel";
const BASIC: &str = "b4sic-sentinel";
/// `till-7:b4sic-sentinel` in base 64.
const PAIR: &str = "dGlsbC03OmI0c2ljLXNlbnRpbmVs";
const TOKEN: &str = "t0ken-sentinel";
const QUERY: &str = "qu3ry-sentinel";
/// Recordings name the path of a request; nothing else does.
const PATH: &str = "p4th-sentinel";
/// The path of the client's address.
const BASE: &str = "/p4th-sentinel";

type ClientOf<V> = <V as Service>::Client;

/// A vendor whose interface is SOAP.
trait Vendor: SoapService<Client: Debug> {
    /// The forms of SOAP that its server may take.
    const VERSIONS: &'static [SoapVersion] = &[SoapVersion::V11];

    /// The secrets of [`credentials`](Self::credentials), each of which stands in every message.
    const SECRETS: &'static [&'static str] = &[PASSWORD];

    fn credentials() -> Self::Credentials;

    fn call<Op: Operation<Service = Self>>(client: &ClientOf<Self>, operation: Op) -> Call<Op>;
}

struct Check<V> {
    api: Api,
    watch: Watch,
    operations: BTreeSet<String>,
    calls: usize,
    vendor: PhantomData<V>,
}

impl<V: Vendor> Check<V> {
    fn begin() -> Self {
        let mut watch = Watch::begin(V::NAME, &[PASSWORD, BASIC, PAIR, TOKEN, QUERY]);
        for secret in V::SECRETS {
            watch.secret(*secret);
        }
        watch.recorded(PATH);
        Self {
            api: answers::api(V::NAME),
            watch,
            operations: BTreeSet::new(),
            calls: 0,
            vendor: PhantomData,
        }
    }

    /// Everything that an operation can come to over SOAP.
    async fn operation<Op>(&mut self)
    where
        Op: SoapOperation<Service = V, Fault: Debug> + Clone + Debug + DeserializeOwned,
        Op::Output: Debug + DeserializeOwned,
    {
        let name = short::<Op>();
        self.operations.insert(name.to_owned());
        self.values::<Op::Output>(&format!("{name} output"), Extras::Xml);
        let (requests, places) = self.values::<Op>(name, Extras::Xml);
        for request in &requests {
            // Most break a rule of the vendor's that is checked here.
            let client = self.client(Wire::Soap11, Reply::ok(""));
            let call = V::call(&client, request.clone());
            self.watch.printed.debug("the Debug of a call", &call);
            if let Err(error) = call.await {
                self.watch.printed.error(&error);
            }
        }
        self.unwritable::<Op>(name, &places).await;
        let good = answers::envelope(&self.api, name, &self.watch.marks);
        for version in V::VERSIONS {
            let wire = match version {
                SoapVersion::V12 => Wire::Soap12,
                SoapVersion::V11 => Wire::Soap11,
            };
            for request in &requests {
                let request = Unchecked(request.clone());
                self.answered(wire, &good, &request, &places).await;
            }
        }
    }

    /// The same for one that can be called over JSON, too.
    async fn json_operation<Op>(&mut self)
    where
        Op: JsonOperation<Service = V, Fault: Debug> + Clone + Debug + DeserializeOwned,
        Op::Output: Debug + DeserializeOwned,
    {
        self.operation::<Op>().await;
        let name = short::<Op>();
        let good = json_answers::answer(&self.api, name, &self.watch.marks);
        let (requests, places) = self.values::<Op>(name, Extras::Json);
        for request in &requests {
            self.answered(Wire::Json, &good, request, &places).await;
        }
    }

    /// A type of its own that messages are made of: somebody may print it alone.
    fn part<T: Debug + DeserializeOwned>(&mut self) {
        self.values::<T>(short::<T>(), Extras::Xml);
    }

    /// Values with marks in them, and the places of these.
    fn values<T: Debug + DeserializeOwned>(
        &mut self,
        root: &str,
        extras: Extras,
    ) -> (Vec<T>, BTreeSet<String>) {
        let (values, places) = fill::all::<T>(root, extras, &self.watch.marks);
        for value in &values {
            self.watch.message(value);
        }
        (values, places)
    }

    /// Requests each with a text that no XML can hold.
    async fn unwritable<Op>(&mut self, name: &str, places: &BTreeSet<String>)
    where
        Op: SoapOperation<Service = V> + DeserializeOwned,
    {
        let mut refused = 0;
        for place in places {
            let Some(request) = fill::poisoned::<Op>(name, &self.watch.marks, place) else {
                continue;
            };
            let client = self.client(Wire::Soap11, Reply::ok(""));
            let error = V::call(&client, Unchecked(request)).await.err();
            let error = error.unwrap_or_else(|| panic!("{place} was written"));
            assert_eq!(error.kind(), ErrorKind::Request, "{place}: {error}");
            self.watch.printed.error(&error);
            refused += 1;
        }
        assert_eq!(refused > 0, !places.is_empty(), "{name}");
    }

    /// A request with each answer that may come.
    async fn answered<Op>(
        &mut self,
        wire: Wire,
        good: &str,
        request: &Op,
        places: &BTreeSet<String>,
    ) where
        Op: Operation<Service = V, Fault: Debug, Output: Debug> + Clone,
    {
        let echo = answers::echo(&self.api, Op::NAME);
        let echo = echo.map(|place| self.watch.marks.of(&place));
        let texts = self.watch.marks.texts();
        for (what, transport) in replies(good, &texts, BASE, QUERY) {
            let capture = Capture::new(transport);
            let client = self.client(wire, capture.clone());
            let mut call = V::call(&client, request.clone());
            if let Some(echo) = &echo {
                call = call.call_id(echo);
            }
            match call.await {
                Ok(output) => {
                    // What isn't known may be anything.
                    assert!([GOOD, GARBLED].contains(&what), "{what}: {output:?}");
                    self.watch.message(&output);
                }
                Err(error) => {
                    assert_ne!(what, GOOD, "{error:?}");
                    self.watch.printed.error(&error);
                    self.watch.printed.debug("a fault", &error.fault_as::<Op>());
                }
            }
            for sent in capture.requests() {
                let body = String::from_utf8_lossy(sent.request.body()).into_owned();
                assert!(V::SECRETS.iter().all(|secret| body.contains(secret)));
                let sent = self.watch.marks.found_in(&body);
                assert_eq!(sent.is_empty(), places.is_empty(), "{body}");
                let digest = body.split_once("#PasswordDigest\">");
                if let Some((digest, _)) = digest.and_then(|(_, rest)| rest.split_once('<')) {
                    self.watch.secret(digest);
                }
            }
        }
        if echo.is_some() {
            // The answer to another call.
            let client = self.client(wire, Reply::ok(good.to_owned()));
            let error = V::call(&client, request.clone()).await.err();
            self.watch.printed.error(&error.expect("another id"));
        }
    }

    /// A client with all the secrets that a client can have, and a recording of its own.
    fn client(&mut self, wire: Wire, transport: impl Transport) -> ClientOf<V> {
        self.calls += 1;
        let recording = self.watch.recording();
        let token = if self.calls.is_multiple_of(2) {
            UsernameToken::digest("till-7", TOKEN.into())
        } else {
            UsernameToken::text("till-7", TOKEN.into())
        };
        let printed = &self.watch.printed;
        printed.debug("the Debug of a token", &token);
        let version = match wire {
            Wire::Soap12 => SoapVersion::V12,
            _ => SoapVersion::V11,
        };
        let every = Limit::new(1_000_000, std::time::Duration::from_millis(1));
        let limiter = InProcess::with_history(&Key::new("sentinels"), every, []);
        let builder = Builder::<V>::new()
            .endpoint(format!("https://shop.example{BASE}?token={QUERY}"))
            .guessed_messages_to_this_host()
            .credentials(V::credentials())
            .authoriser(Basic::new("till-7", BASIC.into()))
            .limiter(limiter.expect("a limiter"))
            .setting(token)
            .setting(version)
            .setting(wire)
            .observer(printed.clone())
            .transport(transport)
            .wrap_transport(|inner| Recorder::new(inner, recording))
            .attempts(1);
        printed.debug("the Debug of a builder", &builder);
        let client = builder.build().expect("a client");
        printed.debug("the Debug of a client", &client);
        client
    }

    fn end(self) {
        let operations = self.api.operations.iter();
        let operations = operations.map(|operation| operation.request.name.clone());
        assert_eq!(self.operations, operations.collect(), "all operations");
        let fields = answers::fields(&self.api);
        assert_eq!(self.watch.marks.fields(), fields, "all texts");
        self.watch.end();
    }
}

/// The name of a type, without its path.
fn short<T>() -> &'static str {
    type_name::<T>().rsplit("::").next().expect("a name")
}
