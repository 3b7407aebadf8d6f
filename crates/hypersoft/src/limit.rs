//! Staying clear of the lock.

use std::time::Duration;

use kontorhaus_core::limit::{FileBacked, Key, Limit};
use kontorhaus_core::{Error, Limiter, Settings};

/// What Hypersoft allows: 60 calls in a minute. At the next one it locks the account, until a person unlocks it.
///
/// Whether failed calls count, and whether the minute slides, is not documented; here every attempt counts, in any
/// stretch of a minute.
pub const LIMIT: Limit = Limit::new(60, Duration::from_secs(60));

/// The limiter of a client that is given none: shared by all processes of the user on this machine.
pub(crate) fn usual(settings: &Settings) -> Result<Option<Box<dyn Limiter>>, Error> {
    let Some(key) = settings.get::<Key>() else {
        return Ok(None);
    };
    let limiter = FileBacked::of(key, LIMIT).map_err(|error| {
        error.with_advice(
            "Hypersoft locks accounts, so calls are counted in the user's state directory (XDG_STATE_HOME). Make it \
             writable, or choose by name what counts them instead, with Builder::limiter: FileBacked in another \
             directory, InProcess if no other process uses the tokens, or one that machines share.",
        )
    })?;
    Ok(Some(Box::new(limiter)))
}
