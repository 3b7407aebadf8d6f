//! Which connection a request goes out on.

use std::time::Duration;

use tokio::net::TcpStream;

use super::server::{answer, read_request, serve};
use super::{at_once, keep_answering};
use crate::testing::{Look, order, put};

#[tokio::test]
async fn a_connection_is_used_again() {
    let server = serve(keep_answering).await;
    let client = server.builder().build().unwrap();
    for _ in 0..5 {
        assert_eq!(client.call(put()).await.unwrap(), "ok");
        assert_eq!(client.call(Look).await.unwrap(), "ok");
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn a_write_has_a_connection_of_its_own() {
    let server = serve(keep_answering).await;
    let client = server.builder().build().unwrap();
    for _ in 0..5 {
        assert_eq!(client.call(order()).await.unwrap(), "ok");
        assert_eq!(client.call(put()).await.unwrap(), "ok");
    }
    assert_eq!(server.connections(), 6);
}

/// Answers once and promises to keep the connection. The next request is read
/// and dropped: it has crossed with the closing.
async fn break_the_promise(mut stream: TcpStream, _: String) {
    answer(&mut stream, "", b"ok").await;
    read_request(&mut stream).await;
}

#[tokio::test]
async fn no_write_is_lost_on_a_connection_that_the_server_is_closing() {
    let server = serve(break_the_promise).await;
    let client = server.builder().retry(at_once()).build().unwrap();
    for _ in 0..50 {
        assert_eq!(client.call(Look).await.unwrap(), "ok");
        let response = client.call(order()).with_metadata().await.unwrap();
        assert_eq!((response.value.as_str(), response.attempts), ("ok", 1));
    }
}

#[tokio::test]
async fn what_may_be_repeated_survives_a_connection_that_the_server_is_closing() {
    let server = serve(break_the_promise).await;
    let client = server.builder().retry(at_once()).build().unwrap();
    assert_eq!(client.call(put()).await.unwrap(), "ok");
    let response = client.call(put()).with_metadata().await.unwrap();
    assert_eq!((response.value.as_str(), response.attempts), ("ok", 2));
}

#[tokio::test]
async fn a_connection_the_server_closed_is_replaced() {
    let server = serve(|mut stream, _| async move {
        // Keep-alive, and then it is closed all the same.
        answer(&mut stream, "", b"ok").await;
    })
    .await;
    let client = server.builder().attempts(1).build().unwrap();
    for _ in 0..5 {
        assert_eq!(client.call(put()).await.unwrap(), "ok");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(server.connections(), 5);
}
