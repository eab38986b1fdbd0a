use askama::Template;
use axum::{
    body::Body,
    http::{Response, StatusCode, header},
    response::{Html, IntoResponse, Redirect},
};
use model::Text;

use crate::{Problem, frame::Flash};

/// A page as an answer: `Ok(Page(ActivityPage { frame, activity }))`.
pub(crate) struct Page<T>(pub(crate) T);

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response<Body> {
        match self.0.render() {
            Ok(html) => Html(html).into_response(),
            Err(error) => Problem::from(error).into_response(),
        }
    }
}

/// A form that comes back with what was typed and what is wrong with it.
pub(crate) struct Returned<T>(pub(crate) T);

impl<T: Template> IntoResponse for Returned<T> {
    fn into_response(self) -> Response<Body> {
        (StatusCode::UNPROCESSABLE_ENTITY, Page(self.0)).into_response()
    }
}

/// After something was done: to a page, which says once what was done.
pub(crate) struct Done {
    to: String,
    flash: Flash,
}

impl Done {
    pub(crate) fn new(to: impl Into<String>, said: Text) -> Done {
        Done { to: to.into(), flash: Flash::new(said) }
    }

    /// Offers to take it back: a form is posted to this path.
    #[must_use]
    pub(crate) fn undo_at(self, path: impl Into<String>) -> Done {
        Done { flash: self.flash.undo_at(path.into()), ..self }
    }
}

impl IntoResponse for Done {
    fn into_response(self) -> Response<Body> {
        let mut response = Redirect::to(&self.to).into_response();
        response.extensions_mut().insert(self.flash);
        response
    }
}

/// A file to keep, such as the spreadsheet of a list.
pub(crate) fn download(name: &str, content_type: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let encoded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    let name = format!("attachment; filename*=UTF-8''{}", encoded.replace('+', "%20"));
    let headers =
        [(header::CONTENT_TYPE, content_type.to_owned()), (header::CONTENT_DISPOSITION, name)];
    (headers, bytes).into_response()
}
