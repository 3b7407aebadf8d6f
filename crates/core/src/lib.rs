//! kontorhaus-core
