//! A reader and a writer for each type.

mod children;
mod enums;
pub(in crate::render) mod forms;
mod read;
mod write;

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::ident;
use super::volumes::Item;
use crate::ir::{Api, Arm, Choice, Namespace, TypeDef, Value};
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
            TypeDef::Choice(choice) => names.choice(choice),
            TypeDef::Hierarchy(hierarchy) => names.hierarchy(hierarchy),
            // A macro makes it with the type.
            TypeDef::Enum(_) => TokenStream::new(),
        },
    });
    let requests = api.operations.iter().map(|operation| Item {
        name: operation.request.name.clone(),
        weight: operation.weight(),
        tokens: names.writer(&operation.request),
    });
    types.chain(requests).collect()
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

    /// A name as an expression or a pattern.
    fn name(&self, name: &QName) -> TokenStream {
        let (namespace, local) = (self.namespace(&name.namespace), &name.local);
        quote! { (#namespace, #local) }
    }

    /// A name with the prefix that the envelope declares for it.
    pub(in crate::render) fn prefixed(&self, name: &QName) -> String {
        self.api.prefixed(name)
    }

    pub(in crate::render) fn choice_of(&self, value: &Value) -> Option<&'a Choice> {
        let id = value.generated()?;
        match self.api.find_type(&id.0)? {
            TypeDef::Choice(choice) => Some(choice),
            _ => None,
        }
    }

    /// Whether other elements may stand for that of the arm.
    fn has_substitutes(&self, arm: &Arm) -> bool {
        self.choice_of(&arm.value).is_some()
    }
}
