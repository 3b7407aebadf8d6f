//! Subscribers from a CSV file, in several imports with a progress bar; while another import runs, each waits for it.
//!
//! `cargo run -p kontorhaus-backclick --example import [FILE LIST]`, against the sandbox, or against an installation with
//! `BACKCLICK_HOST`, and perhaps `BACKCLICK_MANDATOR` and `BACKCLICK_API_KEY`, set. There it ends before anything is sent,
//! until the installation's WSDL is taken over with `cargo xtask adopt`. The file's first line names fields of the
//! installation; without one, the people of `people.csv` beside this program go on list 12.

mod common;

use std::env;
use std::error::Error;
use std::fs::File;
use std::io::Read;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use kontorhaus_backclick::{Client, ImportSubscribers, ImportTable};

/// People in an import. The manual speaks of several thousand.
const SIZE: usize = 2_000;

/// How long to wait before an import is tried again.
const PAUSE: Duration = Duration::from_millis(200);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let (client, sandbox) = common::client().await?;
    let mut arguments = env::args().skip(1);
    if let (Some(file), Some(list)) = (arguments.next(), arguments.next()) {
        let tables = tables(File::open(file)?, SIZE)?;
        return import(&client, &tables, list.parse()?).await;
    }
    // Small tables, so that there are several.
    let tables = tables(&include_bytes!("people.csv")[..], 2)?;
    import(&client, &tables, 12).await?;
    if let Some(sandbox) = &sandbox {
        println!("{} imports", sandbox.backclick().effects().imports);
    }
    Ok(())
}

/// The people in tables of that size.
fn tables(csv: impl Read, size: usize) -> Result<Vec<ImportTable>, Box<dyn Error>> {
    let mut csv = csv::Reader::from_reader(csv);
    let fields: Vec<String> = csv.headers()?.iter().map(str::to_uppercase).collect();
    let mut tables = Vec::new();
    let mut table = ImportTable::new(fields.clone())?;
    for person in csv.records() {
        if table.len() == size {
            tables.push(table);
            table = ImportTable::new(fields.clone())?;
        }
        table.add(person?.iter())?;
    }
    if !table.is_empty() {
        tables.push(table);
    }
    Ok(tables)
}

async fn import(client: &Client, tables: &[ImportTable], list: i32) -> Result<(), Box<dyn Error>> {
    let people: usize = tables.iter().map(ImportTable::len).sum();
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} people {msg}")?;
    let bar = ProgressBar::new(people as u64).with_style(style);
    for table in tables {
        let shown = bar.clone();
        let request = ImportSubscribers::new([list], table.clone());
        client
            .in_turn(request)
            .every(PAUSE)
            .on_wait(move |waiting| {
                let seconds = waiting.elapsed.as_secs();
                shown.set_message(format!("(another import has been running for {seconds} s)"));
            })
            .await?;
        bar.set_message("");
        bar.inc(table.len() as u64);
    }
    bar.finish();
    println!("{people} people were taken in, in {} imports", tables.len());
    Ok(())
}
