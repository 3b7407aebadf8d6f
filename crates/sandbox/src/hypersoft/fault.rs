//! What goes wrong, in the words of ASP.NET.

use std::fmt;

/// A fault.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// SOAP: the value of `SOAPAction` names no method; wrong namespace or name.
    UnknownAction(String),
    /// SOAP 1.2: nothing says which method is meant.
    NoAction,
    /// SOAP: a value in the request can't be read; with the reason.
    UnreadableRequest(String),
    /// SOAP: the body is no XML. The answer is HTTP 400 without content.
    BrokenXml,
    /// SOAP: the content type is another one. The answer is HTTP 415 without content.
    WrongMediaType,
    /// Neither SOAP nor JSON. The answer is a page.
    UnrecognizedFormat,
    /// JSON: that parameter is missing.
    MissingParameter(String),
    /// JSON: there is no such method.
    UnknownMethod(String),
    /// JSON: the method was called with another verb than POST.
    WrongVerb {
        /// The method.
        method: String,
        /// The verb.
        verb: String,
    },
    /// JSON: the page is no `[ScriptService]`.
    NoScriptService,
    /// JSON: the request or the answer has more than 102,400 characters. Of an answer the work is done by then.
    TooLong,
    /// JSON: the request can't be read; with the reason.
    UnreadableJson(String),
    /// An exception inside the method, with its message. What the method had done by then is done.
    Exception(String),
    /// An exception whose detail says more, over SOAP: a code in an element `ErrorCode`, as `SoapException` can have it.
    Detailed {
        /// The message.
        message: String,
        /// The code.
        code: String,
    },
    /// The tokens are not accepted. How that looks is a guess.
    InvalidTokens,
    /// The account is locked. How that looks is a guess.
    Locked,
    /// More than 500 records in a call. How that looks is a guess.
    TooManyRecords,
}

impl Fault {
    /// Every fault, with sample values for the variable parts.
    #[must_use]
    pub fn every() -> Vec<Self> {
        vec![
            Self::UnknownAction("urn:other/GetStations".into()),
            Self::NoAction,
            Self::UnreadableRequest("Input string was not in a correct format.".into()),
            Self::BrokenXml,
            Self::WrongMediaType,
            Self::UnrecognizedFormat,
            Self::MissingParameter("AuthToken".into()),
            Self::UnknownMethod("GetWeather".into()),
            Self::WrongVerb {
                method: "GetStations".into(),
                verb: "GET".into(),
            },
            Self::NoScriptService,
            Self::TooLong,
            Self::UnreadableJson("Invalid JSON primitive: x.".into()),
            Self::Exception("Object reference not set to an instance of an object.".into()),
            Self::Detailed {
                message: "the till is closed".into(),
                code: "4711".into(),
            },
            Self::InvalidTokens,
            Self::Locked,
            Self::TooManyRecords,
        ]
    }

    /// Whether SOAP blames the sender, because the method was never called.
    pub(crate) fn blames_sender(&self) -> bool {
        matches!(
            self,
            Self::UnknownAction(_)
                | Self::NoAction
                | Self::UnreadableRequest(_)
                | Self::Detailed { .. }
        )
    }

    /// The .NET class of the exception, which JSON shows where custom errors are off.
    pub(crate) fn class(&self) -> &'static str {
        match self {
            Self::UnknownMethod(_) | Self::UnreadableJson(_) => "System.ArgumentException",
            Self::Detailed { .. } => "System.Web.Services.Protocols.SoapException",
            _ => "System.InvalidOperationException",
        }
    }
}

/// The message. Over SOAP an exception of the method is announced by a sentence of its own, which is not part of it.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownAction(action) => {
                return write!(
                    f,
                    "Server did not recognize the value of HTTP Header SOAPAction: {action}."
                );
            }
            Self::NoAction => {
                "Unable to handle request without a valid action parameter. Please supply a valid soap action."
            }
            Self::UnreadableRequest(reason) => {
                return write!(f, "Server was unable to read request. ---> {reason}");
            }
            Self::BrokenXml => "Bad Request",
            Self::WrongMediaType => "Unsupported Media Type",
            Self::UnrecognizedFormat => "Request format is unrecognized.",
            Self::MissingParameter(name) => {
                return write!(
                    f,
                    "Invalid web service call, missing value for parameter: '{name}'."
                );
            }
            Self::UnknownMethod(name) => return write!(f, "Unknown web method {name}."),
            Self::WrongVerb { method, verb } => {
                return write!(
                    f,
                    "An attempt was made to call the method '{method}' using a {verb} request, which is not allowed."
                );
            }
            Self::NoScriptService => {
                "Only Web services with a [ScriptService] attribute on the class definition can be called from script."
            }
            Self::TooLong => {
                "Error during serialization or deserialization using the JSON JavaScriptSerializer. The length of the \
                 string exceeds the value set on the maxJsonLength property."
            }
            Self::UnreadableJson(message)
            | Self::Exception(message)
            | Self::Detailed { message, .. } => message,
            Self::InvalidTokens => "The tokens are not valid.",
            Self::Locked => "The account is locked: more than 60 calls in a minute.",
            Self::TooManyRecords => "More than 500 records in a call.",
        })
    }
}
