//! Changing a customer without losing the rest of it.

use kontorhaus_core::{Error, ErrorKind, Operation, Outcome, ReadError};

use crate::{Client, ReadCustomer, WriteCustomer};

impl Client {
    /// Reads a customer, changes it and writes it back: `SetCustomer` deletes whatever it is not sent.
    ///
    /// `read` is the request that finds the customer. Everything that came goes back, fields too that this version does
    /// not know; what was left out, what was nil and what was empty stay so. Both calls go over the client's wire.
    ///
    /// If `change` changes nothing, nothing is written and there is no answer. Two calls count against the limit, or one.
    /// The service knows no locks: what somebody else writes between the two calls is overwritten.
    ///
    /// ```no_run
    /// # use kontorhaus_hypersoft::{Client, Error, ReadCustomer};
    /// # async fn example<Read: ReadCustomer>(client: Client, by_number: Read, rename: fn(&mut Read::Customer))
    /// # -> Result<(), Error> {
    /// let answer = client.update_customer(by_number, |customer| rename(customer)).await?;
    /// if answer.is_none() {
    ///     println!("it was called that already");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As the two calls; [`Error::operation`] says which one failed. With [`Outcome::NotSent`] from the second also when
    /// `read` finds no customer, or several. When writing is interrupted, calling this again is safe: it reads anew.
    pub async fn update_customer<Read: ReadCustomer>(
        &self,
        read: Read,
        change: impl FnOnce(&mut Read::Customer),
    ) -> Result<Option<<Read::Write as Operation>::Output>, Error> {
        let mut answer = self.call(read).await?;
        let mut found = Read::customer_list(&mut answer).into_iter();
        let (Some(before), None) = (found.next(), found.next()) else {
            let problem = "the request does not find exactly one customer";
            let error = ReadError::new(ErrorKind::Request, Outcome::NotSent, problem);
            return Err(Error::read::<Read::Write>(error));
        };
        let mut after = before.clone();
        change(&mut after);
        if after == before {
            return Ok(None);
        }
        self.call(Read::Write::of(after)).await.map(Some)
    }
}
