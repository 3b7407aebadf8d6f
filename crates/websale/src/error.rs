//! The codes in the service's faults.

use std::fmt;

use kontorhaus_core::Error;
use kontorhaus_soap::v1::Fault;

use crate::generated::FAULTS;

/// What a fault of the service says.
///
/// | code | variant | meaning |
/// |---|---|---|
/// | ES001 | [`MissingCredentials`](Self::MissingCredentials) | shop ID or password is missing |
/// | ES002 | [`InvalidCredentials`](Self::InvalidCredentials) | shop ID or password is wrong, or the interface is not enabled |
/// | ES005 | [`Initialisation`](Self::Initialisation) | the server failed to start up; transient |
/// | ES007 | [`SslRequired`](Self::SslRequired) | called without TLS |
/// | ES008 | [`WrongShopVersion`](Self::WrongShopVersion) | the shop is not a V8 shop |
/// | ES009 | [`MissingField`](Self::MissingField) | a field is missing or empty |
/// | ES012 | [`Format`](Self::Format) | a date or another value has the wrong form |
/// | ES015 | [`InvalidRequest`](Self::InvalidRequest) | the request could not be processed at all |
/// | ES017 | [`TooManyVouchers`](Self::TooManyVouchers) | more vouchers wanted than one call may make |
/// | ES018 | [`BatchExists`](Self::BatchExists) | the batch to be created exists |
/// | ES019 | [`BatchNotFound`](Self::BatchNotFound) | the batch to be used does not exist |
/// | ES020 | [`NoTemplate`](Self::NoTemplate) | the batch holds no template |
/// | ES021 | [`InvalidValue`](Self::InvalidValue) | a value is outside its set or range |
/// | ES022 | [`InvalidSubshop`](Self::InvalidSubshop) | the subshop has no registration voucher |
/// | ES023 | [`PoolExcluded`](Self::PoolExcluded) | `Pool` together with `CreateCharge` or `SubscribeVoucher` |
/// | ES024 | [`PoolTooSmall`](Self::PoolTooSmall) | the pool holds fewer vouchers than wanted |
/// | ES026 | [`TokenNotCreated`](Self::TokenNotCreated) | the token for the next page could not be made |
/// | ES027 | [`TokenNotParsed`](Self::TokenNotParsed) | the token that was sent could not be parsed |
/// | ES028 | [`BatchNotListed`](Self::BatchNotListed) | the batch to be listed does not exist |
/// | ES029 | [`BatchNotNamed`](Self::BatchNotNamed) | the batch to be listed is not named |
/// | ES030 | [`InvalidToken`](Self::InvalidToken) | the token that was sent is not valid |
///
/// The vendor lists no other codes; one that comes nevertheless is [`Other`](Self::Other).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorCode {
    /// ES001. Which one of the two is missing is withheld.
    MissingCredentials,
    /// ES002. Which of the causes it is, is withheld.
    InvalidCredentials,
    /// ES005. The one transient fault.
    Initialisation,
    /// ES007.
    SslRequired,
    /// ES008.
    WrongShopVersion,
    /// ES009, with the name of the field as it stands in the message.
    MissingField {
        /// The element's name, such as `VoucherCount`.
        field: String,
    },
    /// ES012.
    Format,
    /// ES015.
    InvalidRequest,
    /// ES017, with the limit that the server names.
    TooManyVouchers {
        /// Vouchers that one call may make.
        limit: Option<u32>,
    },
    /// ES018. After an earlier call with an unknown outcome it may mean that this call succeeded.
    BatchExists,
    /// ES019.
    BatchNotFound,
    /// ES020.
    NoTemplate,
    /// ES021.
    InvalidValue,
    /// ES022.
    InvalidSubshop,
    /// ES023.
    PoolExcluded,
    /// ES024, with the number that the server repeats.
    PoolTooSmall {
        /// Vouchers that were asked for.
        requested: Option<u32>,
    },
    /// ES026. Mostly the token that was sent is to blame.
    TokenNotCreated,
    /// ES027.
    TokenNotParsed,
    /// ES028.
    BatchNotListed,
    /// ES029.
    BatchNotNamed,
    /// ES030.
    InvalidToken,
    /// A number that the vendor's list lacks.
    Other(u16),
}

impl ErrorCode {
    /// The code that the service sent, if the error is a fault with one.
    #[must_use]
    pub fn of(error: &Error) -> Option<Self> {
        Self::parse(&error.detail::<Fault>()?.reason)
    }

    /// Reads the text of a fault: `ES`, three digits, then words that may change.
    ///
    /// `None` when the text carries no code. Such a fault comes from the SOAP layer, not from the shop.
    ///
    /// ```
    /// use kontorhaus_websale::ErrorCode;
    ///
    /// let code = ErrorCode::parse("ES009 Missing required field VoucherCount");
    /// assert_eq!(code, Some(ErrorCode::MissingField { field: "VoucherCount".into() }));
    /// assert_eq!(ErrorCode::parse("ES999 news"), Some(ErrorCode::Other(999)));
    /// assert_eq!(ErrorCode::parse("Validation constraint violation"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (digits, rest) = text.trim_start().strip_prefix("ES")?.split_at_checked(3)?;
        let word_goes_on = rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        if word_goes_on || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Some(match digits.parse().ok()? {
            1 => Self::MissingCredentials,
            2 => Self::InvalidCredentials,
            5 => Self::Initialisation,
            7 => Self::SslRequired,
            8 => Self::WrongShopVersion,
            9 => Self::MissingField {
                field: last_word(rest).to_owned(),
            },
            12 => Self::Format,
            15 => Self::InvalidRequest,
            17 => Self::TooManyVouchers {
                limit: bracketed(rest),
            },
            18 => Self::BatchExists,
            19 => Self::BatchNotFound,
            20 => Self::NoTemplate,
            21 => Self::InvalidValue,
            22 => Self::InvalidSubshop,
            23 => Self::PoolExcluded,
            24 => Self::PoolTooSmall {
                requested: bracketed(rest),
            },
            26 => Self::TokenNotCreated,
            27 => Self::TokenNotParsed,
            28 => Self::BatchNotListed,
            29 => Self::BatchNotNamed,
            30 => Self::InvalidToken,
            number => Self::Other(number),
        })
    }

    /// The number after `ES`.
    #[must_use]
    pub fn number(&self) -> u16 {
        match self {
            Self::MissingCredentials => 1,
            Self::InvalidCredentials => 2,
            Self::Initialisation => 5,
            Self::SslRequired => 7,
            Self::WrongShopVersion => 8,
            Self::MissingField { .. } => 9,
            Self::Format => 12,
            Self::InvalidRequest => 15,
            Self::TooManyVouchers { .. } => 17,
            Self::BatchExists => 18,
            Self::BatchNotFound => 19,
            Self::NoTemplate => 20,
            Self::InvalidValue => 21,
            Self::InvalidSubshop => 22,
            Self::PoolExcluded => 23,
            Self::PoolTooSmall { .. } => 24,
            Self::TokenNotCreated => 26,
            Self::TokenNotParsed => 27,
            Self::BatchNotListed => 28,
            Self::BatchNotNamed => 29,
            Self::InvalidToken => 30,
            Self::Other(number) => *number,
        }
    }

    /// What the code means, in our words.
    #[must_use]
    pub fn meaning(&self) -> &'static str {
        match self {
            Self::MissingCredentials => "shop ID or password is missing",
            Self::InvalidCredentials => {
                "shop ID or password is wrong, or the interface is not enabled for the shop"
            }
            Self::Initialisation => "the server failed to start up",
            Self::SslRequired => "the service was called without TLS",
            Self::WrongShopVersion => "the shop is not a V8 shop",
            Self::MissingField { .. } => "a required field is missing or empty",
            Self::Format => "a date or another value has the wrong form",
            Self::InvalidRequest => "the server could not process the request at all",
            Self::TooManyVouchers { .. } => "more vouchers were wanted than one call may make",
            Self::BatchExists => "the batch to be created exists already",
            Self::BatchNotFound => "the batch does not exist",
            Self::NoTemplate => "the batch exists, but holds no template",
            Self::InvalidValue => "a value is outside its set or range",
            Self::InvalidSubshop => "no registration voucher is set up for the subshop",
            Self::PoolExcluded => "Pool was combined with CreateCharge or SubscribeVoucher",
            Self::PoolTooSmall { .. } => "the pool holds fewer vouchers than were wanted",
            Self::TokenNotCreated => "the token for the next page could not be made",
            Self::TokenNotParsed => "the page token could not be parsed",
            Self::BatchNotListed => "the batch to be listed does not exist",
            Self::BatchNotNamed => "the batch to be listed was not named",
            Self::InvalidToken => "the page token is not valid",
            Self::Other(_) => "the vendor's list has no such code",
        }
    }

    /// What to do about it; the same words stand in the error. `None` for a code that the vendor's list lacks.
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        let code = self.to_string();
        let rule = FAULTS.iter().find(|rule| rule.code == code)?;
        Some(rule.advice)
    }

    /// Whether reading a batch page by page should start again with the first page.
    #[must_use]
    pub fn concerns_page_token(&self) -> bool {
        matches!(
            self,
            Self::TokenNotCreated | Self::TokenNotParsed | Self::InvalidToken
        )
    }

    /// Whether the batch is said not to exist, by whichever operation.
    #[must_use]
    pub fn is_batch_missing(&self) -> bool {
        matches!(self, Self::BatchNotFound | Self::BatchNotListed)
    }
}

/// The code as the service writes it: `ES018`.
impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ES{:03}", self.number())
    }
}

fn last_word(text: &str) -> &str {
    text.split_whitespace().next_back().unwrap_or_default()
}

/// The number in brackets.
fn bracketed(text: &str) -> Option<u32> {
    let (_, rest) = text.split_once('(')?;
    let (number, _) = rest.split_once(')')?;
    number.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every text of the vendor's list, with its spelling.
    const LIST: &[(&str, u16)] = &[
        ("ES001 Missing ShopID or Password", 1),
        ("ES002 Invalid ShopID or invalid password", 2),
        ("ES005 Server error- initialization", 5),
        ("ES007 SSL required", 7),
        ("ES008 Wrong Shop version", 8),
        ("ES009 Missing required field xxx", 9),
        ("ES012 Format error", 12),
        ("ES015 Invalid request", 15),
        ("ES017 Max. VoucherCount value (1000) exceeded", 17),
        ("ES018 ChargeId already exists", 18),
        ("ES019 ChargeId does not exist", 19),
        ("ES020 Batch does not contain a template", 20),
        ("ES021 Invalid value", 21),
        ("ES022 Invalid subshop for registration voucher", 22),
        (
            "ES023 CreateCharge/ SubscribeVoucher and Pool cannot be active at the same time",
            23,
        ),
        ("ES024 Unsufficient number of vouchers in the pool (25)", 24),
        ("ES026 CreateNextPageToken failed", 26),
        ("ES027 ParseNextPageToken failed", 27),
        ("ES028 ChargeId does not exist in database.", 28),
        ("ES029 ChargeId missing.", 29),
        ("ES030 Token is invalid", 30),
    ];

    #[test]
    fn the_vendors_list_is_known() {
        for (text, number) in LIST {
            let code = ErrorCode::parse(text).unwrap();
            assert_eq!(code.number(), *number);
            assert_eq!(code.to_string(), text[..5]);
            assert!(!matches!(code, ErrorCode::Other(_)), "{text}");
            assert!(code.advice().is_some(), "{text}");
        }
        assert_eq!(FAULTS.len(), LIST.len());
        assert_eq!(ErrorCode::Other(3).advice(), None);
    }

    #[test]
    fn variable_parts_are_read() {
        let parsed = |text| ErrorCode::parse(text).unwrap();
        assert_eq!(
            parsed("ES009 Missing required field xxx"),
            ErrorCode::MissingField {
                field: "xxx".into()
            }
        );
        assert_eq!(
            parsed("ES017 Max. VoucherCount value (1000) exceeded"),
            ErrorCode::TooManyVouchers { limit: Some(1000) }
        );
        assert_eq!(
            parsed("ES024 Insufficient number of vouchers (25)"),
            ErrorCode::PoolTooSmall {
                requested: Some(25)
            }
        );
        assert_eq!(parsed("ES024"), ErrorCode::PoolTooSmall { requested: None });
    }

    #[test]
    fn unlisted_numbers_are_kept() {
        for number in [3, 4, 6, 10, 11, 13, 14, 16, 25, 999] {
            let code = ErrorCode::parse(&format!("ES{number:03} whatever")).unwrap();
            assert_eq!(code, ErrorCode::Other(number));
        }
    }

    #[test]
    fn other_texts_carry_no_code() {
        for text in [
            "",
            "ES",
            "ES1",
            "ES0018 ChargeId",
            "ES018a",
            "es018",
            "ES+18",
            "ES€",
            "TEST018",
            "Method 'x' not implemented",
        ] {
            assert_eq!(ErrorCode::parse(text), None, "{text}");
        }
        assert_eq!(ErrorCode::parse("ES018"), Some(ErrorCode::BatchExists));
        assert_eq!(ErrorCode::parse("ES018."), Some(ErrorCode::BatchExists));
    }
}
