//! Every fault of the service, as a typed error.

use kontorhaus_core::{ErrorKind, Outcome};
use kontorhaus_sandbox::Reaction;
use kontorhaus_sandbox::websale::Fault;
use kontorhaus_websale::{CreateVouchers, ErrorCode, GetVoucherCodes};

use super::shop;

fn order() -> CreateVouchers {
    CreateVouchers::new(2).with_charge_id("SPRING-TPL")
}

#[tokio::test]
async fn every_code_is_typed_and_nothing_happened() {
    let (sandbox, client) = shop().await;
    for fault in Fault::every() {
        sandbox.websale().react([Reaction::Fault(fault.clone())]);
        let error = client.create_vouchers(order()).await.unwrap_err();
        let text = fault.to_string();
        let code = ErrorCode::of(&error).unwrap();
        assert_eq!(error.kind(), ErrorKind::Fault);
        assert_eq!(error.outcome(), Outcome::Rejected, "{text}");
        assert_eq!(error.code(), Some(&text[..5]));
        assert_eq!(code.to_string(), text[..5]);
        assert_eq!(
            error.is_retryable(),
            code == ErrorCode::Initialisation,
            "{text}"
        );
        assert_eq!(error.advice(), code.advice());
        assert_eq!(error.status().unwrap().as_u16(), 500);
        let shown = error.to_string();
        assert!(
            shown.starts_with("websale.CreateVouchers failed: "),
            "{shown}"
        );
        assert!(shown.contains(&text[..5]), "{shown}");
        assert!(!shown.contains('\n'), "{shown}");
    }
    assert_eq!(sandbox.websale().effects().executions, 0);
}

#[tokio::test]
async fn variable_parts_are_kept() {
    let (sandbox, client) = shop().await;
    for (fault, expected) in [
        (
            Fault::MissingField("Amount".into()),
            ErrorCode::MissingField {
                field: "Amount".into(),
            },
        ),
        (
            Fault::TooManyVouchers,
            ErrorCode::TooManyVouchers { limit: Some(1000) },
        ),
        (
            Fault::PoolExhausted(7),
            ErrorCode::PoolTooSmall { requested: Some(7) },
        ),
    ] {
        sandbox.websale().react([Reaction::Fault(fault)]);
        let error = client.create_vouchers(order()).await.unwrap_err();
        assert_eq!(ErrorCode::of(&error), Some(expected));
    }
}

#[tokio::test]
async fn faults_that_inputs_cause() {
    let (_sandbox, client) = shop().await;
    let code = async |request: CreateVouchers| {
        let error = client.create_vouchers(request).await.unwrap_err();
        ErrorCode::of(&error).unwrap()
    };
    let on = |id: &str| CreateVouchers::new(1).with_charge_id(id);
    assert_eq!(code(on("none")).await, ErrorCode::BatchNotFound);
    assert_eq!(code(on("ARCHIVE")).await, ErrorCode::NoTemplate);
    assert_eq!(
        code(on("ARCHIVE").with_create_charge(true)).await,
        ErrorCode::BatchExists
    );
    assert_eq!(
        code(on("SPRING-TPL").with_vat_index(11)).await,
        ErrorCode::InvalidValue
    );
    let pool = CreateVouchers::new(26)
        .with_charge_id("POOL-A")
        .with_pool(true);
    assert_eq!(
        code(pool).await,
        ErrorCode::PoolTooSmall {
            requested: Some(26)
        }
    );
    let registration = CreateVouchers::new(1)
        .with_subscribe_voucher(true)
        .with_subscribe_subshop_id("north");
    assert_eq!(code(registration).await, ErrorCode::InvalidSubshop);

    let codes = async |request: GetVoucherCodes| {
        let error = client.get_voucher_codes(request).await.unwrap_err();
        ErrorCode::of(&error).unwrap()
    };
    assert_eq!(
        codes(GetVoucherCodes::new("none")).await,
        ErrorCode::BatchNotListed
    );
    let token = codes(GetVoucherCodes::new("ARCHIVE").with_next_page_token("?")).await;
    assert_eq!(token, ErrorCode::TokenNotParsed);
    assert!(token.concerns_page_token());
}

#[tokio::test]
async fn wrong_credentials() {
    let (sandbox, _) = shop().await;
    let shop = sandbox.websale();
    let wrong = kontorhaus_websale::Credentials::new(shop.shop_id(), "guess".to_owned().into());
    let client = kontorhaus_websale::Client::builder()
        .endpoint(shop.url())
        .credentials(wrong)
        .build()
        .unwrap();
    let error = client.create_vouchers(order()).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::InvalidCredentials));
    assert_eq!(error.outcome(), Outcome::Rejected);
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn a_fault_without_a_code_comes_from_the_soap_layer() {
    let (sandbox, client) = shop().await;
    let text = "Validation constraint violation: data type mismatch in element 'Amount'";
    sandbox
        .websale()
        .react([Reaction::Fault(Fault::Soap(text.into()))]);
    let error = client.create_vouchers(order()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Fault);
    assert_eq!(ErrorCode::of(&error), None);
    // It blames the client, so nothing was done.
    assert_eq!(error.outcome(), Outcome::Rejected);
    assert!(error.to_string().contains(text), "{error}");
}

#[tokio::test]
async fn an_unlisted_code_is_kept() {
    let (sandbox, client) = shop().await;
    sandbox
        .websale()
        .react([Reaction::Fault(Fault::Soap("ES031 Something new".into()))]);
    let error = client.create_vouchers(order()).await.unwrap_err();
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::Other(31)));
    assert_eq!(error.code(), Some("ES031"));
    // The fault blames the sender, but nobody has said what such a call did.
    assert_eq!(error.outcome(), Outcome::Unknown);
}
