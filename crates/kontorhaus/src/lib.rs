//! kontorhaus
