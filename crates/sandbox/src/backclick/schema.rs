//! What requests look like: a table of its own, so that a mistake in our WSDL's reading shows.

use super::answer::Answer;
use super::fault::Fault;
use super::fields::Fields;
use super::state::System;
use super::{import, newsletter, opt_in, statistics, subscriber, transaction};

pub(crate) const NAMESPACE: &str = "urn:kontorhaus:placeholder:backclick";
pub(crate) const API_KEY: &str = "apiKey";

/// An operation: the payload's name without `Request`, what stands in it, and what it does.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    pub(crate) elements: &'static [Element],
    pub(crate) run: fn(&mut System, Fields<'_, '_>) -> Result<Answer, Fault>,
}

/// An element of a sequence, and how often it may stand there.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) least: usize,
    pub(crate) most: usize,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    Text,
    Int,
    /// A list of `xs:int`.
    Ints,
    Boolean,
    DateTime,
    Object(&'static [Element]),
}

use Kind::{Boolean, DateTime, Int, Ints, Object, Text};

const fn one(name: &'static str, kind: Kind) -> Element {
    times(name, kind, 1, 1)
}

const fn optional(name: &'static str, kind: Kind) -> Element {
    times(name, kind, 0, 1)
}

const fn times(name: &'static str, kind: Kind, least: usize, most: usize) -> Element {
    Element {
        name,
        kind,
        least,
        most,
    }
}

const MANY: usize = usize::MAX;
const MANDATOR: Element = one("mandatorId", Int);
const KEY: Element = optional(API_KEY, Text);

const SUBSCRIBER: Kind = Object(&[
    one("subscriberEmail", Text),
    one("newsletterListIds", Ints),
    MANDATOR,
    optional("doubleOptinTemplateId", Int),
    optional("changeProfileTemplateId", Int),
    times(
        "subscriberFields",
        Object(&[one("name", Text), one("value", Text)]),
        0,
        MANY,
    ),
    optional("confirmChange", Boolean),
]);

const PERIOD: Kind = Object(&[
    one("newsletterListId", Int),
    one("start", DateTime),
    one("end", DateTime),
]);

const STATISTIC: &[Element] = &[
    MANDATOR,
    KEY,
    optional("newsletterIds", Ints),
    optional("period", PERIOD),
];

pub(crate) static OPERATIONS: &[Operation] = &[
    Operation {
        name: "SaveOrCreateSubscriber",
        elements: &[
            MANDATOR,
            KEY,
            optional("listsAdditive", Boolean),
            optional("deleteBlankFields", Boolean),
            optional("sendLastNewsletter", Boolean),
            optional("sendWelcome", Boolean),
            optional("filterAntiSpam", Boolean),
            times("subscribers", SUBSCRIBER, 1, MANY),
        ],
        run: subscriber::save,
    },
    Operation {
        name: "ImportSubscribers",
        elements: &[
            MANDATOR,
            KEY,
            one("newsletterListIds", Ints),
            one("importData", Text),
            optional("createFilter", Boolean),
            optional("filterToUpdate", Int),
        ],
        run: import::begin,
    },
    Operation {
        name: "GetSubscribers",
        elements: &[
            MANDATOR,
            KEY,
            optional("fillSubscriberFields", Boolean),
            times("emailAddresses", Text, 1, MANY),
        ],
        run: subscriber::get,
    },
    Operation {
        name: "GetSubscriberToNewsletterListRelation",
        elements: &[
            MANDATOR,
            one("newsletterListId", Int),
            one("subscriberEmail", Text),
            KEY,
        ],
        run: |system, fields| Ok(subscriber::relation(system, fields)),
    },
    Operation {
        name: "SetDoubleOptin",
        elements: &[
            MANDATOR,
            KEY,
            times(
                "doiRequestItems",
                Object(&[
                    one("subscriberEmail", Text),
                    MANDATOR,
                    one("webTemplateId", Int),
                ]),
                1,
                opt_in::ITEMS,
            ),
        ],
        run: opt_in::set,
    },
    Operation {
        name: "SendNewsletter",
        elements: &[
            times("subscribers", SUBSCRIBER, 1, MANY),
            optional("adhockInformation", Text),
            one("subject", Text),
            optional("newsletterContent", Text),
            optional("alternativeContent", Text),
            optional("templateId", Int),
            MANDATOR,
            one("sendTime", DateTime),
            optional("senderName", Text),
            optional("senderEmail", Text),
            KEY,
        ],
        run: newsletter::send,
    },
    Operation {
        name: "DispatchNewsletter",
        elements: &[
            one("subject", Text),
            KEY,
            MANDATOR,
            optional("newsletterListId", Int),
            optional("filterIds", Ints),
            optional("newsletterContent", Text),
            optional("alternativeContent", Text),
            optional("templateId", Int),
            optional("adhockInformation", Text),
            optional("sendTime", DateTime),
            optional("senderName", Text),
            optional("senderEmail", Text),
        ],
        run: newsletter::dispatch,
    },
    Operation {
        name: "NewsletterStatistic",
        elements: STATISTIC,
        run: statistics::dispatches,
    },
    Operation {
        name: "BackclickStatistic",
        elements: STATISTIC,
        run: statistics::reactions,
    },
    Operation {
        name: "CreateTransactionChannel",
        elements: &[MANDATOR, KEY],
        run: |system, fields| Ok(transaction::create_channel(system, fields)),
    },
    Operation {
        name: "SendTransactionMail",
        elements: &[
            MANDATOR,
            KEY,
            one("channelId", Int),
            one("subject", Text),
            optional("senderEmail", Text),
            optional("senderName", Text),
            optional("mailContent", Text),
            optional("templateId", Int),
            optional("alternativeMailContent", Text),
            one("recipient", Object(&[one("emailAddress", Text)])),
            optional("replyTo", Text),
        ],
        run: transaction::send,
    },
];
