//! Constructors and setters, a line for each.

/// The methods of a type by which values are made. `new()` is for one that needs nothing. A setter has its name, its field, and what it
/// takes: a value; with `into` whatever becomes one; with `each` all that such a list has. `boxed` says that the field holds a box, `some`
/// that there may be no list.
///
/// ```
/// #[derive(Default)]
/// pub struct Order {
///     pub label: Option<String>,
///     pub count: Option<u32>,
///     pub lines: Vec<String>,
/// }
///
/// kontorhaus_soap::v1::methods!(Order {
///     new(),
///     with_label(label, into, String),
///     with_count(count, u32),
///     with_lines(lines, each, into, String),
/// });
///
/// let order = Order::new().with_label("7KQ2").with_count(2).with_lines(["a", "b"]);
/// assert_eq!(order.label.as_deref(), Some("7KQ2"));
/// assert_eq!((order.count, order.lines.len()), (Some(2), 2));
/// ```
#[macro_export]
macro_rules! methods {
    ($name:ident { $($method:ident($($how:tt)*),)+ }) => {
        impl $name {
            $($crate::methods! { @ $method $($how)* })+
        }
    };
    (@ new) => {
        /// A value with nothing set.
        pub fn new() -> Self {
            Self::default()
        }
    };
    (@ $method:ident $field:ident, into, $type:ty $(,)?) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        pub fn $method(mut self, value: impl Into<$type>) -> Self {
            self.$field = Some(value.into());
            self
        }
    };
    (@ $method:ident $field:ident, boxed, into, $type:ty $(,)?) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        pub fn $method(mut self, value: impl Into<$type>) -> Self {
            self.$field = Some(Box::new(value.into()));
            self
        }
    };
    (@ $method:ident $field:ident, boxed, $type:ty $(,)?) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        pub fn $method(mut self, value: $type) -> Self {
            self.$field = Some(Box::new(value));
            self
        }
    };
    (@ $method:ident $field:ident, each, into, $type:ty $(,)?) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        pub fn $method(mut self, values: impl IntoIterator<Item = impl Into<$type>>) -> Self {
            self.$field = values.into_iter().map(Into::into).collect();
            self
        }
    };
    (@ $method:ident $field:ident, each, $type:ty $(,)?) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        pub fn $method(mut self, values: impl IntoIterator<Item = $type>) -> Self {
            self.$field = values.into_iter().collect();
            self
        }
    };
    (@ $method:ident $field:ident, some, each, into, $type:ty $(,)?) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        pub fn $method(mut self, values: impl IntoIterator<Item = impl Into<$type>>) -> Self {
            self.$field = Some(values.into_iter().map(Into::into).collect());
            self
        }
    };
    (@ $method:ident $field:ident, some, each, $type:ty $(,)?) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        pub fn $method(mut self, values: impl IntoIterator<Item = $type>) -> Self {
            self.$field = Some(values.into_iter().collect());
            self
        }
    };
    (@ $method:ident $field:ident, $type:ty $(,)?) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        pub fn $method(mut self, value: $type) -> Self {
            self.$field = Some(value);
            self
        }
    };
}
