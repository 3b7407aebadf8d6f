//! Which path does what.

use axum::http::{HeaderMap, Method};

use super::fields::{RESOURCES, Resource};
use super::read::JSON;
use super::refusal::Refusal;
use super::state::Account;
use super::{oauth, path, read, write};

/// A request without its body.
pub(super) struct Call {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) headers: HeaderMap,
}

impl Call {
    pub(super) fn is_for_token(&self) -> bool {
        self.path.trim_end_matches('/') == "/token"
    }

    /// Does what the request says.
    pub(super) fn carry_out(
        &self,
        account: &mut Account,
        body: &[u8],
    ) -> Result<Option<read::Body>, Refusal> {
        if self.is_for_token() {
            if self.method != Method::POST {
                return Err(Refusal::bare(405));
            }
            let token = oauth::give_token(account, &self.headers, &String::from_utf8_lossy(body))?;
            return Ok(Some((JSON, token.into_bytes())));
        }
        oauth::check(account, &self.headers)?;
        if account.blocked {
            return Err(Refusal::new(403, "Access is blocked."));
        }
        let parts = path::parts(&self.path).ok_or_else(|| Refusal::bare(400))?;
        let pairs = path::pairs(&self.query).ok_or_else(|| Refusal::bare(400))?;
        let parts: Vec<_> = parts.iter().map(String::as_str).collect();
        self.dispatch(account, &parts, &pairs, body)
    }

    fn dispatch(
        &self,
        account: &mut Account,
        parts: &[&str],
        pairs: &[(String, String)],
        body: &[u8],
    ) -> Result<Option<read::Body>, Refusal> {
        if let [
            "v1.2" | "v1.4",
            path @ ("invoices" | "proformas"),
            id,
            "print",
        ]
        | [path @ ("invoices" | "proformas"), id, "print"] = parts
        {
            return self.get(|| read::print(account, resource(path)?, key(id)?, pairs));
        }
        match parts {
            ["customers", "nip", number @ ..] if !number.is_empty() => self.get(|| {
                read::look_up(
                    account,
                    resource("customers")?,
                    "CustomerTaxNumber",
                    &number.join("/"),
                )
            }),
            [path @ ("invoices" | "proformas"), "number", number @ ..] if !number.is_empty() => {
                self.get(|| read::look_up(account, resource(path)?, "Number", &number.join("/")))
            }
            [path] => {
                let resource = resource(path)?;
                match self.method {
                    Method::GET => read::list(account, resource, pairs).map(Some),
                    Method::POST if resource.editable => {
                        let id = write::create(account, resource, body)?;
                        Ok(Some((JSON, id.to_string().into_bytes())))
                    }
                    Method::PUT if resource.editable => {
                        write::update(account, resource, body).map(|()| None)
                    }
                    _ => Err(Refusal::bare(405)),
                }
            }
            [path, id] => {
                let resource = resource(path)?;
                match self.method {
                    Method::GET if resource.editable => {
                        read::one(account, resource, key(id)?).map(Some)
                    }
                    Method::DELETE if resource.editable => {
                        write::delete(account, resource, key(id)?).map(|()| None)
                    }
                    _ => Err(Refusal::bare(405)),
                }
            }
            _ => Err(Refusal::bare(404)),
        }
    }

    fn get(
        &self,
        read: impl FnOnce() -> Result<read::Body, Refusal>,
    ) -> Result<Option<read::Body>, Refusal> {
        if self.method == Method::GET {
            return read().map(Some);
        }
        Err(Refusal::bare(405))
    }
}

fn resource(path: &str) -> Result<&'static Resource, Refusal> {
    let known = RESOURCES.iter().find(|resource| resource.path == path);
    known.ok_or_else(|| Refusal::bare(404))
}

fn key(text: &str) -> Result<i64, Refusal> {
    text.parse().map_err(|_| Refusal::bare(404))
}
