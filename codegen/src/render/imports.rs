//! The `use` declarations of a file: found in its items, so that they can be neither missing nor superfluous.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;
use syn::visit::{self, Visit};

use super::{Target, ident, roles, text};
use crate::ir::{Api, TypeDef, Value};

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
    "DateInDateTime",
    "DateTime",
    "Decimal",
    "DecodeError",
    "Duration",
    "EncodeError",
    "Extra",
    "Facets",
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
    "Json",
    "JsonForm",
    "JsonOperation",
    "JsonWriter",
    "Nillable",
    "Operation",
    "Outcome",
    "Parts",
    "QName",
    "RawXml",
    "ReadError",
    "ReadJson",
    "ReadXml",
    "Reader",
    "Request",
    "RequestError",
    "Simple",
    "SoapOperation",
    "Text",
    "Time",
    "TimeInDateTime",
    "ValueError",
    "WriteJson",
    "WriteXml",
    "Writer",
];

/// The names that a file uses without saying where they come from.
#[derive(Debug, Default)]
pub(super) struct Used {
    names: BTreeSet<String>,
    /// Those with which longer paths begin: variables may be called the same.
    modules: BTreeSet<String>,
}

impl Used {
    /// Finds them in the items of a file.
    pub(super) fn of(file: &syn::File) -> Self {
        let mut used = Self::default();
        used.visit_file(file);
        used
    }

    fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    fn has_module(&self, name: &str) -> bool {
        self.modules.contains(name)
    }

    /// The runtime's names, and `fmt`.
    pub(super) fn runtime(&self) -> TokenStream {
        let has_soap = self.has_module("soap");
        let soap = has_soap.then(|| quote! { self as soap });
        let asmx = self.has_module("asmx").then(|| quote! { asmx });
        let names = RUNTIME.iter().filter(|name| self.has(name)).map(|name| {
            let name = ident(name);
            quote! { #name }
        });
        let names: Vec<TokenStream> = soap.into_iter().chain(names).chain(asmx).collect();
        let fmt = self.has_module("fmt").then(|| quote! { use std::fmt; });
        let runtime = match names.len() {
            0 => TokenStream::new(),
            1 if has_soap => quote! { use kontorhaus_soap::v1 as soap; },
            _ => quote! { use kontorhaus_soap::v1::{#(#names),*}; },
        };
        quote! { #fmt #runtime }
    }

    /// A module of ours by its name, where paths begin with it; `place` is where it stands.
    pub(super) fn module(&self, place: &TokenStream, module: &str) -> TokenStream {
        if !self.has_module(module) {
            return TokenStream::new();
        }
        let module = ident(module);
        quote! { use #place::#module; }
    }

    /// Those of a module of ours that are used.
    pub(super) fn own(&self, module: &TokenStream, has: impl Fn(&str) -> bool) -> TokenStream {
        let names: Vec<&String> = self.names.iter().filter(|name| has(name)).collect();
        if names.is_empty() {
            return TokenStream::new();
        }
        let names = names.into_iter().map(|name| ident(name));
        quote! { use #module::{#(#names),*}; }
    }

    /// The hand-written types, and the service.
    pub(super) fn paths(
        &self,
        of_values: &BTreeSet<&str>,
        api: &Api,
        target: &Target,
        module: &str,
    ) -> TokenStream {
        let mut paths = of_values.clone();
        if module == "operations" {
            paths.insert(&target.service);
        }
        if module == "roles" {
            let roles = api.roles.iter();
            let imported = roles.filter(|role| !roles::is_named_as_another(role, api));
            paths.extend(imported.map(|role| role.trait_.as_str()));
        }
        let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for path in paths.into_iter().filter(|path| self.has(last(path))) {
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
}

impl<'t> Visit<'t> for Used {
    fn visit_path(&mut self, path: &'t syn::Path) {
        if let Some(first) = path.segments.first() {
            let first = first.ident.to_string();
            if path.segments.len() > 1 {
                self.modules.insert(first.clone());
            }
            self.names.insert(first);
        }
        visit::visit_path(self, path);
    }

    fn visit_item_enum(&mut self, item: &'t syn::ItemEnum) {
        if item.attrs.iter().any(text::is_macro) {
            self.modules.insert("soap".to_owned());
        }
        visit::visit_item_enum(self, item);
    }

    fn visit_expr_method_call(&mut self, call: &'t syn::ExprMethodCall) {
        // The trait behind the method.
        if call.method == "write" {
            self.names.insert("WriteXml".to_owned());
        }
        visit::visit_expr_method_call(self, call);
    }
}

/// The last segment of a path.
pub(super) fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// The paths of all hand-written types that stand for values.
pub(super) fn paths(api: &Api) -> BTreeSet<&str> {
    values(api).filter_map(path).collect()
}

fn values(api: &Api) -> impl Iterator<Item = &Value> {
    let of_types = api.types.iter().flat_map(|type_| match type_ {
        TypeDef::Struct(record) => record.fields.iter().map(|field| &field.value).collect(),
        TypeDef::Choice(choice) => choice.arms.iter().map(|arm| &arm.value).collect(),
        TypeDef::Hierarchy(hierarchy) => {
            let members = hierarchy.members.iter();
            members.map(|member| &member.value).collect()
        }
        TypeDef::Enum(_) => Vec::new(),
    });
    let of_operations = api.operations.iter().flat_map(|operation| {
        let fields = operation.request.fields.iter();
        fields
            .map(|field| &field.value)
            .chain(operation.output.value())
    });
    let of_faults = api.faults.iter().flat_map(|fault| &fault.arms);
    let of_headers = api.headers.iter().flat_map(|headers| &headers.fields);
    of_types
        .chain(of_operations)
        .chain(of_faults.map(|arm| &arm.value))
        .chain(of_headers.map(|field| &field.value))
}

fn path(value: &Value) -> Option<&str> {
    match value.item() {
        Value::Path(path) => Some(path),
        _ => None,
    }
}
