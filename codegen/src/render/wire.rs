//! A reader and a writer for each type.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident;
use crate::ir::{Api, Choice, Enum, Field, Namespace, Presence, Struct, TypeDef, Value, Wire};
use crate::schema::QName;

pub(super) fn render(api: &Api) -> TokenStream {
    let wire = WireForms { api };
    let types = api.types.iter().map(|type_| match type_ {
        TypeDef::Struct(record) => {
            let (reader, writer) = (wire.reader(record), wire.writer(record));
            quote! { #reader #writer }
        }
        TypeDef::Choice(choice) => wire.choice_writer(choice),
        TypeDef::Enum(enumeration) => simple(enumeration),
    });
    let requests = api
        .operations
        .iter()
        .map(|operation| wire.writer(&operation.request));
    let body = quote! { #(#types)* #(#requests)* };
    let constants = namespace_constants(&api.namespaces, &body);
    quote! { #constants #body }
}

/// The constant that holds a namespace, for the namespaces that the tokens use.
pub(super) fn namespace_constants(namespaces: &[Namespace], tokens: &TokenStream) -> TokenStream {
    let text = tokens.to_string();
    let used: BTreeSet<&str> = text
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .collect();
    let constants = namespaces
        .iter()
        .map(|namespace| (constant(namespace), &namespace.uri))
        .filter(|(name, _)| used.contains(name.as_str()));
    let constants = constants.map(|(name, uri)| {
        let name = ident(&name);
        quote! { const #name: &str = #uri; }
    });
    quote! { #(#constants)* }
}

fn constant(namespace: &Namespace) -> String {
    namespace.prefix.to_uppercase()
}

/// How names and values stand in the XML.
pub(super) struct WireForms<'a> {
    pub(super) api: &'a Api,
}

impl WireForms<'_> {
    fn declared(&self, uri: &str) -> Option<&Namespace> {
        self.api
            .namespaces
            .iter()
            .find(|namespace| namespace.uri == uri)
    }

    /// A namespace as an expression or a pattern.
    pub(super) fn namespace(&self, uri: &str) -> TokenStream {
        match self.declared(uri) {
            Some(namespace) => {
                let name = ident(&constant(namespace));
                quote! { #name }
            }
            None => quote! { #uri },
        }
    }

    /// A name with the prefix that the envelope declares for it.
    pub(super) fn prefixed(&self, name: &QName) -> String {
        match self.declared(&name.namespace) {
            Some(namespace) => format!("{}:{}", namespace.prefix, name.local),
            None => name.local.clone(),
        }
    }

    fn reader(&self, record: &Struct) -> TokenStream {
        let name = ident(&record.name);
        let body = self.reader_body(record);
        quote! {
            impl ReadXml for #name {
                fn read(r: &mut Reader<'_>) -> Result<Self, DecodeError> { #body }
            }
        }
    }

    fn reader_body(&self, record: &Struct) -> TokenStream {
        let fields: Vec<&Field> = record.fields.iter().collect();
        let slots = fields
            .iter()
            .filter(|field| field.wire != Wire::Text)
            .map(|field| {
                let name = slot(field);
                let empty = match (&field.wire, field.presence) {
                    (Wire::Extra, _) => quote! { Extra::default() },
                    (Wire::Element(_) | Wire::Choice, Presence::Many | Presence::ManyNillable) => {
                        quote! { Vec::new() }
                    }
                    _ => quote! { None },
                };
                quote! { let mut #name = #empty; }
            });
        let attributes = self.attributes(&fields);
        let text = fields
            .iter()
            .find(|field| field.wire == Wire::Text)
            .map(|field| {
                let name = slot(field);
                let value = match codec(&field.value) {
                    Some(codec) => quote! { r.value::<#codec>()?.0 },
                    None if is_element_value(&field.value) => quote! { ReadXml::read(r)? },
                    None => quote! { r.value()? },
                };
                quote! { let #name = #value; }
            });
        let children = if text.is_some() {
            TokenStream::new()
        } else {
            self.children(&fields)
        };
        let inits = fields.iter().map(|field| {
            let arms = self.choice(&field.value).map(|choice| {
                choice
                    .arms
                    .iter()
                    .map(|arm| arm.element.local.as_str())
                    .collect::<Vec<_>>()
            });
            init(field, &arms.unwrap_or_default())
        });
        quote! {
            #(#slots)*
            #attributes
            #text
            #children
            Ok(Self { #(#inits),* })
        }
    }

    fn attributes(&self, fields: &[&Field]) -> TokenStream {
        let arms: Vec<TokenStream> = fields
            .iter()
            .filter_map(|field| {
                let Wire::Attribute(name) = &field.wire else {
                    return None;
                };
                let (slot, local, namespace) = (
                    slot(field),
                    &name.local,
                    self.namespace(&name.namespace),
                );
                let read = if is_element_value(&field.value) {
                    quote! { qname }
                } else {
                    quote! { value }
                };
                Some(quote! { (#namespace, #local) => a.#read(&mut #slot), })
            })
            .collect();
        if arms.is_empty() {
            return TokenStream::new();
        }
        quote! {
            r.attributes(|a| match (a.namespace(), a.name()) {
                #(#arms)*
                _ => Ok(()),
            })?;
        }
    }

    fn children(&self, fields: &[&Field]) -> TokenStream {
        let mut arms: Vec<(&QName, TokenStream)> = Vec::new();
        let mut extra = None;
        for field in fields {
            let slot = slot(field);
            match &field.wire {
                Wire::Element(name) => arms.push((name, element_read(field))),
                Wire::Wrapped { list, item } => {
                    let (namespace, local) = (self.namespace(&item.namespace), &item.local);
                    arms.push((list, quote! { r.wrapped(#namespace, #local, &mut #slot) }));
                }
                Wire::Choice => arms.extend(self.choice_reads(field)),
                Wire::Extra => extra = Some(slot),
                Wire::Attribute(_) | Wire::Text => {}
            }
        }
        let unknown = match &extra {
            Some(slot) => quote! { r.keep(&mut #slot) },
            None => quote! { r.skip() },
        };
        let namespaces: BTreeSet<&str> = arms
            .iter()
            .map(|(name, _)| name.namespace.as_str())
            .collect();
        match (arms.is_empty(), namespaces.len(), &extra) {
            (true, _, None) => quote! { r.skip()?; },
            (false, 1, None) => {
                let namespace = self.namespace(namespaces.first().copied().unwrap_or_default());
                let arms = arms.iter().map(|(name, read)| {
                    let local = &name.local;
                    quote! { #local => #read, }
                });
                quote! {
                    r.children(#namespace, |r, name| match name {
                        #(#arms)*
                        _ => #unknown,
                    })?;
                }
            }
            (true, _, Some(_)) => quote! { r.children_ns(|r, _| #unknown)?; },
            _ => {
                let arms = arms.iter().map(|(name, read)| {
                    let (namespace, local) = (self.namespace(&name.namespace), &name.local);
                    quote! { (#namespace, #local) => #read, }
                });
                quote! {
                    r.children_ns(|r, name| match name {
                        #(#arms)*
                        _ => #unknown,
                    })?;
                }
            }
        }
    }

    fn choice(&self, value: &Value) -> Option<&Choice> {
        let Value::Type(id) = value else { return None };
        self.api.types.iter().find_map(|type_| match type_ {
            TypeDef::Choice(choice) if choice.name == id.0 => Some(choice),
            _ => None,
        })
    }

    fn choice_reads<'c>(&'c self, field: &Field) -> Vec<(&'c QName, TokenStream)> {
        let Some(choice) = self.choice(&field.value) else {
            return Vec::new();
        };
        let (slot, name) = (slot(field), ident(&choice.name));
        let method = if field.presence == Presence::Many {
            quote! { each_variant }
        } else {
            quote! { variant }
        };
        choice
            .arms
            .iter()
            .map(|arm| {
                let variant = ident(&arm.name);
                let make = match codec(&arm.value) {
                    Some(codec) => quote! { |#codec(value)| #name::#variant(value) },
                    None => quote! { #name::#variant },
                };
                (&arm.element, quote! { r.#method(&mut #slot, #make) })
            })
            .collect()
    }

    fn writer(&self, record: &Struct) -> TokenStream {
        let name = ident(&record.name);
        let mut lines: Vec<Line> = record
            .fields
            .iter()
            .map(|field| self.write(field))
            .collect();
        // Unknown children find their places when all known ones are written.
        lines.sort_by_key(|line| line.last);
        let end = match lines.pop_if(|last| last.is_result) {
            Some(Line { tokens, .. }) => tokens,
            None => quote! { Ok(()) },
        };
        let lines = lines.into_iter().map(|line| {
            if line.is_result {
                line.or_return()
            } else {
                line.tokens
            }
        });
        let writer = ident(if record.fields.is_empty() { "_" } else { "w" });
        quote! {
            impl WriteXml for #name {
                fn write(&self, #writer: &mut Writer) -> Result<(), EncodeError> {
                    #(#lines)*
                    #end
                }
            }
        }
    }

    fn write(&self, field: &Field) -> Line {
        let name = ident(&field.name);
        let value = quote! { self.#name };
        match &field.wire {
            Wire::Element(element) => {
                let element = self.prefixed(element);
                if field.injected {
                    return Line::result(quote! { w.injected(#element) });
                }
                write_element(&element, field, &value)
            }
            Wire::Wrapped { list, item } => {
                let (list, item) = (self.prefixed(list), self.prefixed(item));
                match field.presence {
                    Presence::Many | Presence::ManyNillable => {
                        Line::result(quote! { w.wrapped(#list, #item, &#value) })
                    }
                    _ => Line::result(quote! { w.optional_wrapped(#list, #item, &#value) }),
                }
            }
            Wire::Attribute(attribute) => {
                let attribute = self.prefixed(attribute);
                let value = on_wire(field, &value);
                match field.presence {
                    Presence::Optional => {
                        Line::result(quote! { w.optional_attribute(#attribute, &#value) })
                    }
                    _ => Line::result(quote! { w.attribute(#attribute, &#value) }),
                }
            }
            Wire::Text => {
                let value = on_wire(field, &value);
                Line::result(quote! { #value.write(w) })
            }
            Wire::Choice => match field.presence {
                Presence::Many => {
                    Line::statement(quote! { for item in &#value { item.write_element(w)?; } })
                }
                Presence::Optional => Line::statement(
                    quote! { if let Some(choice) = &#value { choice.write_element(w)?; } },
                ),
                _ => Line::result(quote! { #value.write_element(w) }),
            },
            Wire::Extra => Line {
                tokens: quote! { w.extra(&#value); },
                is_result: false,
                last: true,
            },
        }
    }

    fn choice_writer(&self, choice: &Choice) -> TokenStream {
        let name = ident(&choice.name);
        let arms = choice.arms.iter().map(|arm| {
            let (variant, element) = (ident(&arm.name), self.prefixed(&arm.element));
            match codec(&arm.value) {
                Some(codec) => {
                    quote! { Self::#variant(value) => w.element(#element, &#codec(value.clone())), }
                }
                None => quote! { Self::#variant(value) => w.element(#element, value), },
            }
        });
        quote! {
            impl #name {
                fn write_element(&self, w: &mut Writer) -> Result<(), EncodeError> {
                    match self { #(#arms)* }
                }
            }
        }
    }
}

/// A line of a writer.
struct Line {
    tokens: TokenStream,
    /// An expression of type `Result`, not a statement.
    is_result: bool,
    /// Must follow all others.
    last: bool,
}

impl Line {
    fn result(tokens: TokenStream) -> Self {
        Self {
            tokens,
            is_result: true,
            last: false,
        }
    }

    fn statement(tokens: TokenStream) -> Self {
        Self {
            tokens,
            is_result: false,
            last: false,
        }
    }

    fn or_return(self) -> TokenStream {
        let tokens = self.tokens;
        quote! { #tokens?; }
    }
}

/// The newtype that knows a value's form on the wire.
fn codec(value: &Value) -> Option<TokenStream> {
    match value {
        Value::Via { codec, .. } => {
            let codec = ident(codec);
            Some(quote! { #codec })
        }
        Value::List(_) => Some(quote! { List }),
        _ => None,
    }
}

/// A value that needs the namespaces in scope, so that it is no simple text.
fn is_element_value(value: &Value) -> bool {
    matches!(value, Value::Plain(plain) if matches!(plain.0, "QName" | "RawXml"))
}

fn element_read(field: &Field) -> TokenStream {
    let slot = slot(field);
    match field.presence {
        Presence::Many | Presence::ManyNillable => quote! { r.each(&mut #slot) },
        _ if field.empty_is_none => quote! { r.filled(&mut #slot) },
        _ => quote! { r.one(&mut #slot) },
    }
}

/// How a field gets its value when everything is read.
fn init(field: &Field, arms: &[&str]) -> TokenStream {
    let (name, slot) = (ident(&field.name), slot(field));
    let codec = codec(&field.value);
    let shorthand = || if name == slot { quote! { #name } } else { quote! { #name: #slot } };
    let required = |method: &str, xml: &str| {
        let method = ident(method);
        match &codec {
            Some(codec) if matches!(field.value, Value::List(_)) => {
                quote! { #name: r.#method::<#codec<_>>(#slot, #xml)?.0 }
            }
            Some(codec) => quote! { #name: r.#method::<#codec>(#slot, #xml)?.0 },
            None => quote! { #name: r.#method(#slot, #xml)? },
        }
    };
    match (&field.wire, field.presence) {
        (Wire::Element(xml), Presence::Required | Presence::Nillable) => {
            required("required", &xml.local)
        }
        (Wire::Attribute(xml), Presence::Required) => required("required_attribute", &xml.local),
        (Wire::Wrapped { list, .. }, Presence::Many | Presence::ManyNillable) => {
            let list = &list.local;
            quote! { #name: r.required(#slot, #list)? }
        }
        (Wire::Choice, Presence::Required) => {
            let names = arms;
            quote! { #name: r.required_choice(#slot, &[#(#names),*])? }
        }
        (Wire::Element(_) | Wire::Attribute(_), Presence::Optional) => match codec {
            Some(codec) => quote! { #name: #slot.map(|#codec(value)| value) },
            None => shorthand(),
        },
        (Wire::Element(_), Presence::Many) => match codec {
            Some(codec) => quote! { #name: #slot.into_iter().map(|#codec(value)| value).collect() },
            None => shorthand(),
        },
        _ => shorthand(),
    }
}

/// The value as it is written.
fn on_wire(field: &Field, value: &TokenStream) -> TokenStream {
    match (codec(&field.value), field.presence) {
        (None, _) => value.clone(),
        (Some(codec), Presence::Optional) if matches!(field.value, Value::List(_)) => {
            quote! { #value.clone().map(#codec) }
        }
        (Some(codec), Presence::Optional) => quote! { #value.map(#codec) },
        (Some(codec), _) if matches!(field.value, Value::List(_)) => {
            quote! { #codec(#value.clone()) }
        }
        (Some(codec), _) => quote! { #codec(#value) },
    }
}

fn write_element(element: &str, field: &Field, value: &TokenStream) -> Line {
    match (field.presence, codec(&field.value)) {
        (Presence::Many, Some(codec)) => Line::statement(
            quote! { for value in &#value { w.element(#element, &#codec(value.clone()))?; } },
        ),
        (Presence::Many | Presence::ManyNillable, _) => {
            Line::result(quote! { w.each(#element, &#value) })
        }
        (Presence::Optional | Presence::OptionalNillable, _) => {
            let value = on_wire(field, value);
            Line::result(quote! { w.optional(#element, &#value) })
        }
        _ => {
            let value = on_wire(field, value);
            Line::result(quote! { w.element(#element, &#value) })
        }
    }
}

fn simple(enumeration: &Enum) -> TokenStream {
    let name = ident(&enumeration.name);
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
            fn parse(text: &str) -> Result<Self, ValueError> { #parse }
            fn format(&self, out: &mut Text<'_>) -> Result<(), ValueError> { #format }
        }
    }
}

/// The variable that a reader puts a field into. A few names are the reader's own.
fn slot(field: &Field) -> Ident {
    match field.name.as_str() {
        "a" | "name" | "r" => ident(&format!("{}_", field.name)),
        name => ident(name),
    }
}
