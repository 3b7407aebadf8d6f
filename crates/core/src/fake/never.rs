//! A transport that never answers.

use crate::{BodyStream, BoxFuture, SendOptions, Transport, TransportError, WireBody};

use super::drain;

/// Never answers.
#[derive(Clone, Copy, Debug)]
pub struct Never {
    sends: bool,
}

impl Never {
    /// Takes the request and never answers, as a server that hangs.
    #[must_use]
    pub fn after_sending() -> Self {
        Self { sends: true }
    }

    /// Does not even take the request, as a host that cannot be reached.
    #[must_use]
    pub fn before_sending() -> Self {
        Self { sends: false }
    }
}

impl Transport for Never {
    fn send<'a>(
        &'a self,
        request: http::Request<WireBody>,
        _options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<http::Response<BodyStream>, TransportError>> {
        Box::pin(async move {
            if self.sends {
                drain(request.into_body()).await?;
            }
            std::future::pending().await
        })
    }
}
