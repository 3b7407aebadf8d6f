//! What a client of this workspace does: a call of every operation against a shop on loopback, as it goes over the wire.

use std::error::Error;
use std::fmt::Debug;
use std::io::{IsTerminal, stdout};

use kontorhaus_core::{Call, Operation, Outcome};
use kontorhaus_sandbox::websale::Websale;
use kontorhaus_sandbox::{Reaction, Sandbox};
use kontorhaus_websale::{
    ChargeType, Client, CreateVouchers, Credentials, ErrorCode, GetVoucherChargeInfo,
    GetVoucherCharges, GetVoucherCodes, GetVoucherPoolInfo,
};

/// How many lines of a message are shown.
const SHOWN: usize = 24;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let shop = sandbox.websale();
    let client = Client::builder()
        .endpoint(shop.url())
        .credentials(Credentials::new(shop.shop_id(), shop.password().into()))
        .build()?;
    let tour = Tour {
        shop,
        colour: stdout().is_terminal(),
    };
    tour.say(&format!(
        "A WEBSALE shop on {}. Requests and answers are real; secrets are masked.",
        shop.url()
    ));

    let request = CreateVouchers::new(2)
        .with_charge_id("SPRING-TPL")
        .with_amount(25)
        .with_currency("EUR");
    tour.call(
        "Make two vouchers of 25 EUR",
        client.create_vouchers(request),
    )
    .await?;
    let request = GetVoucherCodes::new("SPRING-TPL").with_page_size(1);
    tour.call(
        "Read their codes, the first page",
        client.get_voucher_codes(request),
    )
    .await?;
    let request = GetVoucherCharges::new().with_charge_type(ChargeType::All);
    tour.call("List all batches", client.get_voucher_charges(request))
        .await?;
    tour.call(
        "Count the vouchers left in a pool",
        client.get_voucher_pool_info(GetVoucherPoolInfo::new("POOL-A")),
    )
    .await?;
    tour.call(
        "Look at a batch",
        client.get_voucher_charge_info(GetVoucherChargeInfo::new("SPRING-TPL")),
    )
    .await?;

    let request = CreateVouchers::new(2)
        .with_charge_id("SPRING-TPL")
        .with_create_charge(true);
    let Err(error) = tour
        .call(
            "Create a batch that exists: a fault",
            client.create_vouchers(request),
        )
        .await
    else {
        return Err("the shop created a batch twice".into());
    };
    tour.line(
        "code",
        &ErrorCode::of(&error).map_or_else(String::new, |code| format!("{code:?}")),
    );
    tour.line(
        "outcome",
        &format!("{} (nothing happened)", error.outcome()),
    );

    tour.title("Lose an answer on purpose: were the vouchers made?");
    shop.react([Reaction::LoseAnswer]);
    let order = CreateVouchers::new(3)
        .with_charge_id("order-4711")
        .with_amount(10)
        .with_currency("EUR");
    let batch = client.create_batch_once(order).await?;
    tour.line(
        "made",
        &format!(
            "{} vouchers, found by asking for the batch; none was made twice",
            batch.numbers().count()
        ),
    );
    tour.line("shop", &format!("{:?}", shop.effects()));
    Ok(())
}

struct Tour<'a> {
    shop: &'a Websale,
    colour: bool,
}

impl Tour<'_> {
    /// Makes the call and shows what went over the wire and what the caller gets.
    async fn call<Op>(
        &self,
        title: &str,
        call: Call<Op>,
    ) -> Result<Op::Output, kontorhaus_core::Error>
    where
        Op: Operation,
        Op::Output: Debug,
    {
        self.title(&format!("{title} ({})", Op::NAME));
        let result = call.await;
        if let Some(recorded) = self.shop.recorded().last() {
            self.message("request", &recorded.request);
            self.message("answer", &recorded.answer);
        }
        match &result {
            Ok(output) => self.lines("typed", format!("{output:#?}").lines()),
            Err(error) => self.line(
                if error.outcome() == Outcome::Unknown {
                    "unknown"
                } else {
                    "error"
                },
                &error.to_string(),
            ),
        }
        result
    }

    fn title(&self, text: &str) {
        self.say("");
        if self.colour {
            println!("\u{1b}[1m{text}\u{1b}[0m")
        } else {
            println!("{text}\n{}", "-".repeat(text.len()))
        }
    }

    fn line(&self, word: &str, text: &str) {
        if self.colour {
            println!("\u{1b}[32m{word:>9}\u{1b}[0m  {text}")
        } else {
            println!("{word:>9}  {text}")
        }
    }

    fn say(&self, text: &str) {
        println!("{text}");
    }

    /// A message's body, without the envelope that all messages have.
    fn message(&self, word: &str, text: &str) {
        let Ok(document) = roxmltree::Document::parse(text) else {
            return self.line(word, text);
        };
        let body = document
            .descendants()
            .find(|node| node.has_tag_name("Body"));
        let mut lines = Vec::new();
        for child in body
            .into_iter()
            .flat_map(|body| body.children().filter(roxmltree::Node::is_element))
        {
            indent(child, 0, &mut lines);
        }
        self.lines(word, lines.iter().map(String::as_str));
    }

    /// The first lines of a text, and how many more it has.
    fn lines<'l>(&self, word: &str, lines: impl Iterator<Item = &'l str>) {
        let lines: Vec<&str> = lines.collect();
        for (number, line) in lines.iter().take(SHOWN).enumerate() {
            self.line(if number == 0 { word } else { "" }, line);
        }
        if let Some(more @ 1..) = lines.len().checked_sub(SHOWN) {
            self.line("", &format!("… {more} more lines"));
        }
    }
}

fn indent(node: roxmltree::Node<'_, '_>, depth: usize, lines: &mut Vec<String>) {
    let (name, margin) = (node.tag_name().name(), "  ".repeat(depth));
    let children: Vec<_> = node
        .children()
        .filter(roxmltree::Node::is_element)
        .collect();
    if children.is_empty() {
        lines.push(format!(
            "{margin}<{name}>{}</{name}>",
            node.text().unwrap_or_default()
        ));
        return;
    }
    lines.push(format!("{margin}<{name}>"));
    for child in children {
        indent(child, depth + 1, lines);
    }
    lines.push(format!("{margin}</{name}>"));
}
