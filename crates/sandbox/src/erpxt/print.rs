//! Prints.

use std::fmt::Write;

use super::entity::Entity;

/// How a PDF is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PrintForm {
    /// As a JSON text with a data URL, which the public client expects.
    DataUrl,
    /// As a JSON text with Base64.
    Base64,
    /// As Base64 without quotes.
    Bare,
    /// As an object with a text in it.
    Object,
    /// As the file itself.
    File,
}

/// The answer with a document's print: its media type and body.
pub(crate) fn answer(
    form: PrintForm,
    document: &Entity,
    template: Option<i64>,
) -> (&'static str, Vec<u8>) {
    let file = pdf(document, template);
    let json = "application/json; charset=utf-8";
    match form {
        PrintForm::DataUrl => {
            let url = format!("\"data:application/pdf;base64,{}\"", base64(&file));
            (json, url.into_bytes())
        }
        PrintForm::Base64 => (json, format!("\"{}\"", base64(&file)).into_bytes()),
        PrintForm::Bare => ("text/plain", base64(&file).into_bytes()),
        PrintForm::Object => (
            json,
            format!("{{\"File\":\"{}\"}}", base64(&file)).into_bytes(),
        ),
        PrintForm::File => ("application/pdf", file),
    }
}

/// A page with the document's number on it.
fn pdf(document: &Entity, template: Option<i64>) -> Vec<u8> {
    let number = document.text("Number").unwrap_or_default();
    let template = template.map_or(String::new(), |template| format!(" ({template})"));
    let text = format!("BT /F1 24 Tf 72 720 Td ({number}{template}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        // Writing to a `String` cannot fail.
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).into_bytes());
    }
    let start = file.len();
    let size = objects.len() + 1;
    let trailer = format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    file.extend(table.into_bytes());
    file.extend(trailer.into_bytes());
    file
}

/// Base 64 with padding, not by the library that the client uses.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let letter = ALPHABET[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= chunk.len() {
                letter.into()
            } else {
                '='
            });
        }
    }
    text
}

/// The bytes behind Base 64, for the key pair in a header.
pub(crate) fn unbase64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for letter in text.trim_end_matches('=').bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.extend(u8::try_from(bits >> count & 0xFF));
        }
    }
    Some(bytes)
}
