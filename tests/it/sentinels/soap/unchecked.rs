//! An operation without the rules that are checked before sending.

use bytes::Bytes;
use http::response::Parts;
use kontorhaus_core::secrecy::SecretString;
use kontorhaus_core::{Body, Context, Grade, Idempotency, Operation, ReadError, RequestError};
use kontorhaus_soap::v1::{
    Addressing, Attachment, DecodeError, EncodeError, Reader, SoapOperation, SoapVersion, Writer,
    request, response,
};

/// A request with every field set breaks some rule, and would not be sent.
#[derive(Clone, Debug)]
pub(super) struct Unchecked<Op>(pub(super) Op);

impl<Op: SoapOperation> Operation for Unchecked<Op> {
    type Service = Op::Service;
    type Output = Op::Output;
    type Fault = Op::Fault;
    const NAME: &'static str = Op::NAME;
    const IDEMPOTENCY: Idempotency = Op::IDEMPOTENCY;
    const SHOWN: &'static [&'static str] = Op::SHOWN;

    fn idempotency(&self) -> Idempotency {
        self.0.idempotency()
    }

    fn grade(context: &Context<'_>) -> Grade {
        Op::grade(context)
    }

    fn request(&self, context: &Context<'_>) -> Result<http::Request<Body>, RequestError> {
        request(self, context)
    }

    fn read(
        context: &Context<'_>,
        response_: &Parts,
        body: &Bytes,
    ) -> Result<Self::Output, ReadError> {
        response::<Self>(context, response_, body)
    }

    fn secrets(body: &[u8]) -> Vec<SecretString> {
        Op::secrets(body)
    }
}

impl<Op: SoapOperation> SoapOperation for Unchecked<Op> {
    const ACTION: &'static str = Op::ACTION;
    const ACTION_1_2: &'static str = Op::ACTION_1_2;
    const VERSION: SoapVersion = Op::VERSION;
    const ADDRESSING: Addressing = Op::ADDRESSING;
    const ADDRESSING_ACTION: &'static str = Op::ADDRESSING_ACTION;
    const ENCODED: bool = Op::ENCODED;
    const NAMESPACES: &'static [(&'static str, &'static str)] = Op::NAMESPACES;
    const RESPONSE: (&'static str, &'static str) = Op::RESPONSE;
    const WHOLE_BODY: bool = Op::WHOLE_BODY;
    const ONE_WAY: bool = Op::ONE_WAY;
    const GRADE: Grade = Op::GRADE;

    fn write_headers(&self, context: &Context<'_>, writer: &mut Writer) -> Result<(), EncodeError> {
        self.0.write_headers(context, writer)
    }

    fn write_body(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        self.0.write_body(writer)
    }

    fn attachments(&self) -> Vec<(&'static str, Attachment)> {
        self.0.attachments()
    }

    fn read_body(reader: &mut Reader<'_>) -> Result<Self::Output, DecodeError> {
        Op::read_body(reader)
    }

    fn accepted() -> Option<Self::Output> {
        Op::accepted()
    }

    fn echo(output: &Self::Output) -> Option<&str> {
        Op::echo(output)
    }
}
