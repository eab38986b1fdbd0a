use std::io::{Cursor, Read};

use memchr::memmem::Finder;
use zip::{ZipArchive, result::ZipError};

use crate::{Foreign, Limits, Refused};

/// Files inside the zip file: a workbook of sixty sheets has some three hundred.
const PARTS: usize = 4_000;
/// Up to this size the ratio does not matter: repetition is cheap and honest files have it.
const SMALL: u64 = 64 << 20;
/// Longest marker that is looked for across the edge of two blocks.
const OVERLAP: usize = 16;

/// What a look through the whole package found out.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Contents {
    /// Some sheet has merged cells, so they are worth a second look.
    pub merged: bool,
}

/// Unpacks every XML part once, counting, before anything is parsed: sizes written in a zip file can lie.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<Contents, Refused> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(refused)?;
    if zip.len() > PARTS {
        return Err(Refused::TooManyParts { most: PARTS });
    }
    is_workbook(&mut zip)?;
    let mut contents = Contents::default();
    let mut budget = Budget { bytes: bytes.len() as u64, unpacked: 0, limits };
    for index in 0..zip.len() {
        let part = zip.by_index_raw(index).map_err(refused)?;
        if part.encrypted() {
            return Err(Refused::Encrypted);
        }
        let name = part.name().map_err(refused)?.to_ascii_lowercase();
        let declared = part.size();
        drop(part);
        if name.ends_with(".xml") || name.ends_with(".rels") {
            budget.allows(declared)?;
            let mut part = zip.by_index(index).map_err(refused)?;
            scan(&mut part, name.ends_with("sharedstrings.xml"), &mut budget, &mut contents)?;
        }
    }
    Ok(contents)
}

struct Budget<'a> {
    bytes: u64,
    unpacked: u64,
    limits: &'a Limits,
}

impl Budget<'_> {
    fn allows(&self, more: u64) -> Result<(), Refused> {
        let total = self.unpacked.saturating_add(more);
        let dense = total > SMALL && total / self.bytes.max(1) > self.limits.ratio;
        if total > self.limits.unpacked || dense {
            return Err(Refused::Bomb { megabytes: self.limits.unpacked >> 20 });
        }
        Ok(())
    }
}

fn scan(
    part: &mut impl Read,
    strings: bool,
    budget: &mut Budget,
    contents: &mut Contents,
) -> Result<(), Refused> {
    let markers = [Finder::new("<!DOCTYPE"), Finder::new("<!ENTITY")];
    let merged = Finder::new("mergeCell ");
    let mut block = vec![0; 64 << 10];
    let mut kept = 0;
    let mut first = true;
    loop {
        let read = part.read(&mut block[kept..]).map_err(|_| Refused::Damaged)?;
        if read == 0 {
            return Ok(());
        }
        budget.allows(read as u64)?;
        budget.unpacked += read as u64;
        let filled = &block[..kept + read];
        if markers.iter().any(|marker| marker.find(filled).is_some()) {
            return Err(Refused::Doctype);
        }
        if first && strings && promised(filled) > budget.limits.unpacked / 8 {
            return Err(Refused::Damaged);
        }
        first = false;
        contents.merged |= merged.find(filled).is_some();
        let end = kept + read;
        let keep = end.min(OVERLAP);
        block.copy_within(end - keep..end, 0);
        kept = keep;
    }
}

/// The number of strings that the table of strings says it has. The reader sets room aside for them unasked.
fn promised(start: &[u8]) -> u64 {
    let key = b"uniqueCount=\"";
    let Some(at) = Finder::new(key).find(start) else { return 0 };
    let digits = start[at + key.len()..].iter().take_while(|b| b.is_ascii_digit());
    digits.fold(0u64, |sum, b| sum.saturating_mul(10).saturating_add(u64::from(b - b'0')))
}

/// Tells a workbook from the other things that are zip files.
fn is_workbook(zip: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), Refused> {
    let names = zip.file_names().collect::<Result<Vec<_>, _>>().map_err(refused)?;
    let has = |name: &str| names.iter().any(|part| part.eq_ignore_ascii_case(name));
    let under = |folder: &str| names.iter().any(|part| part.starts_with(folder));
    let foreign = if names.is_empty() {
        Foreign::Archive
    } else if has("mimetype") && has("content.xml") {
        Foreign::OpenDocument
    } else if has("xl/workbook.bin") {
        Foreign::Xlsb
    } else if under("word/") || under("ppt/") {
        Foreign::Word
    } else if has("_rels/.rels") && has("[Content_Types].xml") {
        return Ok(());
    } else {
        Foreign::Archive
    };
    Err(Refused::Foreign(foreign))
}

fn refused(error: ZipError) -> Refused {
    match error {
        ZipError::UnsupportedArchive(reason) if reason == ZipError::PASSWORD_REQUIRED => {
            Refused::Encrypted
        }
        ZipError::InvalidPassword => Refused::Encrypted,
        _ => Refused::Damaged,
    }
}
