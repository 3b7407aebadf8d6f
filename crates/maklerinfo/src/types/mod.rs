//! The data types of the service, under its own names.

mod archiv;
mod kunde;
mod liste;
mod time;
mod vermittler;
mod vertrag;

pub use self::archiv::{Archiveintrag, Metadata, Zuordnung};
pub use self::kunde::{Adresse, Kontaktdatensatz, Kunde, KundenSuchErgebnis, Person, SearchQuery};
pub use self::liste::{EnumerationItem, Gesellschaft, Logo};
pub use self::time::{Date, DateTime};
pub use self::vermittler::{Kommunikationsdaten, UntervermittlerAdresse, Untervermittlerdatensatz};
pub use self::vertrag::{Bankkonto, Beitrag, Inhaber, Laufzeit, Vertrag};
