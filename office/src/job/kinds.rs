//! Every kind of job there is.

use super::Kind;

pub(super) const KINDS: &[Kind] = &[];
