//! The spans and events of one thread, while the tests of other threads run beside it.

use tracing::subscriber::{self, DefaultGuard, NoSubscriber};
use tracing::{Dispatch, Subscriber};

/// Gives a thread's spans and events to a subscriber for as long as it lives.
pub(crate) struct Watching {
    _subscriber: DefaultGuard,
    _other: Dispatch,
}

/// Watches this thread.
pub(crate) fn watch(subscriber: impl Subscriber + Send + Sync + 'static) -> Watching {
    // Whoever comes to a span first decides for all threads whether it is wanted. If there is one subscriber only, the span's own
    // thread is asked, and those of other tests have none; if there are two, all are asked.
    let other = Dispatch::new(NoSubscriber::default());
    let guard = subscriber::set_default(subscriber);
    tracing::callsite::rebuild_interest_cache();
    Watching {
        _subscriber: guard,
        _other: other,
    }
}
