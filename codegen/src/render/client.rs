//! A method of the client for each operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::volumes::Item;
use super::{Target, doc, ident};
use crate::ir::Api;

pub(super) fn methods(api: &Api) -> Vec<Item> {
    let methods = api.operations.iter().map(|operation| {
        let (method, request) = (ident(&operation.method), ident(&operation.request.name));
        let mut docs: Vec<String> = operation
            .request
            .docs
            .iter()
            .take_while(|line| !line.is_empty())
            .cloned()
            .collect();
        let faults = operation.fault.as_ref().map_or("", |_| ", faults");
        docs.extend([
            String::new(),
            format!(
                "See [`{}`] for limits{faults} and what may be repeated.",
                operation.request.name
            ),
        ]);
        let docs = doc(&docs, false);
        Item {
            name: operation.request.name.clone(),
            weight: 1,
            tokens: quote! {
                #docs
                pub fn #method(&self, request: #request) -> Call<#request> { self.call(request) }
            },
        }
    });
    methods.collect()
}

/// The methods of one file.
pub(super) fn implementation(methods: &TokenStream, target: &Target) -> TokenStream {
    let client = ident("Client");
    let client: syn::Path =
        syn::parse_str(&target.path("vendor::Client")).unwrap_or_else(|_| client.into());
    quote! { impl #client { #methods } }
}
