//! All vouchers of a batch, page by page.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use kontorhaus_core::{Error, ErrorKind, Outcome, ReadError, Steps};

use crate::{Client, ReadVouchers, VoucherPage};

impl Client {
    /// Reads a batch page by page, until the server says that it was the last one.
    ///
    /// It begins where the request's page token says, or with the first page. The next page is asked for when it is
    /// wanted. An error ends the stream. If its [`ErrorCode`](crate::ErrorCode) concerns the page token, starting again
    /// from the first page, once, may help.
    ///
    /// ```no_run
    /// # async fn example(client: kontorhaus_websale::Client) -> Result<(), kontorhaus_websale::Error> {
    /// use kontorhaus_websale::GetVoucherCodes;
    ///
    /// let mut pages = client.voucher_codes(GetVoucherCodes::new("SPRING-TPL"));
    /// while let Some(page) = pages.next().await {
    ///     for voucher in page?.voucher_list {
    ///         println!("{} {}", voucher.amount, voucher.currency);
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn voucher_codes<Read: ReadVouchers>(&self, request: Read) -> VoucherPages<Read> {
        VoucherPages {
            client: self.clone(),
            request,
            steps: Steps::Ready,
        }
    }
}

/// A stream of the pages of a batch; made by [`Client::voucher_codes`].
#[derive(Debug)]
#[must_use = "a stream does nothing until it is polled"]
pub struct VoucherPages<Read: ReadVouchers> {
    client: Client,
    request: Read,
    steps: Steps<Read::Output>,
}

impl<Read: ReadVouchers> VoucherPages<Read> {
    /// The next page; `None` after the last one or after an error.
    pub async fn next(&mut self) -> Option<Result<Read::Output, Error>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Turns to the page after this one, if there is a way to it.
    fn turn(&mut self, page: &Read::Output) {
        let token = page.next_page_token().unwrap_or_default();
        let problem = if page.last_page() == Some(true) {
            self.steps = Steps::Done;
            return;
        } else if token.is_empty() {
            "the server says that more vouchers follow, but gives no token for the next page"
        } else if self.request.page_token() == Some(token) {
            "the server gives the token of this page for the next one"
        } else {
            self.request.set_page_token(token.to_owned());
            return;
        };
        let error = ReadError::new(ErrorKind::Decode, Outcome::Applied, problem);
        self.steps = Steps::Failed(Error::read::<Read>(error));
    }
}

impl<Read: ReadVouchers> Stream for VoucherPages<Read> {
    type Item = Result<Read::Output, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let start = || {
            let call = this.client.call(this.request.clone());
            call.into_future()
        };
        let item = ready!(this.steps.poll(cx, start));
        if let Some(Ok(page)) = &item {
            this.turn(page);
        }
        Poll::Ready(item)
    }
}
