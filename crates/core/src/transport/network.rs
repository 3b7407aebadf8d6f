//! What the default transport is told of the way to a service.

use secrecy::SecretString;

use super::proxy::Route;

/// The builder's options that only the default transport knows.
#[derive(Default)]
pub(crate) struct Network {
    /// Further certificate authorities, in PEM.
    pub(crate) roots: Vec<Vec<u8>>,
    pub(crate) identity: Option<Identity>,
    /// Proxies; `None` until something was said of them.
    pub(crate) route: Option<Route>,
}

/// A client certificate.
#[cfg_attr(
    not(any(
        feature = "rustls",
        feature = "native-tls",
        feature = "rustls-no-provider"
    )),
    expect(dead_code, reason = "only the default transport reads it")
)]
pub(crate) struct Identity {
    /// The certificate and those between it and the authority, in PEM.
    pub(crate) chain: Vec<u8>,
    /// The private key, in PEM.
    pub(crate) key: SecretString,
}

impl Network {
    /// The builder's method for an option that was given.
    pub(crate) fn given(&self) -> Option<&'static str> {
        let options = [
            (!self.roots.is_empty(), "root_certificate_pem"),
            (self.identity.is_some(), "client_certificate_pem"),
            (matches!(self.route, Some(Route::Through(_))), "proxy"),
            (self.route.is_some(), "no_proxy"),
        ];
        let given = options.into_iter().find(|(given, _)| *given);
        given.map(|(_, option)| option)
    }
}
