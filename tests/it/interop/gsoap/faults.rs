//! Faults, typed.

use std::fmt::Debug;

use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{Error, ErrorKind, Outcome};
use kontorhaus_tests::interop::gsoap::{Flag, Server};
use kontorhaus_websale::{
    AmountType, ChargeType, Client, CreateVouchers, Credentials, ErrorCode, GetVoucherChargeInfo,
    GetVoucherCharges, GetVoucherCodes, GetVoucherPoolInfo,
};

use super::{client, strict_and_lenient};

/// The server refused, nothing happened, and the fault says why.
fn assert_refused<T: Debug>(result: Result<T, Error>, code: &ErrorCode) {
    let error = result.expect_err("a fault");
    assert_eq!(ErrorCode::of(&error).as_ref(), Some(code));
    assert_eq!(error.kind(), ErrorKind::Fault);
    assert_eq!(error.outcome(), Outcome::Rejected);
    assert_eq!(error.code(), Some(code.to_string().as_str()));
    assert_eq!(error.status().map(|status| status.as_u16()), Some(500));
    assert_eq!(error.is_retryable(), *code == ErrorCode::Initialisation);
}

#[tokio::test]
async fn of_create_vouchers() {
    for server in strict_and_lenient() {
        let client = client(&server);
        let of = |batch: &str| CreateVouchers::new(4).with_charge_id(batch);
        for (request, code) in [
            (
                of("SPRING").with_create_charge(true),
                ErrorCode::BatchExists,
            ),
            (of("NONE"), ErrorCode::BatchNotFound),
            (of("PLAIN"), ErrorCode::NoTemplate),
            (
                of("SPRING").with_amount_type(AmountType::Other(9)),
                ErrorCode::InvalidValue,
            ),
            (
                of("POOL").with_pool(true),
                ErrorCode::PoolTooSmall { requested: Some(4) },
            ),
            (
                CreateVouchers::new(1)
                    .with_subscribe_voucher(true)
                    .with_subscribe_subshop_id("west"),
                ErrorCode::InvalidSubshop,
            ),
        ] {
            assert_refused(client.create_vouchers(request).await, &code);
        }
    }
}

#[tokio::test]
async fn of_the_reading_operations() {
    for server in strict_and_lenient() {
        let client = client(&server);
        let spring = GetVoucherCodes::new("SPRING");
        for (token, code) in [
            ("SPRING@1234567890", ErrorCode::TokenNotCreated),
            ("no token", ErrorCode::TokenNotParsed),
            ("POOL@1", ErrorCode::InvalidToken),
        ] {
            assert!(code.concerns_page_token());
            assert_refused(
                client
                    .get_voucher_codes(spring.clone().with_next_page_token(token))
                    .await,
                &code,
            );
        }
        let none = client.get_voucher_codes(GetVoucherCodes::new("NONE")).await;
        assert_refused(none, &ErrorCode::BatchNotListed);
        let none = client
            .get_voucher_pool_info(GetVoucherPoolInfo::new("NONE"))
            .await;
        assert_refused(none, &ErrorCode::BatchNotFound);
        let none = client
            .get_voucher_charge_info(GetVoucherChargeInfo::new("NONE"))
            .await;
        assert_refused(none, &ErrorCode::BatchNotFound);
        let request =
            GetVoucherCharges::new().with_charge_type(ChargeType::Other("some".to_owned()));
        assert_refused(
            client.get_voucher_charges(request).await,
            &ErrorCode::InvalidValue,
        );
    }
}

#[tokio::test]
async fn of_the_caller() {
    for server in strict_and_lenient() {
        for (shop, password, code) in [
            ("TestShop", "a wrong one", ErrorCode::InvalidCredentials),
            ("V7Shop", "secret", ErrorCode::WrongShopVersion),
        ] {
            let credentials = Credentials::new(shop, SecretString::from(password));
            let built = Client::builder()
                .endpoint(server.endpoint())
                .credentials(credentials)
                .build();
            let result = built
                .expect("a client")
                .get_voucher_charges(GetVoucherCharges::new())
                .await;
            assert_refused(result, &code);
        }
    }
}

#[tokio::test]
async fn of_the_server() {
    let Some(server) = Server::start(&[Flag::RequireTls]) else {
        return;
    };
    let result = client(&server)
        .get_voucher_charges(GetVoucherCharges::new())
        .await;
    assert_refused(result, &ErrorCode::SslRequired);

    let Some(server) = Server::start(&[Flag::Starting(1)]) else {
        return;
    };
    let client = client(&server);
    let request = CreateVouchers::new(1).with_charge_id("SPRING");
    assert_refused(
        client.create_vouchers(request.clone()).await,
        &ErrorCode::Initialisation,
    );
    let result = client
        .create_vouchers(request)
        .await
        .expect("it has started now");
    assert_eq!(result.voucher_numbers, ["SPRING-000001"]);
}
