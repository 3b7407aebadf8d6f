//! What ASP.NET says of pages with these classes is what our WSDL files say.

use std::fs;
use std::io::{self, Write};
use std::net::TcpStream;

use kontorhaus_tests::interop::asmx::{Errors, Server};
use kontorhaus_tests::interop::workspace;

use crate::infoset::infoset;

/// The WSDL that the server makes of a page.
fn described(server: &Server, page: &str) -> String {
    let mut connection = TcpStream::connect(("127.0.0.1", server.port())).expect("a server");
    write!(
        connection,
        "GET /{page}.asmx?WSDL HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n"
    )
    .expect("a connection");
    let answer = io::read_to_string(connection).expect("an answer");
    let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
    body.trim_start_matches('\u{FEFF}').to_owned()
}

/// The infoset without what says nothing of the interface: documentation, and where the server is.
fn interface(wsdl: &str) -> Vec<String> {
    let lines = infoset(wsdl).into_iter();
    let words = lines.filter(|line| {
        let name = line.trim_start().split(' ').next().unwrap_or_default();
        !name.ends_with("}documentation") && !name.ends_with("}annotation")
    });
    let without_location = words.map(|line| {
        let line = line.split(" {}location=").next().unwrap_or_default();
        // With its documentation an element has a child.
        line.trim_end_matches(" = \"\"").to_owned()
    });
    without_location.collect()
}

#[test]
fn our_wsdl_files_are_what_aspnet_emits() {
    let Some(server) = Server::start(Errors::Hidden) else {
        return;
    };
    for (page, file) in [
        ("API300", "wsdl/hypersoft/API300.wsdl"),
        ("Kinds", "tests/features/aspnet/input.wsdl"),
    ] {
        let ours = fs::read_to_string(workspace().join(file)).expect("a WSDL");
        assert_eq!(
            interface(&described(&server, page)),
            interface(&ours),
            "{file}"
        );
    }
}
