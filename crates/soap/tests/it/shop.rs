//! A small service in the shape of generated code.

use http::Uri;
use kontorhaus_core::{
    Client, Context, Error, Idempotency, NoCredentials, Operation, Outcome, ReadError, Settings,
};
use kontorhaus_soap::v1::{
    AsDouble, Body, Bytes, DecodeError, EncodeError, Fault, FaultRule, Parts, ReadXml, Reader,
    Request, RequestError, Service, SoapOperation, SoapService, WriteXml, Writer, request,
    response,
};
use rust_decimal::Decimal;

pub(crate) const NAMESPACE: &str = "http://shop.example/";

pub(crate) struct Shop;

pub(crate) struct ShopClient;

impl From<Client> for ShopClient {
    fn from(_: Client) -> Self {
        Self
    }
}

impl Service for Shop {
    const NAME: &'static str = "shop";
    type Client = ShopClient;
    type Credentials = NoCredentials;
}

impl SoapService for Shop {
    const FAULTS: &'static [FaultRule] = &[
        FaultRule {
            code: "ES002",
            outcome: Outcome::Rejected,
            transient: false,
            advice: "Check shop ID and password.",
        },
        FaultRule {
            code: "ES005",
            outcome: Outcome::Rejected,
            transient: true,
            advice: "Try again later.",
        },
        FaultRule {
            code: "ES099",
            outcome: Outcome::Unknown,
            transient: false,
            advice: "Ask what happened.",
        },
    ];

    fn code(fault: &Fault) -> Option<String> {
        fault
            .reason
            .get(..5)
            .filter(|code| code.starts_with("ES"))
            .map(str::to_owned)
    }
}

/// The vouchers of a batch.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct GetVouchers {
    pub(crate) charge_id: String,
    pub(crate) page_size: Option<i32>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Vouchers {
    pub(crate) msg_id: Option<String>,
    pub(crate) list: Vec<Voucher>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Voucher {
    pub(crate) num: String,
    pub(crate) amount: Decimal,
    pub(crate) label: Option<String>,
}

impl ReadXml for Vouchers {
    fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut msg_id = None;
        let mut list = None;
        r.children("", |r, name| match name {
            "MsgID" => r.filled(&mut msg_id),
            "VoucherList" => r.wrapped("", "VoucherData", &mut list),
            _ => r.skip(),
        })?;
        Ok(Self {
            msg_id,
            list: r.required(list, "VoucherList")?,
        })
    }
}

impl ReadXml for Voucher {
    fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let mut num = None;
        let mut amount: Option<AsDouble> = None;
        let mut label = None;
        r.children("", |r, name| match name {
            "Num" => r.one(&mut num),
            "Amount" => r.one(&mut amount),
            "Label" => r.one(&mut label),
            _ => r.skip(),
        })?;
        Ok(Self {
            num: r.required(num, "Num")?,
            amount: r.required(amount, "Amount")?.0,
            label,
        })
    }
}

impl WriteXml for Voucher {
    fn write(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.element("Num", &self.num)?;
        w.element("Amount", &AsDouble(self.amount))?;
        w.optional("Label", &self.label)
    }
}

impl Operation for GetVouchers {
    type Service = Shop;
    type Output = Vouchers;
    type Fault = Fault;

    const NAME: &'static str = "GetVouchers";
    const IDEMPOTENCY: Idempotency = Idempotency::Read;

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        request(self, context)
    }

    fn read(context: &Context<'_>, parts: &Parts, body: &Bytes) -> Result<Self::Output, ReadError> {
        response::<Self>(context, parts, body)
    }
}

impl SoapOperation for GetVouchers {
    const ACTION: &'static str = "http://shop.example/GetVouchers";
    const NAMESPACES: &'static [(&'static str, &'static str)] = &[("ns", NAMESPACE)];
    const RESPONSE: (&'static str, &'static str) = (NAMESPACE, "GetVouchersResponse");

    fn write_body(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.shell("ns:GetVouchers");
        w.shell("request");
        w.injected("ShopID")?;
        w.injected("Password")?;
        w.injected("MsgID")?;
        w.element("ChargeId", &self.charge_id)?;
        w.optional("PageSize", &self.page_size)?;
        w.close();
        w.close();
        Ok(())
    }

    fn read_body(r: &mut Reader<'_>) -> Result<Self::Output, DecodeError> {
        r.payload("", "response")
    }

    fn check(&self) -> Result<(), RequestError> {
        if self.page_size.is_some_and(|size| size > 1000) {
            return Err(RequestError::new("is larger than 1000").at("PageSize"));
        }
        Ok(())
    }

    fn echo(output: &Self::Output) -> Option<&str> {
        output.msg_id.as_deref()
    }
}

/// An operation without an answer.
pub(crate) struct Notify;

impl Operation for Notify {
    type Service = Shop;
    type Output = ();
    type Fault = Fault;

    const NAME: &'static str = "Notify";
    const IDEMPOTENCY: Idempotency = Idempotency::Write;

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        request(self, context)
    }

    fn read(context: &Context<'_>, parts: &Parts, body: &Bytes) -> Result<Self::Output, ReadError> {
        response::<Self>(context, parts, body)
    }
}

impl SoapOperation for Notify {
    const ACTION: &'static str = "";
    const NAMESPACES: &'static [(&'static str, &'static str)] = &[];
    const RESPONSE: (&'static str, &'static str) = (NAMESPACE, "NotifyResponse");

    fn write_body(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.shell("Notify");
        w.close();
        Ok(())
    }

    fn read_body(r: &mut Reader<'_>) -> Result<Self::Output, DecodeError> {
        r.skip()
    }

    fn accepted() -> Option<()> {
        Some(())
    }
}

/// Settings with a secret, the endpoint, and a call's id.
pub(crate) fn with_context<T>(
    settings: impl FnOnce(&mut Settings),
    run: impl FnOnce(&Context<'_>) -> T,
) -> T {
    let mut all = Settings::new();
    settings(&mut all);
    run(&Context::new(
        &Uri::from_static("https://shop.example/soap"),
        "call-1",
        &all,
    ))
}

/// Reads an answer to `Op`.
pub(crate) fn answer<Op: Operation>(
    status: u16,
    media_type: &str,
    body: &[u8],
) -> Result<Op::Output, Error> {
    let response = http::Response::builder()
        .status(status)
        .header("content-type", media_type);
    let (parts, ()) = response.body(()).unwrap().into_parts();
    let settings = |settings: &mut Settings| settings.add_secret(&"open sesame".into());
    with_context(settings, |context| {
        Op::read(context, &parts, &Bytes::copy_from_slice(body)).map_err(Error::read::<Op>)
    })
}

/// Reads an answer to `GetVouchers`.
pub(crate) fn vouchers(status: u16, body: &str) -> Result<Vouchers, Error> {
    answer::<GetVouchers>(status, "text/xml; charset=utf-8", body.as_bytes())
}

/// An envelope of SOAP 1.1 as gSOAP writes it.
pub(crate) fn envelope(content: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<SOAP-ENV:Envelope \
         xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:ns=\"{NAMESPACE}\">\
         <SOAP-ENV:Body>{content}</SOAP-ENV:Body></SOAP-ENV:Envelope>"
    )
}

/// An answer to `GetVouchers` with this in its `response`.
pub(crate) fn listing(response: &str) -> String {
    envelope(&format!(
        "<ns:GetVouchersResponse><response>{response}</response></ns:GetVouchersResponse>"
    ))
}
