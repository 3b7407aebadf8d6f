//! What is tried: at which stage of an attempt, what happens to it.

use kontorhaus_core::Outcome;

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
    /// Nothing: the answer of this stage comes whole.
    Whole,
}

/// One stage with one fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Case {
    pub(crate) stage: Stage,
    pub(crate) fault: Fault,
}

const ANY: &[Fault] = &[Fault::Cut, Fault::Stalled, Fault::Reset, Fault::Garbled];

const MATRIX: &[(Stage, &[Fault])] = &[
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

/// Every case, by stage.
pub(crate) fn cases() -> impl Iterator<Item = Case> {
    MATRIX.iter().flat_map(|&(stage, faults)| {
        let case = move |&fault| Case { stage, fault };
        faults.iter().map(case)
    })
}

impl Case {
    /// What every failed call must have for its outcome; `None` where that depends
    /// on how far the request had come.
    pub(crate) fn certain(self) -> Option<Outcome> {
        Some(match self.stage {
            Stage::Build | Stage::Limit | Stage::Dns | Stage::Connect | Stage::Tls => {
                Outcome::NotSent
            }
            Stage::Accepted => return None,
            Stage::RequestHead
            | Stage::RequestBody
            | Stage::Acted
            | Stage::AnswerHead
            | Stage::AnswerBody
            | Stage::Unavailable => Outcome::Unknown,
            Stage::Refusal | Stage::MappedFault => Outcome::Rejected,
            Stage::Unreadable => Outcome::Applied,
        })
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
            Self::Whole => "whole",
        }
    }
}
