//! A CA and a server certificate, made by `openssl` for one run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::interop::run;

/// The CA's certificate, beside the server's.
pub(super) const CA: &str = "ca.pem";

/// Makes `ca.pem` in `folder`, and a file that holds the server's key and certificate.
///
/// Two certificates, since rustls refuses a CA's certificate as a server's.
pub(super) fn make(folder: &Path) -> Result<PathBuf, String> {
    let openssl = |arguments: &str| {
        run(Command::new("openssl")
            .args(arguments.split(' '))
            .current_dir(folder))
    };
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    let failed = |error| format!("{}: {error}", folder.display());

    openssl(&format!(
        "req -x509 {key} -keyout ca.key -out {CA} -days 2 -subj /CN=kontorhaus-test-CA"
    ))?;
    openssl(&format!(
        "req {key} -keyout server.key -out server.csr -subj /CN=localhost"
    ))?;
    let extensions = "subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n";
    fs::write(folder.join("extensions"), extensions).map_err(failed)?;
    openssl(&format!(
        "x509 -req -in server.csr -CA {CA} -CAkey ca.key -CAcreateserial -days 2 -extfile extensions -out server.pem"
    ))?;

    let read = |name| fs::read(folder.join(name)).map_err(failed);
    let both = folder.join("key-and-certificate.pem");
    fs::write(&both, [read("server.key")?, read("server.pem")?].concat()).map_err(failed)?;
    Ok(both)
}
