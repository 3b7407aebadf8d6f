//! The client's helpers with operations of this WSDL. They are in the module `made`, whoever has made it.

use kontorhaus_hypersoft::fake::{ByOperation, Capture, Reply};
use kontorhaus_hypersoft::{Client, Credentials, InProcess, LIMIT, Nillable, ReadRevenue, Wire};
use kontorhaus_sandbox::Sandbox;

use super::made::{Customer, GetCustomer, GetRevenue, GetStations, SetCustomer};

const NAMESPACE: &str = "http://tempuri.org/";

fn client(endpoint: &str, credentials: Credentials, transport: Option<Fake>) -> Client {
    let limiter = InProcess::with_history(&credentials.limit_key(), LIMIT, []).expect("a limiter");
    let builder = Client::builder()
        .endpoint(endpoint)
        .credentials(credentials)
        .limiter(limiter)
        .setting(Wire::Soap11);
    let builder = match transport {
        Some(transport) => builder.transport(transport),
        None => builder,
    };
    builder.build().expect("a client")
}

type Fake = Capture<ByOperation>;

/// A client of a page that answers each operation with these elements.
fn faked<const N: usize>(test: &str, answers: [(&str, &str); N]) -> (Fake, Client) {
    let mut transport = ByOperation::new();
    for (operation, result) in answers {
        let answer = format!(
            "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">\
             <e:Body><{operation}Response xmlns=\"{NAMESPACE}\"><{operation}Result>{result}</{operation}Result>\
             </{operation}Response></e:Body></e:Envelope>"
        );
        transport = transport.on(operation, Reply::ok(answer));
    }
    let transport = Capture::new(transport);
    let credentials = Credentials::new(test.into(), test.into());
    let client = client("http://127.0.0.1:9/", credentials, Some(transport.clone()));
    (transport, client)
}

fn sent(transport: &Fake, call: usize) -> String {
    let requests = transport.requests();
    String::from_utf8_lossy(requests[call].request.body()).into_owned()
}

#[tokio::test(flavor = "current_thread")]
async fn a_page_of_that_namespace_is_called() {
    let sandbox = Sandbox::start().await.expect("a port on loopback");
    let page = sandbox.hypersoft();
    page.set_namespace(NAMESPACE);
    let credentials = Credentials::new(page.cus_token().into(), page.auth_token().into());
    let client = client(page.url(), credentials, None);
    let answer = client.call(GetStations::new()).await.expect("stations");
    let stations = answer.stations.expect("a list");
    assert!(!stations.is_empty());
    let recorded = page.recorded();
    assert_eq!(
        recorded[0].headers["soapaction"],
        "\"http://tempuri.org/GetStations\""
    );
    // The order of this WSDL.
    let request = &recorded[0].request;
    assert!(
        request.find("AuthToken") < request.find("CusToken"),
        "{request}"
    );
}

#[tokio::test(flavor = "current_thread")]
async fn turnover_is_read() {
    let rows = "<Rows><RevenueRow><StationNo>1</StationNo><Begin>2026-11-20T12:15:00</Begin><ArticleNo>7</ArticleNo>\
                <Article>Espresso</Article><Quantity>2</Quantity><Amount>5.80</Amount></RevenueRow></Rows>";
    let (transport, client) = faked("turnover", [("GetRevenue", rows)]);
    let time = |text: &str| text.parse().expect("a time");
    let request =
        <GetRevenue as ReadRevenue>::of(time("2026-11-20T12:00:00"), time("2026-11-20T12:30:00"));
    let mut answer = client.call(request).await.expect("turnover");
    let rows = GetRevenue::row_list(&mut answer);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].amount.to_string(), "5.80");
    assert!(sent(&transport, 0).contains("Begin>2026-11-20T12:00:00<"));
}

const CUSTOMERS: &str = "<Customers><Customer><CustomerNo>1001</CustomerNo><Name>Muster</Name>\
     <DateOfBirth>1980-05-17T00:00:00</DateOfBirth><AccessibleFrom i:nil=\"true\"/>\
     <AccessibleUntil>1970-01-01T18:30:00</AccessibleUntil><LoyaltyPoints>42</LoyaltyPoints></Customer></Customers>";

#[tokio::test(flavor = "current_thread")]
async fn a_customer_is_changed_and_loses_nothing() {
    let done = "<Status><ServerDateTime>2026-11-20T12:00:00</ServerDateTime></Status>";
    let (transport, client) = faked(
        "change",
        [("GetCustomer", CUSTOMERS), ("SetCustomer", done)],
    );
    let answer = client
        .update_customer(GetCustomer::new(1001), |customer| {
            assert_eq!(
                customer.date_of_birth,
                Nillable::Value("1980-05-17".parse().expect("a date"))
            );
            customer.name = Some("Beispiel".to_owned());
        })
        .await
        .expect("an answer");
    assert!(answer.is_some());
    let request = sent(&transport, 1);
    for part in [
        "CustomerList>",
        "Name>Beispiel<",
        "DateOfBirth>1980-05-17T00:00:00<",
        "AccessibleUntil>1970-01-01T18:30:00<",
        "LoyaltyPoints",
    ] {
        assert!(request.contains(part), "{part}: {request}");
    }
}

#[tokio::test(flavor = "current_thread")]
async fn customers_are_written_in_packets() {
    let done = "<Status><ServerDateTime>2026-11-20T12:00:00</ServerDateTime></Status>";
    let (transport, client) = faked("packets", [("SetCustomer", done)]);
    let customer = |number| Customer::new(number, Nillable::Nil, Nillable::Nil, Nillable::Nil);
    let mut upload = client.upload_customers::<SetCustomer>((0..501).map(customer));
    let mut answers = 0;
    while let Some(answer) = upload.next().await {
        answer.expect("an answer");
        answers += 1;
    }
    assert_eq!((answers, upload.progress().confirmed), (2, 501));
    let count = |call| sent(&transport, call).matches("CustomerNo>").count() / 2;
    assert_eq!((count(0), count(1)), (500, 1));
}
