//! Conditions and orders: as the documentation writes them, and understood by a reader of their language.

use kontorhaus_core::fake::{ByOperation, Capture, Reply};
use kontorhaus_erpxt::{Client, Credentials, Date, Decimal, Filter, Literal, NewCustomer, Query};
use proptest::prelude::*;

use super::account;

/// `%XX` as what they stand for.
fn decoded(encoded: &str) -> String {
    let mut parts = encoded.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(digits, 16).expect("two digits"));
        bytes.extend(rest.as_bytes());
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn section_2_5_the_samples() {
    let day: Date = "2024-01-31".parse().unwrap();
    for (query, sample) in [
        (
            Query::new().filter(Filter::ge("Id", 100).and(Filter::le("Id", 1000))),
            "$filter=Id ge 100 and Id le 1000",
        ),
        (
            Query::new()
                .filter(Filter::ge("SaleGrossPrice", 10))
                .filter(Filter::le("SaleGrossPrice", 20)),
            "$filter=SaleGrossPrice ge 10 and SaleGrossPrice le 20",
        ),
        (
            Query::new().filter(Filter::eq("Mail", "a@example.org")),
            "$filter=Mail eq 'a@example.org'",
        ),
        (
            Query::new()
                .descending("IssueDate")
                .descending("Id")
                .skip(0)
                .top(50),
            "$orderby=IssueDate desc, Id desc&$skip=0&$top=50",
        ),
        (
            Query::new().filter(Filter::gt("IssueDate", day)),
            "$filter=IssueDate gt datetime'2024-01-31'",
        ),
        (
            Query::new().filter(Filter::eq("InvoiceDocIdNum", Literal::Null)),
            "$filter=InvoiceDocIdNum eq null",
        ),
        (Query::new().full_text("phrase"), "$fts='phrase'"),
        (Query::new(), ""),
    ] {
        let encoded = query.encode().unwrap();
        assert_eq!(decoded(&encoded), sample);
        assert!(!encoded.contains([' ', '\'', ',']), "{encoded}");
    }
}

#[test]
fn conditions_are_grouped_as_they_were_put_together() {
    let (a, b, c) = (
        || Filter::eq("A", 1),
        || Filter::ne("B", "x"),
        || Filter::lt("C", Decimal::new(15, 1)),
    );
    for (filter, expression) in [
        (a().and(b()).and(c()), "A eq 1 and B ne 'x' and C lt 1.5"),
        (a().and(b()).or(c()), "(A eq 1 and B ne 'x') or C lt 1.5"),
        (a().and(b().or(c())), "A eq 1 and (B ne 'x' or C lt 1.5)"),
        (
            a().not().and(b().or(c()).not()),
            "not (A eq 1) and not (B ne 'x' or C lt 1.5)",
        ),
        (
            Filter::raw("A eq 1 or B eq 2").and(c()),
            "(A eq 1 or B eq 2) and C lt 1.5",
        ),
        (Filter::raw("A eq 1"), "A eq 1"),
    ] {
        assert_eq!(filter.expression().unwrap(), expression);
    }
    // A chain of any length needs no stack.
    let long = (0..100_000).fold(a(), |chain, _| chain.or(a()));
    assert!(long.expression().unwrap().ends_with(" or A eq 1"));
}

#[test]
fn a_name_cannot_smuggle_in_a_condition() {
    for name in [
        "",
        "1a",
        "Name eq 'x' or Id",
        "Näme",
        "a b",
        "$top",
        "a,b",
        "a/b",
    ] {
        let error = Query::new()
            .filter(Filter::eq(name, 1))
            .encode()
            .unwrap_err();
        assert_eq!(error.field(), Some("Query"), "{name}");
        assert!(Query::new().ascending(name).encode().is_err());
        // What is wrong is told, not what was given: it may be anybody's data.
        assert!(
            name.is_empty() || name.len() < 3 || !error.to_string().contains(name),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_reader_of_the_language_finds_what_was_meant() {
    let (_sandbox, client) = account().await;
    let nasty = [
        "O'Hara & Söhne",
        "''",
        "'",
        "' or Id ge 0 or Name eq '",
        "a%27b",
        "x'--",
        "100 % + 1",
        "a\tb\n",
        "ä/ö?#=&$",
        "\u{1F600}",
        "datetime'2024-01-01'",
        "null",
    ];
    for name in nasty {
        client
            .customers()
            .create(NewCustomer::new(name))
            .await
            .unwrap();
    }
    for name in nasty {
        let found = client
            .customers()
            .find(Query::new().filter(Filter::eq("Name", name)))
            .await
            .unwrap();
        let names: Vec<_> = found
            .iter()
            .map(|customer| customer.name.as_str())
            .collect();
        assert_eq!(names, [name]);
        let not = Filter::eq("Name", name).not().and(Filter::gt("Id", 881));
        assert_eq!(
            client
                .customers()
                .find(Query::new().filter(not))
                .await
                .unwrap()
                .len(),
            nasty.len() - 1
        );
    }
    let either = Filter::eq("Name", "'").or(Filter::eq("Name", "null"));
    let query = Query::new().filter(either).descending("Name");
    let found = client.customers().find(query).await.unwrap();
    assert_eq!(
        found
            .iter()
            .map(|found| found.name.as_str())
            .collect::<Vec<_>>(),
        ["null", "'"]
    );
    assert_eq!(
        client
            .customers()
            .find(Query::new().full_text("söhne"))
            .await
            .unwrap()
            .len(),
        1
    );
    let day: Date = "2024-03-04".parse().unwrap();
    for (filter, count) in [
        (Filter::ge("IssueDate", day), 1),
        (Filter::gt("IssueDate", day), 0),
        (Filter::eq("BankAccountId", Literal::Null), 1),
    ] {
        assert_eq!(
            client
                .invoices()
                .find(Query::new().filter(filter))
                .await
                .unwrap()
                .len(),
            count
        );
    }
    let prices = Filter::gt("SaleNetPrice", Decimal::new(149, 2))
        .and(Filter::lt("SaleNetPrice", Decimal::new(151, 2)));
    assert_eq!(
        client
            .products()
            .find(Query::new().filter(prices))
            .await
            .unwrap()[0]
            .id,
        40211
    );
}

proptest! {
    /// Any text comes out of the address as one literal, by the rules of the address and then of the language.
    #[test]
    fn any_text_is_one_literal(text: String) {
        let encoded = Query::new().filter(Filter::eq("Name", text.as_str())).encode().unwrap();
        prop_assert!(encoded.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%=$".contains(&byte)));
        let expression = decoded(encoded.strip_prefix("$filter=").unwrap());
        let literal = expression.strip_prefix("Name eq '").unwrap().strip_suffix('\'').unwrap();
        // Inside, every quote has a partner.
        prop_assert!(literal.split("''").all(|part| !part.contains('\'')));
        prop_assert_eq!(literal.replace("''", "'"), text);
    }

    #[test]
    fn any_number_is_one_path_segment(number in "\\PC{1,20}") {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let transport = Capture::new(
            ByOperation::new()
                .on("FetchToken", Reply::ok(r#"{"access_token":"t"}"#))
                .on("FindInvoicesByNumber", Reply::ok("[]")),
        );
        let client = Client::builder()
            .endpoint("https://app.erpxt.de/api2/public")
            .credentials(Credentials::new("id", "secret".into()))
            .transport(transport.clone())
            .build()
            .unwrap();
        let result = runtime.block_on(client.invoices().by_number(number.as_str()).into_future());
        if number == "." || number == ".." {
            prop_assert!(result.is_err());
            return Ok(());
        }
        prop_assert!(result.unwrap().is_empty());
        let sent = transport.requests();
        let path = sent[1].request.uri().path().strip_prefix("/api2/public/invoices/number/").unwrap();
        prop_assert!(!path.contains('/'));
        prop_assert_eq!(decoded(path), number);
    }
}
