//! Transports for tests: no network, no server. [`Recorder`] writes down what a real
//! one said, for [`Replay`].
//!
//! ```
//! use kontorhaus_core::fake::{Capture, Reply};
//!
//! let transport = Capture::new(Reply::ok("<answer/>"));
//! // Builder::new().transport(transport.clone()) …, then a call, then:
//! for captured in transport.requests() {
//!     assert_eq!(captured.operation, "CreateVouchers");
//! }
//! ```

mod by_operation;
mod capture;
mod exchange;
mod flaky;
mod never;
mod recorder;
mod replay;
mod reply;
#[cfg(test)]
mod tests;

use std::future::poll_fn;
use std::pin::Pin;

use bytes::{Bytes, BytesMut};
use futures_core::Stream as _;

pub use by_operation::ByOperation;
pub use capture::{Capture, Captured};
pub use flaky::Flaky;
pub use never::Never;
pub use recorder::Recorder;
pub use replay::Replay;
pub use reply::{Reply, Respond};

use crate::{TransportError, TransportErrorKind, WireBody};

/// Takes the whole body, as a transport does that sends it.
pub(crate) async fn drain(mut body: WireBody) -> Result<Bytes, TransportError> {
    let mut bytes = BytesMut::new();
    while let Some(piece) = poll_fn(|cx| Pin::new(&mut body).poll_next(cx)).await {
        let piece =
            piece.map_err(|e| TransportError::new(TransportErrorKind::RequestBody).source(e))?;
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes.freeze())
}
