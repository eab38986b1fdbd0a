//! What a request brings, or a problem in the reader's language. A key that nobody asked for is an error:
//! it is a typing mistake, or somebody trying their luck.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, RawPathParams, Request},
    http::{header, request::Parts},
};
use model::Text;
use serde::de::DeserializeOwned;

use crate::{Code, Problem};

/// The parts of the path. One that cannot be read names nothing, so it is not found.
pub(crate) struct Path<T>(pub(crate) T);

/// The filters behind the question mark.
pub(crate) struct Query<T>(pub(crate) T);

/// A JSON body.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Path<T>, Problem> {
        // Spelling that no address of ours has, such as bytes that are no letters.
        RawPathParams::from_request_parts(parts, state).await.map_err(|_| Problem::not_found())?;
        let path = axum::extract::Path::from_request_parts(parts, state).await;
        path.map(|path| Path(path.0)).map_err(|_| Problem::not_found())
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Query<T>, Problem> {
        let pairs = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        // A filter left empty is no filter.
        let given: Vec<_> = pairs.filter(|(_, value)| !value.is_empty()).collect();
        let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(given).finish();
        let reader = serde_urlencoded::Deserializer::new(form_urlencoded::parse(text.as_bytes()));
        strictly(reader).map(Query)
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Json<T>, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        if !kind.is_some_and(|kind| kind.to_ascii_lowercase().starts_with("application/json")) {
            let detail = Text::fixed(
                "请以 application/json 格式提交",
                "Send the content type application/json",
            );
            return Err(Problem::new(Code::WrongKind).because(detail));
        }
        let bytes = body(request, state).await?;
        let mut reader = serde_json::Deserializer::from_slice(&bytes);
        let value = strictly(&mut reader)?;
        reader.end().map_err(|error| unreadable("", &error))?;
        Ok(Json(value))
    }
}

/// The whole body, up to the route's limit.
pub(crate) async fn body<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state).await.map_err(|refused| {
        Problem::new(match refused.status() {
            axum::http::StatusCode::PAYLOAD_TOO_LARGE => Code::TooLarge,
            _ => Code::BadRequest,
        })
    })
}

fn strictly<'de, T: DeserializeOwned, D: serde::Deserializer<'de>>(
    reader: D,
) -> Result<T, Problem> {
    let mut ignored = None;
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(reader, &mut track);
    let value = serde_ignored::deserialize(tracked, |key| {
        ignored.get_or_insert_with(|| key.to_string());
    })
    .map_err(|error| unreadable(&track.path().to_string(), &error))?;
    match ignored {
        None => Ok(value),
        Some(key) => Err(unknown(&key)),
    }
}

fn unknown(key: &str) -> Problem {
    let text = Text::new(
        format!("没有“{key}”这一项，请去掉或改正名称"),
        format!("There is no “{key}” here; remove it or correct its name"),
    );
    Problem::bad_request(text.clone()).with_faults(vec![(key.to_owned(), text)])
}

fn unreadable(key: &str, error: &impl std::fmt::Display) -> Problem {
    if key.is_empty() || key == "." {
        let text = Text::new(
            format!("内容的格式不对（{error}）"),
            format!("The content cannot be read ({error})"),
        );
        return Problem::bad_request(text);
    }
    let text = Text::new(
        format!("“{key}”的值不能用，请改正（{error}）"),
        format!("The value of “{key}” cannot be used; correct it ({error})"),
    );
    Problem::bad_request(text.clone()).with_faults(vec![(key.to_owned(), text)])
}
