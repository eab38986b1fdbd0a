use std::sync::Arc;

/// What every handler needs.
#[derive(Clone)]
pub struct Desk {
    pub outside: Outside,
}

/// How the site is reached from outside, and the random bytes it hands out.
#[derive(Clone)]
pub struct Outside {
    /// Browsers reach us through https: cookies and browsers are then held to it.
    pub secure: bool,
    /// Origins other than our own that may send forms, such as the address of a proxy that renames the host.
    pub origins: Vec<String>,
    pub random: Arc<dyn Fn() -> [u8; 16] + Send + Sync>,
}
