//! Names that were probably meant.

/// How far `candidate` is from `wanted`, if it may be a slip of the pen: a letter in three may be wrong, or the end of one is missing. Upper and lower case are the same.
pub(crate) fn slip(wanted: &str, candidate: &str) -> Option<usize> {
    let distance = distance(wanted, candidate);
    let is_slip = distance <= wanted.chars().count() / 3 || begins(wanted, candidate);
    is_slip.then_some(distance)
}

/// Whether one of the two is the beginning of the other, and long enough to say something.
fn begins(left: &str, right: &str) -> bool {
    let (left, right) = (left.to_lowercase(), right.to_lowercase());
    let shorter = left.chars().count().min(right.chars().count());
    shorter > 3 && (left.starts_with(&right) || right.starts_with(&left))
}

/// The edit distance, upper and lower case being the same.
pub(crate) fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.to_lowercase().chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let substituted = diagonal + usize::from(a != *b);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_a_letter_in_three() {
        assert_eq!(slip("Artikl", "Artikel"), Some(1));
        assert_eq!(slip("Amuont", "Amount"), Some(2));
        assert_eq!(slip("ShopId", "ShopID"), Some(0));
        assert_eq!(slip("Größe", "GRÖSE"), Some(1));
        assert_eq!(slip("ChargeDescr", "ChargeDescription"), Some(6));
        assert_eq!(slip("id", "identifier"), None);
        assert_eq!(slip("id", "no"), None);
        assert_eq!(slip("Customer", "Voucher"), None);
    }
}
