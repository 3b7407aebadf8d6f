//! Reading only what has changed.

use http::HeaderMap;
use kontorhaus_maklerinfo::{
    Cached, GetKunde, GetKundenAdressen, IfModified, Kunde, MemoryCache, Versioned,
};
use kontorhaus_sandbox::maklerinfo::Exchange;

use super::{KUNDE, broker};

fn validators(headers: &HeaderMap) -> [Option<&str>; 2] {
    ["if-modified-since", "last-modified"].map(|name| {
        headers
            .get(name)
            .map(|value| value.to_str().expect("ASCII"))
    })
}

#[tokio::test]
async fn by_date() {
    let (sandbox, client) = broker().await;
    let first = client
        .call(IfModified::first(GetKunde::new(KUNDE)))
        .await
        .unwrap();
    let Versioned::Modified {
        value,
        last_modified: Some(date),
    } = first
    else {
        panic!("a customer with a date")
    };
    assert_eq!(value.benutzername.as_deref(), Some("emuster"));
    let again = client
        .call(IfModified::since(GetKunde::new(KUNDE), &date))
        .await
        .unwrap();
    assert_eq!(again, Versioned::NotModified);
    let older = client
        .call(IfModified::since(
            GetKunde::new(KUNDE),
            "Thu, 10 Sep 2015 13:30:31 GMT",
        ))
        .await
        .unwrap();
    assert_eq!(
        older,
        Versioned::Modified {
            value,
            last_modified: Some(date.clone())
        }
    );
    let undated = client
        .call(IfModified::first(GetKundenAdressen::new(KUNDE)))
        .await
        .unwrap();
    assert!(matches!(
        undated,
        Versioned::Modified {
            last_modified: None,
            ..
        }
    ));

    let recorded = sandbox.maklerinfo().recorded();
    assert_eq!(validators(&recorded[0].headers), [None, None]);
    assert_eq!(
        validators(&recorded[1].headers),
        [Some(&*date), Some(&*date)]
    );
    assert_eq!(recorded[1].status, 304);

    let error = client
        .call(IfModified::since(GetKunde::new(KUNDE), "a\r\nb: c"))
        .await
        .unwrap_err();
    assert_eq!(
        error.message(),
        "Last-Modified: holds a character no header may have"
    );
}

#[tokio::test]
async fn in_a_multi_call_the_validator_is_last_modified_alone() {
    let (sandbox, client) = broker().await;
    let date = "Tue, 01 Jan 2030 00:00:00 GMT";
    let mut calls = client.multi_call();
    let unchanged = calls.add(IfModified::since(GetKunde::new(KUNDE), date));
    let first = calls.add(IfModified::first(GetKunde::new(KUNDE)));
    let mut answers = calls.send().await.unwrap();
    assert_eq!(answers.take(unchanged).unwrap(), Versioned::NotModified);
    assert!(matches!(
        answers.take(first).unwrap(),
        Versioned::Modified {
            last_modified: Some(_),
            ..
        }
    ));
    let parts = &sandbox.maklerinfo().recorded()[0].parts;
    assert_eq!(validators(&parts[0].headers), [None, Some(date)]);
    assert_eq!(parts[0].status, 304);
    assert_eq!(validators(&parts[1].headers), [None, None]);
}

#[tokio::test]
async fn a_cache_saves_the_transfer_and_never_the_question() {
    let (sandbox, client) = broker().await;
    let broker = sandbox.maklerinfo();
    let cached = client.with_cache(MemoryCache::new(1 << 20));
    let statuses = |recorded: &[Exchange]| {
        recorded
            .iter()
            .map(|exchange| exchange.status)
            .collect::<Vec<_>>()
    };
    let first = cached.get_kunde(KUNDE).await.unwrap();
    assert_eq!(cached.get_kunde(KUNDE).await.unwrap(), first);
    assert_eq!(statuses(&broker.recorded()), [200, 304]);
    // What is not dated is not kept, and what has a body is not asked for by its path alone.
    cached.get_kunden_adressen(KUNDE).await.unwrap();
    cached.get_kunden_adressen(KUNDE).await.unwrap();
    assert_eq!(statuses(&broker.recorded()), [200, 304, 200, 200]);

    // In a MultiCall, the same answers.
    let mut calls = cached.multi_call();
    let kunde = calls.add(GetKunde::new(KUNDE));
    let mut answers = calls.send().await.unwrap();
    assert_eq!(answers.take(kunde).unwrap(), first);
    assert_eq!(statuses(&broker.recorded()[4].parts), [304]);

    // Who asks for a date of one's own gets an answer to that.
    let asked = cached
        .call(IfModified::since(
            GetKunde::new(KUNDE),
            "Thu, 10 Sep 2015 13:30:31 GMT",
        ))
        .await
        .unwrap();
    assert!(matches!(asked, Versioned::Modified { .. }));
    let date = broker.recorded()[0].answer_headers["last-modified"]
        .to_str()
        .unwrap()
        .to_owned();
    let asked = cached
        .call(IfModified::since(GetKunde::new(KUNDE), date))
        .await
        .unwrap();
    assert_eq!(asked, Versioned::NotModified);
    // And who has none yet gets what is kept.
    let asked = cached
        .call(IfModified::first(GetKunde::new(KUNDE)))
        .await
        .unwrap();
    assert!(
        matches!(asked, Versioned::Modified { value, last_modified: Some(_) } if value == first)
    );
    assert_eq!(broker.recorded().last().unwrap().status, 304);
}

#[tokio::test]
async fn a_change_is_seen() {
    let (sandbox, client) = broker().await;
    let cached = client.with_cache(MemoryCache::new(1 << 20));
    cached.get_kunde(KUNDE).await.unwrap();
    // The date has whole seconds.
    sandbox
        .maklerinfo()
        .set_clock_ahead(jiff::SignedDuration::from_secs(2));
    client
        .set_kunde(KUNDE, Kunde::new().with_anrede("9"))
        .await
        .unwrap();
    assert_eq!(
        cached.get_kunde(KUNDE).await.unwrap().anrede.as_deref(),
        Some("9")
    );
    assert_eq!(
        cached.get_kunde(KUNDE).await.unwrap().anrede.as_deref(),
        Some("9")
    );
    assert_eq!(sandbox.maklerinfo().recorded()[3].status, 304);
}

#[tokio::test]
async fn a_cache_that_gives_nonsense_does_no_harm() {
    #[derive(Debug)]
    struct Odd(&'static str);
    impl kontorhaus_maklerinfo::Cache for Odd {
        fn get(&self, _: &str) -> Option<Cached> {
            let last_modified = self.0.to_owned();
            Some(Cached {
                last_modified,
                body: "no JSON".into(),
            })
        }

        fn put(&self, _: &str, _: Cached) {}
    }
    let (_sandbox, client) = broker().await;
    let error = client
        .with_cache(Odd("a\nb"))
        .get_kunde(KUNDE)
        .await
        .unwrap_err();
    assert_eq!(
        error.message(),
        "Last-Modified: the cache gave a date that no header can hold"
    );
    let error = client
        .with_cache(Odd("Tue, 01 Jan 2030 00:00:00 GMT"))
        .get_kunde(KUNDE)
        .await
        .unwrap_err();
    assert!(
        error.message().starts_with("the answer cannot be read: "),
        "{error}"
    );
}
