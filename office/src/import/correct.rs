//! The sheet given back with what is wrong in it: corrected, it can be uploaded as it is.

use model::{
    Lang, Text,
    id::ImportId,
    import::{Import, RowVerdict},
    right::Right,
};
use papers::{
    Cell, Row,
    annotate::{self, Annotated},
    write::Unwritten,
};

use super::{
    keep::{self, Content},
    mapping::{Mapping, SheetMap},
};
use crate::{Act, Asker, Error, Refusal};

const CHUNK: i64 = 1_000;

/// One sheet of an import with its problems: only the rows that have some, or all of them. Numbers
/// stand in it in clear, so it is for whoever uploaded it, or may see them anyway.
pub fn error_sheet(
    asker: &Asker,
    id: ImportId,
    (sheet, all): (i64, bool),
    lang: Lang,
) -> Result<Vec<u8>, Error> {
    let import = asker.read(move |act| to_take(act, id))?;
    let mapping = Mapping::read(import.mapping.as_deref());
    let map = mapping.sheet(sheet).ok_or(Error::NotFound)?;
    let width = u32::try_from(map.headings.len()).unwrap_or(u32::MAX);
    let mut copy = Annotated::new(&title(&import, map), width, lang).map_err(broken)?;
    copy.heading(&headings(map)).map_err(broken)?;
    let (mut after, verdict) = (0, (!all).then_some(RowVerdict::Bad));
    loop {
        let found = asker.read(move |act| {
            let kept = store::imports::rows(act.tx, id, verdict, after, CHUNK)?;
            let open = kept
                .iter()
                .map(|kept| Ok((kept.n, kept.sheet, keep::open_row(act.keyring, kept)?)));
            open.collect::<Result<Vec<_>, Error>>()
        })?;
        let Some((last, ..)) = found.last() else { break };
        after = *last;
        for (_, _, content) in found.iter().filter(|(_, place, _)| *place == sheet) {
            let Content { row, problems } = content;
            let problem = |problem: &super::Problem| annotate::Problem {
                column: problem.column,
                text: problem.text.clone(),
            };
            let problems: Vec<_> = problems.iter().map(problem).collect();
            copy.row(row, &problems).map_err(broken)?;
        }
    }
    copy.finish().map_err(broken)
}

fn to_take(act: &mut Act<'_>, id: ImportId) -> Result<Import, Error> {
    let import = super::find(act, id)?;
    if import.uploaded_by != act.who.account_id {
        act.require(Right::RevealPersonal, &import.division_code, None)?;
    }
    if import.purged_at.is_some() {
        let text = Text::fixed(
            "文件已按期限删除，不能再下载",
            "the file has been deleted after its time and can no longer be downloaded",
        );
        return Err(Refusal::whole(text).into());
    }
    Ok(import)
}

fn title(import: &Import, map: &SheetMap) -> String {
    let stem =
        import.file_name.rsplit_once('.').map_or(import.file_name.as_str(), |(stem, _)| stem);
    if map.name.is_empty() { stem.to_owned() } else { map.name.clone() }
}

fn headings(map: &SheetMap) -> Row {
    let cells = map.headings.iter().map(|heading| Cell::Text(heading.clone())).collect();
    Row { number: map.heading.max(1), cells, beyond: None }
}

fn broken(error: Unwritten) -> Error {
    Error::Broken(error.to_string())
}
