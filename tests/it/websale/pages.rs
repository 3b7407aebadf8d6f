//! Reading a batch page by page.

use std::collections::BTreeSet;

use kontorhaus_core::{ErrorKind, Outcome};
use kontorhaus_sandbox::Reaction;
use kontorhaus_sandbox::websale::{Batch, Fault, Values};
use kontorhaus_websale::{ErrorCode, GetVoucherCodes};

use super::shop;

fn numbered(count: usize) -> Batch {
    Batch::new(Values::new(1.0)).with_vouchers((0..count).map(|n| format!("V-{n:05}")))
}

#[tokio::test]
async fn all_pages_are_read_in_order() {
    let (sandbox, client) = shop().await;
    for (count, size, pages) in [
        (0, 10, 1),
        (9, 10, 1),
        (10, 10, 1),
        (11, 10, 2),
        (25, 10, 3),
        (7, 1, 7),
    ] {
        sandbox.websale().insert("B", numbered(count));
        let mut stream = client.voucher_codes(GetVoucherCodes::new("B").with_page_size(size));
        let mut numbers = Vec::new();
        let mut seen = 0;
        while let Some(page) = stream.next().await {
            numbers.extend(
                page.unwrap()
                    .voucher_list
                    .into_iter()
                    .map(|voucher| voucher.num),
            );
            seen += 1;
        }
        let expected: Vec<String> = (0..count).map(|n| format!("V-{n:05}")).collect();
        assert_eq!((numbers, seen), (expected, pages));
        assert!(stream.next().await.is_none());
    }
}

#[tokio::test]
async fn the_first_request_has_no_token_and_the_size_stays() {
    let (sandbox, client) = shop().await;
    sandbox.websale().insert("B", numbered(5));
    let mut stream = client.voucher_codes(GetVoucherCodes::new("B").with_page_size(2));
    while let Some(page) = stream.next().await {
        page.unwrap();
    }
    let requests = sandbox.websale().recorded();
    assert_eq!(requests.len(), 3);
    assert!(!requests[0].request.contains("NextPageToken"));
    assert!(
        requests
            .iter()
            .all(|call| call.request.contains("<PageSize>2</PageSize>"))
    );
    let ids: BTreeSet<_> = requests.iter().map(|call| msg_id(&call.request)).collect();
    assert_eq!(ids.len(), 3, "each page is a call of its own");
}

fn msg_id(request: &str) -> Option<&str> {
    let (_, rest) = request.split_once("<MsgID>")?;
    rest.split('<').next()
}

#[tokio::test]
async fn a_missing_or_unchanged_token_ends_the_stream_with_an_error() {
    let (sandbox, client) = shop().await;
    sandbox.websale().insert("B", numbered(5));
    let request = GetVoucherCodes::new("B").with_page_size(2);
    let page = |token: &str| {
        Reaction::Instead(format!(
            "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>\
             <n:GetVoucherCodesResponse xmlns:n=\"http://www.websale.de/\"><response><VoucherList/>\
             <NextPageToken>{token}</NextPageToken><LastPage>false</LastPage></response></n:GetVoucherCodesResponse>\
             </e:Body></e:Envelope>"
        ))
    };
    for (reactions, good) in [(vec![page("")], 1), (vec![page("x"), page("x")], 2)] {
        sandbox.websale().react(reactions);
        let mut stream = client.voucher_codes(request.clone());
        for _ in 0..good {
            assert!(stream.next().await.unwrap().is_ok());
        }
        let error = stream.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.operation(), "GetVoucherCodes");
        assert!(error.to_string().contains("token"), "{error}");
        assert!(stream.next().await.is_none());
    }
}

#[tokio::test]
async fn an_error_is_the_last_item() {
    let (sandbox, client) = shop().await;
    sandbox.websale().insert("B", numbered(5));
    sandbox
        .websale()
        .react([Reaction::Normal, Reaction::Fault(Fault::TokenInvalid)]);
    let mut stream = client.voucher_codes(GetVoucherCodes::new("B").with_page_size(2));
    assert_eq!(stream.next().await.unwrap().unwrap().voucher_list.len(), 2);
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::InvalidToken));
    assert_eq!(error.outcome(), Outcome::Rejected);
    assert!(stream.next().await.is_none());
}
