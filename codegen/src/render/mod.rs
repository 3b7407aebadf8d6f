//! From the model to Rust source text.

mod client;
mod enums;
mod faults;
mod imports;
mod json;
mod limits;
mod messages;
mod operations;
mod package;
mod roles;
mod shown;
mod text;
mod types;
mod values;
mod volumes;
mod wire;

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::ir::{Api, TypeDef};

use self::imports::Used;
pub(crate) use self::package::recursion_limit;
pub use self::package::{Dependency, Package};
use self::volumes::Item;

/// Where the code will stand.
#[derive(Clone, Debug)]
pub struct Target {
    /// How the code names the crate that has the vendor's types: `crate`, or a crate's name in a user's build.
    pub vendor: String,
    /// The type that implements the service traits.
    pub service: String,
    /// Who made the files, for their first line: `cargo xtask regen`.
    pub generator: String,
    /// What they were made from, for their first line.
    pub source: String,
    /// Whether methods are put on the vendor's client, and fault rules beside them.
    pub client: bool,
}

/// Files by their names, for one folder.
pub type Files = BTreeMap<String, String>;

/// How much stands in a file at most, in fields: a few thousand lines.
const FILE_SIZE: usize = 400;

/// Renders the generated module of a service: `mod.rs` and a module for each concern, in several files if it is large.
///
/// # Errors
///
/// When the tokens are no Rust, which is a mistake of this crate; the message has the place.
pub fn render(
    api: &Api,
    target: &Target,
    faults: &[crate::overlay::FaultRule],
) -> Result<Files, String> {
    render_in_files(api, target, faults, FILE_SIZE)
}

/// The same with files of another size, in fields.
///
/// # Errors
///
/// As [`render`].
pub fn render_in_files(
    api: &Api,
    target: &Target,
    faults: &[crate::overlay::FaultRule],
    size: usize,
) -> Result<Files, String> {
    let mut modules = vec![
        ("operations", operations::render(api, target)),
        ("wire", wire::render(api)),
    ];
    if !api.types.is_empty() {
        modules.push(("types", types::render(api)));
    }
    if !api.limits.is_empty() {
        modules.push(("facets", limits::render(api)));
    }
    if target.client && !api.operations.is_empty() {
        modules.push(("client", client::methods(api)));
    }
    if let Some(json) = &api.json {
        modules.push(("json", json::render(api, json)));
    }
    if !api.roles.is_empty() {
        modules.push(("roles", roles::render(api, target)));
    }
    let mut fault_items = faults::render(api);
    if !faults.is_empty() {
        fault_items.insert(0, faults::rules(faults));
    }
    if !fault_items.is_empty() {
        modules.push(("faults", fault_items));
    }
    for (_, items) in &mut modules {
        items.retain(|item| !item.tokens.is_empty());
    }
    // Of a service without operations hardly anything is left.
    modules.retain(|(_, items)| !items.is_empty());
    modules.sort_by_key(|(name, _)| *name);
    let library = Library::new(api, target);
    let mut files = Files::new();
    let names: Vec<&str> = modules.iter().map(|(name, _)| *name).collect();
    for (module, items) in modules {
        library.module(module, volumes::volumes(items, size), &mut files)?;
    }
    let root = text::parsed(root(&names, api, faults))?;
    let root = text::format(&root, &target.header());
    files.insert("mod.rs".to_owned(), root);
    Ok(files)
}

/// Where every name is that one file may need of another.
struct Library<'a> {
    api: &'a Api,
    target: &'a Target,
    /// The names that modules declare.
    declared: [(&'static str, BTreeSet<&'a str>); 3],
    /// The paths of hand-written types.
    paths: BTreeSet<&'a str>,
}

impl<'a> Library<'a> {
    fn new(api: &'a Api, target: &'a Target) -> Self {
        let faults = api.faults.iter().map(|fault| &*fault.name);
        let requests = api
            .operations
            .iter()
            .map(|operation| &*operation.request.name);
        let headers = api.headers.iter().map(|headers| &*headers.name);
        let others = headers.chain([shown::SHOWN]);
        Self {
            api,
            target,
            declared: [
                ("faults", faults.collect()),
                ("operations", requests.chain(others).collect()),
                ("types", api.types.iter().map(TypeDef::name).collect()),
            ],
            paths: imports::paths(api),
        }
    }

    /// Writes the files of a module.
    fn module(
        &self,
        module: &str,
        volumes: Vec<(String, Vec<Item>)>,
        files: &mut Files,
    ) -> Result<(), String> {
        let is_divided = volumes.len() > 1;
        let mut parts = Vec::new();
        for (volume, items) in volumes {
            let is_public = items.iter().any(|item| item.name != shown::SHOWN);
            let docs = module_docs(module);
            if is_divided {
                let docs = format!("{docs} Those whose names begin with `{volume}`.");
                let text = self.file(module, items, &docs, true)?;
                files.insert(format!("{module}/{volume}.rs"), text);
                parts.push((volume, is_public));
            } else {
                let text = self.file(module, items, docs, false)?;
                files.insert(format!("{module}.rs"), text);
            }
        }
        if is_divided {
            let root = text::parsed(divided(module, &parts))?;
            let text = text::format(&root, &self.target.header());
            files.insert(format!("{module}/mod.rs"), text);
        }
        Ok(())
    }

    fn file(
        &self,
        module: &str,
        items: Vec<Item>,
        docs: &str,
        is_part: bool,
    ) -> Result<String, String> {
        let own: BTreeSet<String> = items.iter().map(|item| item.name.clone()).collect();
        let items = items.into_iter().map(|item| item.tokens);
        let mut body = quote! { #(#items)* };
        if module == "client" {
            body = client::implementation(&body, self.target);
        }
        let constants = wire::namespace_constants(&self.api.namespaces, &body);
        let body = text::parsed(body)?;
        let names = Used::of(&body);
        let mut uses = names.runtime();
        uses.extend(names.paths(&self.paths, self.api, self.target, module));
        let above = if is_part {
            quote! { super::super }
        } else {
            quote! { super }
        };
        uses.extend(names.module(&above, "facets"));
        for (other, declared) in &self.declared {
            match (*other == module, is_part) {
                (true, false) => {}
                // What stands in the other files of the same module.
                (true, true) => {
                    let is_other = |name: &str| declared.contains(name) && !own.contains(name);
                    uses.extend(names.own(&quote! { super }, is_other));
                }
                (false, _) => {
                    let other = ident(other);
                    let is_declared = |name: &str| declared.contains(name);
                    uses.extend(names.own(&quote! { #above::#other }, is_declared));
                }
            }
        }
        let docs = doc(&[docs.to_owned()], true);
        let mut file = text::parsed(quote! { #docs #uses #constants })?;
        file.items.extend(body.items);
        Ok(text::format(&file, &self.target.header()))
    }
}

/// The root of a module in several files.
fn divided(module: &str, parts: &[(String, bool)]) -> TokenStream {
    let docs = doc(
        &[
            module_docs(module).to_owned(),
            String::new(),
            "Each is in the file that its name begins with.".to_owned(),
        ],
        true,
    );
    let uses = parts.iter().map(|(part, is_public)| {
        let (part, public) = (ident(part), is_public.then(|| quote! { pub }));
        quote! { #public use self::#part::*; }
    });
    let uses = quote! { #(#uses)* };
    let parts: Vec<Ident> = parts.iter().map(|(part, _)| ident(part)).collect();
    let exports = match module {
        "faults" | "operations" | "types" => uses,
        "facets" => quote! { #(pub(crate) use self::#parts::*;)* },
        _ => TokenStream::new(),
    };
    quote! { #docs #(mod #parts;)* #exports }
}

impl Target {
    /// A path of an overlay as the code has to write it.
    fn path(&self, path: &str) -> String {
        match path.strip_prefix("vendor") {
            Some(rest) if rest.is_empty() || rest.starts_with("::") => {
                format!("{}{rest}", self.vendor)
            }
            _ => path.to_owned(),
        }
    }

    fn header(&self) -> String {
        let line = format!(
            "// @generated by {} from {}. Do not edit.",
            self.generator, self.source
        );
        // A file may be called anything.
        text::one_line(&line) + "\n"
    }
}

fn module_docs(name: &str) -> &'static str {
    match name {
        "client" => "A method of the client for each operation.",
        "facets" => "What the schema allows of values; `soap::Validate` checks it.",
        "faults" => "How calls fail: what the service declares, and what its codes mean.",
        "json" => "How values are read from the JSON of ASP.NET and written to it.",
        "roles" => "What operations are to the helpers of the client.",
        "operations" => "Operations: each a request, with how it is sent and what comes back.",
        "types" => "What requests and answers are made of.",
        _ => "How values are read from XML and written to it.",
    }
}

fn root(modules: &[&str], api: &Api, rules: &[crate::overlay::FaultRule]) -> TokenStream {
    let docs = doc(
        &["Types and operations of the service, as its WSDL describes them.".to_owned()],
        true,
    );
    let declared = modules.iter().map(|name| {
        let name = ident(name);
        quote! { mod #name; }
    });
    let operations = (!api.operations.is_empty()).then(|| quote! { pub use self::operations::*; });
    let types = (!api.types.is_empty()).then(|| quote! { pub use self::types::*; });
    let rules = (!rules.is_empty()).then(|| quote! { pub(crate) use self::faults::FAULTS; });
    let faults = (!api.faults.is_empty()).then(|| quote! { pub use self::faults::*; });
    quote! {
        #docs
        #![allow(
            clippy::doc_markdown,
            clippy::fn_params_excessive_bools,
            clippy::large_enum_variant,
            clippy::similar_names,
            clippy::struct_excessive_bools,
            clippy::struct_field_names,
            clippy::too_many_arguments,
            clippy::too_many_lines,
            reason = "names, sizes and documentation are the WSDL's"
        )]
        #![allow(
            clippy::must_use_candidate,
            clippy::return_self_not_must_use,
            reason = "setters take the value that they change"
        )]
        #(#declared)*
        #rules
        #faults
        #operations
        #types
    }
}

/// A plain identifier; every name of the model is one.
fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// Documentation, outer (`///`) or inner (`//!`).
fn doc(lines: &[String], inner: bool) -> TokenStream {
    let lines = text::wrap(lines);
    let lines = lines.iter().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!(" {}", text::one_line(line))
        }
    });
    if inner {
        quote! { #(#![doc = #lines])* }
    } else {
        quote! { #(#[doc = #lines])* }
    }
}
