use axum::http::HeaderMap;
use model::Text;

use crate::{address::is_ours, edge::cookie};

const COOKIE: &str = "flash";
const SECONDS: u32 = 120;
/// Browsers drop a cookie that is longer.
const LONGEST: usize = 3000;

/// What was just done, said once on the next page, with a way to take it back.
#[derive(Debug, Clone)]
pub(crate) struct Flash {
    pub(crate) said: Text,
    pub(crate) undo: Option<String>,
}

impl Flash {
    pub(crate) fn new(said: Text) -> Flash {
        Flash { said, undo: None }
    }

    pub(crate) fn undo_at(self, path: String) -> Flash {
        Flash { undo: Some(path), ..self }
    }

    pub(crate) fn of(headers: &HeaderMap, secure: bool) -> Option<Flash> {
        let kept = cookie::get(headers, COOKIE, secure)?;
        let get = |name: &str| {
            let mut pairs = form_urlencoded::parse(kept.as_bytes());
            pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
        };
        let undo = get("undo").filter(|path| is_ours(path));
        Some(Flash { said: Text::new(get("zh")?, get("en")?), undo })
    }

    pub(crate) fn keep(&self, headers: &mut HeaderMap, secure: bool) {
        let undo = self.undo.as_deref().map(|path| ("undo", path));
        let value = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("zh", &*self.said.zh), ("en", &*self.said.en)])
            .extend_pairs(undo)
            .finish();
        if value.len() < LONGEST {
            cookie::set(headers, (COOKIE, &value), SECONDS, secure);
        }
    }

    pub(crate) fn forget(headers: &mut HeaderMap, secure: bool) {
        cookie::set(headers, (COOKIE, ""), 0, secure);
    }
}
