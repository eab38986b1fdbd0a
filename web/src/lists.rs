//! Every list as a workbook without a server: the command line gets what the pages would send.

use axum::{
    Extension,
    body::Body,
    http::{Method, Request, Response},
};
use futures_util::StreamExt;
use model::{Lang, Text, text::Say};
use tower::ServiceExt;

use crate::{Desk, Problem, asker::Asker, edge::Asked, routes};

const ENDING: &str = ".xlsx";

/// The lists that can be had as a workbook, as addresses without their ending: `people`,
/// `postings/gaps`, `figures/{key}/records`.
pub fn lists() -> Vec<String> {
    let lines = routes::lines();
    let gets = lines.iter().filter(|line| line.method == Method::GET);
    let mut lists: Vec<_> = gets
        .filter_map(|line| line.path.strip_suffix(ENDING))
        .map(|path| path.trim_start_matches('/').to_owned())
        .collect();
    lists.sort();
    lists
}

/// Writes a list, with filters as in a page's address (`people?q=王`), piece by piece into `out`.
///
/// # Errors
/// What the page would say: no such list, a filter that cannot be read.
pub async fn write(
    desk: Desk,
    asker: office::Asker,
    (list, lang): (&str, Lang),
    out: &mut (dyn std::io::Write + Send),
) -> Result<u64, Unsent> {
    let (path, query) = list.split_once('?').unwrap_or((list, ""));
    let query: String = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form_urlencoded::parse(query.as_bytes()))
        .finish();
    let address = format!("/{}{ENDING}?{query}", path.trim_start_matches('/'));
    let request = Request::get(address).body(Body::empty()).map_err(|_| Problem::not_found())?;
    let mut asked = Asked::default();
    asked.lang = lang;
    let router =
        routes::router().layer(Extension(asked)).layer(Extension(Asker(asker))).with_state(desk);
    let Ok(response) = router.oneshot(request).await;
    pour(response, out).await
}

/// Why nothing, or not all, was written.
#[derive(Debug)]
pub enum Unsent {
    Refused(Problem),
    Write(std::io::Error),
}

impl Say for Unsent {
    fn say(&self) -> Text {
        match self {
            Unsent::Refused(problem) => problem.say(),
            Unsent::Write(error) => Text::new(
                format!("文件写不进去：{error}"),
                format!("the file cannot be written: {error}"),
            ),
        }
    }
}

impl From<Problem> for Unsent {
    fn from(problem: Problem) -> Unsent {
        Unsent::Refused(problem)
    }
}

async fn pour(
    response: Response<Body>,
    out: &mut (dyn std::io::Write + Send),
) -> Result<u64, Unsent> {
    if let Some(problem) = response.extensions().get::<Problem>() {
        return Err(problem.clone().into());
    }
    if !response.status().is_success() {
        return Err(Problem::not_found().into());
    }
    let mut pieces = response.into_body().into_data_stream();
    let mut length = 0;
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|error| Unsent::Write(std::io::Error::other(error)))?;
        out.write_all(&piece).map_err(Unsent::Write)?;
        length += piece.len() as u64;
    }
    Ok(length)
}
