//! Requests, how each is sent and what comes back.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::last;
use super::messages;
use super::types;
use super::values::{layered, value_type};
use super::volumes::Item;
use super::wire::Names;
use super::{Target, ident};
use crate::ir::{Api, Echo, Operation, Output};
use crate::overlay::IdempotencyRule;

pub(super) fn render(api: &Api, target: &Target) -> Vec<Item> {
    let names = Names { api };
    let operations = api.operations.iter().map(|operation| {
        let mut request = operation.request.clone();
        request.docs.extend(idempotency_docs(operation.idempotency));
        let request = types::request(&request);
        let implementation = implementation(operation, api, target, &names);
        let answer = operation.answer.as_ref().map(types::answer);
        Item {
            name: operation.request.name.clone(),
            weight: operation.weight(),
            tokens: quote! { #request #implementation #answer },
        }
    });
    let headers = api.headers.iter().map(|record| Item {
        name: record.name.clone(),
        weight: record.fields.len(),
        tokens: types::headers(record),
    });
    headers.chain(operations).collect()
}

fn idempotency_docs(idempotency: IdempotencyRule) -> [String; 4] {
    let text = match idempotency {
        IdempotencyRule::Read => "Changes nothing: may be repeated at any time.",
        IdempotencyRule::Idempotent => "May be repeated: a second execution changes nothing more.",
        IdempotencyRule::Write => {
            "Every execution has an effect of its own: repeated automatically only when it certainly did not happen \
             (`Outcome::NotSent` or `Outcome::Rejected`) and the cause passes by itself."
        }
    };
    [
        String::new(),
        "# Idempotency".to_owned(),
        String::new(),
        text.to_owned(),
    ]
}

fn implementation(
    operation: &Operation,
    api: &Api,
    target: &Target,
    names: &Names<'_>,
) -> TokenStream {
    let name = ident(&operation.request.name);
    let service = ident(last(&target.service));
    let operation_name = &operation.name;
    let idempotency = ident(match operation.idempotency {
        IdempotencyRule::Read => "Read",
        IdempotencyRule::Idempotent => "Idempotent",
        IdempotencyRule::Write => "Write",
    });
    let output = match &operation.answer {
        Some(answer) => {
            let name = ident(&answer.name);
            quote! { #name }
        }
        None => output_type(&operation.output),
    };
    let fault = ident(operation.fault.as_ref().map_or("Fault", |fault| &fault.0));
    let manner = messages::manner(operation);
    let prefixes = operation.prefixes.iter().map(|namespace| {
        let (prefix, uri) = (&namespace.prefix, names.namespace(&namespace.uri));
        quote! { (#prefix, #uri) }
    });
    let response = response(&operation.output, names);
    let write = write_body(operation, names);
    let read = messages::read(operation, read_body(&operation.output, names), names);
    let write_headers = messages::write_headers(operation, api, names);
    let attachments = messages::attachments(operation);
    let check = operation.check.as_ref().and_then(|path| {
        let path: syn::Path = syn::parse_str(&target.path(path)).ok()?;
        Some(quote! { fn check(&self) -> Result<(), RequestError> { #path(self) } })
    });
    let echo = echo(operation);
    let accepted = matches!(operation.output, Output::Nothing { element: None })
        .then(|| quote! { fn accepted() -> Option<Self::Output> { Some(()) } });
    quote! {
        impl Operation for #name {
            type Service = #service;
            type Output = #output;
            type Fault = #fault;
            const NAME: &'static str = #operation_name;
            const IDEMPOTENCY: Idempotency = Idempotency::#idempotency;
            soap::exchange!();
        }

        impl SoapOperation for #name {
            #manner
            const NAMESPACES: &'static [(&'static str, &'static str)] = &[#(#prefixes),*];
            const RESPONSE: (&'static str, &'static str) = #response;
            #check
            #write_headers
            #write
            #attachments
            #read
            #accepted
            #echo
        }
    }
}

fn output_type(output: &Output) -> TokenStream {
    match output {
        Output::Nothing { .. } => quote! { () },
        Output::Body { value } | Output::Value { value, .. } => value_type(value),
        Output::Child { field, .. } => layered(field.presence, false, value_type(&field.value)),
    }
}

fn response(output: &Output, names: &Names<'_>) -> TokenStream {
    let element = match output {
        Output::Nothing { element } => element.as_ref(),
        Output::Body { .. } => None,
        Output::Value { element, .. } | Output::Child { element, .. } => Some(element),
    };
    let (namespace, local) = match element {
        Some(element) => (names.namespace(&element.namespace), element.local.as_str()),
        None => (quote! { "" }, ""),
    };
    quote! { (#namespace, #local) }
}

fn write_body(operation: &Operation, names: &Names<'_>) -> TokenStream {
    let shells: Vec<String> = operation
        .shells
        .iter()
        .map(|name| names.prefixed(name))
        .collect();
    let closes = shells.iter().map(|_| quote! { w.close(); });
    quote! {
        fn write_body(&self, w: &mut Writer) -> Result<(), EncodeError> {
            #(w.shell(#shells);)*
            self.write(w)?;
            #(#closes)*
            Ok(())
        }
    }
}

fn read_body(output: &Output, names: &Names<'_>) -> TokenStream {
    match output {
        Output::Nothing { .. } => quote! { r.skip() },
        Output::Body { .. } | Output::Value { .. } => quote! { ReadXml::read(r) },
        Output::Child { field, .. } => names.read_child(field),
    }
}

fn echo(operation: &Operation) -> Option<TokenStream> {
    let Echo { field, optional } = operation.echo.as_ref()?;
    let field = ident(field);
    let child = match &operation.output {
        Output::Child { field, .. } => field.presence.optional,
        Output::Body { .. } | Output::Value { .. } | Output::Nothing { .. } => false,
    };
    let output = if operation.answer.is_some() {
        quote! { output.body }
    } else {
        quote! { output }
    };
    let record = if child {
        quote! { #output.as_ref()? }
    } else {
        output
    };
    let body = if *optional {
        quote! { #record.#field.as_deref() }
    } else {
        quote! { Some(&#record.#field) }
    };
    Some(quote! { fn echo(output: &Self::Output) -> Option<&str> { #body } })
}
