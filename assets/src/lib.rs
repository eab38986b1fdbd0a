//! The front end as bytes in the program: style sheet, scripts, icons. Bundled by `build.rs`.

/// One file, in the three forms that a browser may ask for.
#[derive(Debug)]
pub struct Asset {
    /// What pages call it: `app.css`.
    pub name: &'static str,
    /// Its address below the static route, with its content's hash: it never changes.
    pub path: &'static str,
    pub content_type: &'static str,
    /// The entity tag, with its quotes.
    pub etag: &'static str,
    pub plain: &'static [u8],
    pub brotli: &'static [u8],
    pub gzip: &'static [u8],
}

/// Everything there is.
pub static ALL: &[Asset] = include!(concat!(env!("ASSETS_BUILT"), "/table.rs"));

/// The icons in the sprite, sorted.
pub static ICONS: &[&str] = include!(concat!(env!("ASSETS_BUILT"), "/icons.rs"));

/// The file at this hashed path.
pub fn find(path: &str) -> Option<&'static Asset> {
    ALL.iter().find(|asset| asset.path == path)
}

/// The hashed path of the file that pages call `name`, below the static route.
pub fn path(name: &str) -> Option<&'static str> {
    ALL.iter().find(|asset| asset.name == name).map(|asset| asset.path)
}

#[cfg(test)]
mod tests;
