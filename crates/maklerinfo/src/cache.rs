//! Answers that are kept, and asked for again only if they have changed.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use kontorhaus_core::bytes::Bytes;
use kontorhaus_core::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Keeps answers that the service has dated with `Last-Modified`; given to [`Client::with_cache`](crate::Client::with_cache).
///
/// The service is asked every time whether the answer has changed, so nothing is ever out of date: what is saved is the
/// transfer. The answers hold personal data; keep them where those may be. A cache belongs to one access: do not share
/// one between clients with different credentials.
///
/// That the service dates a customer is *documented*; which other answers it dates is not. For a single GET the request's
/// header is not documented either, so that `If-Modified-Since` and `Last-Modified` are both sent. *Inferred.*
pub trait Cache: Send + Sync + 'static {
    /// What is kept under this key, which is the path and query of a request.
    fn get(&self, key: &str) -> Option<Cached>;
    /// Keeps an answer instead of the one before.
    fn put(&self, key: &str, answer: Cached);
}

/// An answer with its date.
#[derive(Clone, PartialEq, Eq)]
pub struct Cached {
    /// `Last-Modified`, as it came.
    pub last_modified: String,
    /// The body.
    pub body: Bytes,
}

impl fmt::Debug for Cached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cached")
            .field("last_modified", &self.last_modified)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// A [`Cache`] in memory, up to a number of bytes. What was used last stays longest.
#[derive(Debug)]
pub struct MemoryCache {
    most: usize,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    bytes: usize,
    /// The one that was used last at the end.
    answers: VecDeque<(String, Cached)>,
}

impl MemoryCache {
    /// Keeps up to so many bytes of bodies, keys and dates.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self {
            most,
            kept: Mutex::default(),
        }
    }
}

impl Kept {
    fn take(&mut self, key: &str) -> Option<(String, Cached)> {
        let index = self.answers.iter().position(|(name, _)| name == key)?;
        let taken = self.answers.remove(index)?;
        self.bytes -= size(&taken);
        Some(taken)
    }

    fn add(&mut self, kept: (String, Cached)) {
        self.bytes += size(&kept);
        self.answers.push_back(kept);
    }
}

fn size((key, answer): &(String, Cached)) -> usize {
    key.len() + answer.last_modified.len() + answer.body.len()
}

impl Cache for MemoryCache {
    fn get(&self, key: &str) -> Option<Cached> {
        // A panic in between can at worst have lost an answer.
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.take(key)?;
        let answer = found.1.clone();
        kept.add(found);
        Some(answer)
    }

    fn put(&self, key: &str, answer: Cached) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.take(key);
        let new = (key.to_owned(), answer);
        if size(&new) > self.most {
            return;
        }
        kept.add(new);
        while kept.bytes > self.most {
            let Some(oldest) = kept.answers.pop_front() else {
                return;
            };
            kept.bytes -= size(&oldest);
        }
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} answers, {} bytes", self.answers.len(), self.bytes)
    }
}

/// The cache of a client, as a setting.
#[derive(Clone)]
pub(crate) struct Shared(pub(crate) Arc<dyn Cache>);

/// What a request was sent with, for the reader of its answer.
#[derive(Clone)]
pub(crate) struct Kin {
    pub(crate) key: String,
    pub(crate) kept: Option<Cached>,
}

/// Sets the headers that ask for an answer only if it is newer.
pub(crate) fn only_if_newer(headers: &mut HeaderMap, date: &HeaderValue) {
    headers.insert(header::IF_MODIFIED_SINCE, date.clone());
    headers.insert(header::LAST_MODIFIED, date.clone());
}

/// The date of an answer.
pub(crate) fn last_modified(headers: &HeaderMap) -> Option<String> {
    text(headers, &header::LAST_MODIFIED)
}

pub(crate) fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let text = headers.get(name)?.to_str().ok()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(body: &'static str) -> Cached {
        Cached {
            last_modified: "d".to_owned(),
            body: Bytes::from_static(body.as_bytes()),
        }
    }

    #[test]
    fn what_was_used_last_stays_longest() {
        let cache = MemoryCache::new(20);
        cache.put("a", answer("12345678"));
        cache.put("b", answer("12345678"));
        assert_eq!(cache.get("a"), Some(answer("12345678")));
        cache.put("c", answer("12345678"));
        assert_eq!(cache.get("b"), None);
        assert_eq!(cache.get("a"), Some(answer("12345678")));
        assert_eq!(cache.get("c"), Some(answer("12345678")));
        assert_eq!(
            format!("{cache:?}"),
            "MemoryCache { most: 20, kept: Mutex { data: 2 answers, 20 bytes, poisoned: false, .. } }"
        );
    }

    #[test]
    fn a_new_answer_takes_the_place_of_the_old_one_and_none_exceeds_the_limit() {
        let cache = MemoryCache::new(20);
        cache.put("a", answer("old"));
        cache.put("a", answer("new"));
        assert_eq!(cache.get("a"), Some(answer("new")));
        cache.put("b", answer("much more than it can hold"));
        assert_eq!(cache.get("b"), None);
        cache.put("a", answer("much more than it can hold"));
        assert_eq!(cache.get("a"), None);
    }
}
