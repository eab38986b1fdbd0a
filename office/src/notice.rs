//! The inbox: lines that the acts of others left for the asker.

use model::{Text, Timestamp, id::NoticeId, job::Notice};
use uuid::Uuid;

use crate::{Act, Error};

/// A line in the asker's inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub id: NoticeId,
    /// What it is about: the first word names the record, as in `activity.notified`.
    pub kind: String,
    pub subject: Uuid,
    pub words: Text,
    pub at: Timestamp,
    pub read_at: Option<Timestamp>,
}

impl Line {
    fn of(notice: Notice) -> Line {
        let Notice { id, kind, subject, words, at, read_at, .. } = notice;
        // A line that an older program wrote is still shown.
        let words =
            serde_json::from_str(&words).unwrap_or_else(|_| Text::new(words.clone(), words));
        Line { id, kind, subject, words, at, read_at }
    }
}

/// Where a page of the inbox begins: before this line.
pub type Before = Option<(Timestamp, NoticeId)>;

/// The latest first.
pub fn list(act: &mut Act<'_>, before: Before, limit: i64) -> Result<Vec<Line>, Error> {
    let notices = store::notices::of_account(act.tx, act.who.account_id, before, limit)?;
    Ok(notices.into_iter().map(Line::of).collect())
}

/// How many the asker has not read.
pub fn unread(act: &mut Act<'_>) -> Result<i64, Error> {
    Ok(store::notices::unread(act.tx, act.who.account_id)?)
}

/// Reads one line; reading it again changes nothing.
pub fn read(act: &mut Act<'_>, id: NoticeId) -> Result<Line, Error> {
    let (account_id, at) = (act.who.account_id, act.moment.at);
    let notice = store::notices::find(act.tx, account_id, id)?.ok_or(Error::NotFound)?;
    store::notices::mark_read(act.tx, account_id, id, at)?;
    Ok(Line::of(notice))
}

/// Reads every line that is in the inbox now; returns how many were unread.
pub fn read_all(act: &mut Act<'_>) -> Result<u64, Error> {
    let (account_id, at) = (act.who.account_id, act.moment.at);
    Ok(store::notices::mark_all_read(act.tx, account_id, at)?)
}

#[cfg(test)]
mod tests {
    use store::{on_both, testing::now};

    use super::*;
    use crate::testing::{County, Place, TOWNSHIP, tell};

    on_both! {
        fn an_inbox_is_read_by_its_owner_alone(fresh: Fresh) {
            let county = County::open(fresh);
            let place =
                Place { role: "township_clerk", division: TOWNSHIP, organisation_id: None };
            let [mine, other] = ["lin", "zhou"].map(|login| county.someone(login, place, now()));
            let told = [(&mine, "一"), (&mine, "二"), (&other, "三")];
            for ((reader, words), later) in told.into_iter().zip(0..) {
                let (id, words) = (reader.who().account_id, Text::fixed(words, "told"));
                tell(&county.office, id, &words, now().plus_millis(later));
            }

            let lines = mine.read(|act| list(act, None, 9)).unwrap();
            let words: Vec<_> = lines.iter().map(|line| &*line.words.zh).collect();
            assert_eq!((words, mine.read(unread).unwrap()), (vec!["二", "一"], 2));
            let (first, second) = (lines[0].clone(), lines[1].clone());
            let older = mine.read(move |act| list(act, Some((first.at, first.id)), 9)).unwrap();
            assert_eq!(older, std::slice::from_ref(&second));

            let (id, foreign) = (second.id, second.id);
            assert!(matches!(other.write(move |act| read(act, foreign)), Err(Error::NotFound)));
            assert_eq!(mine.write(move |act| read(act, id)).unwrap().words.zh, "一");
            mine.write(move |act| read(act, id)).unwrap();
            assert_eq!(mine.read(unread).unwrap(), 1);
            assert_eq!(mine.write(read_all).unwrap(), 1);
            assert_eq!((mine.read(unread).unwrap(), other.read(unread).unwrap()), (0, 1));
        }
    }
}
