//! Chromium without a window, driven over the HTTP protocol of the W3C's standard for that.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use kontorhaus_tests::interop::{self, Needs};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::time::{sleep, timeout};

const NEEDS: Needs = Needs {
    peer: "the page's test",
    programs: &["chromium", "chromedriver"],
    libraries: &[],
    packages: "chromium chromium-driver",
};

/// How long the page may take for anything.
const PATIENCE: Duration = Duration::from_secs(20);

const ARGUMENTS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
];

/// A browser with one page. Both processes end when it is dropped.
pub(crate) struct Browser {
    http: reqwest::Client,
    session: String,
    driver: Child,
    profile: PathBuf,
}

impl Browser {
    /// A browser that shows a page; `None` where there is no browser and none is required.
    pub(crate) async fn open(name: &str, page: &str) -> Option<Self> {
        if !NEEDS.met() {
            return None;
        }
        let free = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = free.local_addr().expect("its number").port();
        drop(free);
        let profile = interop::folder("page").join(name);
        let _ = std::fs::remove_dir_all(&profile);
        std::fs::create_dir_all(&profile).expect("a folder for the profile");
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let mut browser = Self {
            http: reqwest::Client::builder()
                .no_proxy()
                .build()
                .expect("a client"),
            session: format!("http://127.0.0.1:{port}"),
            driver,
            profile,
        };
        let status = format!("{}/status", browser.session);
        let ready = async {
            while browser.http.get(&status).send().await.is_err() {
                sleep(Duration::from_millis(20)).await;
            }
        };
        timeout(PATIENCE, ready)
            .await
            .expect("chromedriver answers");
        let profile = format!("--user-data-dir={}", browser.profile.display());
        let arguments: Vec<_> = ARGUMENTS.iter().copied().chain([&*profile]).collect();
        let options = json!({
            "browserName": "chrome",
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let wanted = json!({ "capabilities": { "alwaysMatch": options } });
        let session = browser.post("/session", &wanted).await;
        let id = session["sessionId"].as_str().expect("a session").to_owned();
        browser.session = format!("{}/session/{id}", browser.session);
        browser.post("/url", &json!({ "url": page })).await;
        browser.until("return document.querySelector('#connection').dataset.state === 'live' && document.querySelectorAll('.vendor').length > 0").await;
        Some(browser)
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        let request = self.http.post(format!("{}{path}", self.session));
        let answer = request
            .body(body.to_string())
            .send()
            .await
            .expect("chromedriver answers");
        let is_good = answer.status().is_success();
        let text = answer.text().await.expect("it answers with text");
        assert!(is_good, "{path}: {text}");
        let mut answer: Value = serde_json::from_str(&text).expect("it answers with JSON");
        answer["value"].take()
    }

    /// Runs a script in the page.
    pub(crate) async fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({ "script": script, "args": [] }))
            .await
    }

    /// Waits until a script gives something true, and returns that.
    pub(crate) async fn until(&self, script: &str) -> Value {
        let holds = async {
            loop {
                let value = self.run(script).await;
                if !matches!(&value, Value::Null | Value::Bool(false)) {
                    return value;
                }
                sleep(Duration::from_millis(25)).await;
            }
        };
        if let Ok(value) = timeout(PATIENCE, holds).await {
            return value;
        }
        let seen = self.run("return document.body.innerText").await;
        panic!("in vain: {script}\n{}", seen.as_str().unwrap_or_default())
    }

    /// Clicks as a person does: the element must be there, be seen and be covered by nothing.
    pub(crate) async fn click(&self, selector: &str) {
        let wanted = json!({ "using": "css selector", "value": selector });
        let element = self.post("/element", &wanted).await;
        let id = element
            .as_object()
            .and_then(|ids| ids.values().next()?.as_str());
        let path = format!("/element/{}/click", id.expect("an element"));
        self.post(&path, &json!({})).await;
    }

    /// Presses a key, as its character.
    pub(crate) async fn press(&self, key: char) {
        let keys = json!([{ "type": "keyDown", "value": key }, { "type": "keyUp", "value": key }]);
        let actions = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": keys }] });
        self.post("/actions", &actions).await;
    }

    /// Over a bare socket, since nothing can be waited for where it is dropped.
    fn end_session(&self) -> Option<()> {
        let address = self.session.strip_prefix("http://")?;
        let (host, path) = address.split_once('/')?;
        let mut stream = TcpStream::connect(host).ok()?;
        write!(
            stream,
            "DELETE /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .ok()?;
        // The driver answers when the browser has ended, and leaves the connection open.
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        stream.read_exact(&mut [0]).ok()
    }

    /// All that can be read on the page, hidden or not.
    pub(crate) async fn text(&self) -> String {
        let text = self.run("return document.documentElement.outerHTML").await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// What the page complained of.
    pub(crate) async fn complaints(&self) -> Value {
        self.post("/se/log", &json!({ "type": "browser" })).await
    }

    /// Lets the page believe in a width and in a colour scheme.
    pub(crate) async fn show(&self, width: u32, scheme: &str) {
        let metrics =
            json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        for (command, parameters) in [
            ("Emulation.setDeviceMetricsOverride", metrics),
            ("Emulation.setEmulatedMedia", media),
        ] {
            let command = json!({ "cmd": command, "params": parameters });
            self.post("/goog/cdp/execute", &command).await;
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The driver ends the browser with the session, and leaves it alone when it ends itself.
        let _ = self.end_session();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}
