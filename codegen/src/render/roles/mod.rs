//! The traits of the vendor's crate, for the operations and values that fulfil them.

mod access;

use heck::ToSnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::imports::last;
use super::values::value_type;
use super::volumes::Item;
use super::{Target, ident};
use crate::ir::{Api, Field, Given, Role, Taken, TypeDef, Value, Wire};

pub(super) fn render(api: &Api, target: &Target) -> Vec<Item> {
    let roles = api.roles.iter().map(|role| Item {
        name: role.subject.clone(),
        weight: 2 + role.get.len() + role.set.len(),
        tokens: implementation(role, api, target),
    });
    roles.collect()
}

/// Whether the WSDL has a type or an operation of the trait's name, so that the trait can't be imported.
pub(super) fn is_named_as_another(role: &Role, api: &Api) -> bool {
    let trait_ = last(&role.trait_);
    let requests = api.operations.iter();
    let mut names = (requests.map(|operation| operation.request.name.as_str()))
        .chain(api.types.iter().map(TypeDef::name));
    names.any(|name| name == trait_)
}

/// The trait as the code names it.
fn trait_path(role: &Role, api: &Api, target: &Target) -> TokenStream {
    let path = target.path(&role.trait_);
    match syn::parse_str::<syn::Path>(&path) {
        Ok(path) if is_named_as_another(role, api) => quote! { #path },
        _ => {
            let name = ident(last(&role.trait_));
            quote! { #name }
        }
    }
}

fn implementation(role: &Role, api: &Api, target: &Target) -> TokenStream {
    let (trait_, subject) = (trait_path(role, api, target), ident(&role.subject));
    let values = role
        .types
        .iter()
        .map(|(name, value)| (name, value_type(value)));
    let operations = role.operations.iter().map(|(name, operation)| {
        let operation = ident(operation);
        (name, quote! { #operation })
    });
    let mut types: Vec<(&String, TokenStream)> = values.chain(operations).collect();
    types.sort_by_key(|(name, _)| *name);
    let types = types.into_iter().map(|(name, type_)| {
        let name = ident(name);
        quote! { type #name = #type_; }
    });
    let request = (!role.request.is_empty()).then(|| request(role, api));
    let answer = role.answer.iter().map(answer);
    let get = role.get.iter().filter_map(access::get);
    let set = role.set.iter().filter_map(access::set);
    quote! {
        impl #trait_ for #subject {
            #(#types)*
            #request
            #(#answer)*
            #(#get)*
            #(#set)*
        }
    }
}

/// `fn of(a: Self::A, b_list: Vec<Self::B>) -> Self`.
fn request(role: &Role, api: &Api) -> TokenStream {
    let parameters = role.request.iter().map(|given| {
        let (name, type_) = (parameter(&given.name, given.many), ident(&given.name));
        if given.many {
            quote! { #name: Vec<Self::#type_> }
        } else {
            quote! { #name: Self::#type_ }
        }
    });
    let of = |field: &Field| {
        role.request
            .iter()
            .find(|given| given.field.name == field.name)
    };
    let operation = api
        .operations
        .iter()
        .find(|operation| operation.request.name == role.subject);
    let fields = operation.map_or(&[][..], |operation| &operation.request.fields);
    let required = fields
        .iter()
        .filter(|field| field.is_required() && !matches!(field.wire, Wire::Injected(_)));
    let required = required.filter_map(of).map(argument);
    let optional = role
        .request
        .iter()
        .filter(|given| !given.field.is_required());
    let optional = optional.map(|given| {
        let setter = ident(&format!("with_{}", given.field.name.trim_matches('_')));
        let value = argument(given);
        quote! { .#setter(#value) }
    });
    quote! {
        fn of(#(#parameters),*) -> Self { Self::new(#(#required),*) #(#optional)* }
    }
}

/// A parameter as the request's constructor or setter takes it.
fn argument(given: &Given) -> TokenStream {
    let name = parameter(&given.name, given.many);
    if given.field.presence.many && !given.many {
        quote! { [#name] }
    } else {
        quote! { #name }
    }
}

fn parameter(name: &str, many: bool) -> Ident {
    let name = name.to_snake_case();
    ident(&if many { format!("{name}_list") } else { name })
}

/// `fn a(output: &mut Self::Output) -> Option<Self::A>`, or a list of them.
fn answer(taken: &Taken) -> TokenStream {
    let (name, type_) = (parameter(&taken.name, taken.many), ident(&taken.name));
    let value = taken_value(taken);
    if taken.many {
        quote! { fn #name(output: &mut Self::Output) -> Vec<Self::#type_> { #value } }
    } else {
        quote! { fn #name(output: &mut Self::Output) -> Option<Self::#type_> { #value } }
    }
}

fn taken_value(taken: &Taken) -> TokenStream {
    let Some((field, way)) = taken.path.split_last() else {
        let output = quote! { output };
        return match (taken.optional, taken.list, taken.many) {
            (true, true, _) => quote! { output.take().unwrap_or_default() },
            (false, true, _) => quote! { std::mem::take(output) },
            (true, false, false) => quote! { output.take() },
            (true, false, true) => quote! { output.take().into_iter().collect() },
            (false, false, false) => {
                let value = copied(&quote! { *output }, &output, &taken.value);
                quote! { Some(#value) }
            }
            (false, false, true) => {
                let value = copied(&quote! { *output }, &output, &taken.value);
                quote! { Vec::from([#value]) }
            }
        };
    };
    // Where everything on the way is there, no `Option` is.
    let certain = !taken.optional && way.iter().all(|step| !step.presence.optional);
    let name = ident(&field.name);
    if certain {
        let way = way.iter().map(|step| ident(&step.name));
        let place = quote! { output #(.#way)* .#name };
        let value = held(&place, field);
        return match (field.presence.many || field.presence.optional, taken.many) {
            (true, true) if field.presence.many => value,
            (true, true) => quote! { #value.into_iter().collect() },
            (true, false) => value,
            (false, true) => quote! { Vec::from([#value]) },
            (false, false) => quote! { Some(#value) },
        };
    }
    let first = if taken.optional {
        quote! { output.as_mut() }
    } else {
        quote! { Some(output) }
    };
    let steps = way.iter().map(|step| {
        let name = ident(&step.name);
        if step.presence.optional {
            quote! { .and_then(|value| value.#name.as_mut()) }
        } else {
            quote! { .map(|value| &mut value.#name) }
        }
    });
    let last = if field.presence.optional {
        quote! { .and_then(|value| value.#name.take()) }
    } else {
        let value = held(&quote! { value.#name }, field);
        quote! { .map(|value| #value) }
    };
    let end = match (field.presence.many, taken.many) {
        (true, _) => Some(quote! { .unwrap_or_default() }),
        (false, true) => Some(quote! { .into_iter().collect() }),
        (false, false) => None,
    };
    quote! { #first #(#steps)* #last #end }
}

/// What a field holds: a list taken out, an `Option` taken out, or the value.
fn held(place: &TokenStream, field: &Field) -> TokenStream {
    match (field.presence.many, field.presence.optional) {
        (true, true) => quote! { #place.take().unwrap_or_default() },
        (true, false) => quote! { std::mem::take(&mut #place) },
        (false, true) => quote! { #place.take() },
        (false, false) => copied(place, place, &field.value),
    }
}

/// A value that stays where it is: copied where that is enough, else cloned.
fn copied(copy: &TokenStream, clone: &TokenStream, value: &Value) -> TokenStream {
    let is_copy = match value {
        Value::Plain(plain) | Value::Via { plain, .. } => matches!(
            plain.0,
            "bool"
                | "i8"
                | "i16"
                | "i32"
                | "i64"
                | "u8"
                | "u16"
                | "u32"
                | "u64"
                | "f32"
                | "f64"
                | "Date"
                | "DateTime"
                | "Decimal"
                | "Time"
        ),
        Value::List(_) | Value::Array(_) | Value::Type(_) | Value::Path(_) => false,
    };
    if is_copy {
        quote! { #copy }
    } else {
        quote! { #clone.clone() }
    }
}
