//! What is only guessed goes to this machine and no further, unless somebody says so; for every operation of every vendor.

use kontorhaus_core::fake::{Capture, Reply};
use kontorhaus_core::http::StatusCode;
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{Builder, Error, Grade, Operation, Service};
use kontorhaus_hypersoft::{
    Client, Credentials, Environment, ErrorKind, GetCustomer, GetRevenue, GetStations, Hypersoft,
    InProcess, LIMIT, Outcome, ServerDateTime, SetCustomer, Wire,
};
use kontorhaus_soap::v1::SoapOperation;
use kontorhaus_websale as websale;

use super::WIRES;

fn hypersoft(endpoint: &str, wire: Wire) -> Builder<Hypersoft> {
    let credentials = Credentials::new("cus".into(), "auth".into());
    let limiter = InProcess::with_history(&credentials.limit_key(), LIMIT, []);
    Client::builder()
        .endpoint(endpoint)
        .credentials(credentials)
        .limiter(limiter.expect("a limiter"))
        .setting(wire)
}

/// Calls an operation of a server that answers nothing; gives the error, and whether anything was sent.
async fn called<S: Service, Op: Operation<Service = S>>(
    builder: Builder<S>,
    call: impl AsyncFnOnce(S::Client) -> Result<Op::Output, Error>,
) -> (Error, bool) {
    let transport = Capture::new(Reply::new(StatusCode::NOT_FOUND, ""));
    let client = builder
        .transport(transport.clone())
        .build()
        .expect("a client");
    let Err(error) = call(client).await else {
        panic!("nothing answers");
    };
    (error, !transport.requests().is_empty())
}

/// The operation is stopped before it goes to the vendor; to this machine and with the guard lifted it goes.
async fn is_guarded<Op>(operation: Op, wire: Wire)
where
    Op: Operation<Service = Hypersoft> + Clone,
{
    let call = |operation: Op| async move |client: Client| client.call(operation).await;
    for host in [Environment::Api, Environment::B2b, Environment::Nocoo] {
        let builder = hypersoft(host.address(), wire);
        let (error, sent) = called::<_, Op>(builder, call(operation.clone())).await;
        assert!(!sent, "{} {wire:?}", Op::NAME);
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Request, Outcome::NotSent)
        );
        assert!(error.to_string().contains("cargo xtask adopt"), "{error}");
        assert!(
            error.to_string().contains("guessed_messages_to_this_host"),
            "{error}"
        );
    }
    let here = hypersoft("http://127.0.0.1:9/API300.asmx", wire);
    let lifted = hypersoft(Environment::Api.address(), wire).guessed_messages_to_this_host();
    for builder in [here, lifted] {
        let (_, sent) = called::<_, Op>(builder, call(operation.clone())).await;
        assert!(sent, "{} {wire:?}", Op::NAME);
    }
}

#[tokio::test]
async fn operations_whose_shape_is_ours_stay_here() {
    let begin = kontorhaus_hypersoft::civil::date(2026, 1, 1).at(0, 0, 0, 0);
    for wire in WIRES {
        is_guarded(GetStations::new(), wire).await;
        is_guarded(GetRevenue::new(begin, begin), wire).await;
        is_guarded(GetCustomer::new(1), wire).await;
        is_guarded(SetCustomer::new(), wire).await;
    }
}

#[tokio::test]
async fn the_one_documented_call_needs_a_wire_without_a_namespace() {
    is_guarded(ServerDateTime::new(), Wire::Soap11).await;
    is_guarded(ServerDateTime::new(), Wire::Soap12).await;
    let builder = hypersoft(Environment::Api.address(), Wire::Json);
    let call = async |client: Client| client.call(ServerDateTime::new()).await;
    let (error, sent) = called::<_, ServerDateTime>(builder, call).await;
    assert!(sent, "{error}");
    assert_eq!(error.kind(), ErrorKind::Status);
}

/// Who is stopped waits for nobody.
#[tokio::test]
async fn a_guarded_call_takes_no_permit() {
    let credentials = Credentials::new("cus".into(), "auth of the guard".into());
    // Full: a permit would be a minute away.
    let limiter = InProcess::new(&credentials.limit_key(), LIMIT).expect("a limiter");
    let client = Client::builder()
        .endpoint(Environment::Api)
        .credentials(credentials)
        .limiter(limiter)
        .build()
        .expect("a client");
    let error = client
        .get_stations(GetStations::new())
        .await
        .expect_err("it is guarded");
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.elapsed().as_secs() < 1);
}

#[test]
fn grades_are_those_of_the_wsdl() {
    assert_eq!(ServerDateTime::GRADE, Grade::Inferred);
    assert_eq!(GetStations::GRADE, Grade::Placeholder);
    assert_eq!(GetRevenue::GRADE, Grade::Placeholder);
    assert_eq!(GetCustomer::GRADE, Grade::Placeholder);
    assert_eq!(SetCustomer::GRADE, Grade::Placeholder);
    // WEBSALE documents its namespace and all that its requests name, writes included.
    assert_eq!(websale::CreateVouchers::GRADE, Grade::Documented);
    assert_eq!(websale::GetVoucherCharges::GRADE, Grade::Documented);
    assert_eq!(websale::GetVoucherCodes::GRADE, Grade::Documented);
    assert_eq!(websale::GetVoucherPoolInfo::GRADE, Grade::Documented);
    assert_eq!(websale::GetVoucherChargeInfo::GRADE, Grade::Documented);
}

#[tokio::test]
async fn websale_is_not_guarded() {
    let builder = websale::Client::builder()
        .endpoint("https://shop.example/soap")
        .credentials(websale::Credentials::new(
            "shop",
            SecretString::from("secret"),
        ));
    let order = websale::CreateVouchers::new(1).with_charge_id("SPRING");
    let call = async |client: websale::Client| client.call(order).await;
    let (error, sent) = called::<_, websale::CreateVouchers>(builder, call).await;
    assert!(sent, "{error}");
}
