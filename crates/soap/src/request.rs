//! A message on its way out: the envelope, and HTTP around it.

use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use kontorhaus_core::{Body, Context, RequestError};

use crate::addressing::{self, Addressing};
use crate::attachment::{self, Attachment};
use crate::envelope::{self, SoapVersion};
use crate::error::EncodeError;
use crate::injected::Injected;
use crate::operation::SoapOperation;
use crate::security::UsernameToken;
use crate::write::Writer;

/// What an operation says of its messages, together with what the client's settings say.
pub(crate) struct Message {
    version: SoapVersion,
    action: &'static str,
    addressing: Addressing,
    addressing_action: &'static str,
    encoded: bool,
    namespaces: &'static [(&'static str, &'static str)],
}

impl Message {
    pub(crate) fn new<Op: SoapOperation>(version: SoapVersion, context: &Context<'_>) -> Self {
        Self {
            version,
            action: match version {
                SoapVersion::V11 => Op::ACTION,
                SoapVersion::V12 => Op::ACTION_1_2,
            },
            addressing: context.setting().copied().unwrap_or(Op::ADDRESSING),
            addressing_action: Op::ADDRESSING_ACTION,
            encoded: Op::ENCODED,
            namespaces: Op::NAMESPACES,
        }
    }

    /// The envelope up to the place for the operation's own header blocks.
    pub(crate) fn open(&self, context: &Context<'_>) -> Result<Writer, RequestError> {
        let injected = context.setting::<Injected>().cloned().unwrap_or_default();
        let mut writer = Writer::with(injected, context.call_id().to_owned());
        let token = context.setting::<UsernameToken>();
        let security = token.map(|token| token.security(context)).transpose()?;
        let addressing =
            addressing::Headers::new(self.addressing, self.addressing_action, context)?;
        let mut open = || {
            envelope::open(&mut writer, self.version, self.namespaces, self.encoded)?;
            if let Some(security) = &security {
                writer.element("wsse:Security", security)?;
            }
            addressing
                .iter()
                .try_for_each(|headers| headers.write(&mut writer))
        };
        open().map_err(|error| unwritable(&error))?;
        Ok(writer)
    }

    /// The request with everything that was written.
    pub(crate) fn post(
        &self,
        context: &Context<'_>,
        mut writer: Writer,
        attachments: &[(&'static str, Attachment)],
    ) -> Result<http::Request<Body>, RequestError> {
        envelope::close(&mut writer);
        let envelope = writer.finish();
        #[cfg(feature = "json")]
        if crate::json::is_from_json(&envelope) {
            // The server would ignore them, and so delete what they stand for.
            return Err(RequestError::new(
                "a value that was read over JSON has members that can't be sent over SOAP; read it anew",
            ));
        }
        let media_type = self.media_type();
        let (media_type, body) = if attachments.is_empty() {
            (media_type, Body::from(envelope))
        } else {
            let unique = addressing::uuid()?;
            let (media_type, body) = attachment::join(&media_type, &envelope, attachments, &unique);
            (media_type, Body::from(body))
        };
        let mut request = http::Request::new(body);
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = context.endpoint().clone();
        let headers = request.headers_mut();
        headers.reserve(2);
        headers.insert(CONTENT_TYPE, header(media_type)?);
        if self.version == SoapVersion::V11 {
            headers.insert(
                HeaderName::from_static("soapaction"),
                header(quoted(self.action))?,
            );
        }
        Ok(request)
    }

    fn media_type(&self) -> String {
        match (self.version, self.action) {
            (SoapVersion::V11, _) => "text/xml; charset=utf-8".to_owned(),
            (SoapVersion::V12, "") => "application/soap+xml; charset=utf-8".to_owned(),
            (SoapVersion::V12, action) => {
                let action = quoted(action);
                format!("application/soap+xml; charset=utf-8; action={action}")
            }
        }
    }
}

/// The problem of a value that has no form in XML.
pub(crate) fn unwritable(error: &EncodeError) -> RequestError {
    let problem = RequestError::new(error.message());
    match error.path() {
        "" => problem,
        path => problem.at(path.to_owned()),
    }
}

/// A quoted string of HTTP.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{text}\"")
}

fn header(text: String) -> Result<HeaderValue, RequestError> {
    HeaderValue::try_from(text)
        .map_err(|_| RequestError::new("the SOAP action can't stand in an HTTP header"))
}
