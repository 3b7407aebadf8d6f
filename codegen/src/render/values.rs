//! Values in Rust: the types of fields, what constructors and setters take, and how that becomes what is stored.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident;
use super::imports::last;
use crate::ir::{Field, Presence, Value};

/// The type of a field.
pub(super) fn field_type(field: &Field) -> TokenStream {
    layered(field.presence, field.boxed, value_type(&field.value))
}

/// A type with what says how many values there are.
pub(super) fn layered(presence: Presence, boxed: bool, mut type_: TokenStream) -> TokenStream {
    if presence.nillable {
        type_ = quote! { Nillable<#type_> };
    }
    if boxed {
        type_ = quote! { Box<#type_> };
    }
    if presence.many {
        type_ = quote! { Vec<#type_> };
    }
    if presence.optional {
        type_ = quote! { Option<#type_> };
    }
    type_
}

/// The type of one value.
pub(super) fn value_type(value: &Value) -> TokenStream {
    match value {
        Value::Plain(plain) | Value::Via { plain, .. } => named(plain.0),
        Value::List(item) => {
            let item = value_type(item);
            quote! { Vec<#item> }
        }
        Value::Array(item) => {
            let item = value_type(item);
            quote! { soap::Array<#item> }
        }
        Value::Type(id) => named(&id.0),
        Value::Path(path) => named(last(path)),
    }
}

/// A name that is imported, or one of the runtime that might be a schema's too: `soap::Attachment`.
fn named(name: &str) -> TokenStream {
    if let Some(name) = name.strip_prefix("soap::") {
        let name = ident(name);
        return quote! { soap::#name };
    }
    let name = ident(name);
    quote! { #name }
}

/// What a constructor or setter takes.
pub(super) struct Argument {
    pub(super) type_: TokenStream,
    /// What may be given instead of the type: a list of such, or what becomes one.
    pub(super) how: Vec<&'static str>,
}

/// All that a list has.
pub(super) const EACH: &str = "each";
/// Whatever becomes a value.
const INTO: &str = "into";

/// What a constructor or setter takes: whatever becomes the value.
pub(super) fn argument(field: &Field) -> Argument {
    let each = collected(field).is_some().then_some(EACH);
    let into = converts(field).then_some(INTO);
    let type_ = match collected(field) {
        Some(Item { type_, .. }) => type_,
        None => layered(
            Presence {
                nillable: field.presence.nillable,
                ..Presence::REQUIRED
            },
            false,
            value_type(&field.value),
        ),
    };
    let how = each.into_iter().chain(into).collect();
    Argument { type_, how }
}

impl Argument {
    /// As the type of a parameter.
    pub(super) fn in_rust(self) -> TokenStream {
        let how = self.how.iter().rev();
        how.fold(self.type_, |type_, how| {
            if *how == EACH {
                quote! { impl IntoIterator<Item = #type_> }
            } else {
                quote! { impl Into<#type_> }
            }
        })
    }
}

/// An argument as it is stored, but for the `Option` around it.
pub(super) fn stored(field: &Field, argument: &Ident) -> TokenStream {
    match (collected(field).is_some(), converts(field)) {
        (true, true) => quote! { #argument.into_iter().map(Into::into).collect() },
        (true, false) => quote! { #argument.into_iter().collect() },
        (false, true) if field.boxed => quote! { Box::new(#argument.into()) },
        (false, true) => quote! { #argument.into() },
        (false, false) if field.boxed => quote! { Box::new(#argument) },
        (false, false) => quote! { #argument },
    }
}

/// An item of a list.
struct Item {
    type_: TokenStream,
    converts: bool,
}

/// The item of a field that callers give as a list.
fn collected(field: &Field) -> Option<Item> {
    let Presence { many, nillable, .. } = field.presence;
    match &field.value {
        value if many => {
            let type_ = value_type(value);
            Some(if nillable {
                Item {
                    type_: quote! { Nillable<#type_> },
                    converts: true,
                }
            } else {
                Item {
                    type_,
                    converts: is_converted(value),
                }
            })
        }
        Value::List(item) if !nillable => Some(Item {
            type_: value_type(item),
            converts: is_converted(item),
        }),
        _ => None,
    }
}

/// Whether callers commonly hold something that becomes the value, or the list's item.
fn converts(field: &Field) -> bool {
    match collected(field) {
        Some(item) => item.converts,
        None => field.presence.nillable || is_converted(&field.value),
    }
}

fn is_converted(value: &Value) -> bool {
    match value {
        Value::Plain(plain) | Value::Via { plain, .. } => plain.is_converted(),
        // From a `Vec`.
        Value::Array(_) => true,
        Value::List(_) | Value::Type(_) | Value::Path(_) => false,
    }
}
