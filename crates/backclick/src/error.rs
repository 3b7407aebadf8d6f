//! The texts of the service's faults.

use std::fmt;
use std::net::IpAddr;

use kontorhaus_core::Error;
use kontorhaus_soap::v1::{Fault, RawXml};

/// What a fault of the service says.
///
/// BACKCLICK has texts and no codes, so the codes, which [`Error::code`] gives too, are ours. The texts are documented; the
/// manual lists more than could be seen, and of those [`Error::message`] has the text.
///
/// | code | variant | text |
/// |---|---|---|
/// | `IP_NOT_ALLOWED` | [`IpNotAllowed`](Self::IpNotAllowed) | `IP [a.b.c.d] is not allowed to access this service.` |
/// | `VALIDATION_ERROR` | [`Validation`](Self::Validation) | `Validation error` |
/// | `INVALID_FIELD_NAME` | [`InvalidFieldName`](Self::InvalidFieldName) | `Invalid field name in request.` |
/// | `IMPORT_RUNNING` | [`ImportRunning`](Self::ImportRunning) | `Another auto import is running. Please try again later.` |
/// | `IMPORT_BLOCKS_DISPATCH` | [`ImportBlocksDispatch`](Self::ImportBlocksDispatch) | `Autoimport is running. Please try again later.` |
/// | `TOO_MANY_TASKS` | [`TooManyTasks`](Self::TooManyTasks) | `Too much unfinished tasks! Please try again later.` |
/// | `TOO_MANY_ADDRESSES` | [`TooManyAddresses`](Self::TooManyAddresses) | `Too many emailaddresses in request! Max email addresses per request: n` |
/// | `INVALID_SENDER_DOMAIN` | [`InvalidSenderDomain`](Self::InvalidSenderDomain) | `Invalid domain of sender address ("…"). If you want …` |
/// | `NO_CONTENT` | [`NoContent`](Self::NoContent) | `No templateId AND no newsletterContent given!` |
/// | `NO_SUBJECT` | [`NoSubject`](Self::NoSubject) | `No subject given.` |
/// | `NO_RECIPIENTS` | [`NoRecipients`](Self::NoRecipients) | `No Recipients are given!` |
/// | `INVALID_TEMPLATE` | [`InvalidTemplate`](Self::InvalidTemplate) | `Invalid templateId!` |
/// | `TEMPLATE_NOT_FOUND` | [`TemplateNotFound`](Self::TemplateNotFound) | `Template with ID N does not exist!` |
/// | `FILTER_NOT_FOUND` | [`FilterNotFound`](Self::FilterNotFound) | `Filter with ID N is non existent.` |
/// | `LIST_NOT_FOUND` | [`ListNotFound`](Self::ListNotFound) | `Error getting Newsletter-List-ID` |
/// | `BOTH_HTML` | [`BothHtml`](Self::BothHtml) | `Both (mailContent AND alternativeMailContent is HTML.)` |
/// | `BOTH_TEXT` | [`BothText`](Self::BothText) | `Both (mailContent AND alternativeMailContent is TEXT.)` |
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    /// Calls from this address need an API key, or the installation must come to know it.
    IpNotAllowed {
        /// The address that was refused, as the server saw it: that of a proxy or a gateway, perhaps.
        address: Option<IpAddr>,
    },
    /// The request breaks the server's schema.
    Validation {
        /// What is wrong, one text for each place. They may repeat values of the request.
        details: Vec<String>,
    },
    /// A field of a subscriber's data does not exist.
    InvalidFieldName,
    /// Another import is running, and only one may. Passes by itself: [`Client::in_turn`](crate::Client::in_turn).
    ImportRunning,
    /// An import is running that would affect the newsletter. Passes by itself: [`Client::in_turn`](crate::Client::in_turn).
    ImportBlocksDispatch,
    /// The server is overloaded. Passes by itself.
    TooManyTasks,
    /// More addresses than one call may name.
    TooManyAddresses {
        /// How many it may name.
        limit: Option<u32>,
    },
    /// The mandator may not send mail for the sender's domain.
    InvalidSenderDomain {
        /// The domain.
        domain: String,
    },
    /// Neither a content nor a template.
    NoContent,
    /// No subject.
    NoSubject,
    /// Neither a mailing list nor a filter.
    NoRecipients,
    /// The newsletter template does not exist.
    InvalidTemplate,
    /// The template does not exist.
    TemplateNotFound {
        /// Its id.
        template: Option<i32>,
    },
    /// The profile filter does not exist.
    FilterNotFound {
        /// Its id.
        filter: Option<i32>,
    },
    /// The mailing list does not exist.
    ListNotFound,
    /// Content and alternative content are both HTML.
    BothHtml,
    /// Content and alternative content are both plain text.
    BothText,
}

impl ErrorCode {
    /// What the fault behind an error says; `None` if there is none, or one that is not in the list.
    #[must_use]
    pub fn of(error: &Error) -> Option<Self> {
        Self::of_fault(error.detail::<Fault>()?)
    }

    /// What a fault says.
    #[must_use]
    pub fn of_fault(fault: &Fault) -> Option<Self> {
        Some(match Self::parse(&fault.reason)? {
            Self::Validation { .. } => Self::Validation {
                details: validation_details(fault),
            },
            code => code,
        })
    }

    /// Reads the text of a fault.
    ///
    /// ```
    /// use kontorhaus_backclick::ErrorCode;
    ///
    /// let code = ErrorCode::parse("Filter with ID 12 is non existent.");
    /// assert_eq!(code, Some(ErrorCode::FilterNotFound { filter: Some(12) }));
    /// assert_eq!(ErrorCode::parse("Out of memory"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let code = match text.trim_end_matches(['.', '!']) {
            "Validation error" => Self::Validation {
                details: Vec::new(),
            },
            "Invalid field name in request" => Self::InvalidFieldName,
            "Another auto import is running. Please try again later" => Self::ImportRunning,
            "Autoimport is running. Please try again later" => Self::ImportBlocksDispatch,
            "Too much unfinished tasks! Please try again later" => Self::TooManyTasks,
            "No templateId AND no newsletterContent given" => Self::NoContent,
            "No subject given" => Self::NoSubject,
            "No Recipients are given" => Self::NoRecipients,
            "Invalid templateId" => Self::InvalidTemplate,
            "Error getting Newsletter-List-ID" => Self::ListNotFound,
            "Both (mailContent AND alternativeMailContent is HTML.)" => Self::BothHtml,
            "Both (mailContent AND alternativeMailContent is TEXT.)" => Self::BothText,
            _ => return Self::with_value(text),
        };
        Some(code)
    }

    /// Reads a text that holds a value.
    fn with_value(text: &str) -> Option<Self> {
        let between = |before: &str, after: &str| {
            let (value, _) = text.strip_prefix(before)?.split_once(after)?;
            Some(value.trim())
        };
        // The manual gives this text as roughly so.
        if let Some(address) = between("IP [", "] is not allowed") {
            let address = address.parse().ok();
            return Some(Self::IpNotAllowed { address });
        }
        if let Some(domain) = between("Invalid domain of sender address (\"", "\")") {
            let domain = domain.to_owned();
            return Some(Self::InvalidSenderDomain { domain });
        }
        if let Some(template) = between("Template with ID ", " does not exist") {
            let template = number(template);
            return Some(Self::TemplateNotFound { template });
        }
        if let Some(filter) = between("Filter with ID ", " is non existent") {
            let filter = number(filter);
            return Some(Self::FilterNotFound { filter });
        }
        let rest = text.strip_prefix("Too many emailaddresses in request!")?;
        let limit = rest.rsplit_once(':').map(|(_, limit)| limit.trim());
        let limit = limit.and_then(|limit| limit.trim_end_matches('.').parse().ok());
        Some(Self::TooManyAddresses { limit })
    }

    /// The code, as [`Error::code`] has it: `IMPORT_RUNNING`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::IpNotAllowed { .. } => "IP_NOT_ALLOWED",
            Self::Validation { .. } => "VALIDATION_ERROR",
            Self::InvalidFieldName => "INVALID_FIELD_NAME",
            Self::ImportRunning => "IMPORT_RUNNING",
            Self::ImportBlocksDispatch => "IMPORT_BLOCKS_DISPATCH",
            Self::TooManyTasks => "TOO_MANY_TASKS",
            Self::TooManyAddresses { .. } => "TOO_MANY_ADDRESSES",
            Self::InvalidSenderDomain { .. } => "INVALID_SENDER_DOMAIN",
            Self::NoContent => "NO_CONTENT",
            Self::NoSubject => "NO_SUBJECT",
            Self::NoRecipients => "NO_RECIPIENTS",
            Self::InvalidTemplate => "INVALID_TEMPLATE",
            Self::TemplateNotFound { .. } => "TEMPLATE_NOT_FOUND",
            Self::FilterNotFound { .. } => "FILTER_NOT_FOUND",
            Self::ListNotFound => "LIST_NOT_FOUND",
            Self::BothHtml => "BOTH_HTML",
            Self::BothText => "BOTH_TEXT",
        }
    }

    /// Whether it waits for the end of an import.
    #[must_use]
    pub fn is_import_running(&self) -> bool {
        matches!(self, Self::ImportRunning | Self::ImportBlocksDispatch)
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The number that stands for an id; the manual writes it once with a `#`.
fn number(text: &str) -> Option<i32> {
    text.trim_start_matches('#').parse().ok()
}

/// The namespace of what Spring Web Services puts into a fault's detail. That it is the framework is inferred.
const SPRING_WS: &str = "http://springframework.org/spring-ws";

/// What the server's schema does not allow, as the detail lists it.
pub(crate) fn validation_details(fault: &Fault) -> Vec<String> {
    let is_error = |detail: &RawXml| {
        detail.local_name() == "ValidationError" && detail.namespace() == SPRING_WS
    };
    let details = fault.details();
    let errors = details.iter().filter(|detail| is_error(detail));
    errors.filter_map(|error| error.read().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::FAULTS;

    /// Every text of the manual, with its spelling.
    const LIST: &[(&str, &str)] = &[
        (
            "IP [203.0.113.7] is not allowed to access this service.",
            "IP_NOT_ALLOWED",
        ),
        ("Validation error", "VALIDATION_ERROR"),
        ("Invalid field name in request.", "INVALID_FIELD_NAME"),
        (
            "Another auto import is running. Please try again later.",
            "IMPORT_RUNNING",
        ),
        (
            "Autoimport is running. Please try again later.",
            "IMPORT_BLOCKS_DISPATCH",
        ),
        (
            "Too much unfinished tasks! Please try again later.",
            "TOO_MANY_TASKS",
        ),
        (
            "Too many emailaddresses in request! Max email addresses per request: 1000",
            "TOO_MANY_ADDRESSES",
        ),
        (
            "Invalid domain of sender address (\"example.com\"). If you want to send email for this domain, please \
             contact your admin.",
            "INVALID_SENDER_DOMAIN",
        ),
        (
            "No templateId AND no newsletterContent given!",
            "NO_CONTENT",
        ),
        ("No subject given.", "NO_SUBJECT"),
        ("No Recipients are given!", "NO_RECIPIENTS"),
        ("Invalid templateId!", "INVALID_TEMPLATE"),
        ("Template with ID 7 does not exist!", "TEMPLATE_NOT_FOUND"),
        ("Filter with ID 12 is non existent.", "FILTER_NOT_FOUND"),
        ("Error getting Newsletter-List-ID", "LIST_NOT_FOUND"),
        (
            "Both (mailContent AND alternativeMailContent is HTML.)",
            "BOTH_HTML",
        ),
        (
            "Both (mailContent AND alternativeMailContent is TEXT.)",
            "BOTH_TEXT",
        ),
    ];

    #[test]
    fn every_text_of_the_manual_has_its_code_and_a_rule() {
        for (text, name) in LIST {
            let code = ErrorCode::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(code.name(), *name);
            assert_eq!(code.to_string(), *name);
            let rules = FAULTS.iter().filter(|rule| rule.code == *name);
            assert_eq!(rules.count(), 1, "{name}");
            assert_eq!(ErrorCode::parse(&format!("  {text}\n")), Some(code));
        }
        assert_eq!(FAULTS.len(), LIST.len());
    }

    #[test]
    fn those_that_say_try_again_later_pass_by_themselves() {
        for (text, name) in LIST {
            let rule = FAULTS.iter().find(|rule| rule.code == *name).unwrap();
            assert_eq!(rule.transient, text.contains("try again later"), "{name}");
        }
    }

    #[test]
    fn values_are_read() {
        let parsed = |text| ErrorCode::parse(text).unwrap();
        let address = |text: &str| ErrorCode::IpNotAllowed {
            address: Some(text.parse().unwrap()),
        };
        assert_eq!(parsed(LIST[0].0), address("203.0.113.7"));
        assert_eq!(
            parsed("IP [2001:db8::7] is not allowed here"),
            address("2001:db8::7")
        );
        assert_eq!(
            parsed("IP [unknown] is not allowed to access this service."),
            ErrorCode::IpNotAllowed { address: None }
        );
        assert_eq!(
            parsed("Too many emailaddresses in request! Max email addresses per request: 250"),
            ErrorCode::TooManyAddresses { limit: Some(250) }
        );
        assert_eq!(
            parsed("Too many emailaddresses in request!"),
            ErrorCode::TooManyAddresses { limit: None }
        );
        let domain = "example.com".to_owned();
        assert_eq!(
            parsed("Invalid domain of sender address (\"example.com\")."),
            ErrorCode::InvalidSenderDomain { domain }
        );
        assert_eq!(
            parsed("Filter with ID #12 is non existent."),
            ErrorCode::FilterNotFound { filter: Some(12) }
        );
        assert_eq!(
            parsed("Template with ID x does not exist!"),
            ErrorCode::TemplateNotFound { template: None }
        );
    }

    #[test]
    fn other_texts_carry_no_code() {
        for text in [
            "",
            "!",
            "IP",
            "IP [1.2.3.4]",
            "Validation error of another kind",
            "No subject",
            "Filter with ID 12",
            "Invalid domain of sender address",
            "Another auto import is running",
        ] {
            assert_eq!(ErrorCode::parse(text), None, "{text}");
        }
    }
}
