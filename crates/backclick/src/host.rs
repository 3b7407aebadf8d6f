//! Where an installation is.

use kontorhaus_core::http::Uri;

/// The host of an installation, from which the addresses follow.
///
/// ```
/// use kontorhaus_backclick::Host;
///
/// let own = Host::new("mail.example.org");
/// assert_eq!(own.address(), "https://mail.example.org/bc/rpc/soap/");
/// assert_eq!(Host::saas().address(), "https://asp.backclick.de/bc/rpc/soap/");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Host(String);

/// Below this path, on every installation, stands the WSDL; that the service does too is inferred.
const PATH: &str = "/bc/rpc/soap/";

impl Host {
    /// The vendor's own host, for tenants of the service that it runs. Documented.
    #[must_use]
    pub fn saas() -> Self {
        Self::new("asp.backclick.de")
    }

    /// A host of one's own, or one that the vendor runs for one: a name, with a port if it is not the usual one.
    pub fn new(host: impl Into<String>) -> Self {
        Self(host.into())
    }

    /// The address for [`Builder::endpoint`](kontorhaus_core::Builder::endpoint). That the service stands there is
    /// inferred; an installation's WSDL says where it does.
    #[must_use]
    pub fn address(&self) -> String {
        format!("https://{}{PATH}", self.0)
    }
}

impl From<Host> for String {
    fn from(host: Host) -> Self {
        host.address()
    }
}

/// Where the installation at an address publishes its WSDL.
pub(crate) fn wsdl_address(endpoint: &Uri) -> String {
    let scheme = endpoint.scheme_str().unwrap_or("https");
    let authority = endpoint
        .authority()
        .map_or("", |authority| authority.as_str());
    // A gateway may have put something before the documented path.
    let front = endpoint
        .path()
        .split_once(PATH)
        .map_or("", |(front, _)| front);
    format!("{scheme}://{authority}{front}{PATH}backclickService.wsdl")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wsdl_stands_where_the_manual_says() {
        for (endpoint, wsdl) in [
            (
                "https://asp.backclick.de/bc/rpc/soap/",
                "https://asp.backclick.de/bc/rpc/soap/backclickService.wsdl",
            ),
            (
                "http://mail.example.org:8080/bc/rpc/soap/service?x=1",
                "http://mail.example.org:8080/bc/rpc/soap/backclickService.wsdl",
            ),
            (
                "https://gateway.example/marketing/bc/rpc/soap/",
                "https://gateway.example/marketing/bc/rpc/soap/backclickService.wsdl",
            ),
            (
                "https://gateway.example/elsewhere",
                "https://gateway.example/bc/rpc/soap/backclickService.wsdl",
            ),
        ] {
            assert_eq!(wsdl_address(&endpoint.parse().unwrap()), wsdl);
        }
    }
}
