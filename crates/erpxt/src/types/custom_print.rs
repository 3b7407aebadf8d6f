//! Templates for printing.

use crate::codes::PrintKind;
use crate::json::object;

object! {
    /// A template for printing (`/customprints`), set up in the application.
    ///
    /// *For the German host only the path is documented; the fields are documented for the Polish one.*
    pub struct CustomPrint {
        /// The key, which [`print_with`](crate::Collection::print_with) takes. *Observed.*
        "Id" id: i64,
        /// Its name. *Documented for the Polish host.*
        "Name" name: String,
        /// Its language, such as `PL` or `EN`. *Documented for the Polish host; the list is not complete.*
        "Language" language: Option<String>,
        /// What it prints. *Observed.*
        "Type" kind: Option<PrintKind>,
    }
}
