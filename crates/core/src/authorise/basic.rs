//! HTTP Basic.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

use super::{Authoriser, set};
use crate::{Body, BoxFuture, Context, RequestError};

/// User name and password by HTTP Basic (RFC 7617), in UTF-8.
///
/// ```
/// use kontorhaus_core::Basic;
///
/// let authoriser = Basic::new("till-7", "open sesame".into());
/// // Builder::new().authoriser(authoriser) …
/// assert_eq!(format!("{authoriser:?}"), r#"Basic { user: "till-7", password: "***" }"#);
/// ```
#[derive(Clone)]
pub struct Basic {
    user: String,
    password: SecretString,
}

impl Basic {
    /// Takes a user name, which can hold no colon, and the password that belongs to it.
    pub fn new(user: impl Into<String>, password: SecretString) -> Self {
        Self {
            user: user.into(),
            password,
        }
    }

    fn apply(
        &self,
        request: &mut http::Request<Body>,
        context: &Context<'_>,
    ) -> Result<(), RequestError> {
        context.add_secret(&self.password);
        let pair = self.pair()?;
        context.add_secret(&pair);
        let value = format!("Basic {}", pair.expose_secret());
        set(request, &value, "the password")
    }

    pub(crate) fn password(&self) -> &SecretString {
        &self.password
    }

    /// Both in base 64, as the header has them after the word `Basic`.
    pub(crate) fn pair(&self) -> Result<SecretString, RequestError> {
        let password = self.password.expose_secret();
        if self.user.contains(':') {
            // The server would take what follows for the password.
            return Err(RequestError::new(
                "the user name of HTTP Basic can hold no colon",
            ));
        }
        if [&self.user, password]
            .into_iter()
            .any(|text| text.chars().any(char::is_control))
        {
            return Err(RequestError::new(
                "user name and password of HTTP Basic can hold no control character",
            ));
        }
        let pair = format!("{}:{password}", self.user);
        Ok(SecretString::from(base64(pair.as_bytes())))
    }
}

impl Authoriser for Basic {
    fn authorise<'a>(
        &'a self,
        request: &'a mut http::Request<Body>,
        context: &'a Context<'a>,
    ) -> BoxFuture<'a, Result<(), RequestError>> {
        Box::pin(std::future::ready(self.apply(request, context)))
    }
}

impl fmt::Debug for Basic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Basic")
            .field("user", &self.user)
            .field("password", &"***")
            .finish()
    }
}

/// Base 64 with padding: not worth a dependency of every client.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let sextet = bits >> (18 - 6 * place) & 63;
            let letter = ALPHABET[sextet as usize];
            text.push(if place <= chunk.len() {
                letter.into()
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn the_test_vectors_of_rfc_4648() {
        for (text, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(text.as_bytes()), encoded);
        }
        assert_eq!(base64(&[0xFB, 0xEF, 0xFF]), "++//");
    }
}
