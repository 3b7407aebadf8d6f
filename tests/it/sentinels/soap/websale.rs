//! The vouchers of WEBSALE.

use kontorhaus_core::{Call, Operation};
use kontorhaus_websale::{
    CatProdFilter, Client, CreateVouchers, Credentials, CustomerFilter, GetVoucherChargeInfo,
    GetVoucherCharges, GetVoucherCodes, GetVoucherPoolInfo, MultiCurrency, Websale,
};

use super::{Check, PASSWORD, Vendor};

impl Vendor for Websale {
    fn credentials() -> Credentials {
        Credentials::new("TestShop", PASSWORD.into())
    }

    fn call<Op: Operation<Service = Self>>(client: &Client, operation: Op) -> Call<Op> {
        client.call(operation)
    }
}

#[tokio::test]
async fn websale() {
    let mut check = Check::<Websale>::begin();
    check.operation::<CreateVouchers>().await;
    check.operation::<GetVoucherChargeInfo>().await;
    check.operation::<GetVoucherCharges>().await;
    check.operation::<GetVoucherCodes>().await;
    check.operation::<GetVoucherPoolInfo>().await;
    check.part::<CatProdFilter>();
    check.part::<CustomerFilter>();
    check.part::<MultiCurrency>();
    check.end();
}
