//! The files of the page, which are part of the program.

use std::sync::Arc;

use axum::http::header;
use axum::response::IntoResponse;
use axum::{Router, routing};

use super::Desk;

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

/// Path, media type, text.
const FILES: [(&str, &str, &str); 9] = [
    (
        "/",
        "text/html; charset=utf-8",
        include_str!("assets/index.html"),
    ),
    (
        "/icon.svg",
        "image/svg+xml",
        include_str!("assets/icon.svg"),
    ),
    ("/page.css", STYLE, include_str!("assets/page.css")),
    ("/calls.css", STYLE, include_str!("assets/calls.css")),
    ("/page.js", SCRIPT, include_str!("assets/page.js")),
    ("/calls.js", SCRIPT, include_str!("assets/calls.js")),
    ("/vendors.js", SCRIPT, include_str!("assets/vendors.js")),
    ("/colour.js", SCRIPT, include_str!("assets/colour.js")),
    ("/dom.js", SCRIPT, include_str!("assets/dom.js")),
];

pub(super) fn routes() -> Router<Arc<Desk>> {
    let files = FILES.into_iter();
    files.fold(Router::new(), |router, (path, media_type, text)| {
        let file =
            move || async move { ([(header::CONTENT_TYPE, media_type)], text).into_response() };
        router.route(path, routing::get(file))
    })
}
