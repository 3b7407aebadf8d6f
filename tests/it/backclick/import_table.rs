//! The text of an import: whatever a table takes, a reader of another hand finds again.

use kontorhaus_backclick::{Cell, ImportTable, TableError};
use proptest::prelude::*;

/// Reads as the manual describes it: lines, columns, and nothing else.
fn split(text: &str) -> Vec<Vec<String>> {
    let lines = text.strip_suffix("\r\n").expect("an end of the last line");
    let columns = |line: &str| line.split('\t').map(str::to_owned).collect();
    lines.split("\r\n").map(columns).collect()
}

/// The manual's sample, with other people.
#[test]
fn a_table_is_lines_of_columns() {
    let mut table = ImportTable::new(["EMAIL", "VORNAME", "NACHNAME"]).expect("fields");
    assert!(table.is_empty());
    table
        .add(["ada@b.example", "Ada", "Müßig"])
        .expect("a person");
    table
        .add([
            "udo@b.example".to_owned(),
            String::new(),
            "\"Muster\"".to_owned(),
        ])
        .expect("a person");
    assert_eq!((table.len(), table.fields().len()), (2, 3));
    let text =
        "EMAIL\tVORNAME\tNACHNAME\r\nada@b.example\tAda\tMüßig\r\nudo@b.example\t\t\"Muster\"\r\n";
    assert_eq!(table.text(), text);
    assert!(!format!("{table:?}").contains("Ada"), "{table:?}");
    assert_eq!(String::from(table), text);
}

#[test]
fn several_values_stand_in_one_cell() {
    let mut table = ImportTable::new(["EMAIL", "HOBBYS"]).expect("fields");
    let cells = |values: &[&str]| [Cell::from("a@b.example"), Cell::values(values.to_vec())];
    table
        .add(cells(&["Schach", "Tanzen, Singen"]))
        .expect("two values");
    table.add(cells(&["Schach"])).expect("one value");
    table.add(cells(&[])).expect("no value");
    assert_eq!(
        split(table.text())[1..].concat(),
        [
            "a@b.example",
            "Schach;Tanzen, Singen",
            "a@b.example",
            "Schach",
            "a@b.example",
            ""
        ]
    );
    for values in [["Schach;Go", "Tanzen"], ["Schach", ""]] {
        let error = table
            .add(cells(&values))
            .expect_err("it would read otherwise");
        assert_eq!(error.to_string().split(':').next(), Some("line 5, HOBBYS"));
    }
}

#[test]
fn what_cannot_be_said_is_refused() {
    let mut table = ImportTable::new(["EMAIL", "VORNAME"]).expect("fields");
    let before = table.clone();
    for (cells, said) in [
        (
            vec!["a@b.example", "a\tb"],
            "line 2, VORNAME: a tab would begin the next column",
        ),
        (
            vec!["a@b.example", "a\nb"],
            "line 2, VORNAME: the end of a line would begin the next person",
        ),
        (
            vec!["a\r", "b"],
            "line 2, EMAIL: the end of a line would begin the next person",
        ),
        (
            vec!["a\u{0}", "b"],
            "line 2, EMAIL: it holds a control character",
        ),
        (
            vec!["\u{FEFF}a", "b"],
            "line 2, EMAIL: it holds a control character",
        ),
        (vec!["", ""], "line 2: all cells are empty"),
        (vec!["a@b.example"], "line 2: 1 cells for 2 fields"),
        (vec!["a", "b", "c"], "line 2: 3 cells for 2 fields"),
    ] {
        assert_eq!(table.add(cells).expect_err(said).to_string(), said);
    }
    assert_eq!(table, before);
}

#[test]
fn fields_are_written_in_capitals() {
    let refused = |fields: &[&str]| -> TableError {
        ImportTable::new(fields.to_vec()).expect_err("no such field")
    };
    assert_eq!(refused(&[]).to_string(), "line 1: a table needs a column");
    for (name, said) in [
        (
            "Email",
            "line 1, column 2: names of fields are written in capitals",
        ),
        (
            "STRAßE",
            "line 1, column 2: names of fields are written in capitals",
        ),
        (
            "",
            "line 1, column 2: the name is empty, or has spaces around it",
        ),
        (
            " NAME",
            "line 1, column 2: the name is empty, or has spaces around it",
        ),
        (
            "A\tB",
            "line 1, column 2: a tab would begin the next column",
        ),
        ("EMAIL", "line 1, column 2: the field comes twice"),
    ] {
        assert_eq!(refused(&["EMAIL", name]).to_string(), said);
    }
    assert!(ImportTable::new(["EMAIL", "FELD_1", "GRÖSSE", "PLZ ORT"]).is_ok());
}

proptest! {
    #[test]
    fn what_a_table_takes_can_be_read_back(
        columns in 1_usize..5,
        rows in prop::collection::vec(prop::collection::vec("[a-zäß;,\"' \t\r\n\u{0}-]{0,6}", 1..5), 0..6),
    ) {
        let fields: Vec<String> = (0..columns).map(|column| format!("FELD{column}")).collect();
        let mut table = ImportTable::new(fields.clone()).expect("fields");
        let mut taken = vec![fields];
        for row in rows {
            let can_be_said = row.len() == columns
                && row.iter().any(|cell| !cell.is_empty())
                && !row.iter().any(|cell| cell.contains(['\t', '\r', '\n', '\u{0}']));
            let added = table.add(row.clone());
            prop_assert_eq!(added.is_ok(), can_be_said);
            if can_be_said {
                taken.push(row);
            }
        }
        prop_assert_eq!(table.len() + 1, taken.len());
        prop_assert_eq!(split(table.text()), taken);
    }

    #[test]
    fn several_values_can_be_read_back(values in prop::collection::vec("[a-z;, -]{0,4}", 0..5)) {
        let mut table = ImportTable::new(["EMAIL", "WERTE"]).expect("fields");
        let cells = [Cell::from("a@b.example"), Cell::values(values.clone())];
        let can_be_said = values.len() < 2
            || values.iter().all(|value| !value.is_empty() && !value.contains(';'));
        prop_assert_eq!(table.add(cells).is_ok(), can_be_said);
        if can_be_said && values.len() > 1 {
            let cell = &split(table.text())[1][1];
            prop_assert_eq!(cell.split(';').collect::<Vec<_>>(), values);
        }
    }
}
