//! Every operation on every wire: what the server got, and what came back.

use kontorhaus_hypersoft::{
    Customer, Date, DateTime, GetCustomer, GetRevenue, GetStations, Nillable, ServerDateTime,
    SetCustomer, Time,
};
use kontorhaus_tests::interop::asmx::{Errors, Server};

use super::{WIRES, client};

fn wall(text: &str) -> DateTime {
    text.parse().expect("a date and time")
}

fn full() -> Customer {
    let born: Date = "1980-05-17".parse().expect("a date");
    let opens: Time = "08:30:00".parse().expect("a time");
    Customer::new(
        1001,
        Nillable::Value(born),
        Nillable::Value(opens),
        Nillable::Value("17:45:30".parse().expect("a time")),
    )
    .with_name("Müller & <Söhne>")
    .with_first_name("")
}

#[tokio::test]
async fn all_operations_on_all_wires() {
    let Some(server) = Server::start(Errors::Hidden) else {
        return;
    };
    for wire in WIRES {
        let client = client(&server, "cus \"1\" & <2>", wire);
        let tokens = "cus \"1\" & <2>, s3cret-auth";

        let answer = client
            .server_date_time(ServerDateTime::new())
            .await
            .expect("a time");
        let clock = answer.status.server_date_time;
        assert_eq!(
            clock.date_time,
            wall("2026-01-31T12:00:00.123").date_time,
            "{wire:?}"
        );
        assert_eq!(server.received(), format!("ServerDateTime: {tokens}\n"));

        let answer = client
            .get_stations(GetStations::new())
            .await
            .expect("stations");
        let stations = answer.stations.expect("a list");
        let stations: Vec<_> = stations
            .iter()
            .map(|station| (station.station_no, station.name.as_deref()))
            .collect();
        assert_eq!(stations, [(1, Some("Theke & <Bar>")), (2, None)]);
        assert_eq!(server.received(), format!("GetStations: {tokens}\n"));

        // Across the hour that is missing, and beyond the digits of a millisecond only over SOAP.
        let request = GetRevenue::new(wall("2026-03-29T01:45:00"), wall("2026-03-29T03:15:00"));
        let answer = client.get_revenue(request).await.expect("turnover");
        let rows = answer.revenues.expect("a list");
        assert_eq!(rows.len(), 6);
        assert_eq!(
            rows[0].begin.date_time,
            wall("2026-03-29T01:45:00").date_time
        );
        assert_eq!(
            rows[5].begin.date_time,
            wall("2026-03-29T03:00:00").date_time
        );
        assert_eq!(rows[0].quantity.to_string(), "2.000");
        assert_eq!(rows[0].amount.to_string(), "9.90");
        assert_eq!(rows[0].article.as_deref(), Some("Pils"));
        assert_eq!(
            server.received(),
            format!(
                "GetRevenue: {tokens}, 2026-03-29T01:45:00 Unspecified, 2026-03-29T03:15:00 Unspecified\n"
            )
        );

        let sparse = Customer::new(1002, Nillable::Nil, Nillable::Nil, Nillable::Nil);
        let request = SetCustomer::new().with_customers([full(), sparse.clone()]);
        client.set_customer(request).await.expect("an answer");
        assert_eq!(
            server.received(),
            format!(
                "SetCustomer: {tokens}, 2\n\
                 Customer: {tokens}, 1001, Müller & <Söhne>, , 1980-05-17T00:00:00 Unspecified, \
                 1970-01-01T08:30:00 Unspecified, 1970-01-01T17:45:30 Unspecified\n\
                 Customer: {tokens}, 1002, null, null, null, null, null\n"
            )
        );

        for customer in [full(), sparse] {
            let request = GetCustomer::new(customer.customer_no);
            let answer = client.get_customer(request).await.expect("an answer");
            assert_eq!(answer.customer, Some(customer), "{wire:?}");
        }
        let nobody = client
            .get_customer(GetCustomer::new(9))
            .await
            .expect("an answer");
        assert_eq!(nobody.customer, None);
        let _ = server.received();
    }
}

#[tokio::test]
async fn no_list_and_an_empty_one_differ() {
    let Some(server) = Server::start(Errors::Hidden) else {
        return;
    };
    for wire in WIRES {
        let client = client(&server, "cus", wire);
        for (request, count) in [
            (SetCustomer::new(), "null"),
            (SetCustomer::new().with_customers([]), "0"),
        ] {
            client.set_customer(request).await.expect("an answer");
            assert_eq!(
                server.received(),
                format!("SetCustomer: cus, s3cret-auth, {count}\n"),
                "{wire:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_customer_is_changed_and_keeps_the_rest() {
    let Some(server) = Server::start(Errors::Hidden) else {
        return;
    };
    for wire in WIRES {
        let client = client(&server, "cus", wire);
        let request = SetCustomer::new().with_customers([full()]);
        client.set_customer(request).await.expect("an answer");
        let _ = server.received();
        let answer = client
            .update_customer(GetCustomer::new(1001), |customer| {
                customer.first_name = Some("Erika".to_owned());
                customer.accessible_until = Nillable::Nil;
            })
            .await
            .expect("an answer");
        assert!(answer.is_some());
        let received = server.received();
        let written = received.lines().last().expect("a line");
        // The zone is gone, as XmlSerializer and the server's own answer have it.
        assert_eq!(
            written,
            "Customer: cus, s3cret-auth, 1001, Müller & <Söhne>, Erika, 1980-05-17T00:00:00 Unspecified, \
             1970-01-01T08:30:00 Unspecified, null"
        );
    }
}
