//! Operations that carry others.

use super::*;
use crate::Error;
use crate::secrecy::SecretString;

/// Two calls in one, of which the riskier decides; the answer is read by what was asked.
struct Pair(Idempotency);

#[derive(Clone)]
struct Asked(&'static str);

impl Operation for Pair {
    type Service = Shop;
    type Output = (String, Result<String, Error>);
    type Fault = ShopFault;
    const NAME: &'static str = "Pair";
    const IDEMPOTENCY: Idempotency = Idempotency::Write;

    fn idempotency(&self) -> Idempotency {
        self.0
    }

    fn request(&self, context: &Context<'_>) -> Result<http::Request<Body>, RequestError> {
        let mut request = Look.request(context)?;
        request.extensions_mut().insert(Asked("first"));
        Ok(request)
    }

    fn read(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<Self::Output, ReadError> {
        if !head.status.is_success() {
            return Err(ReadError::status(head.status, "no pair"));
        }
        let asked = head.extensions.get::<Asked>().map_or("", |asked| asked.0);
        context.add_secret(&SecretString::from("s3cond"));
        let second = Look::read(context, head, body).and_then(|text| {
            Err(ReadError::status(
                StatusCode::NOT_FOUND,
                format!("no {text}"),
            ))
        });
        let answer = Some((StatusCode::NOT_FOUND, body.clone()));
        let second = second.map_err(|error| Error::part::<Look>(error, context, answer));
        Ok((asked.to_owned(), second))
    }
}

#[tokio::test]
async fn what_the_request_was_sent_with_is_there_when_its_answer_is_read() {
    let client = client(Reply::ok("s3cond"));
    let call = client.call(Pair(Idempotency::Read)).call_id("call-7");
    let (asked, second) = call.await.unwrap();
    assert_eq!(asked, "first");
    let error = second.unwrap_err();
    assert_eq!(
        error.to_string(),
        "shop.Look failed: no *** (HTTP 404). The server refused it; nothing happened."
    );
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    assert_eq!(error.call_id(), "call-7");
    assert_eq!(error.attempts(), 1);
    assert_eq!(error.expose_raw_body().unwrap(), "s3cond");
}

#[tokio::test]
async fn a_request_says_itself_whether_it_may_be_repeated() {
    for (idempotency, attempts) in [(Idempotency::Read, 3), (Idempotency::Write, 1)] {
        let capture = Capture::new(Reply::new(StatusCode::SERVICE_UNAVAILABLE, ""));
        let client = builder().transport(capture.clone()).build().unwrap();
        let error = client.call(Pair(idempotency)).await.unwrap_err();
        assert_eq!(capture.requests().len(), attempts);
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert_eq!(error.is_retryable(), idempotency.is_repeatable());
    }
}
