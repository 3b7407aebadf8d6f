//! Writers: a line for each field, in the order of the schema.

use proc_macro2::TokenStream;
use quote::quote;

use super::Names;
use super::forms::form;
use super::read::needs_scope;
use crate::ir::{Field, Injected, Presence, SchemaType, Source, Struct, Wire};
use crate::render::ident;

/// A line of a writer.
enum Line {
    /// An expression of type `Result`.
    Result(TokenStream),
    Statement(TokenStream),
}

impl Line {
    fn into_tokens(self) -> TokenStream {
        match self {
            Self::Result(tokens) | Self::Statement(tokens) => tokens,
        }
    }
}

impl Names<'_> {
    pub(super) fn writer(&self, record: &Struct) -> TokenStream {
        let name = ident(&record.name);
        // Unknown children find their places when all known ones are written.
        let (extra, known): (Vec<_>, Vec<_>) =
            record.fields.iter().partition(|field| field.is_extra());
        let mut lines: Vec<Line> = known
            .into_iter()
            .chain(extra)
            .map(|field| self.write(field))
            .collect();
        let last = lines.pop_if(|last| matches!(last, Line::Result(_)));
        let end = last.map_or(quote! { Ok(()) }, Line::into_tokens);
        let lines = lines.into_iter().map(|line| match line {
            Line::Result(result) => quote! { #result?; },
            Line::Statement(statement) => statement,
        });
        let facets = self.facets(&record.fields);
        let beside = |field: &Field| matches!(field.wire, Wire::Attachment { .. });
        let writer = ident(if record.fields.iter().all(beside) {
            "_"
        } else {
            "w"
        });
        quote! {
            impl WriteXml for #name {
                #facets

                fn write(&self, #writer: &mut Writer) -> Result<(), EncodeError> {
                    #(#lines)*
                    #end
                }
            }
        }
    }

    fn write(&self, field: &Field) -> Line {
        self.write_of(&quote! { self }, field)
    }

    /// Writes a field of a record.
    fn write_of(&self, record: &TokenStream, field: &Field) -> Line {
        let name = ident(&field.name);
        let Presence { optional, many, .. } = field.presence;
        let place = quote! { #record.#name };
        let w = self.writer_of(field.schema_type.as_ref());
        let value =
            form(&field.value, field.presence).map_or(place.clone(), |form| form.encoded(&place));
        match &field.wire {
            Wire::Element(element) => {
                let element = self.prefixed(element);
                Line::Result(if many {
                    quote! { #w.each(#element, &#value) }
                } else if field.boxed && optional {
                    quote! { #w.optional_boxed(#element, &#value) }
                } else if field.boxed {
                    quote! { #w.element(#element, &*#value) }
                } else if optional {
                    quote! { #w.optional(#element, &#value) }
                } else {
                    quote! { #w.element(#element, &#value) }
                })
            }
            Wire::Wrapped { list, item } => {
                let (list, item) = (self.prefixed(list), self.prefixed(item));
                let method = ident(if optional {
                    "optional_wrapped"
                } else {
                    "wrapped"
                });
                Line::Result(quote! { w.#method(#list, #item, &#value) })
            }
            Wire::Injected(Injected { element, from }) => {
                let element = self.prefixed(element);
                Line::Result(match from {
                    Source::Same => quote! { w.injected(#element) },
                    Source::Called(value) => quote! { w.injected_as(#element, #value) },
                    Source::CalledIfAny(value) => quote! { w.injected_if_any(#element, #value) },
                })
            }
            Wire::Attribute(attribute) => {
                let attribute = self.prefixed(attribute);
                match (needs_scope(&field.value), optional) {
                    (true, true) => Line::Statement(quote! {
                        if let Some(value) = &#value { w.qname(#attribute, value)?; }
                    }),
                    (true, false) => Line::Result(quote! { w.qname(#attribute, &#value) }),
                    (false, true) => {
                        Line::Result(quote! { w.optional_attribute(#attribute, &#value) })
                    }
                    (false, false) => Line::Result(quote! { w.attribute(#attribute, &#value) }),
                }
            }
            Wire::Text => Line::Result(quote! { #value.write(w) }),
            Wire::Choice | Wire::Substitute(_) if many => {
                Line::Statement(quote! { for item in &#value { item.write_element(w)?; } })
            }
            Wire::Choice | Wire::Substitute(_) if optional => Line::Statement(quote! {
                if let Some(choice) = &#value { choice.write_element(w)?; }
            }),
            Wire::Choice | Wire::Substitute(_) => Line::Result(quote! { #value.write_element(w) }),
            Wire::Extra(_) => Line::Result(quote! { w.extra(&#value) }),
            // Beside the body, or only read.
            Wire::Body | Wire::Header(_) | Wire::Attachment { .. } => {
                Line::Statement(TokenStream::new())
            }
        }
    }

    /// The writer, which knows the schema's type of what follows if that may have to be said.
    pub(super) fn writer_of(&self, schema_type: Option<&SchemaType>) -> TokenStream {
        if let Some(SchemaType { name, dimensions }) = schema_type {
            let type_ = format!("{}{dimensions}", self.prefixed(name));
            quote! { w.of_type(#type_) }
        } else {
            quote! { w }
        }
    }

    /// The lines that write header blocks, which are fields of the variable `headers`.
    pub(in crate::render) fn write_headers(&self, fields: &[Field]) -> TokenStream {
        let headers = quote! { headers };
        let lines = fields
            .iter()
            .map(|field| self.write_of(&headers, field).into_tokens());
        quote! { #(#lines?;)* }
    }
}
