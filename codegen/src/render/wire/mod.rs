//! A reader and a writer for each type.

pub(in crate::render) mod forms;
mod read;
mod write;

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::quote;

use super::ident;
use super::volumes::Item;
use crate::ir::{Api, Choice, Enum, Namespace, TypeDef, Value};
use crate::schema::QName;

pub(super) fn render(api: &Api) -> Vec<Item> {
    let names = Names { api };
    let types = api.types.iter().map(|type_| Item {
        name: type_.name().to_owned(),
        weight: type_.weight(),
        tokens: match type_ {
            TypeDef::Struct(record) => {
                let (reader, writer) = (names.reader(record), names.writer(record));
                quote! { #reader #writer }
            }
            TypeDef::Choice(choice) => names.choice_writer(choice),
            TypeDef::Enum(enumeration) => simple(enumeration, api.json.is_some()),
        },
    });
    let requests = api.operations.iter().map(|operation| Item {
        name: operation.request.name.clone(),
        weight: operation.weight(),
        tokens: names.writer(&operation.request),
    });
    types.chain(requests).collect()
}

/// An enumeration's text.
fn simple(enumeration: &Enum, json: bool) -> TokenStream {
    let name = ident(&enumeration.name);
    let json = json.then(|| json_form(enumeration));
    let (parse, format) = if enumeration.numeric {
        (
            quote! { i32::parse(text).map(Self::from) },
            quote! { self.number().format(out) },
        )
    } else {
        (
            quote! { Ok(Self::from(soap::trim(text))) },
            quote! { out.push(self.as_str()) },
        )
    };
    quote! {
        impl Simple for #name {
            #json
            fn parse(text: &str) -> Result<Self, ValueError> { #parse }
            fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError> { #format }
        }
    }
}

/// What the text is on the JSON wire.
fn json_form(enumeration: &Enum) -> Option<TokenStream> {
    let known = enumeration.variants.iter();
    let known =
        known.filter_map(|known| Some((&known.value, Literal::i64_unsuffixed(known.number?))));
    let (values, numbers): (Vec<_>, Vec<_>) = known.unzip();
    let form = if enumeration.numeric {
        quote! { JsonForm::Literal }
    } else if values.is_empty() {
        return None;
    } else {
        quote! { JsonForm::Numbered(&[#((#values, #numbers)),*]) }
    };
    Some(quote! { const JSON: JsonForm = #form; })
}

/// The constants that hold the namespaces which the tokens use.
pub(super) fn namespace_constants(namespaces: &[Namespace], tokens: &TokenStream) -> TokenStream {
    let mut used = BTreeSet::new();
    idents(tokens.clone(), &mut used);
    let constants = namespaces
        .iter()
        .map(|namespace| (constant(namespace), &namespace.uri))
        .filter(|(name, _)| used.contains(name));
    let constants = constants.map(|(name, uri)| {
        let name = ident(&name);
        quote! { const #name: &str = #uri; }
    });
    quote! { #(#constants)* }
}

/// Every identifier; what stands in texts is none.
fn idents(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                found.insert(ident.to_string());
            }
            TokenTree::Group(group) => idents(group.stream(), found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

fn constant(namespace: &Namespace) -> String {
    namespace.prefix.to_uppercase()
}

/// How XML names stand in the code.
pub(super) struct Names<'a> {
    pub(super) api: &'a Api,
}

impl<'a> Names<'a> {
    fn declared(&self, uri: &str) -> Option<&'a Namespace> {
        let mut namespaces = self.api.namespaces.iter();
        namespaces.find(|namespace| namespace.uri == uri)
    }

    /// A namespace as an expression or a pattern.
    pub(super) fn namespace(&self, uri: &str) -> TokenStream {
        if let Some(namespace) = self.declared(uri) {
            let name = ident(&constant(namespace));
            quote! { #name }
        } else {
            quote! { #uri }
        }
    }

    /// A name with the prefix that the envelope declares for it.
    pub(super) fn prefixed(&self, name: &QName) -> String {
        self.api.prefixed(name)
    }

    fn choice(&self, value: &Value) -> Option<&'a Choice> {
        let id = value.generated()?;
        self.api.types.iter().find_map(|type_| match type_ {
            TypeDef::Choice(choice) if choice.name == id.0 => Some(choice),
            _ => None,
        })
    }
}
