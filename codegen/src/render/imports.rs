//! The `use` declarations of a file: found in its tokens, so that they can be neither missing nor superfluous.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::{Target, ident};
use crate::ir::{Api, Field, TypeDef, Value};

/// What generated code names of the runtime.
const RUNTIME: &[&str] = &[
    "AsDouble",
    "AsFloat",
    "Base64",
    "Body",
    "Bytes",
    "Call",
    "Context",
    "Date",
    "DateTime",
    "Decimal",
    "DecodeError",
    "Duration",
    "EncodeError",
    "Extra",
    "Fault",
    "FaultRule",
    "GDay",
    "GMonth",
    "GMonthDay",
    "GYear",
    "GYearMonth",
    "Hex",
    "Hidden",
    "Idempotency",
    "Integer",
    "Nillable",
    "Operation",
    "Outcome",
    "Parts",
    "QName",
    "RawXml",
    "ReadError",
    "ReadXml",
    "Reader",
    "Request",
    "RequestError",
    "Simple",
    "SoapOperation",
    "Text",
    "Time",
    "ValueError",
    "WriteXml",
    "Writer",
];

/// The runtime's names that the tokens use.
pub(super) fn runtime(tokens: &TokenStream) -> TokenStream {
    let mut used = BTreeSet::new();
    collect(tokens, &mut used);
    // The trait behind the method.
    if used.contains("write") {
        used.insert("WriteXml".to_owned());
    }
    let module = used.contains("soap").then(|| quote! { self as soap });
    let names = RUNTIME
        .iter()
        .filter(|name| used.contains(**name))
        .map(|name| {
            let name = ident(name);
            quote! { #name }
        });
    let names: Vec<TokenStream> = module.into_iter().chain(names).collect();
    let fmt = used.contains("fmt").then(|| quote! { use std::fmt; });
    let runtime = (!names.is_empty()).then(|| quote! { use kontorhaus_soap::v1::{#(#names),*}; });
    quote! { #fmt #runtime }
}

/// The names of a neighbouring module that the tokens use.
pub(super) fn own(module: &str, names: &[&str], tokens: &TokenStream) -> TokenStream {
    let mut used = BTreeSet::new();
    collect(tokens, &mut used);
    let mut names = names
        .iter()
        .filter(|name| used.contains(**name))
        .map(|name| ident(name))
        .peekable();
    let module = ident(module);
    names
        .peek()
        .is_some()
        .then(|| quote! { use super::#module::{#(#names),*}; })
        .unwrap_or_default()
}

/// The hand-written types that the tokens use, and the service.
pub(super) fn paths(api: &Api, target: &Target, module: &str, tokens: &TokenStream) -> TokenStream {
    let mut used = BTreeSet::new();
    collect(tokens, &mut used);
    let mut paths: BTreeSet<&str> = fields(api).filter_map(|field| path(&field.value)).collect();
    if module == "operations" {
        paths.insert(&target.service);
    }
    let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in paths.into_iter().filter(|path| used.contains(last(path))) {
        if let Some((module, name)) = path.rsplit_once("::") {
            modules.entry(module).or_default().push(name);
        }
    }
    let uses = modules.into_iter().filter_map(|(module, names)| {
        let module: syn::Path = syn::parse_str(&target.path(module)).ok()?;
        let names = names.into_iter().map(ident);
        Some(quote! { use #module::{#(#names),*}; })
    });
    quote! { #(#uses)* }
}

/// The last segment of a path.
pub(super) fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

fn fields(api: &Api) -> impl Iterator<Item = &Field> {
    let structs = api.types.iter().filter_map(|type_| match type_ {
        TypeDef::Struct(record) => Some(record),
        _ => None,
    });
    structs
        .chain(api.operations.iter().map(|operation| &operation.request))
        .flat_map(|record| &record.fields)
}

fn path(value: &Value) -> Option<&str> {
    match value {
        Value::Path(path) => Some(path),
        Value::List(item) => path(item),
        _ => None,
    }
}

fn collect(tokens: &TokenStream, used: &mut BTreeSet<String>) {
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(name) => {
                used.insert(name.to_string());
            }
            TokenTree::Group(group) => collect(&group.stream(), used),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
