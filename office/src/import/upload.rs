//! A file comes in: looked at from outside, sealed, and queued to be read.

use std::sync::Arc;

use model::{
    Text,
    code::DivisionCode,
    id::ImportId,
    import::{Import, ImportState},
    programme::Target,
    right::Right,
};
use papers::Limits;
use sha2::{Digest, Sha256};

use super::{jobs, keep};
use crate::{Act, Asker, Error, Refusal, act::Added, refuse};

/// What a form or the API says about a file that it sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewImport {
    /// Chosen by the sender: the same id again is the same import.
    pub id: ImportId,
    /// A key of the programme's recipes.
    pub recipe: String,
    /// The widest division that the rows may be about.
    pub division_code: DivisionCode,
    pub file_name: String,
}

/// What came of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Received {
    /// It will be read; or it is the same import, sent again.
    New(Import),
    /// The very same file was sent before, and nothing would be gained by taking it again.
    Before(Import),
}

impl Received {
    pub fn import(&self) -> &Import {
        match self {
            Received::New(import) | Received::Before(import) => import,
        }
    }
}

/// The rights without which a roster of this kind cannot be imported.
pub fn rights_for(target: Target) -> &'static [Right] {
    match target {
        Target::Organisation => &[Right::ImportRosters, Right::KeepOrganisations],
        Target::Person => &[Right::ImportRosters, Right::KeepPeople],
        Target::Affiliation => &[Right::ImportRosters, Right::KeepOrganisations, Right::KeepPeople],
        Target::Posting | Target::Pairing => {
            &[Right::ImportRosters, Right::KeepPostings, Right::KeepPeople]
        }
        Target::Activity => &[Right::ImportRosters, Right::RecordActivity],
    }
}

/// The largest file that is taken, in bytes.
pub fn largest_file() -> usize {
    Limits::default().bytes
}

/// Takes a file and queues its reading.
pub fn upload(asker: &Asker, new: &NewImport, bytes: &[u8]) -> Result<Received, Error> {
    receive(asker, new, bytes, true)
}

pub(super) fn receive(
    asker: &Asker,
    new: &NewImport,
    bytes: &[u8],
    to_queue: bool,
) -> Result<Received, Error> {
    check_size(bytes)?;
    let office = asker.office();
    let parts = keep::seal_parts(&office.keyring, office.entropy, new.id, bytes)?;
    let digest = Sha256::digest(bytes).to_vec();
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let (new, parts) = (new.clone(), Arc::new(parts));
    asker.write(move |act| {
        let import = draft(act, &new, &digest, size)?;
        if let Some(before) = before(act, &import)? {
            return Ok(Received::Before(before));
        }
        let same = |earlier: &Import| {
            (&earlier.digest, &earlier.recipe) == (&import.digest, &import.recipe)
                && earlier.uploaded_by == import.uploaded_by
        };
        if let Added::Earlier(earlier) = act.add_once(&import, same)? {
            return Ok(Received::New(earlier));
        }
        for (n, part) in (0_i64..).zip(parts.iter()) {
            store::imports::put_part(act.tx, import.id, n, part)?;
        }
        act.log("import.uploaded", import.id.0)?;
        if to_queue {
            act.queue(jobs::READ, &import.id.to_string())?;
        }
        Ok(Received::New(import))
    })
}

fn check_size(bytes: &[u8]) -> Result<(), Error> {
    if bytes.is_empty() {
        return refuse("file", "请选择要导入的文件", "choose the file to import");
    }
    if bytes.len() > largest_file() {
        let most = largest_file() >> 20;
        let text = Text::new(
            format!("文件超过 {most} MB：请分成几个文件"),
            format!("the file is larger than {most} MB: divide it into several"),
        );
        return Err(Refusal::new("file", text).into());
    }
    Ok(())
}

fn draft(act: &mut Act<'_>, new: &NewImport, digest: &[u8], size: i64) -> Result<Import, Error> {
    let Some(recipe) = act.programme.recipe(&new.recipe) else {
        return refuse("recipe", "请选择名册种类", "choose which kind of roster it is");
    };
    for right in rights_for(recipe.target) {
        act.require(*right, &new.division_code, None)?;
    }
    Ok(Import {
        id: new.id,
        recipe: new.recipe.clone(),
        file_name: file_name(&new.file_name),
        digest: digest.to_vec(),
        size,
        division_code: new.division_code.clone(),
        state: ImportState::Uploaded,
        problem: None,
        uploaded_by: act.who.account_id,
        uploaded_at: act.moment.at,
        mapping: None,
        rows_read: 0,
        rows_new: 0,
        rows_known: 0,
        rows_bad: 0,
        rows_done: 0,
        leaves_bad: false,
        acted_by: None,
        settled_at: None,
        purged_at: None,
    })
}

/// What a browser calls the file, without folders and without long numbers.
fn file_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or(sent);
    let clean: String = last.chars().filter(|c| !c.is_control()).take(100).collect();
    let clean = super::problem::hidden(clean.trim());
    if clean.is_empty() { "名册".to_owned() } else { clean }
}

/// The same file by the same recipe for the same place, on its way or applied without a bad row.
fn before(act: &mut Act<'_>, new: &Import) -> Result<Option<Import>, Error> {
    let is_there = |import: &Import| {
        let counts = match import.state {
            ImportState::Applied => import.rows_bad == 0,
            ImportState::Unreadable | ImportState::Undone | ImportState::Discarded => false,
            _ => true,
        };
        counts && import.id != new.id && import.division_code == new.division_code
    };
    let found = store::imports::of_file(act.tx, &new.digest, &new.recipe)?;
    Ok(found.into_iter().find(is_there))
}
