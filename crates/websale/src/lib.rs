//! kontorhaus-websale
