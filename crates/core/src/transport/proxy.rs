//! Which proxy a request goes through.

use std::fmt;

use http::{HeaderValue, Uri};
use secrecy::{ExposeSecret, SecretString};

use crate::secret::{decoded, percent_escape};
use crate::{Basic, Error, Settings, endpoint};

/// Hosts that no proxy ever stands before: plain http is allowed to them only because
/// nothing of it leaves this machine.
const THIS_MACHINE: &str = "localhost,127.0.0.0/8,::1";

/// A proxy that requests go through, for [`Builder::proxy`](crate::Builder::proxy).
///
/// An https address is reached through a tunnel (`CONNECT`), of which the proxy sees
/// no more than the host. What goes to this machine itself takes no proxy.
///
/// ```
/// use kontorhaus_core::Proxy;
///
/// let proxy = Proxy::new("http://proxy.example:3128")
///     .basic_auth("till-7", "open sesame".into())
///     .no_proxy(["intranet.example", "10.0.0.0/8"]);
/// // Builder::new().proxy(proxy) …
/// # assert!(!format!("{proxy:?}").contains("sesame"));
/// ```
#[derive(Clone)]
#[must_use]
pub struct Proxy {
    address: String,
    basic: Option<Basic>,
    direct: Vec<String>,
}

impl Proxy {
    /// The proxy at an address such as `http://proxy.example:3128`. With https, the
    /// connection to the proxy itself is encrypted too.
    pub fn new(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            basic: None,
            direct: Vec::new(),
        }
    }

    /// User name and password for the proxy, by HTTP Basic. A proxy with an http
    /// address gets them unencrypted.
    pub fn basic_auth(mut self, user: impl Into<String>, password: SecretString) -> Self {
        self.basic = Some(Basic::new(user, password));
        self
    }

    /// Hosts to reach without the proxy: names, which include those below them,
    /// addresses, and networks such as `10.0.0.0/8`.
    pub fn no_proxy<H: Into<String>>(mut self, hosts: impl IntoIterator<Item = H>) -> Self {
        self.direct.extend(hosts.into_iter().map(Into::into));
        self
    }

    fn hop(&self) -> Result<Hop, Error> {
        let (address, given) =
            parse(&self.address).ok_or_else(|| wrong("the proxy's address is no http or https"))?;
        if given.is_some() {
            return Err(Error::configuration(
                "the proxy's address holds a user name or a password",
            )
            .with_advice("Give them to Proxy::basic_auth instead."));
        }
        let direct = self.direct.join(",");
        Hop::new(Targets::All, address, self.basic.as_ref(), &direct)
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Somebody may have put a password into the address, which is refused later.
        f.debug_struct("Proxy")
            .field("credentials_given", &self.basic.is_some())
            .field("no_proxy", &self.direct)
            .finish_non_exhaustive()
    }
}

/// Who decides on proxies.
#[derive(Default)]
pub(crate) enum Route {
    /// The variables `HTTPS_PROXY` and so on.
    #[default]
    Environment,
    /// Nobody: there is none.
    Direct,
    /// The program.
    Through(Proxy),
}

impl Route {
    /// The proxies of a client, the first that fits a request being the one it takes.
    /// Their secrets are registered.
    pub(crate) fn hops(&self, loopback: bool, settings: &mut Settings) -> Result<Vec<Hop>, Error> {
        let hops = match self {
            Self::Through(proxy) => vec![proxy.hop()?],
            // A service on this machine does not ask what the environment says of others.
            Self::Environment if !loopback => environment(|name| {
                let value = std::env::var_os(name)?;
                Some(value.to_string_lossy().into_owned())
            })?,
            Self::Environment | Self::Direct => Vec::new(),
        };
        for secret in hops.iter().flat_map(|hop| &hop.secrets) {
            settings.add_secret(secret);
        }
        Ok(hops)
    }
}

/// A proxy as the transport needs it.
#[cfg_attr(
    not(any(
        test,
        feature = "rustls",
        feature = "native-tls",
        feature = "rustls-no-provider"
    )),
    expect(dead_code, reason = "only the default transport reads it")
)]
#[derive(Debug)]
pub(crate) struct Hop {
    pub(crate) targets: Targets,
    /// Scheme, host and port.
    pub(crate) address: String,
    /// The value of `Proxy-Authorization`.
    pub(crate) authorization: Option<HeaderValue>,
    /// Hosts to reach without it, separated by commas.
    pub(crate) direct: String,
    secrets: Vec<SecretString>,
}

/// What a proxy is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Targets {
    All,
    Http,
    Https,
}

impl Hop {
    fn new(
        targets: Targets,
        address: String,
        basic: Option<&Basic>,
        direct: &str,
    ) -> Result<Self, Error> {
        let mut secrets = Vec::new();
        let mut authorization = None;
        if let Some(basic) = basic {
            let refused = |error: &dyn fmt::Display| {
                Error::configuration(format!("the proxy's credentials do not fit: {error}"))
            };
            let pair = basic.pair().map_err(|error| refused(&error))?;
            let value = format!("Basic {}", pair.expose_secret());
            let mut value = HeaderValue::try_from(value).map_err(|error| refused(&error))?;
            value.set_sensitive(true);
            authorization = Some(value);
            secrets.extend([basic.password().clone(), pair]);
        }
        Ok(Self {
            targets,
            address,
            authorization,
            direct: format!("{THIS_MACHINE},{direct}"),
            secrets,
        })
    }
}

/// The proxies that the environment names, as curl reads it.
fn environment(variable: impl Fn(&str) -> Option<String>) -> Result<Vec<Hop>, Error> {
    let value = |name: &str| {
        variable(name)
            .or_else(|| variable(&name.to_lowercase()))
            .filter(|value| !value.trim().is_empty())
    };
    // A web server hands a CGI program the header `Proxy` of its caller as HTTP_PROXY.
    let cgi = variable("REQUEST_METHOD").is_some();
    let direct = value("NO_PROXY").unwrap_or_default();
    let mut hops = Vec::new();
    for (name, targets) in [
        ("HTTP_PROXY", Targets::Http),
        ("HTTPS_PROXY", Targets::Https),
    ] {
        let own = value(name).filter(|_| !(cgi && targets == Targets::Http));
        let (name, address) = match own {
            Some(address) => (name, address),
            None => match value("ALL_PROXY") {
                Some(address) => ("ALL_PROXY", address),
                None => continue,
            },
        };
        let (address, basic) = parse(address.trim()).ok_or_else(|| {
            wrong(&format!(
                "the environment variable {name} is no http or https"
            ))
        })?;
        hops.push(Hop::new(targets, address, basic.as_ref(), &direct)?);
    }
    Ok(hops)
}

/// An address, taken for http if it says nothing else, and the credentials in it.
fn parse(address: &str) -> Option<(String, Option<Basic>)> {
    let uri: Uri = address.parse().ok()?;
    let scheme = uri.scheme_str().unwrap_or("http");
    if !matches!(scheme, "http" | "https") || !matches!(uri.path(), "" | "/") {
        return None;
    }
    let authority = uri.authority()?.as_str();
    let (basic, host) = match authority.rsplit_once('@') {
        Some((pair, host)) => {
            let (user, password) = pair.split_once(':').unwrap_or((pair, ""));
            let password = SecretString::from(decoded(password, percent_escape));
            (
                Some(Basic::new(decoded(user, percent_escape), password)),
                host,
            )
        }
        None => (None, authority),
    };
    let address = format!("{scheme}://{host}");
    endpoint::host(&address.parse().ok()?)?;
    Some((address, basic))
}

/// Messages never repeat the address: it may hold a password.
fn wrong(what: &str) -> Error {
    Error::configuration(format!("{what} address of a proxy"))
        .with_advice("It takes the form http://proxy.example:3128; Builder::no_proxy does without.")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTINEL: &str = "s3ntinel";

    fn read(variables: &[(&str, &str)]) -> Result<Vec<Hop>, Error> {
        environment(|name| {
            let found = variables.iter().find(|(known, _)| *known == name)?;
            Some(found.1.to_owned())
        })
    }

    /// Targets, address and `Proxy-Authorization` of each.
    fn told(variables: &[(&str, &str)]) -> Vec<(Targets, String, String)> {
        let told = |hop: Hop| {
            let value = hop.authorization.map_or(String::new(), |value| {
                assert!(value.is_sensitive());
                value.to_str().unwrap().to_owned()
            });
            (hop.targets, hop.address, value)
        };
        read(variables).unwrap().into_iter().map(told).collect()
    }

    #[test]
    fn the_environment_is_read_as_curl_reads_it() {
        let hop = |targets, address: &str, value: &str| (targets, address.into(), value.into());
        assert_eq!(told(&[]), []);
        assert_eq!(told(&[("HTTPS_PROXY", " "), ("NO_PROXY", "*")]), []);
        assert_eq!(
            told(&[
                ("HTTP_PROXY", "http://one.example:3128/"),
                ("https_proxy", "two.example:8080"),
                ("ALL_PROXY", "http://three.example"),
            ]),
            [
                hop(Targets::Http, "http://one.example:3128", ""),
                hop(Targets::Https, "http://two.example:8080", ""),
            ]
        );
        // user:p@ss:ü
        let value = "Basic dXNlcjpwQHNzOsO8";
        assert_eq!(
            told(&[("ALL_PROXY", "https://user:p%40ss:%C3%BC@[::1]:3128")]),
            [
                hop(Targets::Http, "https://[::1]:3128", value),
                hop(Targets::Https, "https://[::1]:3128", value),
            ]
        );
    }

    #[test]
    fn a_cgi_program_does_not_trust_http_proxy() {
        let proxies = told(&[
            ("REQUEST_METHOD", "GET"),
            ("HTTP_PROXY", "http://evil.example"),
            ("HTTPS_PROXY", "http://proxy.example"),
        ]);
        assert_eq!(
            proxies,
            [(Targets::Https, "http://proxy.example".into(), String::new())]
        );
    }

    #[test]
    fn this_machine_is_never_behind_a_proxy() {
        let hops = read(&[("HTTPS_PROXY", "proxy.example"), ("no_proxy", "a.example")]).unwrap();
        assert_eq!(hops[0].direct, "localhost,127.0.0.0/8,::1,a.example");
        let hop = Proxy::new("http://proxy.example")
            .no_proxy(["a", "b"])
            .hop();
        assert_eq!(hop.unwrap().direct, "localhost,127.0.0.0/8,::1,a,b");
    }

    #[test]
    fn an_address_that_is_none_is_refused_without_being_repeated() {
        for address in [
            "socks5://user:s3ntinel@proxy.example",
            "http://",
            "http://proxy.example/s3ntinel",
            "http://proxy.example:s3ntinel",
            "s3ntinel proxy",
        ] {
            let error = read(&[("HTTPS_PROXY", address)]).unwrap_err();
            let line = error.to_string();
            assert!(
                line.contains("the environment variable HTTPS_PROXY is no"),
                "{line}"
            );
            assert!(line.contains("Builder::no_proxy"), "{line}");
            assert!(
                !format!("{error} {error:?} {error:#?}").contains(SENTINEL),
                "{error}"
            );
            let error = Proxy::new(address).hop().unwrap_err();
            assert!(
                !format!("{error} {error:?} {error:#?}").contains(SENTINEL),
                "{error}"
            );
        }
        let proxy = Proxy::new("http://user:s3ntinel@proxy.example");
        let error = proxy.hop().unwrap_err();
        assert!(error.to_string().contains("Proxy::basic_auth"), "{error}");
        assert!(!format!("{error} {error:?} {error:#?} {proxy:?}").contains(SENTINEL));
    }

    #[test]
    fn credentials_that_no_header_can_carry_are_refused() {
        let proxy = |user: &str, password: &str| {
            let proxy = Proxy::new("http://proxy.example").basic_auth(user, password.into());
            proxy.hop().unwrap_err().to_string()
        };
        assert!(proxy("a:b", SENTINEL).contains("can hold no colon"));
        assert!(proxy("a", "s3ntinel\n").contains("can hold no control character"));
        assert!(!proxy("a", "s3ntinel\n").contains(SENTINEL));
    }

    #[test]
    fn what_a_proxy_is_told_is_registered() {
        let mut settings = Settings::new();
        let proxy = Proxy::new("http://proxy.example").basic_auth("user", SENTINEL.into());
        let hops = Route::Through(proxy).hops(true, &mut settings).unwrap();
        assert_eq!(hops.len(), 1);
        // user:s3ntinel
        assert_eq!(settings.mask("s3ntinel dXNlcjpzM250aW5lbA=="), "*** ***");
        assert!(Route::Direct.hops(false, &mut settings).unwrap().is_empty());
        assert!(
            Route::Environment
                .hops(true, &mut settings)
                .unwrap()
                .is_empty()
        );
    }
}
