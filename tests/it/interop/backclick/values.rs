//! Every operation on both stacks: what the server read, and what came back.

use kontorhaus_backclick::*;
use kontorhaus_tests::interop::backclick::Server;

use super::{STACKS, client, with};

fn time(text: &str) -> DateTime {
    text.parse().expect("a date and time")
}

/// Someone with everything that can be told of a person.
fn full() -> Subscriber {
    Subscriber::new("mara@example.org", [12, -14])
        .with_double_optin_template_id(7)
        .with_change_profile_template_id(0)
        .with_subscriber_fields([
            SubscriberField::new("NACHNAME", "Müller & <Söhne>"),
            SubscriberField::new("VORNAME", ""),
            SubscriberField::new("ORT", "a\tb\r\nc\u{a0}"),
        ])
        .with_confirm_change(true)
}

/// Someone with what is needed, on no list.
fn sparse() -> Subscriber {
    Subscriber::new("max@example.org", [])
}

const FULL: &str = "Subscriber(subscriberEmail: \"mara@example.org\", newsletterListIds: [12, -14], mandatorId: 3, \
                    doubleOptinTemplateId: 7, changeProfileTemplateId: 0, subscriberFields: [SubscriberField(name: \
                    \"NACHNAME\", value: \"Müller & <Söhne>\"), SubscriberField(name: \"VORNAME\", value: \"\"), \
                    SubscriberField(name: \"ORT\", value: \"a\\tb\\r\\nc\u{a0}\")], confirmChange: true)";
const SPARSE: &str =
    "Subscriber(subscriberEmail: \"max@example.org\", newsletterListIds: [], mandatorId: 3)";

#[tokio::test]
async fn subscribers() {
    for stack in STACKS {
        let Some(server) = Server::start(stack) else {
            return;
        };
        // With a key, which stands at another place in each request.
        let key = "k3y & <more>";
        let client = with(
            &server,
            Credentials::of_mandator(3).with_api_key(key.into()),
        );

        let request = SaveOrCreateSubscriber::new()
            .with_lists_additive(true)
            .with_delete_blank_fields(false)
            .with_send_last_newsletter(true)
            .with_send_welcome(false)
            .with_filter_anti_spam(true)
            .with_subscribers([full(), sparse()]);
        let answer = client
            .save_or_create_subscriber(request)
            .await
            .expect("an answer");
        assert_eq!(answer.response_code, Some(7), "{stack:?}");
        assert_eq!(
            answer.invalid_email_addresses,
            ["nobody", "Müller & <Söhne>", ""]
        );
        assert_eq!(
            server.received(),
            format!(
                "SaveOrCreateSubscriberRequest(mandatorId: 3, apiKey: \"{key}\", listsAdditive: true, \
                 deleteBlankFields: false, sendLastNewsletter: true, sendWelcome: false, filterAntiSpam: true, \
                 subscribers: [{FULL}, {SPARSE}])\n"
            ),
            "{stack:?}"
        );

        let request = ImportSubscribers::new(
            [12, 14],
            "EMAIL\tVORNAME\r\nmax@example.org\tMäx & <Co>\r\n",
        )
        .with_create_filter(true)
        .with_filter_to_update(i32::MAX);
        let answer = client.import_subscribers(request).await.expect("an answer");
        assert_eq!(answer.filter_id, 5012);
        assert_eq!(
            server.received(),
            format!(
                "ImportSubscribersRequest(mandatorId: 3, apiKey: \"{key}\", newsletterListIds: [12, 14], importData: \
                 \"EMAIL\\tVORNAME\\r\\nmax@example.org\\tMäx & <Co>\\r\\n\", createFilter: true, filterToUpdate: \
                 2147483647)\n"
            ),
            "{stack:?}"
        );

        let item = DoubleOptin::new("max@example.org", 41);
        let request = SetDoubleOptin::new().with_doi_request_items(vec![item; 100]);
        let answer = client.set_double_optin(request).await.expect("an answer");
        assert_eq!(answer.doi_response_items.len(), 100, "{stack:?}");
        let item = "DoiRequestItem(subscriberEmail: \"max@example.org\", mandatorId: 3, webTemplateId: 41)";
        assert_eq!(
            server.received(),
            format!(
                "SetDoubleOptinRequest(mandatorId: 3, apiKey: \"{key}\", doiRequestItems: [{}])\n",
                [item; 100].join(", ")
            ),
            "{stack:?}"
        );
    }
}

#[tokio::test]
async fn what_is_known_of_subscribers() {
    for stack in STACKS {
        let Some(server) = Server::start(stack) else {
            return;
        };
        let client = client(&server);
        let known = KnownSubscriber::new("mara@example.org", SubscriberStatus::Subscriber)
            .with_mandator_id(3)
            .with_newsletter_list_ids([12, 14])
            .with_subscriber_fields([SubscriberField::new("NACHNAME", "Müller & <Söhne>")]);
        // No list and an empty one differ, and a status that nobody has documented is kept.
        let nobody = KnownSubscriber::new("nobody@example.org", SubscriberStatus::NoSubscriber);
        let blocked = KnownSubscriber::new("blocked@example.org", SubscriberStatus::from(2))
            .with_mandator_id(3)
            .with_newsletter_list_ids([]);
        let emails = [
            "mara@example.org",
            "nobody@example.org",
            "blocked@example.org",
        ];
        let request = GetSubscribers::new()
            .with_fill_subscriber_fields(true)
            .with_email_addresses(emails);
        let answer = client.get_subscribers(request).await.expect("an answer");
        assert_eq!(answer.subscribers, [known, nobody, blocked], "{stack:?}");
        assert_eq!(
            server.received(),
            "GetSubscribersRequest(mandatorId: 3, fillSubscriberFields: true, emailAddresses: [\"mara@example.org\", \
             \"nobody@example.org\", \"blocked@example.org\"])\n",
            "{stack:?}"
        );

        let request = GetSubscriberToNewsletterListRelation::new(0, "mara@example.org");
        let answer = client
            .get_subscriber_to_newsletter_list_relation(request)
            .await
            .expect("an answer");
        assert!(answer.subscriber_available);
        assert_eq!(
            answer.list_informations,
            [
                ListInformation::new("", 12, "Brief & <mehr>", ListStatus::Subscribed),
                ListInformation::new("", 13, "Brief & <mehr>", ListStatus::Unsubscribed),
            ],
            "{stack:?}"
        );
        assert_eq!(
            server.received(),
            "GetSubscriberToNewsletterListRelationRequest(mandatorId: 3, newsletterListId: 0, subscriberEmail: \
             \"mara@example.org\")\n"
        );
    }
}

#[tokio::test]
async fn newsletters() {
    for stack in STACKS {
        let Some(server) = Server::start(stack) else {
            return;
        };
        let client = client(&server);
        let request = SendNewsletter::new("Grüße & <mehr>", time("2031-05-04T09:30:00"))
            .with_subscribers([sparse(), full()])
            .with_adhock_information("Nur heute")
            .with_newsletter_content("<p>Hallo &amp; guten Tag</p>\n")
            .with_alternative_content("Hallo")
            .with_template_id(88)
            .with_sender_name("Beispiel & Co")
            .with_sender_email("post@example.org");
        let answer = client.send_newsletter(request).await.expect("an answer");
        assert_eq!(answer.newsletter_id, 501);
        assert_eq!(
            server.received(),
            format!(
                "SendNewsletterRequest(subscribers: [{SPARSE}, {FULL}], adhockInformation: \"Nur heute\", subject: \
                 \"Grüße & <mehr>\", newsletterContent: \"<p>Hallo &amp; guten Tag</p>\\n\", alternativeContent: \
                 \"Hallo\", templateId: 88, mandatorId: 3, sendTime: 2031-05-04T09:30:00, senderName: \"Beispiel & \
                 Co\", senderEmail: \"post@example.org\")\n"
            ),
            "{stack:?}"
        );

        let request = DispatchNewsletter::new("")
            .with_newsletter_list_id(12)
            .with_filter_ids([5012, 5013])
            .with_send_time(time("2031-05-04T09:30:00+02:00"));
        let answer = client
            .dispatch_newsletter(request)
            .await
            .expect("an answer");
        assert_eq!(answer.newsletter_id, i32::MAX);
        assert_eq!(
            server.received(),
            "DispatchNewsletterRequest(subject: \"\", mandatorId: 3, newsletterListId: 12, filterIds: [5012, 5013], \
             sendTime: 2031-05-04T09:30:00+02:00)\n",
            "{stack:?}"
        );

        let request = CreateTransactionChannel::new();
        let answer = client
            .create_transaction_channel(request)
            .await
            .expect("an answer");
        assert_eq!(answer.channel_id, 77);
        assert_eq!(
            server.received(),
            "CreateTransactionChannelRequest(mandatorId: 3)\n"
        );

        let request =
            SendTransactionMail::new(77, "Ihre Bestellung", Recipient::new("mara@example.org"))
                .with_sender_email("post@example.org")
                .with_sender_name("Beispiel GmbH")
                .with_mail_content("<p>Danke</p>")
                .with_template_id(88)
                .with_alternative_mail_content("Danke")
                .with_reply_to("antwort@example.org");
        client
            .send_transaction_mail(request)
            .await
            .expect("an answer");
        assert_eq!(
            server.received(),
            "SendTransactionMailRequest(mandatorId: 3, channelId: 77, subject: \"Ihre Bestellung\", senderEmail: \
             \"post@example.org\", senderName: \"Beispiel GmbH\", mailContent: \"<p>Danke</p>\", templateId: 88, \
             alternativeMailContent: \"Danke\", recipient: Recipient(emailAddress: \"mara@example.org\"), replyTo: \
             \"antwort@example.org\")\n",
            "{stack:?}"
        );
    }
}

#[tokio::test]
async fn figures() {
    for stack in STACKS {
        let Some(server) = Server::start(stack) else {
            return;
        };
        let client = client(&server);
        let request = NewsletterStatistic::new().with_newsletter_ids([501, 502]);
        let answer = client
            .newsletter_statistic(request)
            .await
            .expect("an answer");
        let expected = |id| {
            DispatchFigures::new(id, 12, NewsletterStatus::Finished, 1800, 203, true)
                .with_send_start_time(time("2031-05-04T09:30:00+02:00"))
                .with_send_begin_time(time("2031-05-04T07:30:12.345Z"))
                .with_send_end_time(time("2031-05-04T09:43:50"))
                .with_newsletter_subject("Grüße & <mehr>")
        };
        assert_eq!(
            answer.newsletter_statistic,
            [expected(501), expected(502)],
            "{stack:?}"
        );

        // An empty list of IDs is a list.
        let request = NewsletterStatistic::new().with_newsletter_ids([]);
        let answer = client
            .newsletter_statistic(request)
            .await
            .expect("an answer");
        assert_eq!(answer.newsletter_statistic, []);
        assert_eq!(
            server.received(),
            "NewsletterStatisticRequest(mandatorId: 3, newsletterIds: [501, 502])\n\
             NewsletterStatisticRequest(mandatorId: 3, newsletterIds: [])\n"
        );

        let start = "2031-05-01T00:00:00+02:00";
        let period = StatisticPeriod::new(12, time(start), time("2031-05-31T23:59:59"));
        let request = BackclickStatistic::new().with_period(period);
        let answer = client
            .backclick_statistic(request)
            .await
            .expect("an answer");
        let expected = ReactionFigures::new(false, true, false, 501, 12, 240, 231, 0, 3, 17, 90)
            .with_newsletter_list_name("Brief")
            .with_send_start_time(time(start))
            .with_num_unique_opened(61);
        assert_eq!(answer.backclick_statistic, [expected], "{stack:?}");
        assert_eq!(
            server.received(),
            "BackclickStatisticRequest(mandatorId: 3, period: StatisticPeriod(newsletterListId: 12, start: \
             2031-05-01T00:00:00+02:00, end: 2031-05-31T23:59:59))\n"
        );
    }
}
