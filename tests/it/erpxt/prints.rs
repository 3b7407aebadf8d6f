//! Prints, in each form and from each place.

use std::sync::{Arc, Mutex};

use kontorhaus_core::ErrorKind;
use kontorhaus_core::fake::{ByOperation, Capture, Reply};
use kontorhaus_erpxt::{
    Client, Credentials, Environment, ErrorCode, Outcome, PrintPath, is_not_found,
};
use kontorhaus_sandbox::Reaction;
use kontorhaus_sandbox::erpxt::PrintForm;

use super::{account, builder};

#[tokio::test]
async fn every_form_gives_the_same_file() {
    let (sandbox, client) = account().await;
    let mut files = Vec::new();
    for form in [
        PrintForm::DataUrl,
        PrintForm::Base64,
        PrintForm::Bare,
        PrintForm::Object,
        PrintForm::File,
    ] {
        sandbox.erpxt().set_style(|style| style.print = form);
        files.push(client.invoices().print(6100).await.unwrap());
    }
    assert!(files.iter().all(|file| file == &files[0]));
    let text = String::from_utf8_lossy(files[0].bytes()).into_owned();
    assert!(
        text.starts_with("%PDF-1.4")
            && text.contains("(RE/24/3/1) Tj")
            && text.ends_with("%%EOF\n")
    );
    let templated = client.proformas().print_with(9050, 53).await.unwrap();
    assert!(String::from_utf8_lossy(templated.bytes()).contains("(PF/24/7/1 (53)) Tj"));
}

#[tokio::test]
async fn a_document_that_is_not_there_comes_with_400() {
    let (sandbox, client) = account().await;
    let error = client.invoices().print(1).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 400);
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::EntityNotFound));
    assert!(is_not_found(
        &client.invoices().print_with(6100, 1).await.unwrap_err()
    ));
    sandbox
        .erpxt()
        .react([Reaction::Instead("\"SGVsbG8=\"".to_owned())]);
    let error = client.invoices().print(6100).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.outcome()),
        (ErrorKind::Decode, Outcome::Applied)
    );
    assert_eq!(error.message(), "what came is Base64, but no PDF");
}

#[tokio::test]
async fn the_place_depends_on_the_host_unless_it_is_set() {
    async fn place(environment: Environment, path: Option<PrintPath>) -> String {
        let transport = Capture::new(
            ByOperation::new()
                .on("FetchToken", Reply::ok(r#"{"access_token":"t"}"#))
                .on("PrintProforma", Reply::ok("\"JVBERi0xLjQK\"")),
        );
        let mut builder = Client::builder()
            .endpoint(environment)
            .credentials(Credentials::new("id", "secret".into()))
            .transport(transport.clone());
        if let Some(path) = path {
            builder = builder.setting(path);
        }
        builder
            .build()
            .unwrap()
            .proformas()
            .print_with(7, 53)
            .await
            .unwrap();
        let sent = transport.requests()[1]
            .request
            .uri()
            .path_and_query()
            .unwrap()
            .to_string();
        sent.strip_prefix("/api2/public").unwrap().to_owned()
    }
    let unversioned = "/proformas/7/print?customPrintId=53";
    assert_eq!(place(Environment::Germany, None).await, unversioned);
    assert_eq!(
        place(Environment::Poland, None).await,
        format!("/v1.4{unversioned}")
    );
    assert_eq!(
        place(Environment::Betterfly, None).await,
        format!("/v1.4{unversioned}")
    );
    let v1_2 = place(Environment::Germany, Some(PrintPath::V1_2)).await;
    assert_eq!(v1_2, format!("/v1.2{unversioned}"));
}

#[tokio::test]
async fn a_download_tells_how_far_it_is() {
    let (sandbox, _) = account().await;
    let client = builder(sandbox.erpxt())
        .setting(PrintPath::V1_4)
        .build()
        .unwrap();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&heard);
    let print = client.invoices().print(6100).on_progress(move |progress| {
        told.lock()
            .unwrap()
            .push((progress.received, progress.announced));
    });
    let pdf = print.await.unwrap();
    let heard = heard.lock().unwrap();
    let (received, announced) = *heard.last().unwrap();
    assert_eq!(Some(received), announced);
    // A third more for the Base64, and what is around it.
    assert_eq!(received, pdf.bytes().len().div_ceil(3) * 4 + 28 + 2);
}
