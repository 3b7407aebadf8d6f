//! What went over the wire.

use std::collections::VecDeque;

use axum::http::HeaderMap;

/// A call as the server saw it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Recorded {
    /// The headers of the request.
    pub headers: HeaderMap,
    /// The body of the request, with `***` in place of each secret.
    pub request: String,
    /// The body of the answer: what the server wrote, even if it did not arrive. Empty for a call that is not carried out.
    pub answer: String,
}

/// A call that is kept.
pub(crate) trait Kept: Clone {
    /// Its bytes, more or less.
    fn size(&self) -> usize;
}

impl Kept for Recorded {
    fn size(&self) -> usize {
        headers(&self.headers) + self.request.len() + self.answer.len()
    }
}

/// The bytes of headers, and what it costs to keep them.
pub(crate) fn headers(headers: &HeaderMap) -> usize {
    let each = headers.iter();
    let bytes = each.map(|(name, value)| name.as_str().len() + value.len());
    512 + bytes.sum::<usize>()
}

/// The bytes that there is room for. A server that runs for days does not grow with its calls.
const ROOM: usize = 512 * 1024 * 1024;

/// The latest calls. When they take too much room, the oldest make some; the last one always stays.
#[derive(Debug)]
pub(crate) struct Latest<C> {
    calls: VecDeque<C>,
    /// How many have made room.
    gone: usize,
    size: usize,
    room: usize,
}

impl<C: Kept> Latest<C> {
    pub(crate) fn new() -> Self {
        Self::with_room(ROOM)
    }

    fn with_room(room: usize) -> Self {
        Self {
            calls: VecDeque::new(),
            gone: 0,
            size: 0,
            room,
        }
    }

    /// Keeps a call, and gives its number.
    pub(crate) fn push(&mut self, call: C) -> usize {
        self.size += call.size();
        self.calls.push_back(call);
        self.make_room();
        self.gone + self.calls.len() - 1
    }

    /// Changes the call of that number, if it is still there.
    pub(crate) fn change(&mut self, number: usize, change: impl FnOnce(&mut C)) {
        let place = number.checked_sub(self.gone);
        let Some(call) = place.and_then(|place| self.calls.get_mut(place)) else {
            return;
        };
        self.size -= call.size();
        change(call);
        self.size += call.size();
        self.make_room();
    }

    /// The calls, the oldest first.
    pub(crate) fn to_vec(&self) -> Vec<C> {
        self.calls.iter().cloned().collect()
    }

    fn make_room(&mut self) {
        while self.size > self.room && self.calls.len() > 1 {
            if let Some(oldest) = self.calls.pop_front() {
                self.size -= oldest.size();
                self.gone += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Kept for String {
        fn size(&self) -> usize {
            self.len()
        }
    }

    #[test]
    fn the_oldest_make_room() {
        let mut calls = Latest::with_room(10);
        let first = calls.push("abc".to_owned());
        let second = calls.push("def".to_owned());
        assert_eq!((first, second), (0, 1));
        calls.change(first, |call| call.push('!'));
        assert_eq!(calls.to_vec(), ["abc!", "def"]);
        // Numbers hold when others are gone, and those that are gone are not looked for.
        calls.change(second, |call| call.push_str("4567"));
        assert_eq!(calls.to_vec(), ["def4567"]);
        calls.change(first, String::clear);
        assert_eq!(calls.push("ghi".to_owned()), 2);
        assert_eq!(calls.to_vec(), ["def4567", "ghi"]);
        // One that is larger than all the room is kept alone.
        calls.change(2, |call| call.push_str(&"i".repeat(20)));
        assert_eq!(calls.to_vec(), ["ghi".to_owned() + &"i".repeat(20)]);
        assert_eq!(calls.push("j".to_owned()), 3);
        assert_eq!(calls.to_vec(), ["j"]);
    }
}
