//! Structs with their constructors, what their fields bring, and `Debug`.

use proc_macro2::TokenStream;
use quote::quote;

use super::enums::{choice_type, enum_type, hierarchy_type};
use super::text::FIELDS;
use super::values::{Argument, EACH, argument, field_type, stored};
use super::volumes::Item;
use super::{doc, ident};
use crate::ir::{Api, Field, Struct, TypeDef, Wire};

pub(super) fn render(api: &Api) -> Vec<Item> {
    let types = api.types.iter().map(|type_| Item {
        name: type_.name().to_owned(),
        weight: type_.weight(),
        tokens: match type_ {
            TypeDef::Struct(record) => {
                structure(record, &TokenStream::new(), &quote! { #[must_use] })
            }
            TypeDef::Choice(choice) => choice_type(choice),
            TypeDef::Hierarchy(hierarchy) => hierarchy_type(hierarchy),
            TypeDef::Enum(enumeration) => enum_type(enumeration),
        },
    });
    types.collect()
}

/// A request, which does nothing until it is sent.
pub(super) fn request(record: &Struct) -> TokenStream {
    let must_use = quote! { #[must_use = "a request does nothing until it is sent"] };
    structure(record, &must_use, &TokenStream::new())
}

/// The record of header blocks, which a client's settings hold.
pub(super) fn headers(record: &Struct) -> TokenStream {
    structure(record, &TokenStream::new(), &quote! { #[must_use] })
}

/// The record of an answer that is more than its body.
pub(super) fn answer(record: &Struct) -> TokenStream {
    structure(record, &TokenStream::new(), &quote! { #[must_use] })
}

/// A struct with its constructor, setters and `Debug`, and attributes for the type and its constructor.
fn structure(record: &Struct, on_type: &TokenStream, on_new: &TokenStream) -> TokenStream {
    let name = ident(&record.name);
    let docs = doc(&record.docs, false);
    let fields: Vec<&Field> = record
        .fields
        .iter()
        .filter(|field| !matches!(field.wire, Wire::Injected(_)))
        .collect();
    let hides = fields.iter().any(|field| field.hidden);
    let needs_nothing = !fields.iter().any(|field| field.is_required());
    let debug = (!hides).then(|| quote! { Debug, });
    let default = needs_nothing.then(|| quote! { Default, });
    let declared = fields.iter().map(|field| {
        let docs = doc(&field.docs, false);
        let (name, type_) = (ident(&field.name), field_type(field));
        quote! { #docs pub #name: #type_, }
    });
    let constructor = (!needs_nothing).then(|| {
        let constructor = constructor(&fields, on_new);
        quote! { impl #name { #constructor } }
    });
    let lines = lines(record, &fields, needs_nothing);
    let hidden = hides.then(|| debug_struct(record, &fields));
    quote! {
        #docs
        #[derive(Clone, #debug #default PartialEq)]
        #[non_exhaustive]
        #on_type
        pub struct #name { #(#declared)* }

        #constructor

        #lines

        #hidden
    }
}

fn constructor(fields: &[&Field], attribute: &TokenStream) -> TokenStream {
    let required = fields.iter().filter(|field| field.is_required());
    let arguments = required.map(|field| {
        let (name, type_) = (ident(&field.name), argument(field).in_rust());
        quote! { #name: #type_ }
    });
    let inits = fields.iter().map(|field| initial(field));
    let optional = |field: &&Field| !field.is_required() && !field.is_extra();
    let line = if fields.iter().any(optional) {
        "A value with what is required; the rest is unset."
    } else {
        "A value with what is required."
    };
    let docs = doc(&[line.to_owned()], false);
    quote! {
        #docs
        #attribute
        pub fn new(#(#arguments),*) -> Self { Self { #(#inits),* } }
    }
}

/// A field in the constructor: its argument, or nothing.
fn initial(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    if field.is_required() {
        let stored = stored(field, &name);
        // A field that is its argument needs no value.
        return if name == stored.to_string() {
            quote! { #name }
        } else {
            quote! { #name: #stored }
        };
    }
    if field.is_extra() {
        quote! { #name: Extra::default() }
    } else if field.presence.optional {
        quote! { #name: None }
    } else {
        quote! { #name: Vec::new() }
    }
}

/// A line for each field, in the form of an enum, which becomes the macro's argument.
fn lines(record: &Struct, fields: &[&Field], needs_nothing: bool) -> TokenStream {
    let constructor = needs_nothing.then(|| quote! { new() });
    let fields = fields.iter().map(|field| line(field));
    let lines: Vec<TokenStream> = constructor.into_iter().chain(fields).collect();
    let (name, marker) = (ident(&record.name), ident(FIELDS));
    quote! { #[#marker] enum #name { #(#lines),* } }
}

fn line(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    if field.is_extra() {
        quote! { rest(#name) }
    } else if field.is_required() {
        quote! { required(#name) }
    } else {
        setter(field)
    }
}

fn setter(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    let method = ident(&format!("with_{}", field.name.trim_matches('_')));
    let Argument { type_, how } = argument(field);
    let is_list = how.contains(&EACH);
    let some = (is_list && field.presence.optional).then_some("some");
    let boxed = (!is_list && field.boxed).then_some("boxed");
    let how = some.into_iter().chain(boxed).chain(how).map(ident);
    quote! { #method(#name, #(#how,)* #type_) }
}

fn debug_struct(record: &Struct, fields: &[&Field]) -> TokenStream {
    let name = ident(&record.name);
    let title = &record.name;
    let shown = fields.iter().map(|field| {
        let (name, title) = (ident(&field.name), &field.name);
        if field.hidden {
            quote! { .field(#title, &Hidden) }
        } else {
            quote! { .field(#title, &self.#name) }
        }
    });
    quote! {
        impl fmt::Debug for #name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(#title) #(#shown)* .finish()
            }
        }
    }
}
