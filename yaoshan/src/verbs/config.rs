//! `yaoshan config check`.

use std::process::ExitCode;

use crate::{Common, config::Settings};

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Config {
    /// Print the settings in force, without secrets, or say what is wrong with them.
    Check,
}

impl Config {
    #[expect(clippy::print_stdout, reason = "the settings are what was asked for")]
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let settings = Settings::read(common.config.as_deref())?;
        println!(
            "# store = {}",
            without_secret(common.store.as_deref().unwrap_or(crate::place::DEFAULT))
        );
        print!("{}", toml::to_string(&settings)?);
        Ok(ExitCode::SUCCESS)
    }
}

/// A store's URL without the password in it.
fn without_secret(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    match rest.split_once('@') {
        Some((user, host)) if user.contains(':') => {
            let user = user.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:***@{host}")
        }
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_printed() {
        assert_eq!(without_secret("postgres://u:p@h/d"), "postgres://u:***@h/d");
        assert_eq!(without_secret("sqlite:a.db"), "sqlite:a.db");
    }
}
