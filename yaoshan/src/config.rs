//! Settings: defaults, then a TOML file, then the environment and the command line.

use std::{
    net::{IpAddr, SocketAddr},
    path::Path,
};

use anyhow::Context;
use office::account::SignInRules;
use serde::{Deserialize, Serialize};

/// How this program runs here; nothing that a county decides.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Settings {
    /// The address to listen on.
    pub(crate) listen: SocketAddr,
    /// Browsers reach the server through https, by a proxy in front of it.
    pub(crate) behind_https: bool,
    /// Further origins that may send forms, such as `https://yaoshan.example`.
    pub(crate) origins: Vec<String>,
    /// Addresses of proxies whose word on where a request comes from is believed.
    pub(crate) proxies: Vec<IpAddr>,
    /// How people sign in: password policy, time limits, second factor of administrators.
    pub(crate) sign_in: SignInRules,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            listen: SocketAddr::from(([127, 0, 0, 1], 8423)),
            behind_https: false,
            origins: Vec::new(),
            proxies: Vec::new(),
            sign_in: SignInRules::default(),
        }
    }
}

impl Settings {
    /// Reads the file, if one is named.
    pub(crate) fn read(path: Option<&Path>) -> anyhow::Result<Settings> {
        let Some(path) = path else { return Ok(Settings::default()) };
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read the settings {}", path.display()))?;
        toml::from_str(&text).with_context(|| format!("the settings {}", path.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_setting_is_refused_by_name() {
        let refused = toml::from_str::<Settings>("listn = \"127.0.0.1:1\"").unwrap_err();
        assert!(refused.to_string().contains("listn"), "{refused}");
        let refused = toml::from_str::<Settings>("[sign_in]\npassword_policy = \"none\"");
        assert!(refused.unwrap_err().to_string().contains("mlps"));
    }
}
