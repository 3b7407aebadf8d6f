//! A method of the client for each operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Target, doc, ident};
use crate::ir::Api;

pub(super) fn methods(api: &Api, target: &Target) -> TokenStream {
    let vendor = ident(&target.vendor);
    let methods = api.operations.iter().map(|operation| {
        let (method, request) = (ident(&operation.method), ident(&operation.request.name));
        let mut docs: Vec<String> = operation
            .request
            .docs
            .iter()
            .take_while(|line| !line.is_empty())
            .cloned()
            .collect();
        docs.extend([
            String::new(),
            format!(
                "See [`{0}`] for limits and for what may be repeated.",
                operation.request.name
            ),
        ]);
        let docs = doc(&docs, false);
        quote! {
            #docs
            pub fn #method(&self, request: #request) -> Call<#request> { self.call(request) }
        }
    });
    quote! { impl #vendor::Client { #(#methods)* } }
}
