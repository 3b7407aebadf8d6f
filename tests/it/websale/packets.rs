//! More vouchers than one call may make.

use std::collections::BTreeSet;

use kontorhaus_core::{ErrorKind, Outcome};
use kontorhaus_sandbox::Reaction;
use kontorhaus_websale::CreateVouchers;

use super::shop;

fn order(count: i32) -> CreateVouchers {
    CreateVouchers::new(count).with_charge_id("SPRING-TPL")
}

#[tokio::test]
async fn packets_add_up() {
    let (sandbox, client) = shop().await;
    let mut packets = client.create_in_packets(order(2_500));
    let mut sizes = Vec::new();
    let mut numbers = BTreeSet::new();
    while let Some(packet) = packets.next().await {
        let packet = packet.unwrap();
        sizes.push((
            packet.voucher_numbers.len(),
            packets.confirmed(),
            packets.remaining(),
        ));
        numbers.extend(packet.voucher_numbers);
    }
    assert_eq!(
        sizes,
        [(1_000, 1_000, 1_500), (1_000, 2_000, 500), (500, 2_500, 0)]
    );
    let batch = sandbox.websale().batch("SPRING-TPL").unwrap();
    assert!(numbers.iter().eq(batch.vouchers.keys()));
}

#[tokio::test]
async fn nothing_is_ordered_before_it_is_wanted() {
    let (sandbox, client) = shop().await;
    let mut packets = client.create_in_packets(order(3_000));
    assert_eq!(sandbox.websale().effects().executions, 0);
    packets.next().await.unwrap().unwrap();
    assert_eq!(sandbox.websale().effects().executions, 1);
    drop(packets);
    assert_eq!(sandbox.websale().effects().vouchers_generated, 1_000);
}

#[tokio::test]
async fn after_a_failure_it_is_known_what_was_confirmed() {
    let (sandbox, client) = shop().await;
    sandbox
        .websale()
        .react([Reaction::Normal, Reaction::LoseAnswer]);
    let mut packets = client.create_in_packets(order(2_500));
    packets.next().await.unwrap().unwrap();
    let error = packets.next().await.unwrap().unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!((packets.confirmed(), packets.remaining()), (1_000, 1_500));
    assert!(packets.next().await.is_none(), "nothing is repeated");
    assert_eq!(sandbox.websale().effects().executions, 2);
}

#[tokio::test]
async fn an_answer_with_too_few_numbers_is_handed_out_and_then_an_error() {
    let (sandbox, client) = shop().await;
    let mut few = client.create_in_packets(order(2));
    few.next().await.unwrap().unwrap();
    let answer = sandbox.websale().recorded()[0].answer.clone();
    // Without the call's id the answer fits any call.
    let (start, end) = (
        answer.find("<MsgID>").unwrap(),
        answer.find("</MsgID>").unwrap() + 8,
    );
    let answer = format!("{}{}", &answer[..start], &answer[end..]);
    sandbox.websale().react([Reaction::Instead(answer)]);

    let mut packets = client.create_in_packets(order(3));
    assert_eq!(
        packets.next().await.unwrap().unwrap().voucher_numbers.len(),
        2
    );
    let error = packets.next().await.unwrap().unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Mismatch, Outcome::Applied)
    );
    assert_eq!(error.message(), "3 vouchers were ordered, 2 numbers came");
    assert_eq!((packets.confirmed(), packets.remaining()), (2, 1));
    assert!(packets.next().await.is_none());
}

#[tokio::test]
async fn a_new_batch_takes_one_packet_only() {
    let (sandbox, client) = shop().await;
    let new = |count| {
        let amount = rust_decimal::Decimal::from(5);
        CreateVouchers::new(count)
            .with_charge_id("NEW")
            .with_create_charge(true)
            .with_amount(amount)
    };
    let mut packets = client.create_in_packets(new(1_001));
    let error = packets.next().await.unwrap().unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Request, Outcome::NotSent)
    );
    assert!(error.to_string().contains("CreateCharge"), "{error}");
    assert!(packets.next().await.is_none());
    assert!(sandbox.websale().recorded().is_empty());

    let mut packets = client.create_in_packets(new(1_000));
    assert_eq!(
        packets.next().await.unwrap().unwrap().voucher_numbers.len(),
        1_000
    );
    assert!(packets.next().await.is_none());
}

#[tokio::test]
async fn a_count_below_one_is_refused() {
    let (sandbox, client) = shop().await;
    for count in [0, -5] {
        let mut packets = client.create_in_packets(order(count));
        let error = packets.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(packets.next().await.is_none());
    }
    assert!(sandbox.websale().recorded().is_empty());
}
