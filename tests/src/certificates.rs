//! A CA, and certificates that it signed, made by `openssl` for one run.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::interop::{Needs, run};

/// What it takes to make certificates.
pub const NEEDS: Needs = Needs {
    peer: "TLS",
    programs: &["openssl"],
    libraries: &[],
    packages: "openssl",
};

/// Certificates, all in PEM, with keys in PKCS #8.
#[derive(Debug)]
pub struct Certificates(BTreeMap<&'static str, Vec<u8>>);

impl Certificates {
    /// Makes a CA, and a certificate for each side. The files are left in `folder`.
    ///
    /// The server's is for `localhost`, 127.0.0.1, `shop.example` and `proxy.example`. It is not the CA's own, which
    /// rustls would refuse.
    ///
    /// # Errors
    ///
    /// If the folder can't be written or `openssl` fails: what it printed.
    pub fn make(folder: &Path) -> Result<Self, String> {
        let failed = |error| format!("{}: {error}", folder.display());
        fs::create_dir_all(folder).map_err(failed)?;
        let names = "subjectAltName=DNS:localhost,IP:127.0.0.1,DNS:shop.example,DNS:proxy.example";
        let server = format!("{names}\nbasicConstraints=CA:FALSE\n");
        let client = "extendedKeyUsage=clientAuth\nbasicConstraints=CA:FALSE\n";
        self_signed(folder, "ca")?;
        signed(folder, "server", &server)?;
        signed(folder, "client", client)?;
        let files = FILES.into_iter().map(|name| {
            let file = fs::read(folder.join(name)).map_err(failed)?;
            Ok((name, file))
        });
        files.collect::<Result<_, _>>().map(Self)
    }

    /// One of [`FILES`].
    ///
    /// # Panics
    ///
    /// If it is none of them.
    #[must_use]
    pub fn get(&self, name: &str) -> &[u8] {
        &self.0[name]
    }
}

/// What is made.
pub const FILES: [&str; 5] = [
    "ca.pem",
    "server.pem",
    "server.key",
    "client.pem",
    "client.key",
];

/// Makes `NAME.pem` and `NAME.key`.
fn self_signed(folder: &Path, name: &str) -> Result<(), String> {
    openssl(
        folder,
        &format!(
            "req -x509 {KEY} -keyout {name}.key -out {name}.pem -days 2 -subj /CN=kontorhaus-test-CA"
        ),
    )
}

/// The same with the signature of `ca.pem`.
fn signed(folder: &Path, name: &str, extensions: &str) -> Result<(), String> {
    let file = folder.join(format!("{name}.ext"));
    fs::write(&file, extensions).map_err(|error| format!("{}: {error}", file.display()))?;
    openssl(
        folder,
        &format!("req {KEY} -keyout {name}.key -out {name}.csr -subj /CN={name}"),
    )?;
    openssl(
        folder,
        &format!(
            "x509 -req -in {name}.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile {name}.ext -out {name}.pem"
        ),
    )
}

const KEY: &str = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";

fn openssl(folder: &Path, arguments: &str) -> Result<(), String> {
    run(Command::new("openssl")
        .args(arguments.split(' '))
        .current_dir(folder))
    .map(drop)
}
