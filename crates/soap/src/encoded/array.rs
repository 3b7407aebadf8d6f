//! Arrays of SOAP encoding.

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::{ENCODING_1_1, ENCODING_1_2};
use crate::error::{DecodeError, EncodeError};
use crate::limits::Limits;
use crate::read::{Reader, decode};
use crate::value::{ReadXml, WriteXml};
use crate::write::Writer;

/// How many items a sender may leave out of an array.
const MAX_GAPS: usize = 65_536;

/// An array of one or more dimensions. In one it is like a `Vec`, and made from one.
///
/// ```
/// use kontorhaus_soap::v1::Array;
///
/// let line: Array<i32> = vec![1, 2, 3].into();
/// assert_eq!((line.sizes(), line[2]), (&[3][..], 3));
/// let table = Array::with_sizes(vec![2, 2], vec!["a", "b", "c", "d"]).ok_or("four items")?;
/// assert_eq!(table.at(&[1, 0]), Some(&"c"));
/// # Ok::<(), &str>(())
/// ```
///
/// Items come in the order of the XML unless they say their positions. Those that the sender left out are nil if the type has nil,
/// and an error if it doesn't.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Array<T> {
    sizes: Vec<usize>,
    items: Vec<T>,
}

impl<T> Array<T> {
    /// An array with the items row by row: the last place counts fastest. `None` if there are more or fewer of them than the sizes say.
    #[must_use]
    pub fn with_sizes(sizes: Vec<usize>, items: Vec<T>) -> Option<Self> {
        (capacity(&sizes) == Some(items.len())).then_some(Self { sizes, items })
    }

    /// How many items there are in each dimension.
    #[must_use]
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// The item at a place, counted from 0 in each dimension.
    #[must_use]
    pub fn at(&self, place: &[usize]) -> Option<&T> {
        self.items.get(offset(place, &self.sizes)?)
    }

    /// The items.
    #[must_use]
    pub fn into_vec(self) -> Vec<T> {
        self.items
    }
}

/// How many items arrays of these sizes have.
fn capacity(sizes: &[usize]) -> Option<usize> {
    let product = |product: usize, size: &usize| product.checked_mul(*size);
    sizes.iter().try_fold(1, product)
}

/// The place in the list of items.
fn offset(place: &[usize], sizes: &[usize]) -> Option<usize> {
    if place.len() != sizes.len() {
        return None;
    }
    let step = |offset: usize, (at, size): (&usize, &usize)| {
        (at < size).then_some(())?;
        offset.checked_mul(*size)?.checked_add(*at)
    };
    place.iter().zip(sizes).try_fold(0, step)
}

impl<T> Default for Array<T> {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl<T> From<Vec<T>> for Array<T> {
    fn from(items: Vec<T>) -> Self {
        Self {
            sizes: vec![items.len()],
            items,
        }
    }
}

impl<T, const N: usize> From<[T; N]> for Array<T> {
    fn from(items: [T; N]) -> Self {
        Vec::from(items).into()
    }
}

impl<T> FromIterator<T> for Array<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        items.into_iter().collect::<Vec<T>>().into()
    }
}

impl<T> IntoIterator for Array<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Array<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T> Deref for Array<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T> DerefMut for Array<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.items
    }
}

/// As a list; one of several dimensions after its sizes.
impl<T: fmt::Debug> fmt::Debug for Array<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.sizes.len() != 1 {
            write!(f, "{:?} ", self.sizes)?;
        }
        f.debug_list().entries(&self.items).finish()
    }
}

impl<T: ReadXml> ReadXml for Array<T> {
    /// The name of an item means nothing, its place does.
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let sizes = sizes(reader)?;
        let mut next = match reader.foreign_attribute(ENCODING_1_1, "offset")? {
            Some(offset) => place(&offset, sizes.as_deref(), reader)?,
            None => 0,
        };
        let mut items: Vec<T> = Vec::new();
        let mut places = Vec::new();
        reader.children_ns(|reader, _| {
            if let Some(position) = reader.foreign_attribute(ENCODING_1_1, "position")? {
                next = place(&position, sizes.as_deref(), reader)?;
            }
            places.push(next);
            next = next.saturating_add(1);
            reader.each(&mut items)
        })?;
        let items = in_order(items, &places, reader)?;
        match sizes.filter(|sizes| sizes.len() > 1) {
            // Of one dimension there are as many as came: what is left out at the end isn't there.
            None => Ok(items.into()),
            Some(sizes) => {
                let whole =
                    capacity(&sizes).ok_or_else(|| reader.error("an array is too large"))?;
                let items = filled(items, whole, reader)?;
                let array = Self::with_sizes(sizes, items);
                array.ok_or_else(|| reader.error("an array has more items than it says"))
            }
        }
    }
}

/// The sizes that an array says it has.
fn sizes(reader: &Reader<'_>) -> Result<Option<Vec<usize>>, DecodeError> {
    if let Some(type_) = reader.foreign_attribute(ENCODING_1_1, "arrayType")? {
        let sizes = type_.rsplit_once('[').map(|(_, sizes)| sizes);
        return Ok(sizes.and_then(|sizes| numbers(sizes.trim_end_matches([']', ' ']), ',')));
    }
    let sizes = reader.foreign_attribute(ENCODING_1_2, "arraySize")?;
    Ok(sizes.and_then(|sizes| numbers(&sizes, ' ')))
}

/// `2,3`; `None` if a size is left open.
fn numbers(text: &str, separator: char) -> Option<Vec<usize>> {
    let parts = text.split(separator).map(str::trim);
    let parts = parts.filter(|part| separator != ' ' || !part.is_empty());
    parts.map(|part| part.parse().ok()).collect()
}

/// The place in the list of items that `[1,2]` means.
fn place(text: &str, sizes: Option<&[usize]>, reader: &Reader<'_>) -> Result<usize, DecodeError> {
    let inner = text
        .trim()
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let places = inner.and_then(|places| numbers(places, ','));
    let place = match (places.as_deref(), sizes) {
        // One number counts through all dimensions.
        (Some([place]), _) => Some(*place),
        (Some(places), Some(sizes)) => offset(places, sizes),
        _ => None,
    };
    place.ok_or_else(|| reader.error(format!("\"{text}\" is no place in this array")))
}

/// The items at their places.
fn in_order<T: ReadXml>(
    items: Vec<T>,
    places: &[usize],
    reader: &Reader<'_>,
) -> Result<Vec<T>, DecodeError> {
    if places
        .iter()
        .enumerate()
        .all(|(index, place)| index == *place)
    {
        return Ok(items);
    }
    let mut pairs: Vec<(usize, T)> = places.iter().copied().zip(items).collect();
    pairs.sort_by_key(|(place, _)| *place);
    let mut ordered = Vec::with_capacity(pairs.len());
    for (place, item) in pairs {
        if place < ordered.len() {
            return Err(reader.error(format!("the array's item {place} comes twice")));
        }
        ordered = filled(ordered, place, reader)?;
        ordered.push(item);
    }
    Ok(ordered)
}

/// As many items as wanted, with nil for those that did not come.
fn filled<T: ReadXml>(
    mut items: Vec<T>,
    wanted: usize,
    reader: &Reader<'_>,
) -> Result<Vec<T>, DecodeError> {
    const NIL: &str =
        "<nil xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/>";
    if items.len() < wanted && (!T::NILLABLE || wanted - items.len() > MAX_GAPS) {
        return Err(reader.error(format!("the array's item {} is missing", items.len())));
    }
    while items.len() < wanted {
        items.push(decode(NIL, Limits::default())?);
    }
    Ok(items)
}

impl<T: WriteXml> WriteXml for Array<T> {
    /// The type of the items comes from [`Writer::of_type`]; without it none is said.
    fn write(&self, writer: &mut Writer) -> Result<(), EncodeError> {
        let type_ = writer.take_type().and_then(|type_| type_.rsplit_once('['));
        let Some((item, _)) = type_ else {
            return writer.each("item", &self.items);
        };
        writer.array_type(item, &self.sizes)?;
        writer.of_type(item).each("item", &self.items)
    }
}
