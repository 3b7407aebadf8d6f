//! The `UsernameToken` as Python's standard library sees it, which has its own SHA-1, base 64 and XML.

use std::io::Write as _;
use std::process::{Command, Stdio};

use kontorhaus_core::fake::{Capture, Reply};
use kontorhaus_soap::UsernameToken;
use kontorhaus_tests::interop::Needs;
use kontorhaus_websale::{Client, CreateVouchers, Credentials};

const PASSWORD: &str = "straße & <€>";

/// Checks a message as a server would, and prints the user.
const CHECK: &str = r#"
import base64, hashlib, sys, datetime, xml.etree.ElementTree as tree
wss = "{http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-%s-1.0.xsd}"
wsse, wsu = wss % "secext", wss % "utility"
envelope = tree.fromstring(sys.stdin.buffer.read())
soap = envelope.tag.removesuffix("Envelope")
assert [child.tag for child in envelope] == [soap + "Header", soap + "Body"]
security = envelope.find(soap + "Header/" + wsse + "Security")
assert security.get(soap + "mustUnderstand") == "1"
token = security.find(wsse + "UsernameToken")
password = token.find(wsse + "Password")
profile = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#"
expected = sys.argv[1]
if password.get("Type") == profile + "PasswordDigest":
    nonce = base64.b64decode(token.find(wsse + "Nonce").text, validate=True)
    created = token.find(wsu + "Created").text
    when = datetime.datetime.strptime(created, "%Y-%m-%dT%H:%M:%S%z")
    assert abs(when - datetime.datetime.now(datetime.timezone.utc)).total_seconds() < 60
    assert len(nonce) == 16
    sha1 = hashlib.sha1(nonce + created.encode() + expected.encode()).digest()
    expected = base64.b64encode(sha1).decode()
else:
    assert password.get("Type") == profile + "PasswordText"
assert password.text == expected
print(token.find(wsse + "Username").text)
"#;

fn user(message: &[u8]) -> String {
    let mut python = Command::new("python3")
        .args(["-c", CHECK, PASSWORD])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a running Python");
    let mut stdin = python.stdin.take().expect("its standard input");
    stdin.write_all(message).expect("a message that is read");
    drop(stdin);
    let output = python.wait_with_output().expect("its output");
    assert!(output.status.success());
    let output = String::from_utf8(output.stdout).expect("a name");
    output.trim().to_owned()
}

#[tokio::test]
async fn python_accepts_text_and_digest() {
    let python = Needs {
        peer: "the check of the UsernameToken",
        programs: &["python3"],
        libraries: &[],
        packages: "python3",
    };
    if !python.met() {
        return;
    }
    for token in [
        UsernameToken::text("till & 7", PASSWORD.into()),
        UsernameToken::digest("till & 7", PASSWORD.into()),
    ] {
        let capture = Capture::new(Reply::ok(""));
        let client = Client::builder()
            .endpoint("https://shop.example/soap")
            .credentials(Credentials::new("TestShop", "other".into()))
            .setting(token)
            .transport(capture.clone())
            .build()
            .unwrap();
        let call = client.create_vouchers(CreateVouchers::new(2).with_charge_id("SPRING"));
        call.await.unwrap_err();
        let sent = capture.requests();
        assert_eq!(user(sent[0].request.body()), "till & 7");
    }
}
