//! Every operation by its name: what a repetition does, where it is, and how surely.

use kontorhaus_core::fake::{Capture, Reply};
use kontorhaus_core::{Idempotency, Operation};
use kontorhaus_erpxt::{
    BankAccount, Client, Create, Credentials, CustomPrint, Customer, Delete, Environment,
    FindByNumber, FindByTaxNumber, Get, Grade, Graded, Invoice, List, Outcome, PaymentType, Print,
    Product, Proforma, RawOperation, Update,
};

use Grade::{Documented, Inferred, Observed};
use Idempotency::{Idempotent, Read, Write};

pub(crate) type Row = (&'static str, String, Idempotency, Grade, Grade);

fn row<Op: Graded>() -> Row {
    let place = format!("{} {}", Op::METHOD, Op::PATH);
    (Op::NAME, place, Op::IDEMPOTENCY, Op::GERMANY, Op::POLAND)
}

macro_rules! table {
    ($($operation:ty => $name:literal $place:literal $idempotency:ident $germany:ident $poland:ident;)*) => {
        /// Every operation, as its own code has it.
        pub(crate) fn rows() -> [Row; [$( $name ),*].len()] {
            [$( row::<$operation>() ),*]
        }

        #[test]
        fn every_operation_is_in_the_table() {
            let expected = [$( ($name, $place.to_owned(), $idempotency, $germany, $poland) ),*];
            assert_eq!(rows(), expected);
        }
    };
}

table! {
    List<Product> => "ListProducts" "GET /products" Read Documented Documented;
    Get<Product> => "GetProduct" "GET /products/{id}" Read Documented Documented;
    Create<Product> => "CreateProduct" "POST /products" Write Documented Documented;
    Update<Product> => "UpdateProduct" "PUT /products" Idempotent Inferred Observed;
    Delete<Product> => "DeleteProduct" "DELETE /products/{id}" Idempotent Inferred Observed;
    List<Customer> => "ListCustomers" "GET /customers" Read Documented Documented;
    Get<Customer> => "GetCustomer" "GET /customers/{id}" Read Documented Documented;
    Create<Customer> => "CreateCustomer" "POST /customers" Write Documented Documented;
    Update<Customer> => "UpdateCustomer" "PUT /customers" Idempotent Inferred Observed;
    Delete<Customer> => "DeleteCustomer" "DELETE /customers/{id}" Idempotent Inferred Observed;
    FindByTaxNumber => "FindCustomersByTaxNumber" "GET /customers/nip/{nip}" Read Inferred Documented;
    List<PaymentType> => "ListPaymentTypes" "GET /paymenttypes" Read Documented Documented;
    Get<PaymentType> => "GetPaymentType" "GET /paymenttypes/{id}" Read Inferred Documented;
    Create<PaymentType> => "CreatePaymentType" "POST /paymenttypes" Write Inferred Documented;
    Update<PaymentType> => "UpdatePaymentType" "PUT /paymenttypes" Idempotent Inferred Documented;
    Delete<PaymentType> => "DeletePaymentType" "DELETE /paymenttypes/{id}" Idempotent Inferred Observed;
    List<BankAccount> => "ListBankAccounts" "GET /bankaccounts" Read Documented Documented;
    Get<BankAccount> => "GetBankAccount" "GET /bankaccounts/{id}" Read Inferred Observed;
    Create<BankAccount> => "CreateBankAccount" "POST /bankaccounts" Write Inferred Observed;
    Update<BankAccount> => "UpdateBankAccount" "PUT /bankaccounts" Idempotent Inferred Observed;
    Delete<BankAccount> => "DeleteBankAccount" "DELETE /bankaccounts/{id}" Idempotent Inferred Observed;
    List<Invoice> => "ListInvoices" "GET /invoices" Read Documented Documented;
    Get<Invoice> => "GetInvoice" "GET /invoices/{id}" Read Documented Documented;
    Create<Invoice> => "CreateInvoice" "POST /invoices" Write Documented Documented;
    Update<Invoice> => "UpdateInvoice" "PUT /invoices" Write Inferred Observed;
    Delete<Invoice> => "DeleteInvoice" "DELETE /invoices/{id}" Idempotent Inferred Observed;
    FindByNumber<Invoice> => "FindInvoicesByNumber" "GET /invoices/number/{number}" Read Inferred Documented;
    Print<Invoice> => "PrintInvoice" "GET /invoices/{id}/print" Read Inferred Documented;
    List<Proforma> => "ListProformas" "GET /proformas" Read Documented Documented;
    Get<Proforma> => "GetProforma" "GET /proformas/{id}" Read Documented Documented;
    Create<Proforma> => "CreateProforma" "POST /proformas" Write Documented Documented;
    Update<Proforma> => "UpdateProforma" "PUT /proformas" Write Inferred Observed;
    Delete<Proforma> => "DeleteProforma" "DELETE /proformas/{id}" Idempotent Inferred Observed;
    FindByNumber<Proforma> => "FindProformasByNumber" "GET /proformas/number/{number}" Read Inferred Documented;
    Print<Proforma> => "PrintProforma" "GET /proformas/{id}/print" Read Inferred Documented;
    List<CustomPrint> => "ListCustomPrints" "GET /customprints" Read Documented Documented;
}

#[test]
fn a_request_of_ones_own_is_a_write_unless_its_method_says_otherwise() {
    assert_eq!(RawOperation::NAME, "Request");
    assert_eq!(RawOperation::IDEMPOTENCY, Write);
}

/// What becomes of the deletion of a product at that address.
async fn deletion(address: &str, guesses: bool) -> (Outcome, usize) {
    let transport = Capture::new(Reply::ok(r#"{"access_token":"t","expires":600}"#));
    let mut builder = Client::builder()
        .endpoint(address)
        .credentials(Credentials::new("id", "secret".into()))
        .transport(transport.clone())
        .attempts(1);
    if guesses {
        builder = builder.guessed_messages_to_this_host();
    }
    let client = builder.build().expect("a client");
    let outcome = match client.products().delete(7).await {
        Ok(()) => Outcome::Applied,
        Err(error) => {
            assert_eq!(error.operation(), "DeleteProduct");
            assert!(error.message().contains("only inferred"), "{error}");
            assert!(
                error
                    .advice()
                    .expect("advice")
                    .contains("guessed_messages_to_this_host"),
                "{error}"
            );
            error.outcome()
        }
    };
    (outcome, transport.requests().len())
}

#[tokio::test]
async fn a_write_that_is_only_inferred_goes_to_this_machine_only() {
    let (sent, kept) = ((Outcome::Applied, 2), (Outcome::NotSent, 0));
    for (address, expected) in [
        (Environment::Germany.base_url(), kept),
        ("https://erp.example/api2/public", kept),
        // A name that only begins like this machine's.
        ("https://127.0.0.1.example/api2/public", kept),
        (Environment::Poland.base_url(), sent),
        (Environment::Betterfly.base_url(), sent),
        ("http://127.0.0.1:9/api2/public", sent),
        ("http://localhost:9/api2/public", sent),
        ("http://[::1]:9/api2/public", sent),
    ] {
        assert_eq!(deletion(address, false).await, expected, "{address}");
        assert_eq!(deletion(address, true).await, sent, "{address}");
    }
}

#[test]
fn the_successor_host_is_no_surer_than_observed() {
    assert_eq!(Environment::Betterfly.grade::<List<Product>>(), Observed);
    assert_eq!(Environment::Betterfly.grade::<Get<BankAccount>>(), Observed);
    assert_eq!(Environment::Poland.grade::<List<Product>>(), Documented);
    assert_eq!(Inferred.to_string(), "inferred");
}
