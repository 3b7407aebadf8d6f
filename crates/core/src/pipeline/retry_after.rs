//! `Retry-After`: how long a server asks to wait.

use std::time::{Duration, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName};

use crate::Clock;

/// Nobody waits longer, and sums with it stay in range.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// The wait the header asks for, in seconds or up to a date; at most a day.
pub(super) fn read(headers: &HeaderMap, clock: &dyn Clock) -> Option<Duration> {
    let text = text(headers, &RETRY_AFTER)?;
    let wait = if text.bytes().all(|byte| byte.is_ascii_digit()) {
        // What is too large for a number is too long a wait.
        text.parse().map_or(LONGEST, Duration::from_secs)
    } else {
        let until = httpdate::parse_http_date(text).ok()?;
        // By the server's own clock, if it tells it: ours may differ by more than the wait.
        let now = date(headers).unwrap_or_else(|| clock.wall());
        until.duration_since(now).unwrap_or(Duration::ZERO)
    };
    Some(wait.min(LONGEST))
}

fn date(headers: &HeaderMap) -> Option<SystemTime> {
    httpdate::parse_http_date(text(headers, &DATE)?).ok()
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let text = headers.get(name)?.to_str().ok()?.trim();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;
    use crate::BoxFuture;

    /// 21 October 2015, 07:28:00.
    struct Then;

    impl Clock for Then {
        fn now(&self) -> Duration {
            Duration::ZERO
        }

        fn wall(&self) -> SystemTime {
            SystemTime::UNIX_EPOCH + Duration::from_secs(1_445_412_480)
        }

        fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
            Box::pin(std::future::pending())
        }
    }

    fn seconds(retry_after: &str, date: Option<&'static str>) -> Option<u64> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::try_from(retry_after).unwrap());
        if let Some(date) = date {
            headers.insert(DATE, HeaderValue::from_static(date));
        }
        read(&headers, &Then).map(|wait| wait.as_secs())
    }

    #[test]
    fn seconds_and_all_three_forms_of_a_date_are_read() {
        assert_eq!(seconds("120", None), Some(120));
        assert_eq!(seconds(" 0 ", None), Some(0));
        assert_eq!(seconds("Wed, 21 Oct 2015 07:29:00 GMT", None), Some(60));
        assert_eq!(seconds("Wednesday, 21-Oct-15 07:29:00 GMT", None), Some(60));
        assert_eq!(seconds("Wed Oct 21 07:29:00 2015", None), Some(60));
    }

    #[test]
    fn the_servers_clock_counts_if_it_tells_it() {
        let asked = "Wed, 21 Oct 2015 09:00:30 GMT";
        assert_eq!(
            seconds(asked, Some("Wed, 21 Oct 2015 09:00:00 GMT")),
            Some(30)
        );
        assert_eq!(seconds(asked, Some("today")), Some(92 * 60 + 30));
    }

    #[test]
    fn a_date_that_has_passed_is_no_wait() {
        assert_eq!(seconds("Wed, 21 Oct 2015 07:27:00 GMT", None), Some(0));
    }

    #[test]
    fn no_wait_is_longer_than_a_day() {
        for text in [
            "86401",
            "99999999999999999999999999",
            "Fri, 31 Dec 9999 23:59:59 GMT",
        ] {
            assert_eq!(seconds(text, None), Some(86_400), "{text}");
        }
    }

    #[test]
    fn what_is_neither_is_ignored() {
        for text in [
            "",
            "-1",
            "1.5",
            "soon",
            "+5",
            "Wed, 32 Oct 2015 07:28:00 GMT",
        ] {
            assert_eq!(seconds(text, None), None, "{text}");
        }
        assert_eq!(read(&HeaderMap::new(), &Then), None);
    }
}
