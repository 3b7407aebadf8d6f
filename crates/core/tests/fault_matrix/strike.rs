//! What a server does to a connection.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use crate::http1::{self, Connection};
use crate::ledger::Ledger;
use crate::plan::{Case, Fault, Stage};
use crate::tls::Tls;

/// Lets an attempt come as far as the case says, and strikes.
pub(crate) async fn act(
    case: Case,
    stream: TcpStream,
    ledger: &Ledger,
    tls: &Tls,
) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut connection = Connection::new(stream);
    loop {
        come_to(case, &mut connection, ledger, tls).await?;
        if case.fault != Fault::Whole {
            return strike(case.fault, connection.stream).await;
        }
    }
}

/// Takes part as far as the case says.
async fn come_to(
    case: Case,
    connection: &mut Connection<TcpStream>,
    ledger: &Ledger,
    tls: &Tls,
) -> io::Result<()> {
    match case.stage {
        Stage::Tls if case.fault == Fault::Certificate => {
            tls.stranger(&mut connection.stream).await?;
        }
        Stage::Tls => tls.begin(&mut connection.stream).await?,
        Stage::Accepted => {}
        Stage::RequestHead => {
            // No head is that short.
            let mut part = vec![0; fastrand::usize(1..80)];
            connection.stream.read_exact(&mut part).await?;
        }
        Stage::RequestBody => {
            let head = connection.head().await?;
            connection.body(fastrand::usize(..head.length)).await?;
        }
        Stage::Acted => {
            let call = connection.request().await?;
            ledger.act(&call);
        }
        Stage::AnswerHead => {
            let call = connection.request().await?;
            ledger.act(&call);
            let answer = http1::success(&call);
            let part = fastrand::usize(1..http1::head_length(&answer) - 1);
            connection.stream.write_all(&answer[..part]).await?;
        }
        Stage::AnswerBody => {
            let call = connection.request().await?;
            ledger.act(&call);
            begin(
                case.fault,
                &mut connection.stream,
                "200 OK",
                &format!("done {call}"),
            )
            .await?;
        }
        Stage::Refusal => {
            connection.request().await?;
            begin(
                case.fault,
                &mut connection.stream,
                "409 Conflict",
                "it is taken",
            )
            .await?;
        }
        Stage::MappedFault => {
            connection.request().await?;
            let answer = http1::answer("500 Internal Server Error", "S1");
            connection.stream.write_all(&answer).await?;
        }
        Stage::Unreadable => {
            let call = connection.request().await?;
            ledger.act(&call);
            let answer = http1::answer("200 OK", "rubbish");
            connection.stream.write_all(&answer).await?;
        }
        Stage::Unavailable => {
            let call = connection.request().await?;
            if fastrand::bool() {
                ledger.act(&call);
            }
            let answer = http1::answer("503 Service Unavailable", "");
            connection.stream.write_all(&answer).await?;
        }
        stage => unreachable!("{stage:?} is before any server"),
    }
    Ok(())
}

/// Sends the head of an answer and as much of its body as comes before the fault.
async fn begin(fault: Fault, stream: &mut TcpStream, status: &str, body: &str) -> io::Result<()> {
    let answer = match fault {
        // Random bytes in the midst of data could be data.
        Fault::Garbled => http1::chunked(status, body),
        _ if fastrand::bool() => http1::chunked(status, body),
        _ => http1::answer(status, body),
    };
    let head = http1::head_length(&answer);
    let part = match fault {
        Fault::Whole => answer.len(),
        Fault::Garbled => head,
        _ => fastrand::usize(head..answer.len()),
    };
    stream.write_all(&answer[..part]).await
}

pub(crate) async fn strike(fault: Fault, mut stream: TcpStream) -> io::Result<()> {
    match fault {
        Fault::Reset => return stream.set_zero_linger(),
        Fault::Cut => stream.shutdown().await?,
        Fault::Garbled => {
            stream.write_all(&garbage()).await?;
            stream.shutdown().await?;
        }
        _ => {}
    }
    // Closed with something unread, the connection would be reset.
    tokio::io::copy(&mut stream, &mut tokio::io::sink()).await?;
    Ok(())
}

/// Random bytes of which no protocol can make sense: none is ASCII.
pub(crate) fn garbage() -> Vec<u8> {
    let length = fastrand::usize(1..600);
    (0..length).map(|_| fastrand::u8(0x80..)).collect()
}

/// A port whose queue of connections is full, so that another one is never made.
pub(crate) struct Full {
    pub(crate) listener: TcpListener,
    _queue: Vec<TcpStream>,
}

impl Full {
    pub(crate) async fn listen() -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        let listener = socket.listen(1).unwrap();
        let address = listener.local_addr().unwrap();
        let mut queue = Vec::new();
        let moment = Duration::from_millis(100);
        while let Ok(stream) = tokio::time::timeout(moment, TcpStream::connect(address)).await {
            queue.push(stream.unwrap());
            assert!(queue.len() < 100, "the queue never fills");
        }
        Self {
            listener,
            _queue: queue,
        }
    }
}
