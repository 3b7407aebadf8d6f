//! The entry of BACKCLICK.

use super::{Buttons, Shown, Vendor};
use crate::backclick::{Backclick, Fault};

pub(crate) fn backclick(system: &Backclick) -> Vendor {
    let provocations = Buttons::of(system)
        .fault(
            (
                "ip",
                "IP refusal",
                "The next call is refused: its IP address may not use the service.",
            ),
            Fault::AddressNotAllowed([127, 0, 0, 1].into()),
        )
        .fault(
            (
                "import",
                "Import running",
                "The next call is refused: another import is running.",
            ),
            Fault::ImportRunning,
        )
        .on_the_way();
    let secrets = system.clone();
    Vendor {
        id: "backclick",
        name: "BACKCLICK",
        about: "e-mail marketing · SOAP 1.1",
        endpoint: system.url().to_owned(),
        credentials: vec![("mandator", "3".to_owned()), ("API key", system.api_key())],
        snippet: include_str!("snippets/backclick.rs"),
        routes: system.routes(),
        shown: Shown {
            values: SHOWN,
            said: &[],
            words: &["backclick", "bc", "rpc", "soap"],
        },
        secrets: Box::new(move || vec![secrets.api_key()]),
        provocations,
    }
}

const SHOWN: &[&str] = &[
    "abTest",
    "changeProfileTemplateId",
    "channelId",
    "confirmChange",
    "createFilter",
    "deleteBlankFields",
    "doubleOptinTemplateId",
    "end",
    "fillSubscriberFields",
    "filterAntiSpam",
    "filterId",
    "filterIds",
    "filterToUpdate",
    "listDescription",
    "listId",
    "listName",
    "listStatus",
    "listsAdditive",
    "mailsPerHour",
    "mailsPerHourIncludeErrors",
    "mandatorId",
    "newsletterDescription",
    "newsletterId",
    "newsletterIds",
    "newsletterListId",
    "newsletterListIds",
    "newsletterListName",
    "newsletterStatus",
    "newsletterSubject",
    "numDelivered",
    "numLinksClicked",
    "numOpened",
    "numRecipientsAdjusted",
    "numRecipientsUnadjusted",
    "numSend",
    "numUniqueOpened",
    "responseCode",
    "sendBeginTime",
    "sendEndTime",
    "sendLastNewsletter",
    "sendLastTime",
    "sendStartTime",
    "sendTime",
    "sendWelcome",
    "sendedByInternalMta",
    "senderName",
    "start",
    "status",
    "subscriberAvailable",
    "templateId",
    "usedConversionTracking",
    "webTemplateId",
];
