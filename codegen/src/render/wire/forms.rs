//! Values whose form on the wire is that of another type, such as a `Decimal` that the wire calls a double.
//!
//! A newtype of the runtime knows the form. It is put on for writing and taken off after reading, below whatever says how many values there
//! are.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::values::{layered, value_type};
use crate::ir::{Presence, Value};
use crate::render::ident;

/// The newtype for a value's form on the wire, with what stands around each value.
pub(in crate::render) struct Form {
    codec: TokenStream,
    layers: Vec<Layer>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Layer {
    Option,
    Vec,
    Nillable,
}

/// The form of a value that has one of its own. `None` for all that is written as itself.
pub(in crate::render) fn form(value: &Value, presence: Presence) -> Option<Form> {
    let Value::Via { codec, .. } = value.item() else {
        return None;
    };
    let codec = ident(codec);
    let layers = [
        (presence.optional, Layer::Option),
        (presence.many, Layer::Vec),
        (presence.nillable, Layer::Nillable),
        (matches!(value, Value::List(_)), Layer::Vec),
    ];
    Some(Form {
        codec: quote! { #codec },
        layers: layers
            .into_iter()
            .filter_map(|(holds, layer)| holds.then_some(layer))
            .collect(),
    })
}

/// The type that is read: the wire form, where the value has one.
pub(in crate::render) fn read_type(value: &Value, presence: Presence) -> TokenStream {
    match form(value, presence) {
        Some(form) => form.type_(&form.layers),
        None => layered(presence, false, value_type(value)),
    }
}

impl Form {
    fn type_(&self, layers: &[Layer]) -> TokenStream {
        let codec = &self.codec;
        layers
            .iter()
            .rev()
            .fold(quote! { #codec }, |type_, layer| match layer {
                Layer::Option => quote! { Option<#type_> },
                Layer::Vec => quote! { Vec<#type_> },
                Layer::Nillable => quote! { Nillable<#type_> },
            })
    }

    /// What was read, as the value.
    pub(in crate::render) fn decoded(&self, read: &TokenStream) -> TokenStream {
        self.decoded_in(read, &self.layers)
    }

    fn decoded_in(&self, read: &TokenStream, layers: &[Layer]) -> TokenStream {
        let Some((layer, inner)) = layers.split_first() else {
            return quote! { #read.0 };
        };
        let decode = self.decoder(inner);
        match layer {
            Layer::Option | Layer::Nillable => quote! { #read.map(#decode) },
            Layer::Vec => quote! { #read.into_iter().map(#decode).collect() },
        }
    }

    /// A function from what was read to the value.
    pub(in crate::render) fn decode_with(&self, make: &TokenStream) -> TokenStream {
        if self.layers.is_empty() {
            let codec = &self.codec;
            return quote! { |#codec(value)| #make(value) };
        }
        let type_ = self.type_(&self.layers);
        let decoded = self.decoded(&quote! { value });
        quote! { |value: #type_| #make(#decoded) }
    }

    fn decoder(&self, layers: &[Layer]) -> TokenStream {
        if layers.is_empty() {
            let codec = &self.codec;
            return quote! { |#codec(value)| value };
        }
        let type_ = self.type_(layers);
        let decoded = self.decoded_in(&quote! { value }, layers);
        quote! { |value: #type_| #decoded }
    }

    /// A value in a field, as it is written.
    pub(in crate::render) fn encoded(&self, place: &TokenStream) -> TokenStream {
        self.encoded_in(place, &self.layers)
    }

    /// The value behind a reference, as it is written.
    pub(in crate::render) fn encoded_behind(&self, reference: &TokenStream) -> TokenStream {
        let codec = &self.codec;
        match self.layers.as_slice() {
            [] => quote! { #codec(*#reference) },
            [Layer::Vec] => quote! { #codec::list(#reference) },
            layers => self.encoded_in(reference, layers),
        }
    }

    fn encoded_in(&self, value: &TokenStream, layers: &[Layer]) -> TokenStream {
        let codec = &self.codec;
        match layers {
            [] => quote! { #codec(#value) },
            [Layer::Vec] => quote! { #codec::list(&#value) },
            [Layer::Option, Layer::Vec] => quote! { #value.as_deref().map(#codec::list) },
            [Layer::Vec, inner @ ..] => {
                let encode = self.encoder(inner);
                quote! { #value.iter().map(#encode).collect::<Vec<_>>() }
            }
            // Decimals are copied; only a list has to be borrowed.
            [_, inner @ ..] if inner.contains(&Layer::Vec) => {
                let encode = self.encoder(inner);
                quote! { #value.as_ref().map(#encode) }
            }
            [_] => quote! { #value.map(#codec) },
            [_, inner @ ..] => {
                let encode = self.encoder(inner);
                quote! { #value.map(#encode) }
            }
        }
    }

    fn encoder(&self, layers: &[Layer]) -> TokenStream {
        let codec = &self.codec;
        if layers == [Layer::Vec] {
            return quote! { |values| #codec::list(values) };
        }
        let encoded = self.encoded_in(&quote! { value }, layers);
        quote! { |value| #encoded }
    }
}
