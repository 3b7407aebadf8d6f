//! Requests, how each is sent and what comes back.

use proc_macro2::TokenStream;
use quote::quote;

use super::imports::last;
use super::messages;
use super::types;
use super::values::{layered, value_type};
use super::volumes::Item;
use super::wire::Names;
use super::{Target, ident, shown};
use crate::ir::{Api, Echo, Grade, Operation, Output};
use crate::overlay::IdempotencyRule;

pub(super) fn render(api: &Api, target: &Target) -> Vec<Item> {
    let names = Names { api };
    let (constant, shown) = shown::render(api).unzip();
    let operations = api.operations.iter().map(|operation| {
        let mut request = operation.request.clone();
        request.docs.extend(guard_docs(operation, api));
        request.docs.extend(fault_docs(operation));
        request.docs.extend(idempotency_docs(operation.idempotency));
        let request = types::request(&request);
        let implementation = implementation(operation, target, &names, shown.as_ref());
        let answer = operation.answer.as_ref().map(types::answer);
        Item {
            name: operation.request.name.clone(),
            weight: operation.weight(),
            tokens: quote! { #request #implementation #answer },
        }
    });
    let headers = api.headers.iter().map(|record| Item {
        name: record.name.clone(),
        weight: record.fields.len(),
        tokens: types::headers(record),
    });
    constant
        .into_iter()
        .chain(headers)
        .chain(operations)
        .collect()
}

/// Says which faults an operation declares; the docs of their enum say how they are got.
fn fault_docs(operation: &Operation) -> Vec<String> {
    let Some(fault) = &operation.fault else {
        return Vec::new();
    };
    let text = format!("Declared faults: [`{}`].", fault.0);
    vec![String::new(), "# Errors".to_owned(), String::new(), text]
}

fn idempotency_docs(idempotency: IdempotencyRule) -> [String; 4] {
    let text = match idempotency {
        IdempotencyRule::Read => "Changes nothing: may be repeated at any time.",
        IdempotencyRule::Idempotent => "May be repeated: a second execution changes nothing more.",
        IdempotencyRule::Write => {
            "Each execution has an effect: repeated only after a failure that certainly had none."
        }
    };
    [
        String::new(),
        "# Idempotency".to_owned(),
        String::new(),
        text.to_owned(),
    ]
}

fn implementation(
    operation: &Operation,
    target: &Target,
    names: &Names<'_>,
    shown: Option<&TokenStream>,
) -> TokenStream {
    let name = ident(&operation.request.name);
    let service = ident(last(&target.service));
    let operation_name = &operation.name;
    let idempotency = ident(match operation.idempotency {
        IdempotencyRule::Read => "Read",
        IdempotencyRule::Idempotent => "Idempotent",
        IdempotencyRule::Write => "Write",
    });
    let output = match &operation.answer {
        Some(answer) => {
            let name = ident(&answer.name);
            quote! { #name }
        }
        None => output_type(&operation.output),
    };
    let fault = ident(operation.fault.as_ref().map_or("Fault", |fault| &fault.0));
    let manner = messages::manner(operation);
    let prefixes = operation.prefixes.iter().map(|namespace| {
        let (prefix, uri) = (&namespace.prefix, names.namespace(&namespace.uri));
        quote! { (#prefix, #uri) }
    });
    let response = response(&operation.output, names);
    let payload = payload(operation, names);
    let write_headers = messages::write_headers(operation, names);
    let attachments = messages::attachments(operation);
    let check = operation.check.as_ref().and_then(|path| {
        let path: syn::Path = syn::parse_str(&target.path(path)).ok()?;
        Some(quote! { fn check(&self) -> Result<(), RequestError> { #path(self) } })
    });
    let echo = echo(operation);
    let wires = wires(operation, names.api);
    let (grade, message_grade) = grades(operation, names.api);
    // Where something may come beside the body, an answer without content is none.
    let is_empty =
        operation.answer.is_none() && matches!(operation.output, Output::Nothing { element: None });
    let accepted = is_empty.then(|| quote! { fn accepted() -> Option<Self::Output> { Some(()) } });
    quote! {
        impl Operation for #name {
            type Service = #service;
            type Output = #output;
            type Fault = #fault;
            const NAME: &'static str = #operation_name;
            const IDEMPOTENCY: Idempotency = Idempotency::#idempotency;
            #shown
            #message_grade
            soap::exchange!(#wires);
        }

        impl SoapOperation for #name {
            #manner
            const NAMESPACES: &'static [soap::Name] = &[#(#prefixes),*];
            const RESPONSE: soap::Name = #response;
            #grade
            #check
            #write_headers
            #payload
            #attachments
            #accepted
            #echo
        }
    }
}

/// The wires that the operation can go over, where SOAP is not all.
fn wires(operation: &Operation, api: &Api) -> Option<TokenStream> {
    let json = api.json.as_ref()?;
    Some(if json.has(operation) {
        quote! { asmx }
    } else {
        quote! { asmx soap }
    })
}

/// The grade as a constant and as what the guard asks for; neither where nothing is in doubt.
fn grades(operation: &Operation, api: &Api) -> (Option<TokenStream>, Option<TokenStream>) {
    let grade = (operation.grade != Grade::Documented).then(|| {
        let grade = ident(&format!("{:?}", operation.grade));
        quote! { const GRADE: soap::Grade = soap::Grade::#grade; }
    });
    if grade.is_none() && !has_placeholder(operation) {
        return (None, None);
    }
    let message = if api.json.is_some() {
        quote! { fn grade(context: &Context<'_>) -> soap::Grade { asmx::grade::<Self>(context) } }
    } else {
        quote! { fn grade(_: &Context<'_>) -> soap::Grade { soap::grade::<Self>() } }
    };
    (grade, Some(message))
}

/// Whether a namespace of the request is one of ours, for want of the vendor's.
fn has_placeholder(operation: &Operation) -> bool {
    let mut namespaces = operation.prefixes.iter();
    namespaces.any(|namespace| namespace.uri.starts_with("urn:kontorhaus:placeholder:"))
}

/// Says where the guard stops the operation.
fn guard_docs(operation: &Operation, api: &Api) -> Vec<String> {
    let is_write = operation.idempotency != IdempotencyRule::Read;
    let reason = match operation.grade {
        Grade::Placeholder => "Its names are placeholders, so it",
        Grade::Inferred if is_write => "It changes data and its form is only inferred, so it",
        _ if has_placeholder(operation) && api.json.is_some() => {
            "The namespace is a placeholder, so over SOAP it"
        }
        _ if has_placeholder(operation) => "The namespace is a placeholder, so it",
        _ => return Vec::new(),
    };
    let text = format!(
        "{reason} goes no further than this machine until the server's own WSDL is taken over with `cargo xtask adopt`."
    );
    vec![String::new(), "# Certainty".to_owned(), String::new(), text]
}

fn output_type(output: &Output) -> TokenStream {
    match output {
        Output::Nothing { .. } => quote! { () },
        Output::Body { value } | Output::Value { value, .. } => value_type(value),
        Output::Child { field, .. } => layered(field.presence, false, value_type(&field.value)),
    }
}

fn response(output: &Output, names: &Names<'_>) -> TokenStream {
    let element = match output {
        Output::Nothing { element } => element.as_ref(),
        Output::Body { .. } => None,
        Output::Value { element, .. } | Output::Child { element, .. } => Some(element),
    };
    let (namespace, local) = match element {
        Some(element) => (names.namespace(&element.namespace), element.local.as_str()),
        None => (quote! { "" }, ""),
    };
    quote! { (#namespace, #local) }
}

/// How the body is written and read.
fn payload(operation: &Operation, names: &Names<'_>) -> TokenStream {
    let reads_itself = matches!(operation.output, Output::Body { .. } | Output::Value { .. });
    if let ([shell], true, None) = (&*operation.shells, reads_itself, &operation.answer) {
        let shell = names.prefixed(shell);
        return quote! { soap::payload!(#shell); };
    }
    let write = write_body(operation, names);
    let read = messages::read(operation, read_body(&operation.output, names), names);
    quote! { #write #read }
}

fn write_body(operation: &Operation, names: &Names<'_>) -> TokenStream {
    let shells = operation.shells.iter();
    let shells: Vec<String> = shells.map(|name| names.prefixed(name)).collect();
    let body = match shells.as_slice() {
        [] => quote! { self.write(w) },
        [shell] => quote! { w.within(#shell, self) },
        shells => {
            let closes = shells.iter().map(|_| quote! { w.close(); });
            quote! { #(w.shell(#shells);)* self.write(w)?; #(#closes)* Ok(()) }
        }
    };
    quote! { fn write_body(&self, w: &mut Writer) -> Result<(), EncodeError> { #body } }
}

fn read_body(output: &Output, names: &Names<'_>) -> TokenStream {
    match output {
        Output::Nothing { .. } => quote! { r.skip() },
        Output::Body { .. } | Output::Value { .. } => quote! { ReadXml::read(r) },
        Output::Child { field, .. } => names.read_child(field),
    }
}

fn echo(operation: &Operation) -> Option<TokenStream> {
    let Echo { field, optional } = operation.echo.as_ref()?;
    let field = ident(field);
    let child = match &operation.output {
        Output::Child { field, .. } => field.presence.optional,
        Output::Body { .. } | Output::Value { .. } | Output::Nothing { .. } => false,
    };
    let output = if operation.answer.is_some() {
        quote! { output.body }
    } else {
        quote! { output }
    };
    let record = if child {
        quote! { #output.as_ref()? }
    } else {
        output
    };
    let body = if *optional {
        quote! { #record.#field.as_deref() }
    } else {
        quote! { Some(&#record.#field) }
    };
    Some(quote! { fn echo(output: &Self::Output) -> Option<&str> { #body } })
}
