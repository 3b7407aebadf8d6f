//! kontorhaus-sandbox
