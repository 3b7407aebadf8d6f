//! Customers from a JSON file, in packets, with progress; what is left after a failure is written down for the next run.
//!
//! `cargo run -p kontorhaus-hypersoft --features serde --example upload [FILE]`, against the sandbox, or against Hypersoft
//! with `HYPERSOFT_CUS_TOKEN` and `HYPERSOFT_AUTH_TOKEN` set. There it ends before anything is sent, until the vendor's
//! WSDL is taken over with `cargo xtask adopt`. The file holds a list of customers with the fields of that WSDL; without
//! one, the two of `customers.json` beside this program go 600 times.

mod common;

use std::error::Error;
use std::process::ExitCode;
use std::{env, fs};

use kontorhaus_hypersoft::{Client, SetCustomer, UploadCustomers};
use serde::Serialize;
use serde::de::DeserializeOwned;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    common::ended(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let (client, _sandbox) = common::client().await?;
    let customers = if let Some(file) = env::args().nth(1) {
        serde_json::from_str(&fs::read_to_string(file)?)?
    } else {
        let two: Vec<<SetCustomer as UploadCustomers>::Customer> =
            serde_json::from_str(include_str!("customers.json"))?;
        two.iter().cycle().take(1_200).cloned().collect()
    };
    upload::<SetCustomer>(&client, customers).await
}

async fn upload<Write>(
    client: &Client,
    customers: Vec<Write::Customer>,
) -> Result<(), Box<dyn Error>>
where
    Write: UploadCustomers<Customer: Serialize + DeserializeOwned>,
{
    let mut upload = client
        .upload_customers::<Write>(customers)
        .on_progress(|progress| println!("{} of {} customers", progress.confirmed, progress.total));
    while let Some(answer) = upload.next().await {
        if let Err(error) = answer {
            let rest = upload.into_rest();
            fs::write("rest.json", serde_json::to_string(&rest)?)?;
            eprintln!("{} customers are left and stand in rest.json", rest.len());
            return Err(error.into());
        }
    }
    Ok(())
}
