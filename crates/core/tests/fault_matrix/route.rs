//! Sends attempts elsewhere.

use http::Uri;
use kontorhaus_core::{BodyStream, BoxFuture, SendOptions, Transport, TransportError, WireBody};

/// Where the attempts of a call go: `http://127.0.0.1:4711`.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    pub(crate) first: String,
    pub(crate) later: String,
}

/// The default transport, sent that way.
pub(crate) struct Route {
    pub(crate) inner: Box<dyn Transport>,
    pub(crate) way: Way,
}

impl Transport for Route {
    fn send<'a>(
        &'a self,
        mut request: http::Request<WireBody>,
        options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<http::Response<BodyStream>, TransportError>> {
        let origin = match options.attempt {
            1 => &self.way.first,
            _ => &self.way.later,
        };
        let uri = format!("{origin}{}", request.uri().path());
        *request.uri_mut() = Uri::try_from(uri).unwrap();
        self.inner.send(request, options)
    }
}
