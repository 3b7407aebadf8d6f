//! The thread that touches the files.

use std::io;
use std::sync::{Arc, mpsc};
use std::thread;

use tokio::sync::oneshot;

use super::Shared;
use super::state::State;
use super::store::Store;
use super::time::{Now, Steps};
use crate::Clock;
use crate::limit::log::Wait;
use crate::limit::{Limit, Permit};

/// The thread that reads and writes the files, so that no task has to. It ends when
/// the limiter and all its permits are gone.
pub(super) struct Worker(mpsc::Sender<Order>);

enum Order {
    Take(Arc<Shared>, Reply<Answer>),
    Wait(usize, Reply<Wait>),
    End { handed: bool },
}

type Reply<T> = oneshot::Sender<io::Result<T>>;

pub(super) enum Answer {
    Permit(Permit),
    Wait(Wait),
}

impl Worker {
    pub(super) fn start(store: Store, limit: Limit, clock: impl Clock) -> io::Result<Self> {
        let (sender, orders) = mpsc::channel();
        let mut desk = Desk {
            store,
            limit,
            steps: Steps::new(clock),
            ended: Vec::new(),
        };
        // The first look at the clock is the one that later steps are measured from.
        desk.update(|_, _| ())?;
        thread::Builder::new()
            .name("kontorhaus-limit".to_owned())
            .spawn(move || orders.into_iter().for_each(|order| desk.serve(order)))?;
        Ok(Self(sender))
    }

    pub(super) async fn take(&self, shared: Arc<Shared>) -> io::Result<Answer> {
        self.ask(|reply| Order::Take(shared, reply)).await
    }

    pub(super) async fn wait(&self, ahead: usize) -> io::Result<Wait> {
        self.ask(|reply| Order::Wait(ahead, reply)).await
    }

    async fn ask<T>(&self, order: impl FnOnce(Reply<T>) -> Order) -> io::Result<T> {
        let (reply, answer) = oneshot::channel();
        // Should the order not arrive, its reply is dropped with it.
        let _ = self.0.send(order(reply));
        let stopped = |_| io::Error::other("its thread has stopped");
        answer.await.map_err(stopped)?
    }

    fn end(&self, handed: bool) {
        // Without a thread nothing is let through any more.
        let _ = self.0.send(Order::End { handed });
    }
}

/// What the thread works with.
struct Desk<C> {
    store: Store,
    limit: Limit,
    steps: Steps<C>,
    /// Ends that are not in the log yet; handed over or not.
    ended: Vec<bool>,
}

impl<C: Clock> Desk<C> {
    fn serve(&mut self, order: Order) {
        match order {
            // Cancelled while it waited here.
            Order::Take(_, reply) if reply.is_closed() => {}
            Order::Take(shared, reply) => {
                // If nobody takes the answer, the permit in it comes back by itself.
                let _ = reply.send(self.take(shared));
            }
            Order::Wait(ahead, reply) => {
                let wait = self.update(|state, now| state.log.wait(now.wall, ahead));
                let _ = reply.send(wait);
            }
            Order::End { handed } => {
                self.ended.push(handed);
                // What cannot be written now is with the next order.
                let _ = self.update(|_, _| ());
            }
        }
    }

    fn take(&mut self, shared: Arc<Shared>) -> io::Result<Answer> {
        let owner = self.store.owner();
        let wait = self.update(|state, now| {
            let taken = state.take(owner, now);
            (!taken).then(|| state.log.wait(now.wall, 0))
        })?;
        Ok(match wait {
            Some(wait) => Answer::Wait(wait),
            None => Answer::Permit(Permit::new(move |handed| {
                shared.worker.end(handed);
                shared.line.freed();
            })),
        })
    }

    /// Brings the log up to date, and uses it.
    fn update<T>(&mut self, action: impl FnOnce(&mut State, Now) -> T) -> io::Result<T> {
        let Self {
            store,
            limit,
            steps,
            ended,
        } = self;
        let result = store.update(|text| {
            // Under the lock, or another process could have written a later time.
            let now = steps.now();
            let mut state = State::read(text, *limit, now);
            for &handed in &*ended {
                state.end(store.owner(), handed, now);
            }
            state.end_all_of(|owner| store.is_gone(owner), now);
            state.log.expire(now.wall);
            let result = action(&mut state, now);
            (state.write(*limit), result)
        })?;
        ended.clear();
        Ok(result)
    }
}
