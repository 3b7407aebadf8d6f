//! The same over HTTP/2: streams of one connection, on top of TLS.

use std::future::poll_fn;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use h2::server::{self, SendResponse};
use h2::{Reason, RecvStream};
use http::{Request, Response, StatusCode};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

use crate::ledger::Ledger;
use crate::plan::{Case, Fault, Stage};
use crate::shop::CALL;
use crate::strike::strike;
use crate::tls::Tls;

/// How long what was written may take to leave.
const MOMENT: Duration = Duration::from_millis(5);

type Connection = server::Connection<TlsStream<TcpStream>, Bytes>;

/// Does what it is asked for, for as long as it is asked.
pub(crate) async fn serve(stream: TcpStream, ledger: &Ledger, tls: &Tls) -> io::Result<()> {
    let mut connection = handshake(tls.accept_http2(stream).await?).await?;
    while let Some(mut exchange) = accept(&mut connection).await? {
        exchange.request(&mut connection).await?;
        ledger.act(&exchange.call);
        exchange.answer(StatusCode::OK, &exchange.success(), true)?;
    }
    Ok(())
}

/// Lets an attempt come as far as the case says, and strikes.
pub(crate) async fn act(
    case: Case,
    stream: TcpStream,
    ledger: &Ledger,
    tls: &Tls,
) -> io::Result<()> {
    // A second hold on the socket, to strike at it below TLS.
    let stream = stream.into_std()?;
    let below = TcpStream::from_std(stream.try_clone()?)?;
    let stream = tls.accept_http2(TcpStream::from_std(stream)?).await?;
    if case.stage == Stage::Accepted {
        drop(stream);
        return strike(case.fault, below).await;
    }
    let mut connection = handshake(stream).await?;
    while let Some(mut exchange) = accept(&mut connection).await? {
        come_to(case, &mut exchange, &mut connection, ledger).await?;
        drive(&mut connection, tokio::time::sleep(MOMENT)).await?;
        match case.fault {
            Fault::Whole => {}
            Fault::StreamReset => exchange.answers.send_reset(Reason::INTERNAL_ERROR),
            Fault::GoAway => connection.abrupt_shutdown(Reason::ENHANCE_YOUR_CALM),
            _ => {
                drop((exchange, connection));
                return strike(case.fault, below).await;
            }
        }
    }
    Ok(())
}

/// Takes part as far as the case says.
async fn come_to(
    case: Case,
    exchange: &mut Exchange,
    connection: &mut Connection,
    ledger: &Ledger,
) -> io::Result<()> {
    let whole = case.fault == Fault::Whole;
    match case.stage {
        Stage::RequestHead => {}
        Stage::RequestBody => drive(connection, exchange.piece()).await?.map(drop)?,
        Stage::Acted => {
            exchange.request(connection).await?;
            ledger.act(&exchange.call);
        }
        Stage::AnswerBody => {
            exchange.request(connection).await?;
            ledger.act(&exchange.call);
            let answer = exchange.success();
            let part = fastrand::usize(..answer.len());
            exchange.answer(StatusCode::OK, &answer[..part], whole)?;
        }
        Stage::Refusal => {
            exchange.request(connection).await?;
            exchange.answer(StatusCode::CONFLICT, "it is taken", whole)?;
        }
        stage => unreachable!("{stage:?} is none of HTTP/2"),
    }
    Ok(())
}

/// A request, and the way back.
struct Exchange {
    call: String,
    body: RecvStream,
    answers: SendResponse<Bytes>,
}

impl Exchange {
    fn new(request: Request<RecvStream>, answers: SendResponse<Bytes>) -> Self {
        let call = request.headers()[CALL].to_str().expect("the call's id");
        Self {
            call: call.to_owned(),
            body: request.into_body(),
            answers,
        }
    }

    /// Reads the request to its end.
    async fn request(&mut self, connection: &mut Connection) -> io::Result<()> {
        while drive(connection, self.piece()).await?? {}
        Ok(())
    }

    /// Reads a piece of the request; false at its end.
    async fn piece(&mut self) -> io::Result<bool> {
        let Some(piece) = self.body.data().await else {
            return Ok(false);
        };
        let length = piece.map_err(io::Error::other)?.len();
        let flow = self.body.flow_control();
        flow.release_capacity(length).map_err(io::Error::other)?;
        Ok(true)
    }

    fn success(&self) -> String {
        format!("done {}", self.call)
    }

    fn answer(&mut self, status: StatusCode, body: &str, whole: bool) -> io::Result<()> {
        let mut head = Response::new(());
        *head.status_mut() = status;
        let sending = self.answers.send_response(head, false);
        let mut sending = sending.map_err(io::Error::other)?;
        let body = Bytes::copy_from_slice(body.as_bytes());
        sending.send_data(body, whole).map_err(io::Error::other)
    }
}

async fn handshake(stream: TlsStream<TcpStream>) -> io::Result<Connection> {
    let mut server = server::Builder::new();
    // Streams are read one after the other; none must take the others' room.
    server.initial_connection_window_size(1 << 30);
    server.handshake(stream).await.map_err(io::Error::other)
}

async fn accept(connection: &mut Connection) -> io::Result<Option<Exchange>> {
    match connection.accept().await.transpose() {
        Ok(accepted) => Ok(accepted.map(|(request, answers)| Exchange::new(request, answers))),
        Err(error) => Err(io::Error::other(error)),
    }
}

/// Keeps the connection going while something is done on it.
async fn drive<F: Future>(connection: &mut Connection, work: F) -> io::Result<F::Output> {
    tokio::select! {
        done = work => Ok(done),
        closed = poll_fn(|cx| connection.poll_closed(cx)) => {
            closed.map_err(io::Error::other)?;
            Err(io::ErrorKind::ConnectionAborted.into())
        }
    }
}
