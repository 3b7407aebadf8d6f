//! `--import URL FILE`.

use std::path::Path;

use kontorhaus_codegen::Catalog;

/// The files that stand in for addresses, from pairs of both.
pub(crate) fn catalog(pairs: &[String]) -> Result<Catalog, String> {
    let mut catalog = Catalog::new();
    for pair in pairs.chunks_exact(2) {
        // The reader asks for a file only when something imports it: a slip in its name would not be seen.
        if !Path::new(&pair[1]).is_file() {
            return Err(format!(
                "cannot read `{}`, given with --import: there is no such file",
                pair[1]
            ));
        }
        catalog = catalog.with_file(&pair[0], &pair[1]);
    }
    Ok(catalog)
}
