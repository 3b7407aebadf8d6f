//! x
use std::path::Path;
#[test]
fn manual() {
    for file in std::env::var("WSDLS").unwrap().split(' ') {
        let start = std::time::Instant::now();
        match kontorhaus_codegen::read(Path::new(file), &kontorhaus_codegen::Catalog::new()) {
            Ok(input) => {
                println!("=== {file}: ok, {:?}", start.elapsed());
                println!(
                    "{}",
                    kontorhaus_codegen::diagnostics::render(&input.warnings, &input.sources, false)
                );
                if std::env::var("DUMP").is_ok() {
                    println!("{}\n{}", input.definitions.dump(), input.schemas.dump());
                }
            }
            Err(report) => println!("=== {file}: refused, {:?}\n{report}", start.elapsed()),
        }
    }
}
