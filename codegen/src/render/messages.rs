//! What an operation's messages have beside their bodies, and how they are sent.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident;
use super::wire::Names;
use crate::ir::{Field, Operation, Output, Wire};
use crate::wsdl::{Addressing, SoapVersion};

/// The constants that say how an operation is sent: those that differ from what is usual.
pub(super) fn manner(operation: &Operation) -> TokenStream {
    let mut constants = Vec::new();
    let mut versions = operation.versions.iter();
    let (version, action) = match versions.next() {
        Some((version, action)) => (*version, action.as_str()),
        None => (SoapVersion::V11, ""),
    };
    constants.push(quote! { const ACTION: &'static str = #action; });
    if version == SoapVersion::V12 {
        constants.push(quote! { const VERSION: soap::SoapVersion = soap::SoapVersion::V12; });
    }
    if let Some((_, other)) = versions.next().filter(|(_, other)| other != action) {
        constants.push(quote! { const ACTION_1_2: &'static str = #other; });
    }
    if let Some((addressing, own_action)) = &operation.addressing {
        let addressing = ident(match addressing {
            Addressing::Off => "Off",
            Addressing::Submission => "Submission",
            Addressing::V1 => "V1",
        });
        constants.push(quote! {
            const ADDRESSING: soap::Addressing = soap::Addressing::#addressing;
        });
        if own_action != action {
            constants.push(quote! { const ADDRESSING_ACTION: &'static str = #own_action; });
        }
    }
    let whole_body = match &operation.output {
        Output::Body { .. } => true,
        // The body may be empty: what counts comes beside it.
        Output::Nothing { element: None } => operation.answer.is_some(),
        _ => false,
    };
    for (holds, name) in [
        (operation.encoded, "ENCODED"),
        (whole_body, "WHOLE_BODY"),
        (operation.one_way, "ONE_WAY"),
    ] {
        if holds {
            let name = ident(name);
            constants.push(quote! { const #name: bool = true; });
        }
    }
    quote! { #(#constants)* }
}

/// Writes the header blocks that the client's settings have.
pub(super) fn write_headers(operation: &Operation, names: &Names<'_>) -> Option<TokenStream> {
    let record = names
        .api
        .headers
        .as_ref()
        .filter(|_| !operation.headers.is_empty())?;
    let record = ident(&record.name);
    let lines = names.write_headers(&operation.headers);
    Some(quote! {
        fn write_headers(&self, context: &Context<'_>, w: &mut Writer) -> Result<(), EncodeError> {
            if let Some(headers) = context.setting::<#record>() { #lines }
            Ok(())
        }
    })
}

/// The files beside the envelope.
pub(super) fn attachments(operation: &Operation) -> Option<TokenStream> {
    let fields = operation.request.fields.iter();
    let files: Vec<TokenStream> = fields
        .filter_map(|field| match &field.wire {
            Wire::Attachment { part, .. } => {
                let name = ident(&field.name);
                Some(quote! { (#part, self.#name.clone()) })
            }
            _ => None,
        })
        .collect();
    (!files.is_empty()).then(|| {
        quote! {
            fn attachments(&self) -> Vec<(&'static str, soap::Attachment)> { vec![#(#files),*] }
        }
    })
}

/// Reads the answer: its body, and what came beside it.
pub(super) fn read(operation: &Operation, body: TokenStream, names: &Names<'_>) -> TokenStream {
    let body = match &operation.answer {
        None => body,
        Some(answer) => {
            let name = ident(&answer.name);
            let fields: Vec<TokenStream> = answer
                .fields
                .iter()
                .map(|field| beside(field, names))
                .collect();
            let has_body = answer.fields.iter().any(|field| field.wire == Wire::Body);
            let body = if has_body {
                quote! { let body = { #body }?; }
            } else {
                quote! { #body?; }
            };
            quote! { #body Ok(#name { #(#fields),* }) }
        }
    };
    quote! { fn read_body(r: &mut Reader<'_>) -> Result<Self::Output, DecodeError> { #body } }
}

fn beside(field: &Field, names: &Names<'_>) -> TokenStream {
    let name = ident(&field.name);
    match &field.wire {
        Wire::Header(block) => {
            let (namespace, local) = (names.namespace(&block.namespace), &block.local);
            quote! { #name: r.header(#namespace, #local)? }
        }
        Wire::Attachment { part, place } => {
            let place = Literal::usize_unsuffixed(*place);
            quote! { #name: r.attachment(#part, #place) }
        }
        _ => quote! { #name },
    }
}
