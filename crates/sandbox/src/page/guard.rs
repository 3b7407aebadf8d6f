//! The page is for this machine's browser and for nobody else: other pages that are open in it can neither press its
//! buttons nor read from it.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Nothing but the program's own files is loaded, nothing is embedded elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(super) async fn guard(request: Request, next: Next) -> Response {
    if !is_ours(request.headers()) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut response = next.run(request).await;
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        let headers = response.headers_mut();
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Whether the request names this machine, as no name of a server on the Internet does, and comes from no other page.
fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value: &HeaderValue| value.to_str().ok())
    };
    let Some(host) = text(header::HOST) else {
        return false;
    };
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let origin = text(header::ORIGIN);
    matches!(name, "127.0.0.1" | "localhost")
        && origin.is_none_or(|origin| origin.strip_prefix("http://") == Some(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_ours_with(headers: &[(header::HeaderName, &'static str)]) -> bool {
        let headers = headers.iter().cloned();
        is_ours(
            &headers
                .map(|(name, value)| (name, HeaderValue::from_static(value)))
                .collect(),
        )
    }

    #[test]
    fn only_this_machine_s_own_page_is_answered() {
        let host = (header::HOST, "127.0.0.1:8300");
        assert!(is_ours_with(std::slice::from_ref(&host)));
        assert!(is_ours_with(&[(header::HOST, "localhost:8300")]));
        assert!(is_ours_with(&[
            host.clone(),
            (header::ORIGIN, "http://127.0.0.1:8300")
        ]));
        assert!(!is_ours_with(&[]));
        assert!(!is_ours_with(&[(header::HOST, "rebound.example:8300")]));
        assert!(!is_ours_with(&[
            host.clone(),
            (header::ORIGIN, "https://elsewhere.example")
        ]));
        assert!(!is_ours_with(&[
            host.clone(),
            (header::ORIGIN, "http://127.0.0.1:8301")
        ]));
        assert!(!is_ours_with(&[host, (header::ORIGIN, "null")]));
    }
}
