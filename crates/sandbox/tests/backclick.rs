//! The BACKCLICK system, spoken to over a bare socket: no client of ours is involved.

use std::net::IpAddr;
use std::time::Duration;

use kontorhaus_sandbox::backclick::Fault;
use kontorhaus_sandbox::{Reaction, Sandbox};
use kontorhaus_tests::socket::{self, between};

const NAMESPACE: &str = "urn:kontorhaus:placeholder:backclick";

/// Everything that the server sends back for a body.
async fn post(sandbox: &Sandbox, body: &str) -> String {
    socket::send(
        sandbox.address(),
        "POST /backclick/bc/rpc/soap/",
        socket::SOAP_11,
        body,
    )
    .await
}

/// The answer to an operation of mandator 3, its fields written without prefix.
async fn call(sandbox: &Sandbox, operation: &str, fields: &str) -> String {
    let body = format!(
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>\
         <{operation}Request xmlns=\"{NAMESPACE}\">{fields}</{operation}Request></e:Body></e:Envelope>"
    );
    post(sandbox, &body).await
}

/// What stands inside the body's element, the fault's text, or else all of it.
async fn ask(sandbox: &Sandbox, operation: &str, fields: &str) -> String {
    let answer = call(sandbox, operation, fields).await;
    let open = format!("<ns2:{operation}Response xmlns:ns2=\"{NAMESPACE}\">");
    between(&answer, &open, &format!("</ns2:{operation}Response>"))
        .or_else(|| between(&answer, "<faultstring xml:lang=\"en\">", "</faultstring>"))
        .unwrap_or(&answer)
        .to_owned()
}

/// What the validator says of fields, a line for each violation.
async fn violations(sandbox: &Sandbox, operation: &str, fields: &str) -> Vec<String> {
    let answer = call(sandbox, operation, fields).await;
    assert!(
        answer.contains("<faultcode>SOAP-ENV:Client</faultcode>"),
        "{answer}"
    );
    let open =
        "<spring-ws:ValidationError xmlns:spring-ws=\"http://springframework.org/spring-ws\">";
    let errors = answer.split(open).skip(1);
    errors
        .filter_map(|error| {
            Some(
                error
                    .split_once("</spring-ws:ValidationError>")?
                    .0
                    .to_owned(),
            )
        })
        .collect()
}

#[tokio::test]
async fn the_frame_is_that_of_spring_ws() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = call(
        &sandbox,
        "CreateTransactionChannel",
        "<mandatorId>3</mandatorId>",
    )
    .await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    assert!(
        head.contains("content-type: text/xml;charset=utf-8\r\n"),
        "{head}"
    );
    assert_eq!(
        body,
        "<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\"><SOAP-ENV:Header/>\
         <SOAP-ENV:Body><ns2:CreateTransactionChannelResponse xmlns:ns2=\"urn:kontorhaus:placeholder:backclick\">\
         <ns2:channelId>6001</ns2:channelId></ns2:CreateTransactionChannelResponse></SOAP-ENV:Body></SOAP-ENV:Envelope>"
    );
}

#[tokio::test]
async fn a_fault_comes_with_500_and_the_text() {
    let sandbox = Sandbox::start().await.unwrap();
    let backclick = sandbox.backclick();
    for fault in Fault::every() {
        backclick.react([Reaction::Fault(fault.clone())]);
        let answer = call(&sandbox, "GetSubscribers", "").await;
        assert!(
            answer.starts_with("HTTP/1.1 500 Internal Server Error\r\n"),
            "{answer}"
        );
        let (code, is_validation) = match fault {
            Fault::Validation(_) => ("Client", true),
            _ => ("Server", false),
        };
        let expected = format!(
            "<SOAP-ENV:Fault><faultcode>SOAP-ENV:{code}</faultcode><faultstring xml:lang=\"en\">{fault}</faultstring>"
        );
        assert!(answer.contains(&expected), "{answer}");
        assert_eq!(answer.contains("<detail>"), is_validation);
    }
}

#[tokio::test]
async fn the_schema_is_checked_as_java_does_it() {
    let sandbox = Sandbox::start().await.unwrap();
    let name = |name: &str| format!("\"{NAMESPACE}\":{name}");
    let begin = "Invalid content was found starting with element";

    // Out of order: the key stands last in this operation.
    let fields =
        "<mandatorId>3</mandatorId><apiKey>k</apiKey><newsletterListId>0</newsletterListId>";
    let expected = name("newsletterListId");
    assert_eq!(
        violations(&sandbox, "GetSubscriberToNewsletterListRelation", fields).await,
        [format!(
            "cvc-complex-type.2.4.a: {begin} 'apiKey'. One of '{{{expected}}}' is expected."
        )]
    );

    // Something unknown where there is still something to come, and something too often.
    let fields = "<mandatorId>3</mandatorId><name>x</name>";
    let expected = name("apiKey");
    assert_eq!(
        violations(&sandbox, "CreateTransactionChannel", fields).await,
        [format!(
            "cvc-complex-type.2.4.a: {begin} 'name'. One of '{{{expected}}}' is expected."
        )]
    );
    let fields = "<mandatorId>3</mandatorId><apiKey>k</apiKey><apiKey>k</apiKey>";
    assert_eq!(
        violations(&sandbox, "CreateTransactionChannel", fields).await,
        [format!(
            "cvc-complex-type.2.4.d: {begin} 'apiKey'. No child element is expected at this point."
        )]
    );

    // Another namespace.
    let fields = "<x:mandatorId xmlns:x=\"urn:other\">3</x:mandatorId>";
    let expected = name("mandatorId");
    assert_eq!(
        violations(&sandbox, "CreateTransactionChannel", fields).await,
        [format!(
            "cvc-complex-type.2.4.a: {begin} 'x:mandatorId'. One of '{{{expected}}}' is expected."
        )]
    );

    // Something missing, values that are none, and text between elements; all are told at once.
    let fields = "<mandatorId>3,5</mandatorId>and<fillSubscriberFields>ja</fillSubscriberFields>";
    let expected = name("emailAddresses");
    assert_eq!(
        violations(&sandbox, "GetSubscribers", fields).await,
        [
            "cvc-complex-type.2.3: Element 'GetSubscribersRequest' cannot have character [children], because the type's \
             content type is element-only."
                .to_owned(),
            "cvc-datatype-valid.1.2.1: '3,5' is not a valid value for 'integer'.".to_owned(),
            "cvc-type.3.1.3: The value '3,5' of element 'mandatorId' is not valid.".to_owned(),
            "cvc-datatype-valid.1.2.1: 'ja' is not a valid value for 'boolean'.".to_owned(),
            "cvc-type.3.1.3: The value 'ja' of element 'fillSubscriberFields' is not valid.".to_owned(),
            format!(
                "cvc-complex-type.2.4.b: The content of element 'GetSubscribersRequest' is not complete. One of \
                 '{{{expected}}}' is expected."
            ),
        ]
    );

    // 100 double opt-ins, and one more.
    let item = "<doiRequestItems><subscriberEmail>x@example.org</subscriberEmail><mandatorId>3</mandatorId>\
                <webTemplateId>41</webTemplateId></doiRequestItems>";
    let fields = |count| format!("<mandatorId>3</mandatorId>{}", item.repeat(count));
    let answer = ask(&sandbox, "SetDoubleOptin", &fields(100)).await;
    assert_eq!(
        answer,
        "<ns2:doiResponseItems></ns2:doiResponseItems>".repeat(100)
    );
    let found = violations(&sandbox, "SetDoubleOptin", &fields(101)).await;
    let expected = name("doiRequestItems");
    assert_eq!(
        found,
        [format!(
            "cvc-complex-type.2.4.f: '{expected}' can occur a maximum of '100' times in the current sequence. This limit \
             was exceeded. No child element is expected at this point."
        )]
    );

    assert_eq!(sandbox.backclick().effects().channels, 0);
}

#[tokio::test]
async fn what_no_operation_takes_is_not_found() {
    let sandbox = Sandbox::start().await.unwrap();
    let answer = call(&sandbox, "GetWeather", "").await;
    assert!(answer.starts_with("HTTP/1.1 404 Not Found\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n"));
    let answer = post(&sandbox, "no XML").await;
    assert!(
        answer.starts_with("HTTP/1.1 400 Bad Request\r\n"),
        "{answer}"
    );
}

#[tokio::test]
async fn a_key_opens_what_an_address_does_not() {
    let sandbox = Sandbox::start().await.unwrap();
    let backclick = sandbox.backclick();
    backclick.allow_only(["203.0.113.7".parse::<IpAddr>().unwrap()]);
    let ask = |key: String| {
        let fields = format!("<mandatorId>3</mandatorId>{key}");
        let sandbox = &sandbox;
        async move { ask(sandbox, "CreateTransactionChannel", &fields).await }
    };
    assert_eq!(
        ask(String::new()).await,
        "IP [127.0.0.1] is not allowed to access this service."
    );
    assert_eq!(
        ask("<apiKey>wrong</apiKey>".into()).await,
        "Invalid API key."
    );
    assert_eq!(
        ask(format!("<apiKey>{}</apiKey>", backclick.api_key())).await,
        "<ns2:channelId>6001</ns2:channelId>"
    );
    let recorded = backclick.recorded();
    assert!(recorded[2].request.contains("<apiKey>***</apiKey>"));
}

#[tokio::test]
async fn subscribers_are_saved_confirmed_and_shown() {
    let sandbox = Sandbox::start().await.unwrap();
    let backclick = sandbox.backclick();
    let person = |email: &str, lists: &str, rest: &str| {
        format!(
            "<subscribers><subscriberEmail>{email}</subscriberEmail><newsletterListIds>{lists}</newsletterListIds>\
             <mandatorId>3</mandatorId>{rest}</subscribers>"
        )
    };
    let named = |name: &str| {
        format!("<subscriberFields><name>VORNAME</name><value>{name}</value></subscriberFields>")
    };
    // Ada leaves list 12 and waits for 14; Eva is new; the third is no address.
    let fields = format!(
        "<mandatorId>3</mandatorId><sendWelcome>true</sendWelcome>{}{}{}",
        person(
            "A.Muster@example.org",
            "14",
            &format!(
                "<doubleOptinTemplateId>7</doubleOptinTemplateId>{}<confirmChange>true</confirmChange>",
                named("Adele")
            )
        ),
        person("eva@example.org", "12 14 99", &named("Eva &amp; Co")),
        person("nobody", "12", ""),
    );
    assert_eq!(
        ask(&sandbox, "SaveOrCreateSubscriber", &fields).await,
        "<ns2:responseCode>0</ns2:responseCode><ns2:invalidEmailAddresses>nobody</ns2:invalidEmailAddresses>"
    );
    let ada = backclick.subscriber(3, "a.muster@example.org").unwrap();
    assert_eq!(
        (ada.lists.len(), ada.fields["VORNAME"].as_str()),
        (0, "Ada")
    );
    assert_eq!(backclick.effects().welcome_mails, 2);
    backclick.confirm(3, "a.muster@example.org");
    let fields = "<mandatorId>3</mandatorId><fillSubscriberFields>1</fillSubscriberFields>\
                  <emailAddresses>a.muster@example.org</emailAddresses><emailAddresses>eva@example.org</emailAddresses>\
                  <emailAddresses>nobody@example.org</emailAddresses>";
    assert_eq!(
        ask(&sandbox, "GetSubscribers", fields)
            .await
            .replace("ns2:", ""),
        "<subscribers>\
         <item><subscriberEmail>a.muster@example.org</subscriberEmail><status>1</status><mandatorId>3</mandatorId>\
         <newsletterListIds>14</newsletterListIds><subscriberFields><name>NACHNAME</name><value>Muster</value>\
         </subscriberFields><subscriberFields><name>VORNAME</name><value>Adele</value></subscriberFields></item>\
         <item><subscriberEmail>eva@example.org</subscriberEmail><status>1</status><mandatorId>3</mandatorId>\
         <newsletterListIds>12 14</newsletterListIds><subscriberFields><name>VORNAME</name><value>Eva &amp; Co</value>\
         </subscriberFields></item>\
         <item><subscriberEmail>nobody@example.org</subscriberEmail><status>-1</status><mandatorId>3</mandatorId>\
         <newsletterListIds></newsletterListIds></item></subscribers>"
    );
    let fields = "<mandatorId>3</mandatorId><newsletterListId>0</newsletterListId>\
                  <subscriberEmail>a.muster@example.org</subscriberEmail>";
    assert_eq!(
        ask(&sandbox, "GetSubscriberToNewsletterListRelation", fields)
            .await
            .replace("ns2:", ""),
        "<listInformations><listDescription>Monatsbrief</listDescription><listId>12</listId><listName>Brief</listName>\
         <listStatus>1</listStatus></listInformations><listInformations><listDescription>Angebote &amp; Neues\
         </listDescription><listId>14</listId><listName>Angebote</listName><listStatus>0</listStatus>\
         </listInformations><subscriberAvailable>true</subscriberAvailable>"
    );
}

#[tokio::test]
async fn an_import_keeps_others_out_and_fills_its_filter() {
    let sandbox = Sandbox::start().await.unwrap();
    let backclick = sandbox.backclick();
    backclick.set_import_time(Duration::from_millis(300));
    let import = "<mandatorId>3</mandatorId><newsletterListIds>12</newsletterListIds><importData>\
                  EMAIL&#9;VORNAME&#13;\neva@example.org&#9;Eva&#13;\n</importData><createFilter>true</createFilter>";
    assert_eq!(
        ask(&sandbox, "ImportSubscribers", import).await,
        "<ns2:filterId>6001</ns2:filterId>"
    );
    assert_eq!(
        ask(&sandbox, "ImportSubscribers", import).await,
        "Another auto import is running. Please try again later."
    );
    let dispatch = "<subject>Mai</subject><mandatorId>3</mandatorId><filterIds>6001</filterIds>\
                    <newsletterContent>Hallo</newsletterContent>";
    assert_eq!(
        ask(&sandbox, "DispatchNewsletter", dispatch).await,
        "Autoimport is running. Please try again later."
    );
    assert_eq!(backclick.subscriber(3, "eva@example.org"), None);
    tokio::time::sleep(Duration::from_millis(350)).await;
    assert_eq!(
        backclick.subscriber(3, "eva@example.org").unwrap().fields["VORNAME"],
        "Eva"
    );
    assert_eq!(
        ask(&sandbox, "DispatchNewsletter", dispatch).await,
        "<ns2:newsletterId>6002</ns2:newsletterId>"
    );
    assert_eq!(
        backclick.newsletter(6002).unwrap().recipients,
        ["eva@example.org"]
    );
}

#[tokio::test]
async fn what_takes_for_ever_goes_on() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.backclick().set_import_time(Duration::MAX);
    sandbox.backclick().set_opt_in_time(Duration::MAX);
    let import = "<mandatorId>3</mandatorId><newsletterListIds/><importData>EMAIL</importData>";
    assert_eq!(
        ask(&sandbox, "ImportSubscribers", import).await,
        "<ns2:filterId>0</ns2:filterId>"
    );
    assert_eq!(
        ask(&sandbox, "ImportSubscribers", import).await,
        Fault::ImportRunning.to_string()
    );
    let item = "<doiRequestItems><subscriberEmail>x@example.org</subscriberEmail><mandatorId>3</mandatorId>\
                <webTemplateId>41</webTemplateId></doiRequestItems>";
    let fields = format!("<mandatorId>3</mandatorId>{}", item.repeat(100));
    let set = ask(&sandbox, "SetDoubleOptin", &fields).await;
    assert_eq!(set.matches("<ns2:doiResponseItems>").count(), 100);
    assert_eq!(
        ask(&sandbox, "SetDoubleOptin", &fields).await,
        Fault::TooManyTasks.to_string()
    );
}

#[tokio::test]
async fn figures_are_had_by_ids_or_by_period() {
    let sandbox = Sandbox::start().await.unwrap();
    let by_period = "<mandatorId>3</mandatorId><period><newsletterListId>12</newsletterListId>\
                     <start>2026-05-04T07:30:00Z</start><end>2026-05-04T09:30:00</end></period>";
    let figures = "<newsletterStatistic><newsletterId>501</newsletterId><newsletterListId>12</newsletterListId>\
                   <newsletterStatus>3</newsletterStatus><mailsPerHour>1800</mailsPerHour>\
                   <mailsPerHourIncludeErrors>203</mailsPerHourIncludeErrors>\
                   <sendStartTime>2026-05-04T09:30:00.000+02:00</sendStartTime>\
                   <sendBeginTime>2026-05-04T09:30:12.000+02:00</sendBeginTime>\
                   <sendLastTime>2026-05-04T09:31:01.000+02:00</sendLastTime>\
                   <sendEndTime>2026-05-04T09:30:50.000+02:00</sendEndTime>\
                   <sendedByInternalMta>true</sendedByInternalMta><newsletterListName>Brief</newsletterListName>\
                   <newsletterSubject>Mai</newsletterSubject><newsletterDescription>Mai</newsletterDescription>\
                   </newsletterStatistic>";
    let by_ids = "<mandatorId>3</mandatorId><newsletterIds>7 501</newsletterIds>";
    for fields in [by_period, by_ids] {
        let answer = ask(&sandbox, "NewsletterStatistic", fields).await;
        assert_eq!(answer.replace("ns2:", ""), figures);
    }
    // An empty list of IDs is a list.
    let both = by_period.replace("<period>", "<newsletterIds/><period>");
    assert_eq!(ask(&sandbox, "NewsletterStatistic", &both).await, "");
    let other = by_period.replace(">12<", ">1<");
    assert_eq!(
        ask(&sandbox, "BackclickStatistic", &other).await,
        "Error getting Newsletter-List-ID"
    );
}
