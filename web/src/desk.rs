use std::{net::IpAddr, sync::Arc};

use model::{Moment, Timestamp};
use office::Office;

/// What every handler needs.
#[derive(Clone)]
pub struct Desk {
    pub office: Office,
    pub now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    pub outside: Outside,
}

/// How the site is reached from outside, and the random bytes it hands out.
#[derive(Clone)]
pub struct Outside {
    /// Browsers reach us through https: cookies and browsers are then held to it.
    pub secure: bool,
    /// Origins other than our own that may send forms, such as the address of a proxy that renames the host.
    pub origins: Vec<String>,
    /// Proxies whose word on where a request comes from is believed.
    pub proxies: Vec<IpAddr>,
    pub random: Arc<dyn Fn() -> [u8; 16] + Send + Sync>,
}

impl Desk {
    /// This instant on the county's calendar.
    pub(crate) fn moment(&self) -> Moment {
        Moment::new((self.now)(), self.office.programme().county.offset)
    }
}
