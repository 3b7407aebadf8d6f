//! TLS, compression, SOAP 1.2: what lies below the operations.

use kontorhaus_core::{ErrorKind, Outcome};
use kontorhaus_soap::SoapVersion;
use kontorhaus_soap::v1::Fault;
use kontorhaus_tests::interop::gsoap::{Flag, Server};
use kontorhaus_websale::{
    Client, CreateVouchers, ErrorCode, GetVoucherChargeInfo, GetVoucherCodes,
};

use super::{client, credentials, strict_and_lenient};

#[tokio::test]
async fn tls_with_a_ca_of_ones_own() {
    let Some(server) = Server::start(&[Flag::Tls, Flag::RequireTls, Flag::Strict]) else {
        return;
    };
    let builder = Client::builder()
        .endpoint(server.endpoint())
        .credentials(credentials());
    let client = builder
        .root_certificate_pem(&server.ca())
        .build()
        .expect("a client");
    for serial in 1..=3 {
        let request = CreateVouchers::new(1).with_charge_id("SPRING");
        let result = client.create_vouchers(request).await.expect("a voucher");
        assert_eq!(result.voucher_numbers, [format!("SPRING-{serial:06}")]);
    }
}

#[tokio::test]
async fn a_certificate_of_an_unknown_ca_ends_the_call_before_anything_is_sent() {
    let Some(server) = Server::start(&[Flag::Tls]) else {
        return;
    };
    let request = CreateVouchers::new(1).with_charge_id("SPRING");
    let error = client(&server)
        .create_vouchers(request)
        .await
        .expect_err("no trust");
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Connect, Outcome::NotSent)
    );
    assert_eq!(server.received(), "");
}

/// gSOAP closes such a connection without an answer.
#[tokio::test]
async fn plain_http_on_a_tls_port_leaves_the_outcome_open() {
    let Some(server) = Server::start(&[Flag::Tls]) else {
        return;
    };
    let endpoint = format!("http://127.0.0.1:{}/", server.port());
    let client = Client::builder()
        .endpoint(endpoint)
        .credentials(credentials())
        .build()
        .expect("a client");
    let request = CreateVouchers::new(1).with_charge_id("SPRING");
    let error = client
        .create_vouchers(request)
        .await
        .expect_err("no answer");
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Transport, Outcome::Unknown)
    );
    assert_eq!(server.received(), "");
}

#[tokio::test]
async fn a_compressed_answer() {
    let Some(server) = Server::start(&[Flag::Gzip]) else {
        return;
    };
    let client = client(&server);
    let request = CreateVouchers::new(1_000).with_charge_id("SPRING");
    let made = client
        .create_vouchers(request)
        .await
        .expect("vouchers")
        .voucher_numbers;
    let listed = client
        .get_voucher_codes(GetVoucherCodes::new("SPRING"))
        .await
        .expect("vouchers");
    assert!(listed.last_page);
    assert_eq!(made.len(), 1_000);
    assert!(
        listed
            .voucher_list
            .iter()
            .map(|voucher| &voucher.num)
            .eq(&made)
    );
}

#[tokio::test]
async fn soap_1_2() {
    for server in strict_and_lenient() {
        let builder = Client::builder()
            .endpoint(server.endpoint())
            .credentials(credentials());
        let client = builder.setting(SoapVersion::V12).build().expect("a client");
        let info = client
            .get_voucher_charge_info(GetVoucherChargeInfo::new("SPRING"))
            .await
            .expect("a number");
        assert_eq!((info.voucher_count, info.has_template), (0, true));

        let missing = client
            .get_voucher_charge_info(GetVoucherChargeInfo::new("NONE"))
            .await
            .expect_err("a fault");
        assert_eq!(ErrorCode::of(&missing), Some(ErrorCode::BatchNotFound));
        assert_eq!(missing.outcome(), Outcome::Rejected);
        assert_eq!(missing.status().map(|status| status.as_u16()), Some(400));
        let fault = missing.fault_as::<GetVoucherChargeInfo>();
        assert_eq!(
            fault.map(|fault: &Fault| (fault.version, fault.code.local.as_str())),
            Some((SoapVersion::V12, "Sender"))
        );
    }
}
