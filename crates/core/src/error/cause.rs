//! Causes of an error, as text.

use std::error::Error;
use std::fmt;

use crate::secret::Mask;

/// A cause with its own causes, kept as text.
///
/// Text can be masked; a foreign error type might print a secret or an address
/// through `Debug`, and would become part of our interface.
pub(crate) struct Cause {
    text: String,
    next: Option<Box<Cause>>,
}

impl Cause {
    pub(crate) fn new(error: &(dyn Error + 'static)) -> Self {
        Self {
            text: error.to_string(),
            next: error.source().map(|next| Box::new(Self::new(next))),
        }
    }

    pub(crate) fn mask(&mut self, mask: &Mask) {
        self.text = mask.apply_to_said(&self.text);
        if let Some(next) = &mut self.next {
            next.mask(mask);
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)?;
        match &self.next {
            Some(next) => write!(f, " <- {next:?}"),
            None => Ok(()),
        }
    }
}

impl Error for Cause {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.next.as_deref().map(|next| next as _)
    }
}
