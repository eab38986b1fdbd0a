//! From a store's URL to the place where it is.

use std::path::PathBuf;

use anyhow::{Context, bail};
use office::Place;

/// Where a county lives when nothing is said.
pub(crate) const DEFAULT: &str = "sqlite:yaoshan.db";

/// Reads `sqlite:PATH` or `postgres://USER@HOST/DATABASE?schema=NAME`.
pub(crate) fn parse(url: &str) -> anyhow::Result<Place> {
    if let Some(path) = url.strip_prefix("sqlite:") {
        if path.is_empty() {
            bail!("the store \"{url}\" names no file; write sqlite:PATH");
        }
        return Ok(Place::Sqlite(PathBuf::from(path.strip_prefix("//").unwrap_or(path))));
    }
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let (own, rest): (Vec<&str>, Vec<&str>) = query
            .split('&')
            .filter(|part| !part.is_empty())
            .partition(|p| p.starts_with("schema="));
        let schema = own.first().and_then(|part| part.strip_prefix("schema=")).unwrap_or("");
        let schema = schema.to_owned().try_into().with_context(|| {
            "name the county's schema at the end of the store, as in ?schema=lushan".to_owned()
        })?;
        let url =
            if rest.is_empty() { base.to_owned() } else { format!("{base}?{}", rest.join("&")) };
        return Ok(Place::Postgres { url, schema });
    }
    bail!("the store must be sqlite:PATH or postgres://…?schema=NAME");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_is_a_file_or_a_schema() {
        assert!(
            matches!(parse("sqlite:a/b.db").unwrap(), Place::Sqlite(path) if path.as_os_str() == "a/b.db")
        );
        let Place::Postgres { url, schema } =
            parse("postgres://u@/d?host=/tmp&schema=lushan").unwrap()
        else {
            panic!("a schema");
        };
        assert_eq!(
            (url.as_str(), schema.to_string().as_str()),
            ("postgres://u@/d?host=/tmp", "lushan")
        );
        for wrong in ["", "sqlite:", "mysql://x", "postgres://u@/d", "postgres://u@/d?schema=A-b"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
