//! A list as a spreadsheet: rows go one by one into a file, and from the file to the browser, so
//! that a list of any length needs little memory.

use std::{
    fs::File,
    io::{Read, Seek},
};

use axum::{
    body::{Body, Bytes},
    http::{Response, header},
    response::IntoResponse,
};
use futures_util::{StreamExt, stream};
use model::{Date, Lang, Text, text::Say};
use office::{Act, Error, Refusal};
use papers::write::{Column, Sheet, Unwritten};
pub(crate) use papers::write::{Kind, Out};

use crate::{Problem, asker::Asker, page};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// What is handed to the browser at a time.
const PIECE: usize = 64 << 10;

/// One column: its heading in both languages, what it holds, and its width if that needs saying.
pub(crate) struct Head {
    words: Text,
    kind: Kind,
    width: Option<f64>,
}

impl Head {
    pub(crate) const fn new(zh: &'static str, en: &'static str, kind: Kind) -> Head {
        Head { words: Text::fixed(zh, en), kind, width: None }
    }

    /// In widths of a Latin letter; a Chinese character takes two.
    pub(crate) const fn wide(mut self, width: f64) -> Head {
        self.width = Some(width);
        self
    }
}

/// A spreadsheet to be: what it is called and which columns it has.
pub(crate) struct Export {
    pub(crate) title: Text,
    pub(crate) heads: &'static [Head],
    pub(crate) lang: Lang,
    /// The day of which it tells; part of the file's name.
    pub(crate) day: Date,
}

/// Where the office's rows go.
pub(crate) struct Rows {
    sheet: Sheet,
    failed: Option<Unwritten>,
    pub(crate) lang: Lang,
}

impl Rows {
    /// Writes the next row. After a failure nothing more is written, and the whole has failed.
    pub(crate) fn row(&mut self, cells: &[Out<'_>]) {
        if self.failed.is_none() {
            self.failed = self.sheet.row(cells).err();
        }
    }
}

/// Answers with the spreadsheet that `fill` writes, in one snapshot of the county. `fill` may have
/// to be done over, so it must not change anything but the rows.
pub(crate) async fn workbook(
    asker: &Asker,
    export: Export,
    fill: impl Fn(&mut Act<'_>, &mut Rows) -> Result<(), Error> + Send + 'static,
) -> Result<Response<Body>, Problem> {
    let Export { title, heads, lang, day } = export;
    let title = title.in_lang(lang).to_owned();
    let name = format!("{title} {day}.xlsx");
    let made = asker.read(move |act| {
        let columns: Vec<Column> = heads.iter().map(|head| column(head, lang)).collect();
        let sheet = Sheet::new(&title, &columns).map_err(unwritten)?;
        let mut rows = Rows { sheet, failed: None, lang };
        fill(act, &mut rows)?;
        match rows.failed {
            Some(failed) => Err(unwritten(failed)),
            None => spool(rows.sheet),
        }
    });
    Ok(answer(&name, made.await?))
}

/// Answers with a finished workbook, piece by piece.
pub(crate) fn answer(name: &str, file: File) -> Response<Body> {
    let length = file.metadata().map_or(0, |file| file.len());
    let mut response = page::download(name, XLSX, Vec::new());
    response.headers_mut().insert(header::CONTENT_LENGTH, length.into());
    *response.body_mut() = Body::from_stream(pieces(file));
    response.into_response()
}

fn column(head: &Head, lang: Lang) -> Column {
    let column = Column::new(head.words.in_lang(lang), head.kind);
    match head.width {
        Some(width) => column.wide(width),
        None => column,
    }
}

/// Ends the sheet in a file that has no name and goes when it is closed.
pub(crate) fn spool(sheet: Sheet) -> Result<File, Error> {
    let mut file = tempfile::tempfile().map_err(broken)?;
    sheet.finish_into(&file).map_err(unwritten)?;
    file.rewind().map_err(broken)?;
    Ok(file)
}

fn unwritten(why: Unwritten) -> Error {
    match why {
        Unwritten::Full => Refusal::whole(why.say()).into(),
        other => Error::Broken(other.to_string()),
    }
}

fn broken(error: std::io::Error) -> Error {
    Error::Broken(error.to_string())
}

/// Reads a file piece by piece on a thread that may wait. Compression asks once more after the end, so the end is kept.
fn pieces(file: File) -> impl futures_util::Stream<Item = std::io::Result<Bytes>> {
    stream::unfold(Some(file), async |file| {
        let mut file = file?;
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = vec![0; PIECE];
            let read = file.read(&mut piece);
            read.map(|length| {
                piece.truncate(length);
                (piece, file)
            })
        });
        match read.await.map_err(std::io::Error::other).flatten() {
            Ok((piece, _)) if piece.is_empty() => None,
            Ok((piece, file)) => Some((Ok(Bytes::from(piece)), Some(file))),
            Err(error) => Some((Err(error), None)),
        }
    })
    .fuse()
}
