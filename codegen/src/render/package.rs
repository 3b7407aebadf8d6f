//! A complete crate around the generated module, for a service that is none of our vendors'.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Files, Target, doc, ident, render, render_in_files, text};
use crate::ir::{Api, Port, TypeDef};
use crate::{names, package_name};

/// How the crate depends on the runtime.
#[derive(Clone, Debug)]
pub enum Dependency {
    /// By the path of the workspace's `crates` folder.
    Path(String),
    /// By version.
    Version(String),
}

/// A crate to be made.
#[derive(Clone, Debug)]
pub struct Package {
    /// Its name, which errors and events give its service.
    pub name: String,
    /// Where the runtime is.
    pub runtime: Dependency,
    /// What it was made from, for documentation: the WSDL's file name.
    pub source: String,
    /// The command that makes it.
    pub generator: String,
    /// Whether its folder lies in that of another workspace, from which it must say that it is independent.
    pub inside_workspace: bool,
}

impl Package {
    /// The files of the crate, by their paths in it.
    ///
    /// # Errors
    ///
    /// When the code is no Rust, which is a mistake of this crate.
    pub fn render(&self, api: &Api) -> Result<Files, String> {
        let service = Self::service_name(api);
        let target = Target {
            vendor: "crate".to_owned(),
            service: format!("vendor::{service}"),
            generator: self.generator.clone(),
            source: self.source.clone(),
            client: true,
        };
        let mut files: Files = render(api, &target, &[])?
            .into_iter()
            .map(|(name, text)| (format!("src/generated/{name}"), text))
            .collect();
        files.insert(
            "src/lib.rs".to_owned(),
            text::format(&text::parsed(self.root(api, true))?, &target.header()),
        );
        files.insert(
            "src/client.rs".to_owned(),
            text::format(&text::parsed(self.client(&service, api))?, &target.header()),
        );
        files.insert("Cargo.toml".to_owned(), self.manifest(api));
        Ok(files)
    }

    /// The files of a module that is the same as the crate, by their paths in its folder.
    ///
    /// # Errors
    ///
    /// As [`render`](Self::render).
    pub fn module(&self, api: &Api) -> Result<Files, String> {
        let service = Self::service_name(api);
        let target = Target {
            // The module's root, seen from each generated file; hence no file is divided.
            vendor: "super::super".to_owned(),
            service: format!("vendor::{service}"),
            generator: self.generator.clone(),
            source: self.source.clone(),
            client: true,
        };
        let mut files: Files = render_in_files(api, &target, &[], usize::MAX)?
            .into_iter()
            .map(|(name, text)| (format!("generated/{name}"), text))
            .collect();
        for (name, tokens) in [
            ("mod.rs", self.root(api, false)),
            ("client.rs", self.client(&service, api)),
        ] {
            files.insert(
                name.to_owned(),
                text::format(&text::parsed(tokens)?, &target.header()),
            );
        }
        Ok(files)
    }

    /// A name for the type that stands for the service: the WSDL's, whatever the crate is called. No generated type has it.
    fn service_name(api: &Api) -> String {
        let mut scope = names::Scope::default();
        for name in ["Client", "Call", "Builder", "NoCredentials"] {
            scope.claim(name);
        }
        for type_ in &api.types {
            scope.claim(type_.name());
        }
        for operation in &api.operations {
            scope.claim(&operation.request.name);
        }
        let name = names::type_name(&package_name(&api.name));
        if scope.has(&name) {
            scope.claim(&format!("{name}Service"))
        } else {
            name
        }
    }

    /// The root of the crate, or of the module.
    fn root(&self, api: &Api, is_crate: bool) -> TokenStream {
        let mut docs = api.docs.clone();
        if docs.is_empty() {
            docs.push(format!("Client of the SOAP service `{}`.", api.name));
        }
        docs.extend([
            String::new(),
            format!(
                "Made from `{}`: see [`Client`] for its operations.",
                self.source
            ),
            String::new(),
            "The module [`soap`] has the types of values, such as `DateTime`; [`core`] has what surrounds a call.".to_owned(),
        ]);
        let docs = doc(&docs, true);
        let credentials_docs = doc(
            &["What a service may ask its callers for; see [`Client::builder`].".to_owned()],
            false,
        );
        // The compiler takes these for the whole crate only.
        let limit = recursion_limit(api).filter(|_| is_crate);
        let limit = limit.map(|limit| {
            let limit = Literal::string(&limit.to_string());
            quote! { #![recursion_limit = #limit] }
        });
        let letters = (is_crate && has_other_letters(api)).then(|| {
            quote! {
                #![allow(
                    confusable_idents,
                    mixed_script_confusables,
                    uncommon_codepoints,
                    reason = "names are the WSDL's"
                )]
            }
        });
        let has_items = !(api.operations.is_empty() && api.types.is_empty());
        let items = has_items.then(|| quote! { pub use self::generated::*; });
        quote! {
            #docs
            #letters
            #limit
            mod client;
            #credentials_docs
            pub mod credentials {
                pub use kontorhaus_core::secrecy::SecretString;
                pub use kontorhaus_core::{Basic, Bearer};
                pub use kontorhaus_soap::UsernameToken;
            }
            #[rustfmt::skip]
            mod generated;
            pub use kontorhaus_core::{self as core, Call, Error, ErrorKind, Outcome};
            pub use kontorhaus_soap::v1 as soap;
            pub use self::client::*;
            #items
        }
    }

    fn client(&self, service: &str, api: &Api) -> TokenStream {
        let service = ident(service);
        let name = &self.name;
        let docs = doc(
            &["The client and the service it speaks to.".to_owned()],
            true,
        );
        let service_docs = doc(&["The service, as a type.".to_owned()], false);
        let client_docs = doc(
            &[
                "A client of the service. Clones are cheap and share connections.".to_owned(),
                String::new(),
                "Its methods give a [`Call`]: set options on it, then await it.".to_owned(),
            ],
            false,
        );
        let mut builder_docs = vec!["Configures a client; the endpoint must be given.".to_owned()];
        builder_docs.extend(address_docs(&api.ports));
        builder_docs.extend([
            String::new(),
            "Where the service asks for credentials, the builder takes them from \
             [`credentials`](super::credentials): \
             `.authoriser(Basic::new(\"user\", password))`, `.authoriser(Bearer::new(token))`, or for WS-Security \
             `.setting(UsernameToken::digest(\"user\", password))`."
                .to_owned(),
        ]);
        let builder_docs = doc(&builder_docs, false);
        let call_docs = doc(&["Calls an operation of this service.".to_owned()], false);
        quote! {
            #docs
            use kontorhaus_core::{Builder, Call, NoCredentials, Operation, Service};
            use kontorhaus_soap::v1::SoapService;

            #service_docs
            #[derive(Clone, Copy, Debug)]
            #[non_exhaustive]
            pub struct #service;

            impl Service for #service {
                const NAME: &'static str = #name;
                type Client = Client;
                type Credentials = NoCredentials;
            }

            impl SoapService for #service {}

            #client_docs
            #[derive(Clone, Debug)]
            pub struct Client(kontorhaus_core::Client);

            impl Client {
                #builder_docs
                pub fn builder() -> Builder<#service> { Builder::new() }

                #call_docs
                pub fn call<O: Operation<Service = #service>>(&self, operation: O) -> Call<O> { self.0.call(operation) }
            }

            impl From<kontorhaus_core::Client> for Client {
                fn from(client: kontorhaus_core::Client) -> Self { Self(client) }
            }
        }
    }

    fn manifest(&self, api: &Api) -> String {
        let runtime = |krate: &str, more: &str| match &self.runtime {
            Dependency::Path(path) => format!("{{ path = {:?}{more} }}", format!("{path}/{krate}")),
            Dependency::Version(version) => format!("{{ version = {version:?}{more} }}"),
        };
        let (core, soap) = (
            runtime("core", ", default-features = false"),
            runtime("soap", ""),
        );
        let description = format!(
            "Client of the SOAP service {}",
            text::one_line(&api.name).replace(['"', '\\'], " ")
        );
        format!(
            "[package]\nname = \"{name}\"\ndescription = \"{description}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
             rust-version = \"1.88\"\n\n[dependencies]\nkontorhaus-core = {core}\nkontorhaus-soap = {soap}\n\
             serde = {{ version = \"1\", features = [\"derive\"], optional = true }}\n\n[features]\ndefault = [\"rustls\"]\n\
             # The TLS library: one of these, or a transport of your own.\nrustls = [\"kontorhaus-core/rustls\"]\n\
             native-tls = [\"kontorhaus-core/native-tls\"]\nrustls-no-provider = [\"kontorhaus-core/rustls-no-provider\"]\n\
             # `Serialize` and `Deserialize` on all types.\nserde = [\"dep:serde\", \"kontorhaus-soap/serde\"]\n\
             # `soap::Validate`: values against the limits of their schema.\nvalidate = [\"kontorhaus-soap/validate\"]\n\
             # Fake transports for tests: `core::fake`.\ntest-util = [\"kontorhaus-core/test-util\"]\n{workspace}",
            name = self.name,
            workspace = if self.inside_workspace {
                "\n# Not a part of the workspace around it.\n[workspace]\n"
            } else {
                ""
            },
        )
    }
}

/// What the crate must allow the compiler: it asks each type what it holds, some steps for each type on the way, and by default takes 128.
pub(crate) fn recursion_limit(api: &Api) -> Option<usize> {
    (api.depth > 12).then_some(api.depth * 8)
}

/// Where the service can be called, by its WSDL.
fn address_docs(ports: &[Port]) -> Vec<String> {
    let plain = |text: &str| text.replace('`', "");
    let mut lines = vec![String::new()];
    match ports {
        [] => return Vec::new(),
        [Port { address, .. }] => {
            lines.push(format!("The WSDL says that it is `{}`.", plain(address)));
        }
        ports => {
            lines.push("The WSDL knows these:".to_owned());
            lines.push(String::new());
            lines.extend(ports.iter().map(|port| {
                let (name, address) = (plain(&port.name), plain(&port.address));
                format!("- `{name}`, {}: `{address}`", port.version)
            }));
        }
    }
    lines
}

/// Whether any name of the code has letters beyond ASCII.
fn has_other_letters(api: &Api) -> bool {
    let of_types = api.types.iter().flat_map(names_in);
    let of_operations = api.operations.iter().flat_map(|operation| {
        let fields = operation.request.fields.iter();
        let fields = fields.map(|field| field.name.as_str());
        fields.chain([operation.request.name.as_str(), operation.method.as_str()])
    });
    !of_types.chain(of_operations).all(str::is_ascii)
}

fn names_in(type_: &TypeDef) -> Vec<&str> {
    let mut names = match type_ {
        TypeDef::Struct(record) => record.fields.iter().map(|it| it.name.as_str()).collect(),
        TypeDef::Choice(choice) => choice.arms.iter().map(|it| it.name.as_str()).collect(),
        TypeDef::Hierarchy(it) => it.members.iter().map(|it| it.name.as_str()).collect(),
        TypeDef::Enum(it) => it
            .variants
            .iter()
            .map(|it| it.name.as_str())
            .collect::<Vec<_>>(),
    };
    names.push(type_.name());
    names
}
