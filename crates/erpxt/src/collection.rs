//! A resource as a caller sees it.

use std::fmt;
use std::marker::PhantomData;

use kontorhaus_core::Call;

use crate::resource::{Document, Editable, Resource};
use crate::{
    Client, Create, Customer, Delete, FindByNumber, FindByTaxNumber, Get, List, Pages, Print,
    Query, Update,
};

/// A resource of the service, such as [`Client::products`]. Each method gives a [`Call`], which runs when it is awaited.
///
/// ```no_run
/// # async fn example(client: kontorhaus_erpxt::Client) -> Result<(), kontorhaus_erpxt::Error> {
/// use kontorhaus_erpxt::NewProduct;
///
/// let id = client.products().create(NewProduct::new("Beratung Stunde", "Std.", 9).with_sale_net_price(95)).await?;
///
/// let mut update = client.products().get(id).await?.into_update();
/// update.name = "Beratung, je Stunde".into();
/// client.products().update(update).await?;
/// # Ok(())
/// # }
/// ```
pub struct Collection<R> {
    client: Client,
    resource: PhantomData<fn() -> R>,
}

impl<R: Resource> Collection<R> {
    pub(crate) fn new(client: Client) -> Self {
        Self {
            client,
            resource: PhantomData,
        }
    }

    /// Reads the whole list, in one answer. *Documented.*
    ///
    /// [`pages`](Self::pages) is for lists that are too long for that.
    pub fn list(&self) -> Call<List<R>> {
        self.find(Query::new())
    }

    /// Reads what a query asks for, in one answer. *Documented for the Polish host.*
    ///
    /// ```no_run
    /// # async fn example(client: kontorhaus_erpxt::Client) -> Result<(), kontorhaus_erpxt::Error> {
    /// use kontorhaus_erpxt::{Filter, Query};
    ///
    /// let with_this_code = Query::new().filter(Filter::eq("ProductCode", "BER-H"));
    /// let found = client.products().find(with_this_code).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn find(&self, query: Query) -> Call<List<R>> {
        self.client.call(List::new(query))
    }

    /// Reads what a query asks for, page by page. *Documented for the Polish host.*
    ///
    /// A page holds as many as the query's `top` says, or 100. The next page is asked for when it is wanted. Without an
    /// order of its own the query goes by `Id`. An error ends the stream. A server that takes no notice of the paging gives
    /// everything as one page.
    ///
    /// ```no_run
    /// # async fn example(client: kontorhaus_erpxt::Client) -> Result<(), kontorhaus_erpxt::Error> {
    /// use kontorhaus_erpxt::Query;
    ///
    /// let mut pages = client.customers().pages(Query::new());
    /// while let Some(page) = pages.next().await {
    ///     println!("{} more", page?.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn pages(&self, query: Query) -> Pages<R> {
        Pages::new(self.client.clone(), query)
    }
}

impl<R: Editable> Collection<R> {
    /// Reads the one with that key. *Documented; for payment types and bank accounts on the Polish host.*
    pub fn get(&self, key: i64) -> Call<Get<R>> {
        self.client.call(Get::new(key))
    }

    /// Creates one and gives its key. See [`Create`] for what to do when the outcome is unknown. *Documented; for payment
    /// types on the Polish host, for bank accounts observed.*
    pub fn create(&self, new: R::New) -> Call<Create<R>> {
        self.client.call(Create::new(new))
    }

    /// Puts new content in its place. See [`Update`] for what may be repeated, and
    /// [`Environment`](crate::Environment) for the German host. *Observed; for payment types documented for the
    /// Polish host.*
    pub fn update(&self, update: R::Update) -> Call<Update<R>> {
        self.client.call(Update::new(update))
    }

    /// Deletes the one with that key. See [`Environment`](crate::Environment) for the German host. *Observed.*
    pub fn delete(&self, key: i64) -> Call<Delete<R>> {
        self.client.call(Delete::new(key))
    }
}

impl<R: Document> Collection<R> {
    /// Finds documents by their number, such as `RE/24/3/1`. *Documented for the Polish host.*
    ///
    /// Whether the server answers a number that does not exist with an empty list or with an error is unknown.
    pub fn by_number(&self, number: impl Into<String>) -> Call<FindByNumber<R>> {
        self.client.call(FindByNumber::new(number))
    }

    /// Prints a document by the template of its customer, or by the standard one. *Documented for the Polish host.*
    pub fn print(&self, key: i64) -> Call<Print<R>> {
        self.client.call(Print::new(key, None))
    }

    /// Prints a document by one of [`Client::custom_prints`]. *Documented for the Polish host.*
    pub fn print_with(&self, key: i64, template: i64) -> Call<Print<R>> {
        self.client.call(Print::new(key, Some(template)))
    }
}

impl Collection<Customer> {
    /// Finds customers by their tax number. *Documented for the Polish host.*
    ///
    /// Whether the server answers a number that does not exist with an empty list or with an error is unknown.
    pub fn by_tax_number(&self, number: impl Into<String>) -> Call<FindByTaxNumber> {
        self.client.call(FindByTaxNumber::new(number))
    }
}

impl<R> Clone for Collection<R> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            resource: PhantomData,
        }
    }
}

impl<R: Resource> fmt::Debug for Collection<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Collection").field(&R::LIST.path).finish()
    }
}
