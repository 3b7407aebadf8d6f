//! The tokens that page through a batch.
//!
//! A token is opaque to the caller. Here it holds the batch, the size of a page and the number that was listed last, so
//! that vouchers added in between neither repeat nor hide others.

use super::fault::Fault;

/// The token for the page after the voucher `last`.
pub(crate) fn token(charge_id: &str, page_size: usize, last: &str) -> String {
    let plain = format!("{page_size}\n{charge_id}\n{last}");
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or('0');
    plain
        .bytes()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// The voucher after which the next page begins.
pub(crate) fn position(token: &str, charge_id: &str, page_size: usize) -> Result<String, Fault> {
    let plain = plain(token).ok_or(Fault::TokenNotParsed)?;
    let mut parts = plain.splitn(3, '\n');
    let (Some(size), Some(batch), Some(last)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(Fault::TokenNotParsed);
    };
    if batch != charge_id {
        return Err(Fault::TokenInvalid);
    }
    if size != page_size.to_string() {
        return Err(Fault::TokenNotMade);
    }
    Ok(last.to_owned())
}

fn plain(token: &str) -> Option<String> {
    if !token.is_ascii() || !token.len().is_multiple_of(2) {
        return None;
    }
    let bytes = (0..token.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&token[at..at + 2], 16).ok());
    String::from_utf8(bytes.collect::<Option<_>>()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_binds_batch_and_page_size() {
        let made = token("SPRING", 2, "AB-1");
        assert_eq!(position(&made, "SPRING", 2).as_deref(), Ok("AB-1"));
        assert_eq!(position(&made, "AUTUMN", 2), Err(Fault::TokenInvalid));
        assert_eq!(position(&made, "SPRING", 3), Err(Fault::TokenNotMade));
        for nonsense in ["b3BhcXVl", "zz", "4142", "ä"] {
            assert_eq!(position(nonsense, "SPRING", 2), Err(Fault::TokenNotParsed));
        }
    }
}
