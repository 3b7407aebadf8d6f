//! Requests, how each is sent and what comes back; fault rules.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::last;
use super::types::{presence_type, structure, value_type};
use super::wire::{WireForms, namespace_constants};
use super::{Target, ident};
use crate::ir::{Api, Echo, Operation, Output, Presence, Wire};
use crate::overlay::{FaultRule, IdempotencyRule, OutcomeRule};

pub(super) fn render(api: &Api, target: &Target) -> TokenStream {
    let wire = WireForms { api };
    let operations = api.operations.iter().map(|operation| {
        let mut request = operation.request.clone();
        request.docs.extend(idempotency_docs(operation.idempotency));
        let request = structure(&request);
        let implementation = implementation(operation, target, &wire);
        quote! { #request #implementation }
    });
    let body = quote! { #(#operations)* };
    let constants = namespace_constants(&api.namespaces, &body);
    quote! { #constants #body }
}

fn idempotency_docs(idempotency: IdempotencyRule) -> [String; 4] {
    let text = match idempotency {
        IdempotencyRule::Read => "Changes nothing: may be repeated at any time.",
        IdempotencyRule::Idempotent => "May be repeated: a second execution changes nothing more.",
        IdempotencyRule::Write => {
            "Every execution has an effect of its own: repeated automatically only when it certainly did not happen \
             (`Outcome::NotSent` or `Outcome::Rejected`) and the cause passes by itself."
        }
    };
    [
        String::new(),
        "# Idempotency".to_owned(),
        String::new(),
        text.to_owned(),
    ]
}

fn implementation(operation: &Operation, target: &Target, wire: &WireForms<'_>) -> TokenStream {
    let name = ident(&operation.request.name);
    let service = ident(last(&target.service));
    let operation_name = &operation.name;
    let idempotency = ident(match operation.idempotency {
        IdempotencyRule::Read => "Read",
        IdempotencyRule::Idempotent => "Idempotent",
        IdempotencyRule::Write => "Write",
    });
    let output = output_type(&operation.output);
    let action = &operation.action;
    let prefixes = operation.prefixes.iter().map(|namespace| {
        let (prefix, uri) = (&namespace.prefix, wire.namespace(&namespace.uri));
        quote! { (#prefix, #uri) }
    });
    let response = response(&operation.output, wire);
    let write = write_body(operation, wire);
    let read = read_body(&operation.output, wire);
    let check = operation.check.as_ref().and_then(|path| {
        let path: syn::Path = syn::parse_str(&target.path(path)).ok()?;
        Some(quote! { fn check(&self) -> Result<(), RequestError> { #path(self) } })
    });
    let echo = echo(&operation.output);
    let accepted = matches!(operation.output, Output::Nothing { element: None })
        .then(|| quote! { fn accepted() -> Option<Self::Output> { Some(()) } });
    quote! {
        impl Operation for #name {
            type Service = #service;
            type Output = #output;
            type Fault = Fault;
            const NAME: &'static str = #operation_name;
            const IDEMPOTENCY: Idempotency = Idempotency::#idempotency;
            fn request(&self, context: &Context<'_>) -> Result<Request<Body>, RequestError> { soap::request(self, context) }
            fn read(context: &Context<'_>, response: &Parts, body: &Bytes) -> Result<Self::Output, ReadError> {
                soap::response::<Self>(context, response, body)
            }
        }

        impl SoapOperation for #name {
            const ACTION: &'static str = #action;
            const NAMESPACES: &'static [(&'static str, &'static str)] = &[#(#prefixes),*];
            const RESPONSE: (&'static str, &'static str) = #response;
            #check
            #write
            #read
            #accepted
            #echo
        }
    }
}

fn output_type(output: &Output) -> TokenStream {
    match output {
        Output::Nothing { .. } => quote! { () },
        Output::Value { value, .. } => value_type(value),
        Output::Unwrapped { field, .. } => presence_type(field.presence, &value_type(&field.value)),
    }
}

fn response(output: &Output, wire: &WireForms<'_>) -> TokenStream {
    let element = match output {
        Output::Nothing { element } => element.as_ref(),
        Output::Value { element, .. } | Output::Unwrapped { element, .. } => Some(element),
    };
    match element {
        Some(element) => {
            let (namespace, local) = (wire.namespace(&element.namespace), &element.local);
            quote! { (#namespace, #local) }
        }
        None => quote! { ("", "") },
    }
}

fn write_body(operation: &Operation, wire: &WireForms<'_>) -> TokenStream {
    let shells: Vec<String> = operation
        .shells
        .iter()
        .map(|name| wire.prefixed(name))
        .collect();
    let closes = shells.iter().map(|_| quote! { w.close(); });
    quote! {
        fn write_body(&self, w: &mut Writer) -> Result<(), EncodeError> {
            #(w.shell(#shells);)*
            self.write(w)?;
            #(#closes)*
            Ok(())
        }
    }
}

fn read_body(output: &Output, wire: &WireForms<'_>) -> TokenStream {
    let body = match output {
        Output::Nothing { .. } => quote! { r.skip() },
        Output::Value { .. } => quote! { ReadXml::read(r) },
        Output::Unwrapped { field, .. } => match &field.wire {
            Wire::Element(name) => {
                let (namespace, local) = (wire.namespace(&name.namespace), &name.local);
                match field.presence {
                    Presence::Required | Presence::Nillable => {
                        quote! { r.payload(#namespace, #local) }
                    }
                    Presence::Optional | Presence::OptionalNillable => {
                        quote! { r.optional_payload(#namespace, #local) }
                    }
                    _ => quote! {
                        let mut list = Vec::new();
                        r.children(#namespace, |r, name| match name {
                            #local => r.each(&mut list),
                            _ => r.skip(),
                        })?;
                        Ok(list)
                    },
                }
            }
            Wire::Wrapped { list, item } => {
                let (namespace, local) = (wire.namespace(&list.namespace), &list.local);
                let (item_namespace, item) = (wire.namespace(&item.namespace), &item.local);
                let result = match field.presence {
                    Presence::Many | Presence::ManyNillable => quote! { r.required(list, #local) },
                    _ => quote! { Ok(list) },
                };
                quote! {
                    let mut list = None;
                    r.children(#namespace, |r, name| match name {
                        #local => r.wrapped(#item_namespace, #item, &mut list),
                        _ => r.skip(),
                    })?;
                    #result
                }
            }
            _ => quote! { r.value() },
        },
    };
    quote! { fn read_body(r: &mut Reader<'_>) -> Result<Self::Output, DecodeError> { #body } }
}

fn echo(output: &Output) -> Option<TokenStream> {
    let (echo, optional) = match output {
        Output::Value { echo, .. } => (echo.as_ref()?, false),
        Output::Unwrapped { echo, field, .. } => {
            (echo.as_ref()?, field.presence == Presence::Optional)
        }
        Output::Nothing { .. } => return None,
    };
    let Echo {
        field,
        optional: field_is_optional,
    } = echo;
    let field = ident(field);
    let body = match (optional, field_is_optional) {
        (false, true) => quote! { output.#field.as_deref() },
        (false, false) => quote! { Some(&output.#field) },
        (true, true) => quote! { output.as_ref()?.#field.as_deref() },
        (true, false) => quote! { Some(&output.as_ref()?.#field) },
    };
    Some(quote! { fn echo(output: &Self::Output) -> Option<&str> { #body } })
}

/// The table of the vendor's fault codes.
pub(super) fn faults(rules: &[FaultRule]) -> TokenStream {
    let docs = super::doc(
        &["The vendor's fault codes: what each says of the effect, and what to do.".to_owned()],
        false,
    );
    let rules = rules.iter().map(|rule| {
        let (code, transient, advice) = (&rule.code, rule.transient, &rule.advice);
        let outcome = ident(match rule.outcome {
            OutcomeRule::Rejected => "Rejected",
            OutcomeRule::Applied => "Applied",
            OutcomeRule::Unknown => "Unknown",
        });
        quote! { FaultRule { code: #code, outcome: Outcome::#outcome, transient: #transient, advice: #advice } }
    });
    quote! { #docs pub(crate) const FAULTS: &[FaultRule] = &[#(#rules),*]; }
}
