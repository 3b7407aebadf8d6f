//! Untervermittler: sub-brokers.

use crate::Untervermittlerdatensatz;

functions! {
    /// Changes a sub-broker; fields that are left out stay as they are. *Documented.*
    ///
    /// That the number in the path is that of the sub-broker is *inferred*. How sub-brokers are added is not known.
    fn update_untervermittler(untervermittler; datensatz: Untervermittlerdatensatz) -> ()
        = UpdateUntervermittler: Idempotent "updateUntervermittler" PATCH "/vermittler/{Untervermittler}";
}
