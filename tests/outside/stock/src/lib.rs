//! A program that calls a service which nobody here knows, with a client made from its WSDL file.

#![deny(warnings)]

include!(concat!(env!("OUT_DIR"), "/stock.rs"));

#[cfg(test)]
mod tests {
    use super::stock::core::fake::{Capture, Reply};
    use super::stock::{Client, CountShelves};
    use kontorhaus_core::{Idempotency, Operation};

    #[tokio::test(flavor = "current_thread")]
    async fn shelves_are_counted() {
        let answer = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\
                      <n:CountResponse xmlns:n=\"urn:stock\">12.5</n:CountResponse></s:Body></s:Envelope>";
        let transport = Capture::new(Reply::ok(answer));
        let client = Client::builder()
            .endpoint("http://127.0.0.1:9/")
            .transport(transport.clone())
            .build()
            .expect("a client");
        let shelves = CountShelves::new().with_shelf([3, 5]);
        let count = client.count_shelves(shelves).await.expect("an answer");
        assert_eq!(count, 12.5);
        let sent = transport.requests();
        let body = String::from_utf8_lossy(sent[0].request.body()).into_owned();
        assert!(
            body.contains(
                "<ns:Count><request><shelf>3</shelf><shelf>5</shelf></request></ns:Count>"
            ),
            "{body}"
        );
        assert_eq!(CountShelves::IDEMPOTENCY, Idempotency::Read);
    }
}
