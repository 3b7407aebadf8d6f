//! "Changed since" on the two days a year on which the clocks change.
//!
//! Hypersoft's dates and times are those of a clock on a wall, without a zone. Where such a clock is set back, from three
//! to two, the hour between comes twice: a record that was changed at 02:10 may be older or younger than one of 02:50,
//! and who asks for what has changed since 02:30 does not say since which 02:30. Where it is set forward, from two to
//! three, there is no such hour, but arithmetic on wall times still arrives in it.
//!
//! The vendor's rule: in the hour from 02:00 to 03:00 of such a day, the caller must always return all records that were
//! changed since 02:00. The sentence can be read in two ways:
//!
//! - It is about the moment *from which* changes are wanted: if that lies in the hour, 02:00 takes its place.
//! - It is about the moment *at which* is asked: whoever asks within the hour gets everything since 02:00, or since an
//!   earlier moment if that is what he wanted.
//!
//! Both come to the same: a moment before 02:00 already covers the hour, and a later one, asked for within the hour, lies
//! in it. So [`fetch_from`] needs the moment only. It is for both sides: to ask Hypersoft for changes, and to answer a
//! program that asks for them. Some records come again; writing them twice is no harm, since they are complete.

use jiff::civil::{DateTime, Weekday};

/// The moment from which changed records have to be fetched, or returned, when those since `since` are wanted.
///
/// Times are those of Germany, where clocks change on the last Sundays of March and October, each time in the hour from
/// 02:00 to 03:00 (in POSIX's words `CET-1CEST,M3.5.0,M10.5.0/3`). Within that hour it is 02:00: in October the first
/// of the two, while in March 02:00 and 03:00 are the same moment. At any other time it is `since` itself.
///
/// ```
/// use kontorhaus_hypersoft::civil::date;
/// use kontorhaus_hypersoft::clock_change::fetch_from;
///
/// let autumn = date(2026, 10, 25);
/// assert_eq!(fetch_from(autumn.at(2, 45, 0, 0)), autumn.at(2, 0, 0, 0));
/// assert_eq!(fetch_from(autumn.at(3, 0, 0, 0)), autumn.at(3, 0, 0, 0));
/// ```
#[must_use]
pub fn fetch_from(since: DateTime) -> DateTime {
    let day = since.date();
    let changes = matches!(day.month(), 3 | 10)
        && day.nth_weekday_of_month(-1, Weekday::Sunday).ok() == Some(day);
    if changes && since.hour() == 2 {
        day.at(2, 0, 0, 0)
    } else {
        since
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn the_hour_of_either_change_begins_at_two() {
        for day in [
            date(2026, 3, 29),
            date(2026, 10, 25),
            date(2024, 3, 31),
            date(2027, 10, 31),
        ] {
            let two = day.at(2, 0, 0, 0);
            for since in [two, day.at(2, 30, 0, 0), day.at(2, 59, 59, 999_999_999)] {
                assert_eq!(fetch_from(since), two);
            }
            for since in [
                day.at(1, 59, 59, 999_999_999),
                day.at(3, 0, 0, 0),
                day.at(14, 0, 0, 0),
            ] {
                assert_eq!(fetch_from(since), since);
            }
        }
    }

    #[test]
    fn on_other_days_nothing_is_added() {
        for day in [
            date(2026, 3, 22),
            date(2026, 3, 30),
            date(2026, 10, 18),
            date(2026, 11, 29),
        ] {
            let since = day.at(2, 30, 0, 0);
            assert_eq!(fetch_from(since), since);
        }
    }

    /// The rule that POSIX has for Berlin names the same hours: those that don't exist, or exist twice.
    #[test]
    fn the_hours_are_those_of_the_posix_rule() {
        let berlin = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        let mut moment = date(2020, 1, 1).at(0, 30, 0, 0);
        let mut hours = 0;
        while moment.year() < 2030 {
            let ambiguous = berlin.to_ambiguous_timestamp(moment).is_ambiguous();
            assert_eq!(fetch_from(moment) != moment, ambiguous, "{moment}");
            hours += usize::from(ambiguous);
            moment = moment.checked_add(jiff::Span::new().hours(1)).unwrap();
        }
        assert_eq!(hours, 20);
    }

    /// Whoever fetches with `fetch_from` misses nothing, however the clock is set between two polls.
    #[test]
    fn polls_across_a_change_miss_nothing() {
        let berlin = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        for midnight in ["2026-03-28T23:00:00Z", "2026-10-24T22:00:00Z"] {
            let begin: jiff::Timestamp = midnight.parse().unwrap();
            let at = |minutes: i64| begin + jiff::Span::new().minutes(minutes);
            let wall = |minutes| berlin.to_datetime(at(minutes));
            for every in [7, 15, 40] {
                for change in 0..400 {
                    // The first poll after the change asks for what has changed since the poll before.
                    let poll = change - change % every;
                    assert!(wall(change) >= fetch_from(wall(poll)), "{change} {poll}");
                }
            }
        }
    }
}
