//! Numbers as gSOAP prints them.

/// Prints a double as C prints it with `%.17lG`, which is gSOAP's way: 25.1 becomes `25.100000000000001`.
pub(crate) fn double(value: f64) -> String {
    const DIGITS: i32 = 17;
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "INF" } else { "-INF" }.to_owned();
    }
    let scientific = format!("{value:.16e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..DIGITS).contains(&exponent) {
        let decimals = usize::try_from(DIGITS - 1 - exponent).unwrap_or(0);
        trimmed(&format!("{value:.decimals$}")).to_owned()
    } else {
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{}E{sign}{:02}", trimmed(mantissa), exponent.abs())
    }
}

/// Without the zeros that end a fraction.
fn trimmed(digits: &str) -> &str {
    if digits.contains('.') {
        digits.trim_end_matches('0').trim_end_matches('.')
    } else {
        digits
    }
}

/// The voucher number for a serial: four groups of four characters, another number for each serial.
pub(crate) fn voucher(serial: u64) -> String {
    // A bijection on 64 bits scatters the serials, so that neighbours look unlike.
    let mut bits = serial.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^= bits >> 31;
    // Thirteen digits hold 64 bits; the three after them are for the looks.
    let looks = bits.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
    let mut text = digits(bits, 13) + &digits(looks, 3);
    for group in [12, 8, 4] {
        text.insert(group, '-');
    }
    text
}

/// The last digits of a number to the base of 36, last digit first.
fn digits(mut number: u64, count: usize) -> String {
    let mut next = || {
        let digit = u32::try_from(number % 36).unwrap_or(0);
        number /= 36;
        char::from_digit(digit, 36)
            .unwrap_or('0')
            .to_ascii_uppercase()
    };
    (0..count).map(|_| next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_look_like_c() {
        for (value, text) in [
            (25.10, "25.100000000000001"),
            (19.99, "19.989999999999998"),
            (49.9, "49.899999999999999"),
            (15.0, "15"),
            (0.0, "0"),
            (-1.0, "-1"),
            (0.5, "0.5"),
            (0.0001, "0.0001"),
            (0.00001, "1.0000000000000001E-05"),
            (-1e9, "-1000000000"),
            (1e16, "10000000000000000"),
            (1e17, "1E+17"),
            (1.5e300, "1.5000000000000001E+300"),
            (f64::INFINITY, "INF"),
        ] {
            assert_eq!(double(value), text);
        }
    }

    #[test]
    fn voucher_numbers_are_distinct() {
        let numbers: std::collections::BTreeSet<String> = (0..5_000).map(voucher).collect();
        assert_eq!(numbers.len(), 5_000);
        assert!(numbers.iter().all(|number| number.len() == 19));
        assert_eq!(voucher(1), voucher(1));
    }
}
