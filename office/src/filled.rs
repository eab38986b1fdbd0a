//! Which posts of a place or a body are filled, and since when others are not.

use model::{Date, Text, programme::Post};
use store::estate::AtPost;

/// One post as it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PostState {
    pub post: String,
    pub title: Text,
    pub holders: Vec<AtPost>,
    /// Present when nobody holds it.
    pub vacant: Option<Vacant>,
}

/// A post that nobody holds.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Vacant {
    /// The first day without a holder; absent if there never was one.
    pub since: Option<Date>,
    pub days: Option<i64>,
    /// Whoever held it last.
    pub last: Option<AtPost>,
}

/// The state of every post that matters here: those held or once held, and those expected.
pub(crate) fn states<'a>(
    posts: impl Iterator<Item = &'a Post>,
    held: &[AtPost],
    day: Date,
    expected: impl Fn(&Post) -> bool,
) -> Vec<PostState> {
    let state = |post: &Post| {
        let ever: Vec<&AtPost> = held.iter().filter(|each| each.post == post.key).collect();
        if ever.is_empty() && !expected(post) {
            return None;
        }
        let holds = |each: &&&AtPost| each.until_on.is_none_or(|until_on| until_on > day);
        let holders: Vec<AtPost> = ever.iter().filter(holds).map(|each| (*each).clone()).collect();
        let last = ever.iter().max_by_key(|each| each.until_on).copied();
        let since = last.and_then(|last| last.until_on);
        let vacant = holders.is_empty().then(|| Vacant {
            since,
            days: since.map(|since| (day - since).num_days()),
            last: last.cloned(),
        });
        Some(PostState { post: post.key.clone(), title: post.title.clone(), holders, vacant })
    };
    posts.filter_map(state).collect()
}
