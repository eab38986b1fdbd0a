//! What was judged becomes records: chunk by chunk, and all of it or nothing.

use std::sync::Arc;

use model::{
    Text,
    id::{AccountId, ImportId},
    import::{Import, ImportState, RowVerdict},
    right::Right,
};

use super::{
    directory::Directory,
    jobs,
    judge::Judge,
    keep,
    mapping::Mapping,
    read::{json, tell_uploader},
    register::{Register, Wanted},
    upload::rights_for,
};
use crate::{Act, Asker, Error, Held, Refusal, Who, refuse};

/// Rows that one act applies.
pub(super) const CHUNK: i64 = 1_000;

/// Starts applying. Bad rows are left out only if that was said.
pub fn apply(act: &mut Act<'_>, id: ImportId, leave_bad: bool) -> Result<Import, Error> {
    let import = start(act, id, leave_bad)?;
    act.queue(jobs::APPLY, &id.to_string())?;
    Ok(import)
}

pub(super) fn start(act: &mut Act<'_>, id: ImportId, leave_bad: bool) -> Result<Import, Error> {
    let old = super::find(act, id)?;
    let target = act.programme.recipe(&old.recipe).map(|recipe| recipe.target);
    for right in target.map(rights_for).unwrap_or_default() {
        act.require(*right, &old.division_code, None)?;
    }
    match old.state {
        ImportState::Judged => {}
        ImportState::Applying | ImportState::Applied => return Ok(old),
        _ => {
            return refuse(
                "state",
                "这次导入现在不能应用：请刷新页面",
                "this import cannot be applied now: reload the page",
            );
        }
    }
    if old.rows_bad > 0 && !leave_bad {
        let bad = old.rows_bad;
        let text = Text::new(
            format!("有 {bad} 行有错：请改正后重新上传，或选择略过这些行"),
            format!(
                "{bad} rows have errors: correct and upload them again, or choose to leave them out"
            ),
        );
        return Err(Refusal::new("leave_bad", text).into());
    }
    if old.rows_new == 0 {
        return refuse(
            "state",
            "没有新内容：每一行都已有记录或有错",
            "there is nothing new: every row is recorded already or has errors",
        );
    }
    let (state, acted_by) = (ImportState::Applying, Some(act.who.account_id));
    let new = Import { state, acted_by, leaves_bad: leave_bad, rows_done: 0, ..old.clone() };
    act.change(&old, &new)?;
    act.log("import.applying", id.0)?;
    Ok(new)
}

/// Applies the next rows. The import comes back as it stands then.
pub(super) fn step(asker: &Asker, id: ImportId) -> Result<Import, Error> {
    let import = asker.read(move |act| act.find::<Import>(id.0))?;
    if import.state != ImportState::Applying {
        return Ok(import);
    }
    let by = import.acted_by.unwrap_or(import.uploaded_by);
    let divisions = asker.read(|act| Ok(store::divisions::all(act.tx)?))?;
    let directory = Arc::new(Directory::new(divisions));
    match on_behalf(asker, &import, by).write(move |act| chunk(act, id, &directory)) {
        Err(Error::Refused(refusal)) => fail(asker, id, refusal.text),
        Err(Error::IdTaken | Error::Store(store::Error::Duplicate)) => fail(
            asker,
            id,
            Text::fixed(
                "应用期间，别人登记了同样的内容：请重新上传这份名册",
                "somebody recorded the same meanwhile: upload the roster again",
            ),
        ),
        other => other,
    }
}

/// The account that had it applied, with no more rights than the import needs, nor for longer.
fn on_behalf(asker: &Asker, import: &Import, by: AccountId) -> Asker {
    let held = Held {
        role: "import".to_owned(),
        rights: vec![
            Right::KeepOrganisations,
            Right::KeepPeople,
            Right::KeepPostings,
            Right::RecordActivity,
        ],
        division_code: import.division_code.clone(),
        organisation_id: None,
    };
    let who = Who { account_id: by, name: String::new(), held: vec![held], strong: false };
    asker.office().asker(who, asker.moment())
}

fn chunk(act: &mut Act<'_>, id: ImportId, directory: &Directory) -> Result<Import, Error> {
    let old: Import = act.find(id.0)?;
    if old.state != ImportState::Applying {
        return Ok(old);
    }
    let rows = store::imports::rows(act.tx, id, Some(RowVerdict::New), old.rows_done, CHUNK)?;
    let Some(last) = rows.last() else { return finish(act, &old) };
    let new = Import { rows_done: last.n, ..old.clone() };
    let programme = act.programme;
    let Some(recipe) = programme.recipe(&old.recipe) else { return Err(Error::NotFound) };
    let (keyring, entropy, by) = (act.keyring, act.entropy, act.who.account_id);
    let judge = Judge {
        programme,
        recipe,
        directory,
        keyring,
        import: &old,
        by,
        moment: act.moment,
        entropy: Some(entropy),
    };
    let mapping = Mapping::read(old.mapping.as_deref());
    let readers: Vec<_> = mapping.sheets.iter().map(|sheet| judge.reader(sheet)).collect();
    let (mut wanted, mut parsed) = (Wanted::default(), Vec::new());
    for kept in &rows {
        let reader = usize::try_from(kept.sheet).ok().and_then(|sheet| readers.get(sheet));
        let reader = reader.ok_or_else(|| Error::Broken("a row without its sheet".to_owned()))?;
        let one = reader.read(&keep::open_row(keyring, kept)?.row);
        judge.wants(&one, &mut wanted);
        parsed.push((reader, one));
    }
    let mut register = Register::fetch(act, &wanted)?;
    for (kept, (reader, one)) in rows.iter().zip(parsed) {
        let judged = judge.judge(reader, &mut register, one, (kept.n, kept.line))?;
        if let Some(problem) = judged.problems.first() {
            return Err(overtaken(kept.line, &problem.text).into());
        }
        judged.made.iter().try_for_each(|made| made.add(act))?;
    }
    act.change(&old, &new)?;
    act.log("import.applied", id.0)?;
    Ok(new)
}

fn overtaken(line: i64, text: &Text) -> Refusal {
    Refusal::whole(Text::new(
        format!("预检之后记录有了变化，第 {line} 行不能再应用：{}", text.zh),
        format!(
            "the records have changed since the dry run, and row {line} no longer fits: {}",
            text.en
        ),
    ))
}

fn finish(act: &mut Act<'_>, old: &Import) -> Result<Import, Error> {
    let (state, settled_at) = (ImportState::Applied, Some(act.moment.at));
    let new = Import { state, settled_at, rows_done: old.rows_read, ..old.clone() };
    act.change(old, &new)?;
    act.log("import.completed", old.id.0)?;
    tell_uploader(act, &new)?;
    Ok(new)
}

/// What has been applied of it is taken back.
fn fail(asker: &Asker, id: ImportId, why: Text) -> Result<Import, Error> {
    asker.write(move |act| {
        let old: Import = act.find(id.0)?;
        if old.state != ImportState::Applying {
            return Ok(old);
        }
        let problem = Some(json(&why)?);
        let new = Import { state: ImportState::Undoing, problem, ..old.clone() };
        act.change(&old, &new)?;
        act.log("import.failed", id.0)?;
        act.queue(jobs::UNDO, &id.to_string())?;
        Ok(new)
    })
}
