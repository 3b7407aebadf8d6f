//! kontorhaus-soap
