//! A form with a file, as browsers send it.

use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request, multipart::MultipartError},
    http::StatusCode,
};
use model::Text;
use office::import::largest_file;

use crate::{Code, Problem};

/// Room for the other fields beside the file.
const BESIDE: usize = 64 << 10;

/// The largest body of such a form.
pub(super) fn largest_body() -> usize {
    largest_file() + BESIDE
}

/// The fields of the form, the last of them the file.
#[derive(Debug, Default)]
pub(super) struct Sent {
    fields: Vec<(String, String)>,
    pub(super) file_name: String,
    pub(super) bytes: Bytes,
}

impl Sent {
    pub(super) fn get(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Sent, Problem> {
        let form = Multipart::from_request(request, state).await;
        let mut form = form.map_err(|_| Problem::new(Code::WrongKind))?;
        let mut sent = Sent::default();
        while let Some(field) = form.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                sent.file_name = field.file_name().unwrap_or_default().to_owned();
                sent.bytes = field.bytes().await.map_err(broken)?;
            } else {
                sent.fields.push((name, field.text().await.map_err(broken)?));
            }
        }
        Ok(sent)
    }
}

fn broken(error: MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::new(Code::TooLarge);
    }
    Problem::bad_request(Text::fixed(
        "文件没有传完，请重新上传",
        "The file did not arrive whole; upload it again",
    ))
}
