//! A transport for each operation.

use std::fmt;

use super::{drain, exchange};
use crate::{BodyStream, BoxFuture, SendOptions, Transport, TransportError, WireBody};

/// Sends each operation through a transport of its own.
///
/// ```
/// use kontorhaus_core::fake::{ByOperation, Never, Reply};
///
/// let transport = ByOperation::new()
///     .on("CreateVouchers", Never::after_sending())
///     .on("GetVoucherCodes", Reply::ok("<answer/>"));
/// ```
///
/// A request of any other operation fails, and the error shows it, masked.
#[derive(Default)]
#[must_use]
pub struct ByOperation(Vec<(String, Box<dyn Transport>)>);

impl ByOperation {
    /// No operation yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sends `operation` through `transport`; the first one that is set for it holds.
    pub fn on(mut self, operation: impl Into<String>, transport: impl Transport) -> Self {
        self.0.push((operation.into(), Box::new(transport)));
        self
    }
}

impl Transport for ByOperation {
    fn send<'a>(
        &'a self,
        request: http::Request<WireBody>,
        options: &'a SendOptions,
    ) -> BoxFuture<'a, Result<http::Response<BodyStream>, TransportError>> {
        let set = self.0.iter().find(|(name, _)| name == options.operation);
        if let Some((_, transport)) = set {
            return transport.send(request, options);
        }
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let request = http::Request::from_parts(head, drain(body).await?);
            let why = format!("no answer is set for {}", options.operation);
            Err(exchange::unmatched(&request, options, &why))
        })
    }
}

impl fmt::Debug for ByOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}
