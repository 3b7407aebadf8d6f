//! Messages in parts, whole and broken.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

fn all(message: &[u8], boundary: &str) -> Vec<Result<Part, MultipartError>> {
    read(&Bytes::copy_from_slice(message), boundary).collect()
}

fn part(headers: &[(&'static str, &'static str)], body: &'static str) -> Part {
    let headers = headers.iter().map(|&(name, value)| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    });
    Part {
        headers: headers.collect(),
        body: body.into(),
    }
}

#[test]
fn what_is_written() {
    let parts = [
        part(&[("content-id", "<p1>"), ("x-dio-method", "GET")], ""),
        part(&[("content-type", "text/plain")], "a\r\nb\r\n"),
        part(&[], ""),
    ];
    let expected = "--b\r\nContent-ID: <p1>\r\nX-Dio-Method: GET\r\n\r\n\
                    --b\r\nContent-Type: text/plain\r\n\r\na\r\nb\r\n\r\n\
                    --b\r\n\r\n--b--\r\n";
    assert_eq!(String::from_utf8(write(&parts, "b")).unwrap(), expected);
    let read: Vec<Part> = all(expected.as_bytes(), "b")
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert_eq!(read, parts);
}

#[test]
fn line_ends_and_empty_lines_of_every_sort_are_read() {
    let expected = [part(&[("a", "1")], ""), part(&[("a", "2")], "x")];
    for message in [
        "--b\r\nA: 1\r\n\r\n--b\r\nA: 2\r\n\r\nx\r\n--b--\r\n",
        // Without any empty line, and LF alone.
        "--b\nA: 1\n--b\nA: 2\n\nx\n--b--",
        "--b\nA:1\n\n--b\nA:  2 \n\nx\n--b--\n",
        "--b\r\nA: 1\r\n--b\r\nA: 2\r\n\r\nx\r\n--b--",
        "before\r\n--bb\r\n--b \t\r\na: 1\r\n\r\n--b\r\na: 2\r\n\r\nx\r\n--b-- \r\nafter\r\n--b\r\n",
        "--b\r\nA:\r\n 1\r\n\r\n--b\r\nA:\t2\r\n\r\nx\r\n--b--",
    ] {
        let read: Vec<_> = all(message.as_bytes(), "b")
            .into_iter()
            .map(Result::unwrap)
            .collect();
        assert_eq!(read, expected, "{message:?}");
    }
}

#[test]
fn an_empty_line_before_a_delimiter_stays_in_the_body() {
    for (message, body) in [
        ("--b\r\n\r\nx\r\n\r\n--b--", "x\r\n"),
        ("--b\n\nx\n\n--b--", "x\n"),
        // Where lines end with LF alone, CR is the body's.
        ("--b\n\nx\r\n--b--", "x\r"),
        ("--b\r\n\r\nx\n--b--", "x"),
        ("--b\r\n\r\n--bx\r\n--b--", "--bx"),
        ("--b\r\n\r\n --b\r\n--b--", " --b"),
    ] {
        let read = all(message.as_bytes(), "b");
        assert_eq!(read, [Ok(part(&[], body))], "{message:?}");
    }
}

#[test]
fn what_is_no_message_has_no_parts() {
    for message in [
        "",
        "x",
        "--",
        "--B\r\n\r\n--B--",
        "x--b\n--b--",
        "--b--\r\n--b\r\n\r\n--b--",
    ] {
        assert_eq!(all(message.as_bytes(), "b"), [], "{message:?}");
    }
}

#[test]
fn a_damaged_part_is_an_error_and_the_others_are_read() {
    let message =
        b"--b\r\nno colon\r\n\r\n--b\r\n\xFF: x\r\n\r\n--b\r\na: \x01\r\n\r\n--b\r\na: 1\r\n\r\nx";
    let read = all(message, "b");
    let errors: Vec<String> = read
        .iter()
        .map(|part| part.as_ref().unwrap_err().to_string())
        .collect();
    assert_eq!(
        errors,
        [
            "part 1: a header has no colon",
            "part 2: a header holds what no header may",
            "part 3: a header holds what no header may",
            "part 4: the message ends within it",
        ]
    );
    let long = format!(
        "--b\r\na: {}\r\n\r\n--b\r\na: 1\r\n\r\n--b--",
        "x".repeat(20_000)
    );
    let many = format!(
        "--b\r\n{}\r\n--b\r\na: 1\r\n\r\n--b--",
        "a: 1\r\n".repeat(1_000)
    );
    for message in [long, many] {
        let read = all(message.as_bytes(), "b");
        let error = read[0].as_ref().unwrap_err();
        assert_eq!(
            error.to_string(),
            "part 1: its headers are too many or too long"
        );
        assert_eq!(read[1], Ok(part(&[("a", "1")], "")));
    }
}

#[test]
fn boundaries_are_found_in_every_spelling() {
    for (content_type, expected) in [
        (
            "multipart/related; boundary=MIME_boundary; start=\"<1>\"",
            Some("MIME_boundary"),
        ),
        (
            "multipart/related; boundary=\"B\"; start=\"get-laender\"",
            Some("B"),
        ),
        (
            "multipart/related; start=\"a;boundary=no\"; boundary=yes",
            Some("yes"),
        ),
        (
            "multipart/related; multipart/related; boundary=B",
            Some("B"),
        ),
        ("MULTIPART/mixed;BOUNDARY= \"a\\\"b\" ", Some("a\"b")),
        ("multipart/related; boundary=\"open", Some("open")),
        ("multipart/related; boundary=", None),
        ("multipart/related; boundary", None),
        ("multipart/related", None),
        ("multipart/", None),
        ("text/html; boundary=B", None),
        ("", None),
        ("ü; boundary=B", None),
    ] {
        assert_eq!(
            boundary(content_type).as_deref(),
            expected,
            "{content_type}"
        );
    }
}

#[test]
fn parts_are_read_without_copying_them() {
    let body = "x".repeat(1 << 20);
    let message = Bytes::from(write(
        &[Part {
            body: body.into(),
            ..Part::default()
        }],
        "b",
    ));
    let read = read(&message, "b").next().unwrap().unwrap();
    let within = message.as_ptr_range();
    assert!(within.contains(&read.body.as_ptr()));
}

fn any_part() -> impl Strategy<Value = Part> {
    let name = "[a-zA-Z0-9!#$%&'*+.^_`|~-]{1,20}";
    let value = vec(
        prop_oneof![Just(b'\t'), 0x20..=0x7Eu8, 0x80..=0xFFu8],
        0..40,
    );
    // Bodies that look like delimiters and line ends more often than chance would have it.
    let piece = prop_oneof![
        vec(any::<u8>(), 0..20),
        Just(b"\r\n".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"\r".to_vec()),
        Just(b"--b".to_vec()),
        Just(b"\r\n--b".to_vec()),
        Just(b"--b--\r\n".to_vec()),
    ];
    (vec((name, value), 0..6), vec(piece, 0..8)).prop_map(|(headers, body)| {
        let headers = headers.into_iter().map(|(name, value)| {
            let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
            (name, HeaderValue::from_bytes(value.trim_ascii()).unwrap())
        });
        let mut map = HeaderMap::new();
        map.extend(headers);
        Part {
            headers: map,
            body: body.concat().into(),
        }
    })
}

proptest! {
    #[test]
    fn what_was_written_is_read(parts in vec(any_part(), 0..6), boundary in "b[0-9a-f]{0,3}") {
        prop_assume!(is_free(&boundary, &parts));
        let message = write(&parts, &boundary);
        let read: Result<Vec<Part>, _> = all(&message, &boundary).into_iter().collect();
        prop_assert_eq!(read.unwrap(), parts);
    }

    #[test]
    fn whatever_is_read_can_be_written_and_is_the_same_again(message in any::<Vec<u8>>(), parts in vec(any_part(), 0..4)) {
        let mut bytes = write(&parts, "b");
        let end = bytes.len().min(message.len());
        bytes[..end].copy_from_slice(&message[..end]);
        let read: Vec<Part> = all(&bytes, "b").into_iter().flatten().collect();
        prop_assume!(is_free("c", &read));
        let again: Result<Vec<Part>, _> = all(&write(&read, "c"), "c").into_iter().collect();
        prop_assert_eq!(again.unwrap(), read);
    }
}
