//! The tills of Hypersoft, over SOAP 1.1 and 1.2 and over JSON.

use kontorhaus_core::{Call, Operation};
use kontorhaus_hypersoft::{
    Client, Credentials, Customer, GetCustomer, GetRevenue, GetStations, Hypersoft, Revenue,
    ServerDateTime, SetCustomer, Station,
};
use kontorhaus_soap::v1::SoapVersion;

use super::{Check, PASSWORD, Vendor};

const AUTH_TOKEN: &str = "4uth-sentinel";

impl Vendor for Hypersoft {
    const VERSIONS: &'static [SoapVersion] = &[SoapVersion::V11, SoapVersion::V12];
    const SECRETS: &'static [&'static str] = &[PASSWORD, AUTH_TOKEN];

    fn credentials() -> Credentials {
        Credentials::new(PASSWORD.into(), AUTH_TOKEN.into())
    }

    fn call<Op: Operation<Service = Self>>(client: &Client, operation: Op) -> Call<Op> {
        client.call(operation)
    }
}

#[tokio::test]
async fn hypersoft() {
    let mut check = Check::<Hypersoft>::begin();
    check.json_operation::<GetCustomer>().await;
    check.json_operation::<GetRevenue>().await;
    check.json_operation::<GetStations>().await;
    check.json_operation::<ServerDateTime>().await;
    check.json_operation::<SetCustomer>().await;
    check.part::<Customer>();
    check.part::<Revenue>();
    check.part::<Station>();
    check.end();
}
