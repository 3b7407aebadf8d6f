//! The command line.

use std::ffi::OsString;

/// What the program is to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Arguments {
    /// On that port; 0 takes a free one.
    Serve {
        port: u16,
    },
    Help,
    Version,
}

impl Arguments {
    pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, String> {
        let mut arguments = arguments.into_iter();
        let mut port = 0;
        while let Some(argument) = arguments.next() {
            let argument = argument.to_string_lossy();
            let (name, value) = match argument.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (&*argument, None),
            };
            match name {
                "-h" | "--help" => return Ok(Self::Help),
                "-V" | "--version" => return Ok(Self::Version),
                "-p" | "--port" => {
                    let next = || {
                        arguments
                            .next()
                            .map(|value| value.to_string_lossy().into_owned())
                    };
                    let value = value
                        .or_else(next)
                        .ok_or("--port needs a number, as in --port 8300")?;
                    port = value
                        .parse()
                        .map_err(|_| format!("\"{value}\" is no port: a number from 1 to 65535 is, and 0 takes a free one"))?;
                }
                _ => return Err(format!("\"{argument}\" is not an option")),
            }
        }
        Ok(Self::Serve { port })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Arguments, String> {
        Arguments::parse(line.split_whitespace().map(OsString::from))
    }

    #[test]
    fn options_are_read() {
        assert_eq!(parse(""), Ok(Arguments::Serve { port: 0 }));
        for line in ["--port 8300", "--port=8300", "-p 8300"] {
            assert_eq!(parse(line), Ok(Arguments::Serve { port: 8300 }));
        }
        assert_eq!(parse("--port 8300 --help"), Ok(Arguments::Help));
        assert_eq!(parse("-V"), Ok(Arguments::Version));
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(
            parse("--prot 1").unwrap_err(),
            "\"--prot\" is not an option"
        );
        assert_eq!(
            parse("--port").unwrap_err(),
            "--port needs a number, as in --port 8300"
        );
        assert!(
            parse("--port 65536")
                .unwrap_err()
                .starts_with("\"65536\" is no port")
        );
    }
}
