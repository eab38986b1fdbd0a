//! The uploaded file on its way to whoever reads it.

use std::io::{self, Read};

use model::id::ImportId;
use zeroize::Zeroizing;

use super::keep;
use crate::Asker;

/// The file as a stream, one sealed part in memory at a time.
pub(super) struct Stored {
    asker: Asker,
    id: ImportId,
    next: i64,
    part: Zeroizing<Vec<u8>>,
    at: usize,
}

impl Stored {
    pub(super) fn new(asker: &Asker, id: ImportId) -> Stored {
        let part = Zeroizing::new(Vec::new());
        Stored { asker: asker.clone(), id, next: 0, part, at: 0 }
    }
}

impl Read for Stored {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.part.len() {
            let (id, n) = (self.id, self.next);
            let found = self.asker.read(move |act| Ok(store::imports::part(act.tx, id, n)?));
            let Some(sealed) = found.map_err(io::Error::other)? else { return Ok(0) };
            let keyring = &self.asker.office().keyring;
            self.part = keep::open_part(keyring, id, n, sealed).map_err(io::Error::other)?;
            (self.next, self.at) = (n + 1, 0);
        }
        let rest = &self.part[self.at..];
        let taken = rest.len().min(into.len());
        into[..taken].copy_from_slice(&rest[..taken]);
        self.at += taken;
        Ok(taken)
    }
}
