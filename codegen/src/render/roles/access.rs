//! Functions that read and write a field in place.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::ident;
use super::super::values::value_type;
use crate::ir::{Accessor, Demand, Field, Value};

/// `fn name(&self) -> Option<&str>`; none for a field that the WSDL lacks, since the trait says what holds then.
pub(super) fn get(accessor: &Accessor) -> Option<TokenStream> {
    let field = accessor.field.as_ref()?;
    let name = ident(&accessor.name);
    let (type_, value) = match (&accessor.demand, accessor.many) {
        (Demand::Presence, _) => (quote! { bool }, presence(field)),
        (_, true) => {
            let item = value_type(&field.value);
            (quote! { &[#item] }, slice(field))
        }
        (Demand::String, false) => (
            quote! { Option<&str> },
            reference(field, &quote! { as_deref }),
        ),
        (Demand::Integer, false) => (quote! { Option<i64> }, integer(field)),
        (Demand::Boolean, false) => (quote! { Option<bool> }, copy(field)),
        (Demand::Date | Demand::Type(_), false) => {
            let type_ = value_type(&field.value);
            (
                quote! { Option<&#type_> },
                reference(field, &quote! { as_ref }),
            )
        }
    };
    Some(quote! { fn #name(&self) -> #type_ { #value } })
}

/// `fn set_name(&mut self, value: String)`; none for a field that the WSDL lacks.
pub(super) fn set(accessor: &Accessor) -> Option<TokenStream> {
    let field = accessor.field.as_ref()?;
    let name = ident(&format!("set_{}", accessor.name));
    let place = place(field);
    let stored = |value: TokenStream| {
        if field.presence.optional {
            quote! { Some(#value) }
        } else {
            value
        }
    };
    let value = stored(quote! { value });
    if accessor.demand == Demand::Integer && !accessor.many {
        let body = if is_i64(&field.value) {
            quote! { #place = #value; Ok(()) }
        } else {
            let type_ = value_type(&field.value);
            let value = stored(quote! { #type_::try_from(value)? });
            quote! { #place = #value; Ok(()) }
        };
        return Some(quote! {
            fn #name(&mut self, value: i64) -> Result<(), std::num::TryFromIntError> { #body }
        });
    }
    let mut type_ = value_type(&field.value);
    if accessor.many {
        type_ = quote! { Vec<#type_> };
    }
    Some(quote! { fn #name(&mut self, value: #type_) { #place = #value; } })
}

fn place(field: &Field) -> TokenStream {
    let name: Ident = ident(&field.name);
    quote! { self.#name }
}

fn presence(field: &Field) -> TokenStream {
    let place = place(field);
    match (field.presence.optional, field.presence.many) {
        (true, _) => quote! { #place.is_some() },
        (false, true) => quote! { !#place.is_empty() },
        (false, false) => quote! { true },
    }
}

fn slice(field: &Field) -> TokenStream {
    let place = place(field);
    if field.presence.optional {
        quote! { #place.as_deref().unwrap_or_default() }
    } else {
        quote! { &#place }
    }
}

fn reference(field: &Field, method: &TokenStream) -> TokenStream {
    let place = place(field);
    if field.presence.optional {
        quote! { #place.#method() }
    } else {
        quote! { Some(&#place) }
    }
}

fn copy(field: &Field) -> TokenStream {
    let place = place(field);
    if field.presence.optional {
        place
    } else {
        quote! { Some(#place) }
    }
}

fn integer(field: &Field) -> TokenStream {
    let place = place(field);
    match (is_i64(&field.value), field.presence.optional) {
        (true, _) => copy(field),
        (false, true) => quote! { #place.map(i64::from) },
        (false, false) => quote! { Some(i64::from(#place)) },
    }
}

fn is_i64(value: &Value) -> bool {
    value.rust_type() == "i64"
}
