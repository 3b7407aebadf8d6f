//! All that a search finds, page by page.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use kontorhaus_core::{Error, ErrorKind, Outcome, ReadError, Steps};

use crate::{Client, KundenSuchErgebnis, SearchKunden};

impl Client {
    /// Looks for customers page by page, from the search's `from` on, until a page is empty.
    ///
    /// A page that is merely short does not count as the last: the service may give fewer at once than it was asked for.
    /// The next page is asked for when it is wanted. An error ends the stream.
    ///
    /// ```no_run
    /// # async fn example(client: kontorhaus_maklerinfo::Client) -> Result<(), kontorhaus_maklerinfo::Error> {
    /// use kontorhaus_maklerinfo::SearchKunden;
    ///
    /// let mut pages = client.search_kunden_pages(SearchKunden::text("Muster").size(50));
    /// while let Some(page) = pages.next().await {
    ///     for kunde in page? {
    ///         println!("{}", kunde.text.unwrap_or_default());
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn search_kunden_pages(&self, search: SearchKunden) -> KundenPages {
        KundenPages {
            client: self.clone(),
            search,
            first: None,
            steps: Steps::Ready,
        }
    }
}

/// A stream of the pages of a search; made by [`Client::search_kunden_pages`].
#[derive(Debug)]
#[must_use = "a stream does nothing until it is polled"]
pub struct KundenPages {
    client: Client,
    search: SearchKunden,
    /// With what the last page began.
    first: Option<KundenSuchErgebnis>,
    steps: Steps<Vec<KundenSuchErgebnis>>,
}

impl KundenPages {
    /// The next page, which is never empty; `None` after the last one or after an error.
    pub async fn next(&mut self) -> Option<Result<Vec<KundenSuchErgebnis>, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Turns to the page after this one. Gives why that cannot be.
    fn turn(&mut self, page: &[KundenSuchErgebnis]) -> Option<&'static str> {
        let first = page.first().cloned();
        if first == self.first {
            return Some("the service gives the same page again");
        }
        self.first = first;
        let length = u32::try_from(page.len()).unwrap_or(u32::MAX);
        match self.search.from.checked_add(length) {
            Some(from) => {
                self.search.from = from;
                None
            }
            None => Some("the search finds more than can be counted"),
        }
    }
}

impl Stream for KundenPages {
    type Item = Result<Vec<KundenSuchErgebnis>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let start = || this.client.search_kunden(this.search.clone()).into_future();
        match ready!(this.steps.poll(cx, start)) {
            Some(Ok(page)) if page.is_empty() => {
                this.steps = Steps::Done;
                Poll::Ready(None)
            }
            Some(Ok(page)) => match this.turn(&page) {
                None => Poll::Ready(Some(Ok(page))),
                Some(problem) => {
                    this.steps = Steps::Done;
                    let error = ReadError::new(ErrorKind::Decode, Outcome::Applied, problem);
                    Poll::Ready(Some(Err(Error::read::<SearchKunden>(error))))
                }
            },
            item => Poll::Ready(item),
        }
    }
}
