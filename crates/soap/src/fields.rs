//! What a struct's fields bring with them: a constructor, setters, and on request `Serialize` and `Deserialize`. A line for each field.

/// What a struct needs for its fields, each in a line.
///
/// - `with_x(x, T)` makes a setter of the field `x`, which is an `Option<T>`. What stands before the type says more: `into` that it takes
///   whatever becomes a `T`, `boxed` that the field holds a box, `each` that the field is a list and the setter takes all that such a list
///   has, and `some` before it that there may be no list.
/// - `required(x)` names a field that has no setter: the constructor takes it.
/// - `rest(x)` names the field of what the type doesn't know.
/// - `new()`, as the first line, makes the constructor of a struct that needs nothing.
///
/// With the feature `serde` of the crate that calls it, the struct has `Serialize` and `Deserialize` too, by the names of its fields, for
/// formats that name them, such as JSON. What is unset is left out, so that a nil, which is `null`, comes back as one; a list that isn't
/// there is read as an empty one. Infinite numbers, which JSON has not, do not come back from it.
///
/// ```
/// #[derive(Default)]
/// pub struct Order {
///     pub label: Option<String>,
///     pub count: Option<u32>,
///     pub lines: Vec<String>,
/// }
///
/// kontorhaus_soap::v1::fields!(Order {
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
macro_rules! fields {
    ($name:ident { new(), $($lines:tt)* }) => {
        impl $name {
            /// A value with nothing set.
            pub fn new() -> Self {
                Self::default()
            }
        }

        $crate::fields!($name { $($lines)* });
    };
    ($name:ident { $($kind:ident($field:ident $($how:tt)*),)* }) => {
        impl $name {
            $($crate::fields! { @ $kind $field $($how)* })*
        }

        #[cfg(feature = "serde")]
        $crate::__serde_fields!($name { $($kind $field ($($how)*),)* });
    };
    (@ required $field:ident) => {};
    (@ rest $field:ident) => {};
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
