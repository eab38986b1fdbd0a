//! What somebody typed into a form. A page shows it again, whatever was wrong with it.

mod day;

use std::str::FromStr;

use axum::extract::{FromRequest, Request};
use model::{Date, Text};

use crate::{Problem, extract::body};

/// What the fields of a form are called, said once: above the field and in the list of what is wrong.
pub(crate) type Labels = &'static [(&'static str, Text)];

/// The fields of a form as typed, and what is wrong with them. A page holds one, named `typed`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed {
    labels: Labels,
    /// What fields are called that the programme has named.
    own: Vec<(String, Text)>,
    fields: Vec<(String, String)>,
    faults: Vec<(String, Text)>,
}

/// The field that the forgery guard has already read.
const TOKEN: &str = "_token";

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Typed, Problem> {
        let bytes = body(request, state).await?;
        let fields = form_urlencoded::parse(&bytes).into_owned();
        let fields = fields.filter(|(name, _)| name != TOKEN).collect();
        Ok(Typed { fields, ..Typed::default() })
    }
}

impl Typed {
    /// An empty form.
    pub(crate) fn blank(labels: Labels) -> Typed {
        Typed { labels, ..Typed::default() }
    }

    /// The same form with a value already in a field.
    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Typed {
        self.fields.push((name.to_owned(), value.into()));
        self
    }

    /// What came in, as this form.
    #[must_use]
    pub(crate) fn of(self, labels: Labels) -> Typed {
        Typed { labels, ..self }
    }

    /// The same form with what its fields are called that the programme has named.
    #[must_use]
    pub(crate) fn naming(self, own: Vec<(String, Text)>) -> Typed {
        Typed { own, ..self }
    }

    /// What a field is called; its bare name shows that a label was forgotten.
    pub(crate) fn label(&self, name: &str) -> Text {
        let fixed = self.labels.iter().find(|(key, _)| *key == name).map(|(_, text)| text);
        let own = || self.own.iter().find(|(key, _)| key == name).map(|(_, text)| text);
        let bare = || Text::new(name.to_owned(), name.to_owned());
        fixed.or_else(own).cloned().unwrap_or_else(bare)
    }

    /// The value of a field, empty if it was not sent.
    pub(crate) fn get(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }

    /// All values of a field that may be ticked more than once.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether this choice was made.
    pub(crate) fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|given| given == value)
    }

    /// What is wrong with a field.
    pub(crate) fn fault(&self, name: &str) -> Option<&Text> {
        self.faults.iter().find(|(key, _)| key == name).map(|(_, text)| text)
    }

    /// Everything that is wrong, for the summary above the form.
    pub(crate) fn faults(&self) -> &[(String, Text)] {
        &self.faults
    }

    /// Says what is wrong with a field, or with the whole form if the field has no name.
    pub(crate) fn refuse(&mut self, name: &str, text: Text) {
        self.faults.push((name.to_owned(), text));
    }

    /// What an act gave; a rule that refused says so in the form, and there is nothing then.
    pub(crate) fn settle<T>(
        &mut self,
        done: Result<T, office::Error>,
    ) -> Result<Option<T>, Problem> {
        match done {
            Ok(value) => Ok(Some(value)),
            Err(office::Error::Refused(refusal)) => {
                self.refuse(refusal.field.unwrap_or_default(), refusal.text);
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// A required line of text of at most so many letters.
    pub(crate) fn text(&mut self, name: &str, longest: usize) -> Option<String> {
        let given = self.optional_text(name, longest);
        if given.is_none() && self.fault(name).is_none() {
            self.refuse(name, Text::fixed("请填写这一项", "Please fill this in"));
        }
        given
    }

    /// A line of text that may be left empty.
    pub(crate) fn optional_text(&mut self, name: &str, longest: usize) -> Option<String> {
        let given = self.get(name).trim().to_owned();
        let letters = given.chars().count();
        if letters > longest {
            let text = Text::new(
                format!("最多 {longest} 个字，现在有 {letters} 个，请缩短"),
                format!("At most {longest} characters; this has {letters}. Please shorten it"),
            );
            self.refuse(name, text);
            return None;
        }
        Some(given).filter(|text| !text.is_empty())
    }

    /// A required day, written in any of the ways that clerks write it.
    pub(crate) fn day(&mut self, name: &str, today: Date) -> Option<Date> {
        let text = self.text(name, 20)?;
        let day = day::read(&text, today);
        if day.is_none() {
            let hint = Text::fixed(
                "看不懂这个日期，请按 2019-12-30、20191230 或 12月30日 填写",
                "This is not a date; write it as 2019-12-30, 20191230 or 12月30日",
            );
            self.refuse(name, hint);
        }
        day
    }

    /// A day that may be left empty.
    pub(crate) fn optional_day(&mut self, name: &str, today: Date) -> Option<Date> {
        if self.get(name).trim().is_empty() { None } else { self.day(name, today) }
    }

    /// A required value of some type; `hint` says what it may be.
    pub(crate) fn parse<T: FromStr>(&mut self, name: &str, hint: Text) -> Option<T> {
        let value = self.text(name, 200)?.parse().ok();
        if value.is_none() {
            self.refuse(name, hint);
        }
        value
    }
}

#[cfg(test)]
mod tests;
