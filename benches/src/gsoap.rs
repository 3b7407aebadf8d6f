//! gSOAP's times for the same two documents, on this machine and in the same run.

use std::fs;
use std::process::{self, Command};
use std::time::{Duration, Instant};

use kontorhaus_tests::interop::gsoap::{NEEDS, Program, Side};
use kontorhaus_tests::interop::{folder, run, workspace};

/// How often the answer is read.
pub const DECODES: u32 = 200;
/// How often the request is written.
pub const ENCODES: u32 = 20_000;

/// What gSOAP took. Medians; freeing what was allocated is included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// How many vouchers stand in the answer.
    pub vouchers: u64,
    /// Reading the answer from memory into types.
    pub decode: Duration,
    /// Writing the envelope of the request to memory, in one pass.
    pub encode: Duration,
    /// Writing the request to memory as its client does: a first pass counts, then the HTTP head, then the envelope.
    pub send: Duration,
}

/// Lets gSOAP read a `GetVoucherCodes` answer and write a `CreateVouchers` request, both given as whole envelopes.
///
/// Builds the program in `benches/gsoap/` if need be. `None` where gSOAP is not installed.
///
/// # Panics
///
/// If the program cannot be built, or does not understand a document.
#[must_use]
pub fn measure(answer: &[u8], request: &[u8]) -> Option<Times> {
    if !NEEDS.met() {
        return None;
    }
    match try_measure(answer, request) {
        Ok(times) => Some(times),
        Err(problem) => panic!("gSOAP's benchmark: {problem}"),
    }
}

fn try_measure(answer: &[u8], request: &[u8]) -> Result<Times, String> {
    let sources = workspace().join("benches/gsoap");
    let program = Program {
        name: "bench",
        sources: &sources,
        side: Side::Client,
    }
    .build()?;
    let work = folder("gsoap").join(format!("bench-{}", process::id()));
    let (answer_file, request_file) = (work.join("answer.xml"), work.join("request.xml"));
    fs::create_dir_all(&work)
        .and_then(|()| fs::write(&answer_file, answer))
        .and_then(|()| fs::write(&request_file, request))
        .map_err(|error| format!("{}: {error}", work.display()))?;

    let mut command = Command::new(program);
    command.arg(answer_file).arg(DECODES.to_string());
    command.arg(request_file).arg(ENCODES.to_string());
    let printed = run(&mut command);
    // Left behind, it would only waste space.
    let _ = fs::remove_dir_all(&work);
    read(&printed?)
}

/// The median time of so many runs, as the program takes it.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
pub fn median(times: u32, mut work: impl FnMut()) -> Duration {
    let mut taken: Vec<Duration> = (0..times)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    taken.sort_unstable();
    taken.get(taken.len() / 2).copied().unwrap_or_default()
}

/// Reads the program's `name number` lines.
fn read(printed: &str) -> Result<Times, String> {
    let number = |name: &str| {
        let mut words = printed.lines().filter_map(|line| line.split_once(' '));
        let found = words
            .find(|(word, _)| *word == name)
            .and_then(|(_, number)| number.parse().ok());
        found.ok_or_else(|| format!("no {name:?} in {printed:?}"))
    };
    Ok(Times {
        vouchers: number("vouchers")?,
        decode: Duration::from_nanos(number("decode")?),
        encode: Duration::from_nanos(number("encode")?),
        send: Duration::from_nanos(number("send")?),
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{measure, read};

    fn envelope(body: &str) -> String {
        format!(
            "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" \
             xmlns:ns=\"http://www.websale.de/\"><s:Body>{body}</s:Body></s:Envelope>"
        )
    }

    #[test]
    fn gsoap_reads_and_writes_what_it_is_given() {
        let voucher = "<VoucherData><Num>A</Num><Amount>15</Amount><AmountType>0</AmountType><Currency>EUR</Currency>\
             <Type>0</Type><Type2>1</Type2><VATIndex>-1</VATIndex></VoucherData>";
        let answer = envelope(&format!(
            "<ns:GetVoucherCodesResponse><response><VoucherList>{voucher}{voucher}</VoucherList>\
             <LastPage>true</LastPage></response></ns:GetVoucherCodesResponse>"
        ));
        let request = envelope(
            "<ns:CreateVouchers><request><ShopID>s</ShopID><Password>p</Password><VoucherCount>2</VoucherCount>\
             </request></ns:CreateVouchers>",
        );
        let Some(times) = measure(answer.as_bytes(), request.as_bytes()) else {
            return;
        };
        assert_eq!(times.vouchers, 2);
        assert!(times.decode > Duration::ZERO && times.send > times.encode);
    }

    #[test]
    fn a_line_that_is_missing_is_named() {
        assert_eq!(
            read("vouchers 1\nencode 5\n"),
            Err("no \"decode\" in \"vouchers 1\\nencode 5\\n\"".to_owned())
        );
    }
}
