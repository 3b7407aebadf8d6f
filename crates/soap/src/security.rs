//! The header of WS-Security that tells who is calling.

use std::fmt;

use jiff::Timestamp;
use kontorhaus_core::{Context, RequestError};
use secrecy::{ExposeSecret, SecretString};
use sha1::{Digest, Sha1};

use crate::error::EncodeError;
use crate::name::wsse;
use crate::value::WriteXml;
use crate::write::Writer;
use crate::xsd::{Base64, DateTime};

/// User name and password in the header of every message: the `UsernameToken` of WS-Security 1.0 and 1.1.
///
/// Belongs into a client's settings, for a service whose WSDL or vendor asks for it:
///
/// ```no_run
/// use kontorhaus_core::{Builder, Client, NoCredentials, Service};
/// use kontorhaus_soap::UsernameToken;
///
/// # struct Stock;
/// # impl Service for Stock {
/// #     const NAME: &'static str = "stock";
/// #     type Client = Client;
/// #     type Credentials = NoCredentials;
/// # }
/// let client = Builder::<Stock>::new()
///     .endpoint("https://stock.example/soap")
///     .setting(UsernameToken::digest("till-7", "open sesame".into()))
///     .build()?;
/// # Ok::<(), kontorhaus_core::Error>(())
/// ```
///
/// Each attempt gets a token of its own. Nothing that is printed of a call shows password or digest.
#[derive(Clone)]
pub struct UsernameToken {
    user: String,
    password: SecretString,
    form: Form,
    must_understand: bool,
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Text,
    Digest,
}

impl UsernameToken {
    /// Sends the password as it is, with the type `PasswordText`.
    pub fn text(user: impl Into<String>, password: SecretString) -> Self {
        Self::new(user.into(), password, Form::Text)
    }

    /// Sends the password's SHA-1 with a nonce and the time, with the type `PasswordDigest`.
    ///
    /// Servers refuse a time too far from their own, usually five minutes, and a nonce that they know.
    pub fn digest(user: impl Into<String>, password: SecretString) -> Self {
        Self::new(user.into(), password, Form::Digest)
    }

    fn new(user: String, password: SecretString, form: Form) -> Self {
        Self {
            user,
            password,
            form,
            must_understand: true,
        }
    }

    /// Whether a server has to refuse the message if it doesn't know the header; it does unless this is false.
    /// Some servers read the header and yet don't say that they know it.
    #[must_use]
    pub fn must_understand(mut self, must_understand: bool) -> Self {
        self.must_understand = must_understand;
        self
    }

    /// The header for one attempt.
    pub(crate) fn security(&self, context: &Context<'_>) -> Result<Security<'_>, RequestError> {
        context.add_secret(&self.password);
        let proof = match self.form {
            Form::Text => None,
            Form::Digest => Some(self.proof(context)?),
        };
        Ok(Security { token: self, proof })
    }

    fn proof(&self, context: &Context<'_>) -> Result<Proof, RequestError> {
        let now = Timestamp::try_from(context.wall())
            .and_then(|now| Timestamp::from_second(now.as_second()))
            .map_err(|error| RequestError::new("the clock shows no date").source(error))?;
        let mut nonce = [0; 16];
        getrandom::fill(&mut nonce).map_err(|error| {
            RequestError::new("the system gives no random numbers")
                .transient(true)
                .source(error)
        })?;
        // Whole seconds: some servers read no fraction.
        let created = DateTime::from(now).to_string();
        let digest = digest(&nonce, &created, self.password.expose_secret());
        // Who reads it can try passwords against it.
        context.add_secret(&SecretString::from(digest.as_str()));
        Ok(Proof {
            nonce: Base64(nonce.to_vec()),
            created,
            digest,
        })
    }
}

impl fmt::Debug for UsernameToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UsernameToken")
            .field("user", &self.user)
            .field("password", &"***")
            .field("form", &self.form)
            .field("must_understand", &self.must_understand)
            .finish()
    }
}

/// What shows that the sender knows the password.
struct Proof {
    nonce: Base64,
    created: String,
    digest: String,
}

/// The content of the element `wsse:Security`.
pub(crate) struct Security<'a> {
    token: &'a UsernameToken,
    proof: Option<Proof>,
}

impl WriteXml for Security<'_> {
    fn write(&self, w: &mut Writer) -> Result<(), EncodeError> {
        let Self { token, proof } = self;
        w.declare("wsse", wsse::EXTENSION)?;
        if token.must_understand {
            w.attribute("soap:mustUnderstand", &1)?;
        }
        w.open("wsse:UsernameToken");
        w.element("wsse:Username", &token.user)?;
        match proof {
            None => {
                let password = token.password.expose_secret();
                typed(w, "wsse:Password", "Type", wsse::PASSWORD_TEXT, password)?;
            }
            Some(proof) => {
                let (nonce, digest) = (proof.nonce.to_string(), &proof.digest);
                typed(w, "wsse:Password", "Type", wsse::PASSWORD_DIGEST, digest)?;
                typed(w, "wsse:Nonce", "EncodingType", wsse::BASE_64, &nonce)?;
                w.open("wsu:Created");
                w.declare("wsu", wsse::UTILITY)?;
                w.text(&proof.created)?;
                w.close();
            }
        }
        w.close();
        Ok(())
    }
}

/// An element with an attribute that says what its text is.
fn typed(
    w: &mut Writer,
    name: &str,
    attribute: &str,
    kind: &str,
    text: &str,
) -> Result<(), EncodeError> {
    w.open(name);
    w.attribute(attribute, &kind.to_owned())?;
    w.text(&text.to_owned())?;
    w.close();
    Ok(())
}

/// `Base64(SHA-1(nonce + created + password))`, the nonce decoded.
fn digest(nonce: &[u8], created: &str, password: &str) -> String {
    let sha1 = Sha1::new()
        .chain_update(nonce)
        .chain_update(created)
        .chain_update(password)
        .finalize();
    Base64(sha1.to_vec()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each made by `printf 'NONCE%s%s' CREATED PASSWORD | openssl dgst -sha1 -binary | openssl base64`, with the
    /// nonce's bytes as escapes.
    #[test]
    fn the_digest_is_that_of_openssl() {
        for (nonce, created, password, expected) in [
            (
                *b"0123456789abcdef",
                "2031-03-01T10:00:00Z",
                "open sesame",
                "rj+E3ycHdlov+T6T3aEdiQi2DRU=",
            ),
            (
                *b"\x00\xFF\x10\x80nonce-nonce-",
                "1970-01-01T00:00:00Z",
                "straße & <€>",
                "U7bRQgQ+/zzkrYQGOqB/4QJnPJY=",
            ),
        ] {
            assert_eq!(digest(&nonce, created, password), expected);
        }
    }
}
