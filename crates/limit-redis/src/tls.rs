//! Connections over TLS.

use kontorhaus_core::Error;
use redis::{Client, TlsCertificates};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

/// A client over TLS that trusts that authority, else those of the platform.
pub(crate) fn client(url: &str, root_certificate: Option<&[u8]>) -> Result<Client, Error> {
    if CryptoProvider::get_default().is_none() {
        // The library takes the program's choice, and panics if there is none. Should
        // another thread have chosen at this moment, its choice holds.
        let _ = aws_lc_rs::default_provider().install_default();
    }
    if let Some(pem) = root_certificate {
        // The library would take a file without any certificate for one that trusts nobody.
        CertificateDer::from_pem_slice(pem).map_err(|error| {
            Error::configuration(format!("the certificate cannot be used: {error}"))
        })?;
    }
    let certificates = TlsCertificates {
        client_tls: None,
        root_cert: root_certificate.map(<[u8]>::to_vec),
    };
    // The library's message could show the password.
    Client::build_with_tls(url, certificates).map_err(|error| {
        let message = format!("the address of Redis cannot be used: {}", error.category());
        Error::configuration(message)
    })
}
