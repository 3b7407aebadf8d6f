//! The faults of the service.

use std::fmt;

/// A fault, with the variable part of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// ES001: shop ID or password is missing.
    MissingCredentials,
    /// ES002: shop ID or password is wrong.
    InvalidCredentials,
    /// ES005: the server failed to start.
    Initialisation,
    /// ES007: called without TLS.
    SslRequired,
    /// ES008: the shop is not a V8 shop.
    WrongShopVersion,
    /// ES009: this field is missing.
    MissingField(String),
    /// ES012: a value has the wrong form.
    Format,
    /// ES015: the request could not be processed.
    InvalidRequest,
    /// ES017: more than the limit.
    TooManyVouchers,
    /// ES018: the batch to be created exists.
    BatchExists,
    /// ES019: the batch that should serve as source does not exist.
    BatchMissing,
    /// ES020: the batch holds no template.
    NoTemplate,
    /// ES021: a value is out of range.
    InvalidValue,
    /// ES022: no registration voucher for that subshop.
    InvalidSubshop,
    /// ES023: `Pool` together with `CreateCharge` or `SubscribeVoucher`.
    PoolExcluded,
    /// ES024: the pool holds fewer vouchers than this many, which were wanted.
    PoolExhausted(i32),
    /// ES026: no token for the next page can be made.
    TokenNotMade,
    /// ES027: the token cannot be parsed.
    TokenNotParsed,
    /// ES028: the batch that should be listed does not exist.
    BatchUnknown,
    /// ES029: the batch that should be listed is not named.
    BatchNotNamed,
    /// ES030: the token belongs to something else.
    TokenInvalid,
    /// A fault of the SOAP layer, which carries no code of the vendor.
    Soap(String),
}

impl Fault {
    /// Every fault that carries a code, with sample values for the variable parts.
    #[must_use]
    pub fn every() -> Vec<Self> {
        vec![
            Self::MissingCredentials,
            Self::InvalidCredentials,
            Self::Initialisation,
            Self::SslRequired,
            Self::WrongShopVersion,
            Self::MissingField("VoucherCount".into()),
            Self::Format,
            Self::InvalidRequest,
            Self::TooManyVouchers,
            Self::BatchExists,
            Self::BatchMissing,
            Self::NoTemplate,
            Self::InvalidValue,
            Self::InvalidSubshop,
            Self::PoolExcluded,
            Self::PoolExhausted(25),
            Self::TokenNotMade,
            Self::TokenNotParsed,
            Self::BatchUnknown,
            Self::BatchNotNamed,
            Self::TokenInvalid,
        ]
    }

    pub(crate) fn missing(field: &str) -> Self {
        Self::MissingField(field.to_owned())
    }

    /// A violation of the schema, in the words of gSOAP.
    pub(crate) fn violation(what: &str, element: &str) -> Self {
        Self::Soap(format!(
            "Validation constraint violation: {what} in element '{element}'"
        ))
    }
}

/// The fault text, with the vendor's spelling.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MissingCredentials => "ES001 Missing ShopID or Password",
            Self::InvalidCredentials => "ES002 Invalid ShopID or invalid password",
            Self::Initialisation => "ES005 Server error- initialization",
            Self::SslRequired => "ES007 SSL required",
            Self::WrongShopVersion => "ES008 Wrong Shop version",
            Self::MissingField(field) => return write!(f, "ES009 Missing required field {field}"),
            Self::Format => "ES012 Format error",
            Self::InvalidRequest => "ES015 Invalid request",
            Self::TooManyVouchers => "ES017 Max. VoucherCount value (1000) exceeded",
            Self::BatchExists => "ES018 ChargeId already exists",
            Self::BatchMissing => "ES019 ChargeId does not exist",
            Self::NoTemplate => "ES020 Batch does not contain a template",
            Self::InvalidValue => "ES021 Invalid value",
            Self::InvalidSubshop => "ES022 Invalid subshop for registration voucher",
            Self::PoolExcluded => {
                "ES023 CreateCharge/ SubscribeVoucher and Pool cannot be active at the same time"
            }
            Self::PoolExhausted(wanted) => {
                return write!(
                    f,
                    "ES024 Unsufficient number of vouchers in the pool ({wanted})"
                );
            }
            Self::TokenNotMade => "ES026 CreateNextPageToken failed",
            Self::TokenNotParsed => "ES027 ParseNextPageToken failed",
            Self::BatchUnknown => "ES028 ChargeId does not exist in database.",
            Self::BatchNotNamed => "ES029 ChargeId missing.",
            Self::TokenInvalid => "ES030 Token is invalid",
            Self::Soap(text) => text,
        })
    }
}
