//! What a person reads on the page, and how they find their way.

use std::time::Duration;

use serde_json::json;

use crate::opened;

/// Which lines are seen, the newest first.
const SEEN: &str = "return [...document.querySelectorAll('#list li:not([hidden])')].map((line) => line.dataset.vendor).join()";

#[tokio::test]
async fn a_call_shows_request_and_answer_side_by_side() {
    let Some((_program, browser, clients)) = opened("side-by-side").await else {
        return;
    };
    assert_eq!(
        browser
            .run("return document.querySelector('#empty').hidden")
            .await,
        false
    );
    clients.call("websale").await.expect("an answer");
    browser
        .until("return document.querySelector('#list .state')?.textContent === '200'")
        .await;
    assert_eq!(
        browser
            .run("return document.querySelector('#empty').hidden")
            .await,
        true
    );
    let texts = browser.run("return ['.tag', '.title', '.message:first-child code', '.message:last-child code'].map((part) => document.querySelector(`#list ${part}`).textContent)").await;
    assert_eq!(
        texts,
        json!(["WEBSALE", "GetVoucherCodes", "POST /websale", "200 OK"])
    );
    let bodies = browser
        .run("return [...document.querySelectorAll('#list pre')].map((pre) => pre.textContent)")
        .await;
    let request = bodies[0].as_str().expect("a request");
    assert!(
        request.contains("\n        <ChargeId>ARCHIVE</ChargeId>\n"),
        "{request}"
    );
    let answer = bodies[1].as_str().expect("an answer");
    assert!(answer.contains("<Num>***</Num>\n"), "{answer}");
    let coloured = browser
        .run("return document.querySelectorAll('#list pre .token-tag').length > 20")
        .await;
    assert_eq!(coloured, true);
    for (width, side_by_side) in [(1280, true), (700, false)] {
        browser.show(width, "light").await;
        let places = "const [a, b] = [...document.querySelectorAll('#list .message')].map((part) => part.getBoundingClientRect());
                      return [a.right <= b.left && a.top === b.top, document.documentElement.scrollWidth <= innerWidth]";
        assert_eq!(
            browser.run(places).await,
            json!([side_by_side, true]),
            "{width}"
        );
    }
    assert_eq!(browser.complaints().await, json!([]));
}

#[tokio::test]
async fn a_call_is_there_before_its_answer() {
    let Some((_program, browser, clients)) = opened("running").await else {
        return;
    };
    browser
        .click("[data-vendor=maklerinfo] [data-button=slow]")
        .await;
    browser.until("return document.querySelector('[data-vendor=maklerinfo] .note').textContent === 'Next: Slow.'").await;
    let call = clients
        .maklerinfo
        .get_kunde("123456")
        .timeout(Duration::from_secs(20));
    let call = tokio::spawn(call.into_future());
    browser
        .until("return document.querySelector('#list .state')?.textContent === 'running'")
        .await;
    browser.until("return document.querySelector('#list .message:last-child').textContent.includes('on its way')").await;
    call.await.expect("it ends").expect("an answer");
    browser
        .until("return document.querySelector('#list .state').textContent === '200'")
        .await;
    let duration = browser
        .run("return parseFloat(document.querySelector('#list .duration').textContent)")
        .await;
    assert!(
        duration
            .as_f64()
            .is_some_and(|seconds| (3.0..20.0).contains(&seconds)),
        "{duration}"
    );
}

#[tokio::test]
async fn the_filter_shows_one_vendor() {
    let Some((_program, browser, clients)) = opened("filter").await else {
        return;
    };
    for vendor in ["websale", "hypersoft", "websale"] {
        clients.call(vendor).await.expect(vendor);
    }
    let all = "websale,hypersoft,websale";
    browser
        .until(&format!("return (() => {{ {SEEN} }})() === '{all}'"))
        .await;
    browser.click("#filter label:has([value=websale])").await;
    assert_eq!(browser.run(SEEN).await, "websale,websale");
    let counts = browser.run("return ['all', 'hypersoft', 'websale', 'erpxt'].map((id) => document.querySelector(`[data-counts=${id}]`).textContent)").await;
    assert_eq!(counts, json!(["3", "1", "2", ""]));
    // A call of another vendor stays out of sight.
    clients.call("hypersoft").await.expect("an answer");
    browser
        .until("return document.querySelector('[data-counts=hypersoft]').textContent === '2'")
        .await;
    assert_eq!(browser.run(SEEN).await, "websale,websale");
    // The arrow key goes to the vendor before.
    browser.press('\u{E013}').await;
    browser.press('\u{E013}').await;
    assert_eq!(browser.run(SEEN).await, "hypersoft,hypersoft");
    browser.press('\u{E013}').await;
    assert_eq!(browser.run(SEEN).await, "");
    let none = browser
        .run("return document.querySelector('#empty h3').textContent")
        .await;
    assert_eq!(none, "No calls of Comarch ERP XT yet");
}

#[tokio::test]
async fn new_calls_open_if_wanted_and_addresses_are_copied() {
    let Some((program, browser, clients)) = opened("follow").await else {
        return;
    };
    let open = "return [...document.querySelectorAll('.call')].map((call) => call.open).join()";
    for vendor in ["websale", "backclick"] {
        clients.call(vendor).await.expect(vendor);
    }
    browser
        .until(&format!("return (() => {{ {open} }})() === 'true,false'"))
        .await;
    browser.click(".follow").await;
    clients.call("websale").await.expect("an answer");
    browser
        .until(&format!(
            "return (() => {{ {open} }})() === 'false,true,false'"
        ))
        .await;
    // A line opens by keyboard.
    browser
        .run("document.querySelector('.call summary').focus()")
        .await;
    browser.press(' ').await;
    browser
        .until(&format!(
            "return (() => {{ {open} }})() === 'true,true,false'"
        ))
        .await;

    browser.click("[data-vendor=erpxt] .copy").await;
    let said = browser.until("const text = document.querySelector('[data-vendor=erpxt] .copy').textContent; return text !== 'Copy' && text").await;
    assert_eq!(said, "Copied");

    // What was there before is shown to who comes later, and not opened.
    browser.run("location.reload()").await;
    browser
        .until(&format!(
            "return (() => {{ {open} }})() === 'false,false,false'"
        ))
        .await;
    drop(program);
    browser
        .until("return document.querySelector('#connection').dataset.state === 'lost'")
        .await;
}

/// Elements with a text of their own whose contrast is too low for people who see badly: below 4.5 to 1.
const TOO_FAINT: &str = "
    const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = ([r, g, b]) => {
      const [x, y, z] = [r, g, b].map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const ground = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const colour = channels(getComputedStyle(at).backgroundColor);
        if (colour.length < 4 || colour[3] === 1) return colour;
      }
      return [255, 255, 255];
    };
    const faint = [];
    for (const element of document.querySelectorAll('body *')) {
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!own || !element.checkVisibility({ opacityProperty: true }) || element.matches('.hidden-value, noscript *')) continue;
      const [a, b] = [channels(getComputedStyle(element).color), ground(element)].map(light).sort((a, b) => b - a);
      const ratio = (a + 0.05) / (b + 0.05);
      if (ratio < 4.5) faint.push([element.className || element.tagName, element.textContent.slice(0, 20), ratio]);
    }
    return faint;";

#[tokio::test]
async fn everything_can_be_read_and_reached() {
    let Some((_program, browser, clients)) = opened("contrast").await else {
        return;
    };
    clients.call("maklerinfo").await.expect("an answer");
    for button in [
        "[data-vendor=hypersoft] [data-button=lock]",
        "[data-vendor=websale] [data-button=es007]",
    ] {
        browser.click(button).await;
    }
    clients.call("hypersoft").await.expect_err("a fault");
    browser.until("return document.querySelectorAll('#list pre').length === 2 && document.querySelectorAll('.reset:not([hidden])').length === 2").await;
    for scheme in ["light", "dark"] {
        browser.show(1280, scheme).await;
        assert_eq!(browser.run(TOO_FAINT).await, json!([]), "{scheme}");
    }
    // By keyboard: first a way past the buttons, then every button.
    browser
        .run("document.activeElement.blur(); document.body.tabIndex = -1; document.body.focus()")
        .await;
    browser.press('\u{E004}').await;
    assert_eq!(
        browser
            .run("return document.activeElement.textContent")
            .await,
        "Skip to the calls"
    );
    let unnamed = "return [...document.querySelectorAll('button, input, [role=switch]')].filter((element) => !(element.ariaLabel || element.textContent || element.labels?.[0]?.textContent)).length";
    assert_eq!(browser.run(unnamed).await, 0);
    let switched = "return document.querySelector('[data-button=lock]').ariaChecked";
    assert_eq!(browser.run(switched).await, "true");
    browser
        .run("document.querySelector('[data-button=lock]').focus()")
        .await;
    browser.press(' ').await;
    browser
        .until(&format!("return (() => {{ {switched} }})() === 'false'"))
        .await;
    clients.call("hypersoft").await.expect("it is open again");
    // What a button does stands at the top while it has the focus.
    let hint = browser
        .run("return document.querySelector('#hint').textContent")
        .await;
    assert!(
        hint.as_str()
            .is_some_and(|hint| hint.starts_with("Lock-out: The account is locked")),
        "{hint}"
    );
}
