//! The page of the program: calls as they arrive, and buttons that provoke faults.
//!
//! It sees bytes on their way, between the server and the vendors' services, so that it shows what was on the wire, also
//! of a call that broke. What it keeps is masked; unmasked it holds a message only while that is under way.

mod assets;
mod events;
mod guard;
mod log;
mod mask;
mod tap;

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Router, middleware, routing};

use crate::vendor::Vendor;
use log::Log;

/// What the page is about.
pub(crate) struct Desk {
    vendors: Arc<[Vendor]>,
    log: Log,
}

/// The services of all vendors, and the page beside them.
pub(crate) fn router(vendors: &Arc<[Vendor]>) -> Router {
    let desk = Arc::new(Desk {
        vendors: Arc::clone(vendors),
        log: Log::default(),
    });
    let page = Router::new()
        .merge(assets::routes())
        .route("/events", routing::get(events::events))
        .route("/vendors/{vendor}/press/{button}", routing::post(press))
        .route("/vendors/{vendor}/reset", routing::post(reset))
        .route("/clear", routing::post(clear))
        .layer(middleware::from_fn(guard::guard))
        .with_state(Arc::clone(&desk));
    let services = vendors.iter().enumerate().map(|(number, vendor)| {
        let state = (Arc::clone(&desk), number);
        let tap = middleware::from_fn_with_state(state, tap::tap);
        vendor.routes.clone().layer(tap)
    });
    services.fold(page, Router::merge)
}

impl Desk {
    fn vendor(&self, id: &str) -> Option<&Vendor> {
        self.vendors.iter().find(|vendor| vendor.id == id)
    }
}

async fn press(
    State(desk): State<Arc<Desk>>,
    Path((vendor, button)): Path<(String, String)>,
) -> StatusCode {
    let vendor = desk.vendor(&vendor);
    if !vendor.is_some_and(|vendor| vendor.provocations.press(&button)) {
        return StatusCode::NOT_FOUND;
    }
    desk.log.changed();
    StatusCode::NO_CONTENT
}

async fn reset(State(desk): State<Arc<Desk>>, Path(vendor): Path<String>) -> StatusCode {
    let Some(vendor) = desk.vendor(&vendor) else {
        return StatusCode::NOT_FOUND;
    };
    vendor.provocations.reset();
    desk.log.changed();
    StatusCode::NO_CONTENT
}

async fn clear(State(desk): State<Arc<Desk>>) -> StatusCode {
    desk.log.clear();
    StatusCode::NO_CONTENT
}
