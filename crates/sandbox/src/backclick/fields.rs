//! Reading what a request holds, once it is known to follow the schema.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use roxmltree::Node;

use super::schema::NAMESPACE;

/// The elements of a request, or of an object in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields<'a, 'i>(pub(crate) Node<'a, 'i>);

impl<'a, 'i> Fields<'a, 'i> {
    pub(crate) fn objects(self, name: &'static str) -> impl Iterator<Item = Self> + use<'a, 'i> {
        let children = self.0.children();
        children
            .filter(move |child| child.has_tag_name((NAMESPACE, name)))
            .map(Self)
    }

    pub(crate) fn object(self, name: &'static str) -> Option<Self> {
        self.objects(name).next()
    }

    /// The text, which may be empty.
    pub(crate) fn text(self, name: &'static str) -> Option<&'a str> {
        self.object(name).map(Self::content)
    }

    /// The text, unless it is empty.
    pub(crate) fn filled(self, name: &'static str) -> Option<&'a str> {
        self.text(name).filter(|text| !text.is_empty())
    }

    pub(crate) fn texts(self, name: &'static str) -> impl Iterator<Item = &'a str> + use<'a, 'i> {
        self.objects(name).map(Self::content)
    }

    pub(crate) fn int(self, name: &'static str) -> Option<i32> {
        self.text(name)?.trim().parse().ok()
    }

    /// A number of which 0 means that there is none.
    pub(crate) fn id(self, name: &'static str) -> Option<i32> {
        self.int(name).filter(|id| *id != 0)
    }

    /// A list, if it is there at all.
    pub(crate) fn ints(self, name: &'static str) -> Option<Vec<i32>> {
        let items = self.text(name)?.split_ascii_whitespace();
        Some(items.filter_map(|item| item.parse().ok()).collect())
    }

    pub(crate) fn switch(self, name: &'static str, default: bool) -> bool {
        let is_true = |text: &str| matches!(text.trim(), "true" | "1");
        self.text(name).map_or(default, is_true)
    }

    /// A date and time, by the server's local time. Without an offset it is that already.
    pub(crate) fn date_time(self, name: &'static str, zone: &TimeZone) -> Option<DateTime> {
        let text = self.text(name)?.trim();
        let moment: Result<Timestamp, _> = text.parse();
        moment.map_or_else(
            |_| text.parse().ok(),
            |moment| Some(zone.to_datetime(moment)),
        )
    }

    fn content(self) -> &'a str {
        self.0.text().unwrap_or_default()
    }
}
