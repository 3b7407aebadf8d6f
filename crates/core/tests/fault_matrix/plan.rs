//! What is tried: at which stage of an attempt, what happens to it.

use kontorhaus_core::{ErrorKind, Outcome};

use crate::shop::Kind;

/// How far an attempt comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Stage {
    Build,
    Limit,
    Dns,
    Connect,
    Tls,
    Accepted,
    RequestHead,
    RequestBody,
    Acted,
    AnswerHead,
    AnswerBody,
    Refusal,
    MappedFault,
    Unreadable,
    Unavailable,
}

/// What happens to it there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Fault {
    /// A mistake in the request.
    Invalid,
    /// The limit leaves no room.
    UsedUp,
    /// The name has no address.
    NoAddress,
    /// Nobody listens.
    Refused,
    /// The certificate is not trusted.
    Certificate,
    /// The server ends the connection in good order (FIN).
    Cut,
    /// The server falls silent.
    Stalled,
    /// The server breaks the connection off (RST).
    Reset,
    /// The server sends random bytes.
    Garbled,
    /// The server gives this exchange up (`RST_STREAM`).
    StreamReset,
    /// The server gives the connection up (`GOAWAY`).
    GoAway,
    /// Nothing: the answer of this stage comes whole.
    Whole,
}

/// The version of HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Version {
    Http1,
    Http2,
}

/// One stage with one fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Case {
    pub(crate) version: Version,
    pub(crate) stage: Stage,
    pub(crate) fault: Fault,
}

const ANY: &[Fault] = &[Fault::Cut, Fault::Stalled, Fault::Reset, Fault::Garbled];

const HTTP1: &[(Stage, &[Fault])] = &[
    (Stage::Build, &[Fault::Invalid]),
    (Stage::Limit, &[Fault::UsedUp]),
    (Stage::Dns, &[Fault::NoAddress]),
    (Stage::Connect, &[Fault::Refused, Fault::Stalled]),
    (Stage::Tls, &[Fault::Certificate]),
    (Stage::Tls, ANY),
    (Stage::Accepted, ANY),
    (Stage::RequestHead, ANY),
    (Stage::RequestBody, ANY),
    (Stage::Acted, ANY),
    (Stage::AnswerHead, ANY),
    (Stage::AnswerBody, ANY),
    (Stage::Refusal, &[Fault::Whole]),
    (Stage::Refusal, ANY),
    (Stage::MappedFault, &[Fault::Whole]),
    (Stage::Unreadable, &[Fault::Whole]),
    (Stage::Unavailable, &[Fault::Whole]),
];

/// What only HTTP/2 has.
const STREAMS: &[Fault] = &[Fault::StreamReset, Fault::GoAway];

const HTTP2: &[(Stage, &[Fault])] = &[
    (Stage::Accepted, ANY),
    (Stage::RequestHead, ANY),
    (Stage::RequestHead, STREAMS),
    (Stage::RequestBody, ANY),
    (Stage::RequestBody, STREAMS),
    (Stage::Acted, ANY),
    (Stage::Acted, STREAMS),
    (Stage::AnswerBody, ANY),
    (Stage::AnswerBody, STREAMS),
    (Stage::Refusal, &[Fault::Whole]),
    (Stage::Refusal, ANY),
    (Stage::Refusal, STREAMS),
];

impl Version {
    /// Every case, by stage.
    pub(crate) fn cases(self) -> impl Iterator<Item = Case> {
        let matrix = match self {
            Self::Http1 => HTTP1,
            Self::Http2 => HTTP2,
        };
        matrix.iter().flat_map(move |&(stage, faults)| {
            faults.iter().map(move |&fault| Case {
                version: self,
                stage,
                fault,
            })
        })
    }
}

impl Case {
    /// What every failed call must have for its outcome; `None` where that depends
    /// on how far the request had come.
    pub(crate) fn certain(self, kind: Kind) -> Option<Outcome> {
        match self.stage {
            Stage::Build | Stage::Limit | Stage::Dns | Stage::Connect | Stage::Tls => {
                Some(Outcome::NotSent)
            }
            Stage::Unreadable => Some(Outcome::Applied),
            Stage::MappedFault => Some(Outcome::Rejected),
            // On a busy machine the time may be over before anything was sent.
            _ if self.fault == Fault::Stalled => None,
            Stage::Refusal if self.version == Version::Http1 || self.fault == Fault::Whole => {
                Some(Outcome::Rejected)
            }
            // Over HTTP/2, what follows a head may do away with it.
            Stage::Refusal | Stage::Accepted => None,
            // The server may have stopped in the midst of others, on the same connection.
            _ if self.version == Version::Http2 && kind == Kind::Idempotent => None,
            // The body may have to wait for the server's leave.
            Stage::RequestHead | Stage::RequestBody if self.version == Version::Http2 => None,
            _ => Some(Outcome::Unknown),
        }
    }

    /// The sort of error that every attempt must end with, where there is but one.
    pub(crate) fn error(self) -> Option<ErrorKind> {
        match (self.stage, self.fault) {
            (Stage::Build, _) => Some(ErrorKind::Request),
            (Stage::Limit, _) => Some(ErrorKind::Limited),
            (Stage::Connect | Stage::Tls, Fault::Stalled) => Some(ErrorKind::Timeout),
            (Stage::Dns | Stage::Connect | Stage::Tls, _) => Some(ErrorKind::Connect),
            (Stage::MappedFault, _) => Some(ErrorKind::Fault),
            (Stage::Unreadable, _) => Some(ErrorKind::Decode),
            (Stage::Refusal | Stage::Unavailable, Fault::Whole) => Some(ErrorKind::Status),
            _ => None,
        }
    }

    /// Whether it may pass by itself.
    pub(crate) fn is_transient(self) -> bool {
        let lasts = matches!(
            self.stage,
            Stage::Build | Stage::Limit | Stage::MappedFault | Stage::Unreadable
        );
        let refused = self.stage == Stage::Refusal && self.fault == Fault::Whole;
        !lasts && !refused && self.fault != Fault::Certificate
    }
}

impl Stage {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Build => "request is built",
            Self::Limit => "permit",
            Self::Dns => "DNS",
            Self::Connect => "connect",
            Self::Tls => "TLS handshake",
            Self::Accepted => "before any header",
            Self::RequestHead => "request's headers",
            Self::RequestBody => "request's body",
            Self::Acted => "server has acted",
            Self::AnswerHead => "answer's headers",
            Self::AnswerBody => "answer's body",
            Self::Refusal => "body of a 409",
            Self::MappedFault => "fault with a code",
            Self::Unreadable => "200 with rubbish",
            Self::Unavailable => "bare 503",
        }
    }
}

impl Fault {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::UsedUp => "used up",
            Self::NoAddress => "no address",
            Self::Refused => "refused",
            Self::Certificate => "certificate",
            Self::Cut => "cut",
            Self::Stalled => "stalled",
            Self::Reset => "reset",
            Self::Garbled => "garbled",
            Self::StreamReset => "stream reset",
            Self::GoAway => "go away",
            Self::Whole => "whole",
        }
    }
}
