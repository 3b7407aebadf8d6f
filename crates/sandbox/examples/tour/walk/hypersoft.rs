//! One call over three wires, and the limit at which the vendor locks an account.

use std::io::Write;
use std::time::Duration;

use kontorhaus_core::{Clock as _, TokioClock};
use kontorhaus_hypersoft::{
    Client, Credentials, InProcess, LIMIT, ServerDateTime, Wire as Protocol,
};
use kontorhaus_sandbox::hypersoft::Hypersoft as Server;

use super::page::{Page, Wire};
use super::{End, let_pass};

const MINUTE: Duration = Duration::from_secs(60);

pub(super) async fn walk<W: Write>(server: &Server, page: &mut Page<W>) -> End {
    let client = |protocol| {
        let credentials = Credentials::new(server.cus_token().into(), server.auth_token().into());
        // Nobody has used this account yet. All three share the limit, since they share the tokens.
        let limiter = InProcess::with_history(&credentials.limit_key(), LIMIT, [])?;
        Client::builder()
            .endpoint(server.url())
            .credentials(credentials)
            .limiter(limiter)
            .setting(protocol)
            .build()
    };
    page.vendor(
        "Hypersoft",
        "point of sale · SOAP 1.1, SOAP 1.2 and JSON, generated from a WSDL",
    )?;

    page.step(
        "One request over three wires",
        "client.server_date_time(ServerDateTime::new()).await?",
    )?;
    let soap = client(Protocol::Soap11)?;
    let mut clocks = vec![soap.server_date_time(ServerDateTime::new()).await?];
    for protocol in [Protocol::Soap12, Protocol::Json] {
        let client = client(protocol)?;
        clocks.push(client.server_date_time(ServerDateTime::new()).await?);
    }
    page.wire(server.recorded().iter().map(|call| {
        let media_type = call.headers.get("content-type");
        let media_type = media_type.and_then(|value| value.to_str().ok()?.split(';').next());
        Wire {
            request: format!(
                "POST {}, {} bytes",
                media_type.unwrap_or_default(),
                call.request.len()
            ),
            answer: format!("{} bytes", call.answer.len()),
        }
    }))?;
    page.good(format!(
        "{} typed answers: what the server's clock showed, without a zone",
        clocks.len()
    ))?;

    page.step(
        "At the 61st call in a minute the vendor locks the account. So 57 more are sent,",
        "client.server_date_time(ServerDateTime::new()).await?",
    )?;
    for _ in clocks.len()..60 {
        soap.server_date_time(ServerDateTime::new()).await?;
    }
    page.good(format!("{} calls so far", server.calls()))?;

    page.step(
        "and the 61st waits until there is room",
        "client.server_date_time(ServerDateTime::new()).await?",
    )?;
    let clock = TokioClock::new();
    let call = tokio::spawn(soap.server_date_time(ServerDateTime::new()).into_future());
    let_pass(MINUTE).await;
    call.await??;
    page.good(format!(
        "sent after {} seconds, which this tour let pass at once",
        clock.now().as_secs()
    ))?;
    page.good(format!(
        "calls in the busiest minute: {}; locked: {}",
        server.busiest_minute(),
        server.is_locked()
    ))?;
    Ok(())
}
