//! What the search for unserved divisions needs, the same for posts and for pairings.

use model::{Date, code::DivisionCode};
use uuid::Uuid;

use crate::row::row;

/// The last who held a post in a division, or served it, before it was left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    pub division_code: DivisionCode,
    pub until_on: Date,
    /// The posting or pairing.
    pub record_id: Uuid,
    pub name: String,
}

row!(Left { division_code, until_on, record_id, name });
