//! The county's key file: read if it is there, made with the first opening of a new county.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use model::sealed::Keyring;
use office::{Entropy, Place};

/// The key file of a place when none is named: beside a data file, or in the user's configuration.
pub(crate) fn default_path(place: &Place) -> anyhow::Result<PathBuf> {
    match place {
        Place::Sqlite(path) => Ok(path.with_extension("keys")),
        Place::Postgres { schema, .. } => {
            let home =
                std::env::var_os("HOME").context("set HOME or name a key file with --keys")?;
            Ok(Path::new(&home).join(".config/yaoshan").join(format!("{schema}.keys")))
        }
    }
}

/// Reads the key file, or makes one where none is. Only its owner may read it.
pub(crate) fn read_or_make(path: &Path) -> anyhow::Result<Keyring> {
    match std::fs::read_to_string(path) {
        Ok(text) => {
            refuse_open_to_others(path)?;
            Keyring::parse(&text).with_context(|| format!("the key file {}", path.display()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make(path),
        Err(error) => Err(error).with_context(|| format!("the key file {}", path.display())),
    }
}

fn make(path: &Path) -> anyhow::Result<Keyring> {
    use std::os::unix::fs::OpenOptionsExt;
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
    }
    let keyring = Keyring::new(&Entropy.bytes()?);
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .with_context(|| format!("cannot make the key file {}", path.display()))?;
    file.write_all(keyring.to_text().as_bytes())?;
    file.sync_all()?;
    Ok(keyring)
}

fn refuse_open_to_others(path: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path)?.permissions().mode();
    if mode & 0o077 != 0 {
        bail!("others can read the key file {0}; run: chmod 600 {0}", path.display());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_file_is_made_once_and_only_for_its_owner() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/county.keys");
        let made = read_or_make(&path).unwrap();
        assert!(read_or_make(&path).unwrap() == made);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        let refused = read_or_make(&path).unwrap_err().to_string();
        assert!(refused.contains("chmod 600"), "{refused}");
    }
}
