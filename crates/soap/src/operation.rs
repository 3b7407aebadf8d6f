//! Operations over SOAP: from a typed request to HTTP and back.

use bytes::Bytes;
use http::response::Parts;
use kontorhaus_core::{Body, Context, Grade, Operation, Outcome, ReadError, RequestError, Service};

use crate::addressing::Addressing;
use crate::answer::{self, Answer, Content};
use crate::attachment::Attachment;
use crate::envelope::{self, Expected, SoapVersion};
use crate::error::{DecodeError, EncodeError};
use crate::fault::Fault;
use crate::read::Reader;
use crate::request::{Message, unwritable};
use crate::write::Writer;

/// A vendor's interface that speaks SOAP.
pub trait SoapService: Service {
    /// What is known of the vendor's fault codes.
    const FAULTS: &'static [FaultRule] = &[];

    /// The vendor's own code of a fault, wherever the vendor puts it.
    #[must_use]
    fn code(fault: &Fault) -> Option<String> {
        let _ = fault;
        None
    }

    /// What a fault says beyond its reason, for a vendor who puts that into the detail. It stands in the error's message,
    /// masked.
    #[must_use]
    fn explanation(fault: &Fault) -> Option<String> {
        let _ = fault;
        None
    }
}

/// What a fault code of a vendor says of the call's effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultRule {
    /// The code, as [`SoapService::code`] gives it.
    pub code: &'static str,
    /// What became of the call.
    pub outcome: Outcome,
    /// Whether the same call may succeed later.
    pub transient: bool,
    /// What to do.
    pub advice: &'static str,
}

/// An operation over SOAP: in the style document or rpc, literal or encoded.
pub trait SoapOperation: Operation<Service: SoapService, Fault: From<Fault>> {
    /// The `SOAPAction`, without quotes.
    const ACTION: &'static str;
    /// The action in SOAP 1.2, where that is another one.
    const ACTION_1_2: &'static str = Self::ACTION;
    /// The version of SOAP to speak, unless the client's settings name one.
    const VERSION: SoapVersion = SoapVersion::V11;
    /// The headers of WS-Addressing, unless the client's settings say otherwise.
    const ADDRESSING: Addressing = Addressing::Off;
    /// The action in the headers of WS-Addressing.
    const ADDRESSING_ACTION: &'static str = Self::ACTION;
    /// Whether values are written by the rules of SOAP encoding. Then an answer's outermost element may have any name, and values may
    /// stand elsewhere in it.
    const ENCODED: bool = false;
    /// The prefixes in the names that [`write_body`](Self::write_body) writes, each with its namespace.
    const NAMESPACES: &'static [(&'static str, &'static str)];
    /// Namespace and local name of the element in the answer's body.
    const RESPONSE: (&'static str, &'static str);
    /// Whether the answer is the body itself, instead of one element in it.
    const WHOLE_BODY: bool = false;
    /// Whether there is no answer: what comes with a success is passed over, as the Basic Profile wants it.
    const ONE_WAY: bool = false;

    /// Writes the header blocks that the request has.
    ///
    /// # Errors
    /// When a value can't be written in XML.
    fn write_headers(&self, context: &Context<'_>, writer: &mut Writer) -> Result<(), EncodeError> {
        let _ = (context, writer);
        Ok(())
    }

    /// How sure it is that the server knows the operation and the elements of its request, whatever their namespace.
    const GRADE: Grade = Grade::Documented;

    /// Writes the content of the request's body.
    ///
    /// # Errors
    /// When a value can't be written in XML.
    fn write_body(&self, writer: &mut Writer) -> Result<(), EncodeError>;

    /// What is sent beside the envelope: parts of the message, by their names.
    #[must_use]
    fn attachments(&self) -> Vec<(&'static str, Attachment)> {
        Vec::new()
    }

    /// Reads the answer; the reader stands on the element [`RESPONSE`](Self::RESPONSE), or on the body.
    ///
    /// # Errors
    /// When the element is no such answer.
    fn read_body(reader: &mut Reader<'_>) -> Result<Self::Output, DecodeError>;

    /// Checks the rules that can be decided before sending.
    ///
    /// # Errors
    /// When the request breaks one.
    fn check(&self) -> Result<(), RequestError> {
        Ok(())
    }

    /// The output of an answer without content, for an operation that may have one.
    #[must_use]
    fn accepted() -> Option<Self::Output> {
        None
    }

    /// The call's id as the server sent it back. One that differs belongs to another call.
    #[must_use]
    fn echo(output: &Self::Output) -> Option<&str> {
        let _ = output;
        None
    }
}

/// The two functions of [`Operation`](kontorhaus_core::Operation) for a [`SoapOperation`]: its place is in the `impl` of the former.
///
/// With `asmx` over the wire that the client's settings name, with `asmx soap` over any but JSON.
#[macro_export]
#[doc(hidden)]
macro_rules! __exchange {
    () => {
        $crate::__exchange!(@ $crate::v1::request, $crate::v1::response);
    };
    (asmx) => {
        $crate::__exchange!(@ $crate::v1::asmx::request, $crate::v1::asmx::response);
    };
    (asmx soap) => {
        $crate::__exchange!(@ $crate::v1::asmx::soap_request, $crate::v1::response);
    };
    (@ $($request:ident)::+, $($response:ident)::+) => {
        fn request(
            &self,
            context: &$crate::v1::Context<'_>,
        ) -> Result<$crate::v1::Request<$crate::v1::Body>, $crate::v1::RequestError> {
            $($request)::+(self, context)
        }

        fn read(
            context: &$crate::v1::Context<'_>,
            response: &$crate::v1::Parts,
            body: &$crate::v1::Bytes,
        ) -> Result<Self::Output, $crate::v1::ReadError> {
            $($response)::+::<Self>(context, response, body)
        }
    };
}

/// The body of a [`SoapOperation`] whose request stands in one element and whose answer reads itself: its place is in the `impl`.
#[macro_export]
#[doc(hidden)]
macro_rules! __payload {
    ($shell:literal) => {
        fn write_body(
            &self,
            writer: &mut $crate::v1::Writer,
        ) -> Result<(), $crate::v1::EncodeError> {
            writer.within($shell, self)
        }

        fn read_body(
            reader: &mut $crate::v1::Reader<'_>,
        ) -> Result<Self::Output, $crate::v1::DecodeError> {
            $crate::v1::ReadXml::read(reader)
        }
    };
}

/// How sure it is that the server understands the operation over SOAP: not at all if a namespace is a placeholder.
#[must_use]
pub fn grade<Op: SoapOperation>() -> Grade {
    let is_placeholder = |(_, uri): &(&str, &str)| uri.starts_with(PLACEHOLDER);
    if Op::NAMESPACES.iter().any(is_placeholder) {
        return Grade::Placeholder;
    }
    Op::GRADE
}

/// What a namespace begins with that is unknown: something had to be written.
const PLACEHOLDER: &str = "urn:kontorhaus:placeholder:";

/// Builds the HTTP request of an operation.
///
/// # Errors
/// When the request breaks a rule, or a value of it can't be written in XML.
pub fn request<Op: SoapOperation>(
    operation: &Op,
    context: &Context<'_>,
) -> Result<http::Request<Body>, RequestError> {
    let version = context.setting().copied().unwrap_or(Op::VERSION);
    request_in(version, operation, context)
}

/// The same in that version of SOAP.
pub(crate) fn request_in<Op: SoapOperation>(
    version: SoapVersion,
    operation: &Op,
    context: &Context<'_>,
) -> Result<http::Request<Body>, RequestError> {
    operation.check()?;
    let message = Message::new::<Op>(version, context);
    let mut writer = message.open(context)?;
    let headers = operation.write_headers(context, &mut writer);
    headers.map_err(|error| unwritable(&error))?;
    envelope::begin_body(&mut writer);
    let body = operation.write_body(&mut writer);
    body.map_err(|error| unwritable(&error))?;
    message.post(context, writer, &operation.attachments())
}

/// Reads the answer to an operation.
///
/// # Errors
/// When it is a fault, or can't be read. A fault is in the error's details both as the operation's own type and as [`Fault`]. How far reading came decides what is known of the call's effect.
pub fn response<Op: SoapOperation>(
    context: &Context<'_>,
    parts: &Parts,
    body: &Bytes,
) -> Result<Op::Output, ReadError> {
    let answer = Answer::new(context, parts, body, expected::<Op>());
    let message = answer.message()?;
    let text = answer.text(&message)?;
    let mut reader = answer.reader(&text, &message);
    match answer.content(&mut reader)? {
        Content::Nothing => Op::accepted().ok_or_else(|| answer::empty(&text)),
        Content::Expected => {
            let whole = answer::whole(&reader, &message, Op::ENCODED)?;
            if let Some(whole) = &whole {
                reader = answer.reader(whole, &message);
                answer.content(&mut reader)?;
            }
            let output = Op::read_body(&mut reader);
            let output = output.map_err(|error| answer::damaged(&reader, error))?;
            answer.end(&mut reader, Op::echo(&output))?;
            Ok(output)
        }
        Content::Fault(fault) => {
            let code = Op::Service::code(&fault);
            let said = Op::Service::explanation(&fault);
            let said = said.map(|said| context.mask(&said));
            let rules = Op::Service::FAULTS;
            let error = answer::refused(&text, &fault, said.as_deref(), code, rules);
            let typed = Op::Fault::from((*fault).clone());
            Err(error.detail(typed).detail(*fault))
        }
    }
}

fn expected<Op: SoapOperation>() -> Expected {
    if Op::ONE_WAY {
        Expected::Nothing
    } else if Op::WHOLE_BODY {
        Expected::Body
    } else if Op::ENCODED {
        Expected::Any
    } else {
        Expected::Element(Op::RESPONSE)
    }
}
