//! Where a page of a list begins, as an address carries it.

use uuid::Uuid;

/// The last line of the page before: what it is ordered by, and its id.
pub(crate) type After = Option<(String, Uuid)>;

/// `key~id`
pub(crate) fn write(after: &After) -> Option<String> {
    after.as_ref().map(|(key, id)| format!("{key}~{id}"))
}

/// A cursor that nobody wrote begins at the beginning.
pub(crate) fn read(text: Option<&str>) -> After {
    let (key, id) = text?.rsplit_once('~')?;
    Some((key.to_owned(), id.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_address() {
        let after = Some(("王~芳".to_owned(), Uuid::from_u128(7)));
        assert_eq!(read(write(&after).as_deref()), after);
        assert_eq!(read(Some("nonsense")), None);
        assert_eq!(read(None), None);
    }
}
