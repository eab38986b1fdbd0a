//! The program's one clock.

use model::Timestamp;

#[expect(clippy::disallowed_methods, reason = "this is the clock that everything else is given")]
pub(crate) fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let millis = since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(i64::MAX));
    Timestamp::from_millis(millis).unwrap_or(Timestamp::EPOCH)
}
