//! What surrounds a page: language, menu, division, who is signed in, what was just done.

mod flash;
mod visitor;

use std::{convert::Infallible, fmt};

use askama::filters::HtmlSafe;
use axum::{extract::FromRequestParts, http::request::Parts};
use model::{Date, Lang, Text};

pub(crate) use self::flash::Flash;
pub use self::visitor::{Place, Section, Stop, Visitor};
use crate::{
    address::Address,
    edge::{Asked, Token},
    number::{self, Number},
    statics,
};

/// Every page holds one, named `frame`; a handler gets it as an argument.
pub(crate) struct Frame {
    pub(crate) lang: Lang,
    /// Goes into the `nonce` of each script.
    pub(crate) nonce: String,
    pub(crate) address: Address,
    pub(crate) flash: Option<Flash>,
    pub(crate) visitor: Option<Visitor>,
    token: Token,
}

impl Frame {
    /// The words of the reader's language.
    pub(crate) fn t<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        self.lang.pick(zh, en)
    }

    /// Words that come from the programme or from a rule.
    pub(crate) fn say<'a>(&self, text: &'a Text) -> &'a str {
        text.in_lang(self.lang)
    }

    /// 1,234
    #[expect(clippy::unused_self, reason = "pages write every value through their frame")]
    pub(crate) fn number(&self, number: impl Number) -> String {
        number::grouped(number.whole())
    }

    /// 2019年12月30日
    pub(crate) fn day(&self, day: &Date) -> String {
        number::day(*day, self.lang)
    }

    /// The hidden field of a form, against forged ones.
    pub(crate) fn token(&self) -> String {
        self.token.masked()
    }

    /// The address of a file of the front end.
    #[expect(clippy::unused_self, reason = "pages write every value through their frame")]
    pub(crate) fn asset(&self, name: &str) -> String {
        statics::url(name)
    }

    /// An icon of the sprite; its name must be in `assets/src/icons.txt`.
    #[expect(clippy::unused_self, reason = "pages write every value through their frame")]
    pub(crate) fn icon<'a>(&self, name: &'a str) -> Icon<'a> {
        Icon(name)
    }

    /// The other language, and this page in it.
    pub(crate) fn other_language(&self) -> (&'static str, String) {
        let (tag, words) = match self.lang {
            Lang::Zh => ("en", "English"),
            Lang::En => ("zh", "中文"),
        };
        (words, self.address.with("lang", tag))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Frame {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Frame, Infallible> {
        let visitor = parts.extensions.get::<Visitor>().cloned();
        let asked = parts.extensions.get::<Asked>().cloned().unwrap_or_default();
        let Asked { lang, nonce, token, address, flash, .. } = asked;
        Ok(Frame { lang, nonce, address, flash, visitor, token })
    }
}

/// An icon of the sprite. It only accompanies words, so it is silent.
pub(crate) struct Icon<'a>(&'a str);

impl fmt::Display for Icon<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sprite = statics::url("icons.svg");
        write!(
            f,
            r##"<svg class="icon" aria-hidden="true"><use href="{sprite}#{}"/></svg>"##,
            self.0
        )
    }
}

/// Made of our own words only.
impl HtmlSafe for Icon<'_> {}

/// The icon that says a tone without its colour.
pub(crate) fn tone_icon(tone: &str) -> &'static str {
    match tone {
        "success" => "circle-check",
        "warning" => "clock",
        "danger" => "alert-triangle",
        _ => "info-circle",
    }
}

/// The colour of a tone: late is red, waiting is yellow, done is green.
pub(crate) fn tone_colour(tone: &str) -> &'static str {
    match tone {
        "success" => "green",
        "warning" => "yellow",
        "danger" => "red",
        "info" => "blue",
        _ => "secondary",
    }
}
