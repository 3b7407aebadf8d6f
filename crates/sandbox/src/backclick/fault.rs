//! What goes wrong, in the words of the manual.

use std::fmt;
use std::net::IpAddr;

/// A fault, with the variable part of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The caller's address is not on the list, and the call has no API key.
    AddressNotAllowed(IpAddr),
    /// The API key is a wrong one. That this is a fault is documented, its text is a guess.
    InvalidApiKey,
    /// The request violates the schema; with what the validator says of it, a line for each violation.
    Validation(Vec<String>),
    /// A profile field that does not exist.
    InvalidFieldName,
    /// An import while another one is running.
    ImportRunning,
    /// More addresses than a call may ask for; with the limit.
    TooManyAddresses(usize),
    /// More double opt-ins than the system can keep up with.
    TooManyTasks,
    /// A dispatch without template and without content.
    NoContent,
    /// A dispatch without subject.
    NoSubject,
    /// A dispatch with a template that does not exist.
    InvalidTemplate,
    /// A dispatch that a running import would affect.
    AutoimportRunning,
    /// A dispatch to a filter that does not exist; with its ID.
    FilterMissing(i32),
    /// A dispatch to neither list nor filter.
    NoRecipients,
    /// The mandator may not send from this domain.
    SenderDomain(String),
    /// Statistics of a list that does not exist.
    ListMissing,
    /// A transaction mail with a template that does not exist; with its ID.
    TemplateMissing(i32),
    /// A transaction mail whose content and alternative are both HTML.
    BothHtml,
    /// A transaction mail whose content and alternative are both plain text.
    BothText,
    /// Any other text: the manual's lists of faults are not complete.
    Other(String),
}

impl Fault {
    /// Every fault whose text is documented, with sample values for the variable parts.
    #[must_use]
    pub fn every() -> Vec<Self> {
        vec![
            Self::AddressNotAllowed([203, 0, 113, 7].into()),
            Self::Validation(vec![
                "cvc-complex-type.2.4.a: Invalid content was found starting with element 'bc:nonsense'."
                    .into(),
            ]),
            Self::InvalidFieldName,
            Self::ImportRunning,
            Self::TooManyAddresses(1000),
            Self::TooManyTasks,
            Self::NoContent,
            Self::NoSubject,
            Self::InvalidTemplate,
            Self::AutoimportRunning,
            Self::FilterMissing(5012),
            Self::NoRecipients,
            Self::SenderDomain("example.com".into()),
            Self::ListMissing,
            Self::TemplateMissing(88),
            Self::BothHtml,
            Self::BothText,
        ]
    }
}

/// The fault's text, with the vendor's spelling.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AddressNotAllowed(address) => {
                return write!(f, "IP [{address}] is not allowed to access this service.");
            }
            Self::InvalidApiKey => "Invalid API key.",
            Self::Validation(_) => "Validation error",
            Self::InvalidFieldName => "Invalid field name in request.",
            Self::ImportRunning => "Another auto import is running. Please try again later.",
            Self::TooManyAddresses(limit) => {
                return write!(
                    f,
                    "Too many emailaddresses in request! Max email addresses per request: {limit}"
                );
            }
            Self::TooManyTasks => "Too much unfinished tasks! Please try again later.",
            Self::NoContent => "No templateId AND no newsletterContent given!",
            Self::NoSubject => "No subject given.",
            Self::InvalidTemplate => "Invalid templateId!",
            Self::AutoimportRunning => "Autoimport is running. Please try again later.",
            Self::FilterMissing(id) => return write!(f, "Filter with ID {id} is non existent."),
            Self::NoRecipients => "No Recipients are given!",
            Self::SenderDomain(domain) => {
                return write!(
                    f,
                    "Invalid domain of sender address (\"{domain}\"). If you want to send email for this domain, please \
                     contact your admin."
                );
            }
            Self::ListMissing => "Error getting Newsletter-List-ID",
            Self::TemplateMissing(id) => {
                return write!(f, "Template with ID {id} does not exist!");
            }
            Self::BothHtml => "Both (mailContent AND alternativeMailContent is HTML.)",
            Self::BothText => "Both (mailContent AND alternativeMailContent is TEXT.)",
            Self::Other(text) => text,
        })
    }
}
