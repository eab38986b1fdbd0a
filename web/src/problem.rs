//! The one place where an error becomes an HTTP answer: RFC 9457 for programs, a page for people.

mod code;

use askama::Template;
use axum::{
    Json,
    body::Body,
    http::{HeaderValue, Response, StatusCode, header},
    response::{Html, IntoResponse, Redirect},
};
use model::{Lang, Text, text::Say};

pub use self::code::Code;
use crate::edge::Asked;

/// An answer that is not what was asked for.
#[derive(Debug, Clone)]
pub struct Problem {
    code: Code,
    /// What this request got wrong or met, beyond the code's own sentence.
    detail: Option<Text>,
    /// Which field, and what to do about it.
    faults: Vec<(String, Text)>,
}

impl Problem {
    pub fn new(code: Code) -> Problem {
        Problem { code, detail: None, faults: Vec::new() }
    }

    /// There is no such thing, or it is not for this person: nobody can tell which.
    pub fn not_found() -> Problem {
        Problem::new(Code::NotFound)
    }

    pub fn sign_in() -> Problem {
        Problem::new(Code::SignIn)
    }

    pub(crate) fn foreign_form() -> Problem {
        Problem::new(Code::ForeignForm)
    }

    /// Something broke here. The cause has been logged by whoever calls this; it never leaves the server.
    pub fn internal() -> Problem {
        Problem::new(Code::Internal)
    }

    pub fn bad_request(detail: Text) -> Problem {
        Problem::new(Code::BadRequest).because(detail)
    }

    /// The request was understood and a rule forbids it.
    pub fn refused(detail: Text) -> Problem {
        Problem::new(Code::Refused).because(detail)
    }

    #[must_use]
    pub fn because(self, detail: Text) -> Problem {
        Problem { detail: Some(detail), ..self }
    }

    #[must_use]
    pub fn with_faults(self, faults: Vec<(String, Text)>) -> Problem {
        Problem { faults, ..self }
    }

    pub fn code(&self) -> Code {
        self.code
    }

    pub fn status(&self) -> StatusCode {
        match self.code {
            Code::BadRequest => StatusCode::BAD_REQUEST,
            Code::Busy | Code::OutcomeUnknown => StatusCode::SERVICE_UNAVAILABLE,
            Code::Conflict => StatusCode::CONFLICT,
            Code::Forbidden | Code::ForeignForm => StatusCode::FORBIDDEN,
            Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Code::NotAllowedHere => StatusCode::METHOD_NOT_ALLOWED,
            Code::NotFound => StatusCode::NOT_FOUND,
            Code::Refused => StatusCode::UNPROCESSABLE_ENTITY,
            Code::SignIn => StatusCode::UNAUTHORIZED,
            Code::StepUp => StatusCode::FORBIDDEN,
            Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Code::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Code::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Code::WrongKind => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        }
    }

    /// What happened, in one sentence that says what to do next.
    pub fn title(&self) -> Text {
        self.code.title()
    }

    /// Answers that the framework gives in its own words, put into ours.
    fn of_status(status: StatusCode) -> Problem {
        Problem::new(match status {
            StatusCode::NOT_FOUND => Code::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Code::NotAllowedHere,
            StatusCode::PAYLOAD_TOO_LARGE => Code::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::WrongKind,
            StatusCode::TOO_MANY_REQUESTS => Code::TooMany,
            StatusCode::REQUEST_TIMEOUT => Code::TooSlow,
            StatusCode::UNAUTHORIZED => Code::SignIn,
            StatusCode::FORBIDDEN => Code::ForeignForm,
            StatusCode::GATEWAY_TIMEOUT => Code::OutcomeUnknown,
            status if status.is_server_error() => Code::Internal,
            _ => Code::BadRequest,
        })
    }

    fn to_json(&self, lang: Lang) -> Response<Body> {
        let mut body = serde_json::json!({
            "type": format!("/problems/{}", self.code),
            "title": self.title().in_lang(lang),
            "status": self.status().as_u16(),
        });
        if let Some(detail) = &self.detail {
            body["detail"] = detail.in_lang(lang).into();
        }
        if !self.faults.is_empty() {
            body["errors"] = self
                .faults
                .iter()
                .map(|(field, text)| serde_json::json!({ "field": field, "detail": text.in_lang(lang) }))
                .collect();
        }
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        (self.status(), kind, Json(body)).into_response()
    }

    fn to_page(&self, asked: &Asked) -> Response<Body> {
        if self.code == Code::SignIn && asked.is_get() {
            let query = form_urlencoded::Serializer::new(String::new())
                .append_pair("next", &asked.address.to_string())
                .finish();
            return Redirect::to(&format!("/sign-in?{query}")).into_response();
        }
        let page = ProblemPage { lang: asked.lang, problem: self };
        match page.render() {
            Ok(html) => (self.status(), Html(html)).into_response(),
            Err(error) => {
                tracing::error!(%error, "the page of a problem cannot be written");
                self.to_json(asked.lang)
            }
        }
    }
}

/// In one line, where there is no page to show it on.
impl Say for Problem {
    fn say(&self) -> Text {
        let mut words = self.detail.clone().unwrap_or_else(|| self.title());
        for (field, text) in &self.faults {
            if self.detail.as_ref() != Some(text) {
                words = Text::new(
                    format!("{}；{field}：{}", words.zh, text.zh),
                    format!("{}; {field}: {}", words.en, text.en),
                );
            }
        }
        words
    }
}

impl From<askama::Error> for Problem {
    fn from(error: askama::Error) -> Problem {
        tracing::error!(%error, "a page cannot be written");
        Problem::internal()
    }
}

/// What the office refused, in its own words; what broke is logged here and stays here.
impl From<office::Error> for Problem {
    fn from(error: office::Error) -> Problem {
        use office::Error;
        match error {
            Error::NotFound | Error::Denied { .. } => Problem::not_found(),
            Error::Refused(refusal) => {
                let faults = refusal.field.map(|field| (field.to_owned(), refusal.text.clone()));
                Problem::refused(refusal.text).with_faults(faults.into_iter().collect())
            }
            Error::IdTaken | Error::Changed => Problem::new(Code::Conflict).because(error.say()),
            Error::StepUp => Problem::new(Code::StepUp),
            _ if error.is_passing() => Problem::new(Code::Busy),
            _ if error.is_unknown() => Problem::new(Code::OutcomeUnknown),
            _ => {
                tracing::error!(%error, "an act broke");
                Problem::internal()
            }
        }
    }
}

/// Carried as itself to the edge, which knows the reader's language and whether they read pages.
impl IntoResponse for Problem {
    fn into_response(self) -> Response<Body> {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The same words whoever asks and whatever was asked for: a refusal tells nothing about what exists.
#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage<'a> {
    lang: Lang,
    problem: &'a Problem,
}

/// Puts every problem, ours or the framework's, into its final form.
pub(crate) fn show(mut response: Response<Body>, asked: &Asked) -> Response<Body> {
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem,
        None if is_bare(&response) => Problem::of_status(response.status()),
        None => return response,
    };
    let mut shown =
        if asked.wants_page() { problem.to_page(asked) } else { problem.to_json(asked.lang) };
    if let Some(allow) = response.headers_mut().remove(header::ALLOW) {
        shown.headers_mut().insert(header::ALLOW, allow);
    }
    if problem.status() == StatusCode::SERVICE_UNAVAILABLE {
        shown.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
    }
    shown
}

/// An error that nobody of us has written a body for.
fn is_bare(response: &Response<Body>) -> bool {
    let is_error = response.status().is_client_error() || response.status().is_server_error();
    let kind = response.headers().get(header::CONTENT_TYPE);
    is_error && kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"))
}
