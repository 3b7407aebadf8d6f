//! How values are read from JSON and written to it: a line for each field, beside the reader and writer for XML.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use super::volumes::Item;
use super::wire::forms::{form, read_type};
use crate::ir::{Api, Field, Json, Operation, Output, Presence, Source, Struct, TypeDef, Wire};

pub(super) fn render(api: &Api, json: &Json) -> Vec<Item> {
    let types = api.types.iter().filter_map(|type_| match type_ {
        TypeDef::Struct(record) => Some((record, type_.weight())),
        TypeDef::Choice(_) | TypeDef::Hierarchy(_) | TypeDef::Enum(_) => None,
    });
    let types = types.map(|(record, weight)| {
        let reader = json.reads(&record.name).then(|| reader(record));
        let writer = json.writes(&record.name).then(|| writer(record));
        Item {
            name: record.name.clone(),
            weight,
            tokens: quote! { #reader #writer },
        }
    });
    let operations = api
        .operations
        .iter()
        .filter(|operation| json.has(operation));
    let operations = operations.map(|operation| {
        let (writer, implementation) = (writer(&operation.request), implementation(operation));
        Item {
            name: operation.request.name.clone(),
            weight: operation.weight(),
            tokens: quote! { #writer #implementation },
        }
    });
    types.chain(operations).collect()
}

fn reader(record: &Struct) -> TokenStream {
    let name = ident(&record.name);
    let fields = record.fields.iter().map(|field| {
        let (name, value) = (ident(&field.name), read(field));
        quote! { #name: #value }
    });
    let object = if record.fields.is_empty() {
        quote! { json.object()?; }
    } else {
        let mutable = record.fields.iter().any(|field| !field.is_extra());
        let mutable = mutable.then(|| quote! { mut });
        quote! { let #mutable o = json.object()?; }
    };
    quote! {
        impl ReadJson for #name {
            fn read_json(json: Json<'_>) -> Result<Self, DecodeError> {
                #object
                Ok(Self { #(#fields),* })
            }
        }
    }
}

fn read(field: &Field) -> TokenStream {
    if field.is_extra() {
        return quote! { o.rest() };
    }
    let Presence {
        optional,
        many,
        nillable,
    } = field.presence;
    let name = &field.json;
    let form = form(&field.value, field.presence);
    let method = match (many, optional, &field.wire) {
        (true, true, _) => "list",
        (true, false, Wire::Wrapped { .. }) => "required_list",
        (true, false, _) => "items",
        (false, true, _) if field.boxed => "boxed",
        (false, ..) => "member",
    };
    // What the value is has to be said where it isn't stored as it is.
    let type_ = form.as_ref().map(|_| {
        let item = Presence {
            nillable,
            ..Presence::REQUIRED
        };
        let type_ = read_type(&field.value, if many { item } else { field.presence });
        quote! { ::<#type_> }
    });
    let method = ident(method);
    let value = quote! { o.#method #type_(#name)? };
    match form {
        Some(form) => form.decoded(&value),
        None if field.boxed && !many && !optional => quote! { Box::new(#value) },
        None => value,
    }
}

fn writer(record: &Struct) -> TokenStream {
    let name = ident(&record.name);
    let lines = record.fields.iter().map(write);
    quote! {
        impl WriteJson for #name {
            fn write_json(&self, w: &mut JsonWriter) -> Result<(), EncodeError> {
                w.object();
                #(#lines?;)*
                w.end()
            }
        }
    }
}

fn write(field: &Field) -> TokenStream {
    let (name, json) = (ident(&field.name), &field.json);
    let place = quote! { self.#name };
    let value =
        form(&field.value, field.presence).map_or(place.clone(), |form| form.encoded(&place));
    let Presence { optional, many, .. } = field.presence;
    match &field.wire {
        Wire::Injected(injected) => match &injected.from {
            Source::Same => quote! { w.injected(#json) },
            Source::Called(value) | Source::CalledIfAny(value) => {
                quote! { w.injected_as(#json, #value) }
            }
        },
        Wire::Extra(_) => quote! { w.rest(&#value) },
        _ if many && optional => quote! { w.list(#json, &#value) },
        _ if many => quote! { w.items(#json, &#value) },
        _ if field.boxed && optional => quote! { w.boxed(#json, &#value) },
        _ if field.boxed => quote! { w.member(#json, &*#value) },
        _ => quote! { w.member(#json, &#value) },
    }
}

fn implementation(operation: &Operation) -> TokenStream {
    let name = ident(&operation.request.name);
    let (parameter, body) = match &operation.output {
        Output::Nothing { .. } => (quote! { _ }, quote! { Ok(()) }),
        // What has no form in JSON is left out before.
        Output::Body { .. } => (quote! { json }, quote! { json.result("") }),
        Output::Value { element, .. } => {
            let element = &element.local;
            (quote! { json }, quote! { json.result(#element) })
        }
        Output::Child { field, .. } => (quote! { json }, result(field)),
    };
    quote! {
        impl JsonOperation for #name {
            fn read_json(#parameter: Json<'_>) -> Result<Self::Output, DecodeError> { #body }
        }
    }
}

/// What stands behind `d`.
fn result(field: &Field) -> TokenStream {
    let Presence {
        optional,
        many,
        nillable,
    } = field.presence;
    let name = &field.json;
    let form = form(&field.value, field.presence);
    let type_ = form.as_ref().map(|_| {
        let item = Presence {
            nillable,
            ..Presence::REQUIRED
        };
        let type_ = read_type(&field.value, item);
        quote! { ::<#type_> }
    });
    let value = match (many, optional) {
        (true, true) => quote! { json.optional_list #type_() },
        (true, false) => quote! { json.result_list #type_(#name) },
        (false, true) => quote! { json.optional #type_() },
        (false, false) => quote! { json.result #type_(#name) },
    };
    match form {
        Some(form) => {
            let decoded = form.decoded(&quote! { value });
            quote! { #value.map(|value| #decoded) }
        }
        None => value,
    }
}
