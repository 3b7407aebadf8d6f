//! The same calls on all three wires, against the sandbox.

use kontorhaus_hypersoft::{
    DateTime, Decimal, GetCustomer, GetRevenue, GetStations, Nillable, ServerDateTime, SetCustomer,
};
use kontorhaus_sandbox::hypersoft::Value;

use super::{WIRES, client, sandbox};

fn wall(text: &str) -> DateTime {
    text.parse().expect("a date and time")
}

#[tokio::test]
async fn turnover_is_the_same_on_each() {
    let sandbox = sandbox().await;
    for wire in WIRES {
        let client = client(sandbox.hypersoft(), wire);
        let answer = client
            .get_stations(GetStations::new())
            .await
            .expect("stations");
        let stations = answer.stations.expect("a list");
        assert_eq!((stations.len(), stations[1].station_no), (2, 2));
        assert_eq!(stations[1].name.as_deref(), Some("Terrasse"));

        let request = GetRevenue::new(wall("2026-03-28T06:00:00"), wall("2026-03-30T06:00:00"));
        let answer = client.get_revenue(request).await.expect("turnover");
        let rows = answer.revenues.expect("a list");
        assert_eq!(rows.len(), 2 * 24 * 2);
        let total: Decimal = rows.iter().map(|row| row.amount).sum();
        assert_eq!(total.to_string(), "1682.40", "{wire:?}");
        assert_eq!(rows[0].quantity.to_string(), "1.000");
        let begins: Vec<_> = rows.iter().map(|row| row.begin.date_time).collect();
        assert_eq!(begins[0], wall("2026-03-28T17:00:00").date_time);
        assert_eq!(begins[95], wall("2026-03-29T22:45:00").date_time);
    }
    assert!(!sandbox.hypersoft().is_locked());
}

#[tokio::test]
async fn a_customer_goes_there_and_back_on_each() {
    let sandbox = sandbox().await;
    let page = sandbox.hypersoft();
    for (number, wire) in (3001..).zip(WIRES) {
        let client = client(page, wire);
        let answer = client
            .get_customer(GetCustomer::new(1001))
            .await
            .expect("a customer");
        let mut customer = answer.customer.expect("a customer");
        assert_eq!(customer.name.as_deref(), Some("Mustermann"));
        assert_eq!(
            customer.birthday,
            Nillable::Value("1980-05-17".parse().expect("a date"))
        );
        assert_eq!(
            customer.accessible_from,
            Nillable::Value("08:30:00".parse().expect("a time"))
        );
        assert_eq!(customer.accessible_until, Nillable::Nil);
        assert_eq!(customer.extra.len(), 2, "{wire:?}");

        customer.customer_no = number;
        let request = SetCustomer::new().with_customers([customer]);
        client.set_customer(request).await.expect("an answer");
        let mut stored = page.customer(number.into()).expect("a customer");
        stored[0].1 = Value::Int(1001);
        assert_eq!(Some(stored), page.customer(1001), "{wire:?}");
    }
    let nobody = client(page, WIRES[0])
        .get_customer(GetCustomer::new(9))
        .await;
    assert_eq!(nobody.expect("an answer").customer, None);
}

#[tokio::test]
async fn the_server_shows_its_clock() {
    let sandbox = sandbox().await;
    sandbox
        .hypersoft()
        .set_time("2026-10-25T01:30:00Z".parse().expect("a moment"));
    for wire in WIRES {
        let client = client(sandbox.hypersoft(), wire);
        let answer = client
            .server_date_time(ServerDateTime::new())
            .await
            .expect("a time");
        let time = answer.status.server_date_time;
        assert_eq!(
            time.date_time,
            wall("2026-10-25T02:30:00").date_time,
            "{wire:?}"
        );
    }
}
