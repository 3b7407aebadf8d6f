//! What a client repeats by itself, with the policy that every client has.

use std::time::Duration;

use kontorhaus_core::{Backoff, Call, Error, Operation, Outcome, Response};
use kontorhaus_sandbox::websale::{Fault, Websale as Shop};
use kontorhaus_sandbox::{Reaction, Sandbox};
use kontorhaus_websale::{
    Client, CreateVouchers, Decimal, ErrorCode, GetVoucherChargeInfo, GetVoucherCharges,
    GetVoucherCodes, GetVoucherPoolInfo,
};

use super::credentials;

/// The default but for its delays.
async fn shop() -> (Sandbox, Client) {
    let sandbox = Sandbox::start().await.expect("a port on loopback");
    let client = Client::builder()
        .endpoint(sandbox.websale().url())
        .credentials(credentials(sandbox.websale()))
        .retry(Backoff::new().first_delay(Duration::from_millis(1)))
        .build()
        .expect("a client");
    (sandbox, client)
}

/// Everything on the way that may pass.
fn transient() -> [Reaction<Fault>; 5] {
    [
        Reaction::LoseAnswer,
        Reaction::CutOff(100),
        Reaction::Html(502),
        Reaction::Html(503),
        Reaction::Html(504),
    ]
}

async fn with(
    shop: &Shop,
    reactions: impl IntoIterator<Item = Reaction<Fault>>,
    call: Call<impl Operation>,
) -> Result<u32, Error> {
    shop.react(reactions);
    let response: Response<_> = call.with_metadata().await?;
    Ok(response.attempts)
}

#[tokio::test]
async fn every_read_survives_two_faults() {
    let (sandbox, client) = shop().await;
    let shop = sandbox.websale();
    for fault in transient() {
        let twice = || [fault.clone(), fault.clone()];
        let charges = client.get_voucher_charges(GetVoucherCharges::new());
        assert_eq!(with(shop, twice(), charges).await.unwrap(), 3, "{fault:?}");
        let info = client.get_voucher_charge_info(GetVoucherChargeInfo::new("ARCHIVE"));
        assert_eq!(with(shop, twice(), info).await.unwrap(), 3, "{fault:?}");
        let codes = client.get_voucher_codes(GetVoucherCodes::new("ARCHIVE"));
        assert_eq!(with(shop, twice(), codes).await.unwrap(), 3, "{fault:?}");
        let pool = client.get_voucher_pool_info(GetVoucherPoolInfo::new("POOL-A"));
        assert_eq!(with(shop, twice(), pool).await.unwrap(), 3, "{fault:?}");
    }
}

#[tokio::test]
async fn an_order_of_unknown_effect_is_sent_once() {
    for fault in transient() {
        let (sandbox, client) = shop().await;
        let shop = sandbox.websale();
        let order = client.create_vouchers(CreateVouchers::new(1).with_charge_id("SPRING"));
        let error = with(shop, [fault.clone()], order).await.unwrap_err();
        assert_eq!(
            (error.outcome(), error.attempts()),
            (Outcome::Unknown, 1),
            "{fault:?}"
        );
        assert_eq!(shop.recorded().len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn an_order_that_was_refused_for_now_is_made_once() {
    let (sandbox, client) = shop().await;
    let shop = sandbox.websale();
    let refusals = [Reaction::Fault(Fault::Initialisation), Reaction::Html(429)];
    let order = CreateVouchers::new(3)
        .with_charge_id("NEW")
        .with_amount(Decimal::from(5))
        .with_create_charge(true);
    let attempts = with(shop, refusals, client.create_vouchers(order)).await;
    assert_eq!(attempts.unwrap(), 3);
    let effects = shop.effects();
    assert_eq!(
        (effects.batches_created, effects.vouchers_generated),
        (1, 3)
    );
}

#[tokio::test]
async fn an_order_that_was_refused_for_good_is_sent_once() {
    let (sandbox, client) = shop().await;
    let refusal = [Reaction::Fault(Fault::BatchExists)];
    let order = client.create_vouchers(CreateVouchers::new(1).with_charge_id("SPRING"));
    let error = with(sandbox.websale(), refusal, order).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::BatchExists));
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Rejected, 1));
}
