//! ASP.NET does not see elements of another namespace and answers as if all were well: the client notices.

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::Request;
use kontorhaus_core::http::response::Parts;
use kontorhaus_core::{Body, Context, Idempotency, Operation, ReadError, RequestError};
use kontorhaus_hypersoft::{
    ApiGeneralResponse, ErrorKind, Fault, Hypersoft, Outcome, ServerDateTime, Wire,
};
use kontorhaus_soap::v1::{
    DecodeError, EncodeError, Reader, SoapOperation, Writer, asmx, response,
};
use kontorhaus_tests::interop::asmx::{Errors, Server};

use super::{WIRES, client};

/// `ServerDateTime` as one would write it who has the namespace without its last stroke.
struct Misspelt;

impl Operation for Misspelt {
    type Service = Hypersoft;
    type Output = ApiGeneralResponse;
    type Fault = Fault;
    const NAME: &'static str = "ServerDateTime";
    const IDEMPOTENCY: Idempotency = Idempotency::Read;

    fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> {
        asmx::soap_request(self, context)
    }

    fn read(context: &Context<'_>, head: &Parts, body: &Bytes) -> Result<Self::Output, ReadError> {
        response::<Self>(context, head, body)
    }
}

impl SoapOperation for Misspelt {
    const ACTION: &'static str = ServerDateTime::ACTION;
    const NAMESPACES: &'static [(&'static str, &'static str)] =
        &[("ns", "urn:kontorhaus:placeholder:hypersoft")];
    const RESPONSE: (&'static str, &'static str) = ServerDateTime::RESPONSE;

    fn write_body(&self, w: &mut Writer) -> Result<(), EncodeError> {
        w.shell("ns:ServerDateTime");
        w.injected("ns:CusToken")?;
        w.injected("ns:AuthToken")?;
        w.close();
        Ok(())
    }

    fn read_body(r: &mut Reader<'_>) -> Result<Self::Output, DecodeError> {
        ServerDateTime::read_body(r)
    }
}

#[tokio::test]
async fn a_wrong_namespace_is_noticed_by_what_is_missing() {
    let Some(server) = Server::start(Errors::Hidden) else {
        return;
    };
    for wire in [Wire::Soap11, Wire::Soap12] {
        let error = client(&server, "cus", wire)
            .call(Misspelt)
            .await
            .expect_err("no result");
        // The method was called, with nulls.
        assert_eq!(server.received(), "ServerDateTime: null, null\n");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Decode, Outcome::Unknown)
        );
        assert_eq!(
            error.message(),
            "required element ServerDateTimeResult is missing"
        );
        let advice = error.advice().expect("an advice");
        assert!(
            advice.contains("namespace") && advice.contains("cargo xtask adopt"),
            "{advice}"
        );
    }
}

#[tokio::test]
async fn a_result_that_is_null_is_none() {
    let Some(server) = Server::start(Errors::Hidden) else {
        return;
    };
    for wire in WIRES {
        let client = client(&server, "nothing", wire);
        let error = client
            .server_date_time(ServerDateTime::new())
            .await
            .expect_err("no result");
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Decode, Outcome::Unknown),
            "{wire:?}"
        );
        assert!(error.message().contains("ServerDateTimeResult"), "{error}");
        assert!(
            error
                .advice()
                .is_some_and(|advice| advice.contains("adopt"))
        );
    }
}
