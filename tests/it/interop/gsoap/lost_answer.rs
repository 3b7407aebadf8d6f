//! An answer that never comes, though the server did what it was asked.

use std::io::{self, Read};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;

use kontorhaus_core::{ErrorKind, Outcome};
use kontorhaus_tests::interop::gsoap::Server;
use kontorhaus_websale::{Client, CreateVouchers, CreatedBatch, GetVoucherChargeInfo};

use super::{credentials, strict_and_lenient};

/// A client whose first connection breaks when the server begins to answer; later ones are good.
fn client(server: &Server) -> Client {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let address = listener.local_addr().expect("an address");
    let port = server.port();
    // Ends with the test's process.
    thread::spawn(move || {
        for (number, connection) in listener.incoming().enumerate() {
            let Ok(connection) = connection else { break };
            thread::spawn(move || relay(&connection, port, number > 0));
        }
    });
    let builder = Client::builder().endpoint(format!("http://{address}/"));
    builder
        .credentials(credentials())
        .build()
        .expect("a client")
}

fn relay(mut client: &TcpStream, port: u16, good: bool) -> io::Result<()> {
    let server = TcpStream::connect(("127.0.0.1", port))?;
    let (mut from_client, mut to_server) = (client.try_clone()?, server.try_clone()?);
    thread::spawn(move || io::copy(&mut from_client, &mut to_server));
    if good {
        io::copy(&mut &server, &mut client)?;
    } else {
        (&server).read_exact(&mut [0])?;
    }
    client.shutdown(Shutdown::Both)
}

#[tokio::test]
async fn leaves_the_outcome_open() {
    for server in strict_and_lenient() {
        let client = client(&server);
        let request = CreateVouchers::new(3).with_charge_id("SPRING");
        let error = client
            .create_vouchers(request)
            .await
            .expect_err("no answer");
        assert_eq!(
            (error.kind(), error.outcome()),
            (ErrorKind::Transport, Outcome::Unknown)
        );
        assert!(!error.is_retryable());

        // It had its effect, once: nothing was repeated behind the program's back.
        let info = client
            .get_voucher_charge_info(GetVoucherChargeInfo::new("SPRING"))
            .await
            .expect("a number");
        assert_eq!(info.voucher_count, 3);
        assert_eq!(
            server
                .received()
                .matches("CreateVouchers.VoucherCount=3")
                .count(),
            1
        );
    }
}

#[tokio::test]
async fn is_made_up_for_by_asking_for_the_batch() {
    for server in strict_and_lenient() {
        let order = CreateVouchers::new(3).with_charge_id("order-4711");
        let batch = client(&server)
            .create_batch_once(order)
            .await
            .expect("a batch");
        assert!(matches!(batch, CreatedBatch::Found(_)), "{batch:?}");
        let numbers: Vec<&str> = batch.numbers().collect();
        assert_eq!(
            numbers,
            [
                "order-4711-000001",
                "order-4711-000002",
                "order-4711-000003"
            ]
        );
        assert_eq!(
            server
                .received()
                .matches("CreateVouchers.VoucherCount=3")
                .count(),
            1
        );
    }
}
