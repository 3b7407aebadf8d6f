//! The sandbox checks requests against a table written by hand. Here Java checks the same requests against our WSDL.

use kontorhaus_sandbox::Sandbox;
use kontorhaus_tests::interop::backclick::{Server, Stack};
use kontorhaus_tests::socket;

const NAMESPACE: &str = "urn:kontorhaus:placeholder:backclick";

const SUBSCRIBER: &str = "<subscriberEmail>m@example.org</subscriberEmail><newsletterListIds>12 14</newsletterListIds>\
                          <mandatorId>3</mandatorId><doubleOptinTemplateId>7</doubleOptinTemplateId>\
                          <changeProfileTemplateId>0</changeProfileTemplateId><subscriberFields><name>VORNAME</name>\
                          <value/></subscriberFields><confirmChange>true</confirmChange>";

/// A request of each operation, with all that it can have.
fn requests() -> [(&'static str, String); 11] {
    let statistic = "<mandatorId>3</mandatorId><apiKey>k</apiKey><newsletterIds>501</newsletterIds><period>\
                     <newsletterListId>12</newsletterListId><start>2031-05-04T09:30:00</start>\
                     <end>2031-05-04T09:30:00.5+02:00</end></period>";
    let content = "<newsletterContent>x</newsletterContent><alternativeContent>y</alternativeContent>\
                   <templateId>88</templateId>";
    let sender = "<senderName>n</senderName><senderEmail>p@example.org</senderEmail>";
    let own = str::to_owned;
    [
        (
            "SaveOrCreateSubscriber",
            format!(
                "<mandatorId>3</mandatorId><apiKey>k</apiKey><listsAdditive>1</listsAdditive><deleteBlankFields>false\
                 </deleteBlankFields><sendLastNewsletter>0</sendLastNewsletter><sendWelcome>true</sendWelcome>\
                 <filterAntiSpam> true </filterAntiSpam><subscribers>{SUBSCRIBER}</subscribers>"
            ),
        ),
        (
            "ImportSubscribers",
            own(
                "<mandatorId>3</mandatorId><apiKey>k</apiKey><newsletterListIds/><importData>EMAIL</importData>\
                 <createFilter>true</createFilter><filterToUpdate>0</filterToUpdate>",
            ),
        ),
        (
            "GetSubscribers",
            own(
                "<mandatorId>+3</mandatorId><apiKey>k</apiKey><fillSubscriberFields>true</fillSubscriberFields>\
                 <emailAddresses>a</emailAddresses><emailAddresses/>",
            ),
        ),
        (
            "GetSubscriberToNewsletterListRelation",
            own(
                "<mandatorId>3</mandatorId><newsletterListId>0</newsletterListId><subscriberEmail>a</subscriberEmail>\
                 <apiKey>k</apiKey>",
            ),
        ),
        (
            "SetDoubleOptin",
            own(
                "<mandatorId>3</mandatorId><apiKey>k</apiKey><doiRequestItems><subscriberEmail>a</subscriberEmail>\
                 <mandatorId>3</mandatorId><webTemplateId>41</webTemplateId></doiRequestItems>",
            ),
        ),
        (
            "SendNewsletter",
            format!(
                "<subscribers>{SUBSCRIBER}</subscribers><adhockInformation/><subject>s</subject>{content}\
                 <mandatorId>3</mandatorId><sendTime>2031-05-04T09:30:00Z</sendTime>{sender}<apiKey>k</apiKey>"
            ),
        ),
        (
            "DispatchNewsletter",
            format!(
                "<subject>s</subject><apiKey>k</apiKey><mandatorId>3</mandatorId><newsletterListId>12\
                 </newsletterListId><filterIds>5012</filterIds>{content}<adhockInformation/>\
                 <sendTime>2031-05-04T09:30:00</sendTime>{sender}"
            ),
        ),
        ("NewsletterStatistic", own(statistic)),
        ("BackclickStatistic", own(statistic)),
        (
            "CreateTransactionChannel",
            own("<mandatorId>3</mandatorId><apiKey>k</apiKey>"),
        ),
        (
            "SendTransactionMail",
            own(
                "<mandatorId>3</mandatorId><apiKey>k</apiKey><channelId>77</channelId><subject>s</subject>\
                 <senderEmail>p@example.org</senderEmail><senderName>n</senderName><mailContent>x</mailContent>\
                 <templateId>88</templateId><alternativeMailContent>y</alternativeMailContent><recipient>\
                 <emailAddress>a</emailAddress></recipient><replyTo>r</replyTo>",
            ),
        ),
    ]
}

/// The fields and what becomes of them when one thing is changed: each element left out, doubled, moved to the end,
/// renamed, put into another namespace, given a child or an attribute, and its text made wrong.
fn variants(fields: &str) -> Vec<String> {
    let mut variants = vec![fields.to_owned(), String::new(), format!("text{fields}")];
    let wrapped = format!("<r>{fields}</r>");
    let document = roxmltree::Document::parse(&wrapped).expect("XML");
    let elements = document.descendants().filter(roxmltree::Node::is_element);
    for element in elements.skip(1) {
        let range = element.range();
        let (before, it, after) = (
            &wrapped[..range.start],
            &wrapped[range.clone()],
            &wrapped[range.end..],
        );
        let name = element.tag_name().name();
        let (siblings, end) = after.split_at(after.len() - "</r>".len());
        let tag = it.find(['>', '/']).expect("a tag");
        let (open, rest) = it.split_at(tag);
        let made = [
            format!("{before}{after}"),
            format!("{before}{siblings}{it}{end}"),
            format!("{before}{it}{it}{after}"),
            format!("{before}{it}<nonsense/>{after}"),
            format!("{before}{}{after}", it.replace(name, "nonsense")),
            format!("{before}{open} xmlns=\"urn:other\"{rest}{after}"),
            format!("{before}{open} attribute=\"1\"{rest}{after}"),
            format!("{before}<{name}>?</{name}>{after}"),
            format!("{before}<{name}/>{after}"),
            format!("{before}<{name}><child/></{name}>{after}"),
            format!("{before}<{name}>2031-13-04T09:30:00</{name}>{after}"),
            format!("{before}<{name}>2147483648</{name}>{after}"),
            format!("{before}<{name}>1 -2147483649 1.5</{name}>{after}"),
        ];
        let inner = |text: String| {
            let text = text.strip_prefix("<r>")?.strip_suffix("</r>")?;
            Some(text.to_owned())
        };
        variants.extend(made.into_iter().filter_map(inner));
    }
    variants
}

/// The fields with 100 more of what may stand there 100 times.
fn too_many(fields: &str) -> String {
    let start = fields.find("<doiRequestItems>").expect("an item");
    fields.to_owned() + &fields[start..].repeat(100)
}

/// What a server says of a request, a line for each violation; nothing if it took it.
async fn violations(origin: &str, request: &str) -> Vec<String> {
    let (address, path) = origin
        .strip_prefix("http://")
        .and_then(|rest| rest.split_once('/'))
        .expect("an address");
    let line = format!("POST /{path}");
    let answer = socket::send(address, &line, socket::SOAP_11, request).await;
    let (status, _) = socket::status_and_body(&answer);
    assert!(matches!(status, 200 | 500), "{request}: {answer}");
    let errors = answer.split("<spring-ws:ValidationError").skip(1);
    let texts = errors.filter_map(|error| error.split_once('>')?.1.split_once("</spring-ws:"));
    texts.map(|(text, _)| plain(text)).collect()
}

/// A violation's text without what differs between versions of Java: whether a name stands there as in the request or
/// with its namespace.
fn plain(text: &str) -> String {
    let Some((before, rest)) = text.split_once("starting with element '") else {
        return text.to_owned();
    };
    let (name, after) = rest.split_once("'.").unwrap_or((rest, ""));
    let name = name
        .trim_end_matches('}')
        .rsplit(':')
        .next()
        .unwrap_or(name);
    format!("{before}starting with element '{name}'.{after}")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_sandbox_says_of_each_wrong_request_what_java_says() {
    let Some(server) = Server::start(Stack::JaxWs) else {
        return;
    };
    let sandbox = Sandbox::start().await.expect("a port on loopback");
    let (mut right, mut wrong) = (0, 0);
    let mut differences = Vec::new();
    for (operation, fields) in requests() {
        let too_many = (operation == "SetDoubleOptin").then(|| too_many(&fields));
        for variant in variants(&fields).into_iter().chain(too_many) {
            let request = format!(
                "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><{operation}Request \
                 xmlns=\"{NAMESPACE}\">{variant}</{operation}Request></e:Body></e:Envelope>"
            );
            let expected = violations(&server.endpoint(), &request).await;
            let found = violations(sandbox.backclick().url(), &request).await;
            if found != expected {
                differences.push(format!("{operation} {variant}\n{found:#?}\n{expected:#?}"));
            }
            if expected.is_empty() {
                right += 1;
            } else {
                wrong += 1;
            }
        }
    }
    assert!(
        differences.is_empty(),
        "{} differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
    assert!(right > 11 && wrong > 500, "{right} right, {wrong} wrong");
}
