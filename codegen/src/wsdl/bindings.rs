//! Which bindings are SOAP, and of which version.

use super::SoapVersion;
use crate::diagnostics::{Diagnostic, Problems};
use crate::load::Node;
use crate::xmlns;

/// Transports that no one means who speaks HTTP. Others are misspelt often and meant well.
const OTHER_TRANSPORTS: [&str; 5] = ["jms", "smtp", "named-pipe", "tcp", "msmq"];

/// The extension elements of one version of SOAP.
#[derive(Clone, Copy, Debug)]
pub(super) struct Soap<'a> {
    pub(super) version: SoapVersion,
    pub(super) namespace: &'static str,
    /// The `soap:binding` element; none where the binding is assumed or lacks it.
    pub(super) element: Option<Node<'a>>,
    /// Whether the transport is HTTP, as far as it can be recognised.
    pub(super) for_http: bool,
}

/// What is assumed of port types without any binding.
pub(super) const ASSUMED: Soap<'static> = Soap {
    version: SoapVersion::V11,
    namespace: xmlns::WSDL_SOAP11,
    element: None,
    for_http: true,
};

/// Whether an operation of a binding has the extensions of a version of SOAP.
fn speaks(binding: Node<'_>, namespace: &'static str) -> bool {
    let mut operations = binding.children_named(xmlns::WSDL, "operation");
    operations.any(|operation| {
        let input = operation.child(xmlns::WSDL, "input");
        operation.child(namespace, "operation").is_some()
            || input.is_some_and(|input| input.child(namespace, "body").is_some())
    })
}

/// The SOAP extension of a binding; what is not SOAP is noted and passed over.
pub(super) fn soap<'a>(binding: Node<'a>, problems: &mut Problems) -> Option<Soap<'a>> {
    let versions = [
        (SoapVersion::V11, xmlns::WSDL_SOAP11),
        (SoapVersion::V12, xmlns::WSDL_SOAP12),
    ];
    let found = versions.into_iter().find_map(|(version, namespace)| {
        let element = binding.child(namespace, "binding")?;
        Some(Soap {
            version,
            namespace,
            element: Some(element),
            for_http: true,
        })
    });
    let name = binding.value("name").unwrap_or_default();
    let foreign = binding.children().find(|child| child.local() == "binding");
    let implied = || {
        let mut versions = versions.into_iter().filter(|_| foreign.is_none());
        let (version, namespace) = versions.find(|(_, namespace)| speaks(binding, namespace))?;
        problems.add(
            Diagnostic::warning(format!("the binding `{name}` has no `binding` of SOAP"))
                .at(binding.span())
                .help("it is read as one for SOAP over HTTP, since its operations are"),
        );
        Some(Soap {
            version,
            namespace,
            element: None,
            for_http: true,
        })
    };
    let Some(soap) = found.or_else(implied) else {
        let what = match foreign.map(Node::namespace) {
            Some("http://schemas.xmlsoap.org/wsdl/http/") => "is for plain HTTP",
            _ => "is not for SOAP",
        };
        problems.add(
            Diagnostic::note(format!("the binding `{name}` {what}: it is left out"))
                .at(binding.span()),
        );
        return None;
    };
    let transport = soap.element.and_then(|it| it.attribute("transport"));
    let value = transport
        .map(|it| it.value.to_ascii_lowercase())
        .unwrap_or_default();
    Some(Soap {
        for_http: !OTHER_TRANSPORTS.iter().any(|other| value.contains(other)),
        ..soap
    })
}
