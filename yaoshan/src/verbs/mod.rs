//! One file for each verb of the command line.

pub(crate) mod backup;
pub(crate) mod config;
pub(crate) mod demo;
pub(crate) mod export;
pub(crate) mod figures;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod programme;
pub(crate) mod receipt;
pub(crate) mod said;
pub(crate) mod serve;
pub(crate) mod user;
pub(crate) mod verify;
pub(crate) mod work;

use anyhow::Context;
use model::sealed::Keyring;
use office::{Office, Place};

use crate::{Common, clock, keys, place};

/// The place that `--store`, or nothing, names.
pub(crate) fn place_of(common: &Common) -> anyhow::Result<Place> {
    place::parse(common.store.as_deref().unwrap_or(place::DEFAULT))
}

/// The county's keys: from the file that `--keys` names, or from the usual one.
pub(crate) fn keyring_of(common: &Common, place: &Place) -> anyhow::Result<Keyring> {
    match &common.keys {
        Some(path) => keys::read_or_make(path),
        None => keys::read_or_make(&keys::default_path(place)?),
    }
}

/// Opens the county. Blocks: an async runtime starts afterwards.
pub(crate) fn open(common: &Common) -> anyhow::Result<Office> {
    let place = place_of(common)?;
    let keyring = keyring_of(common, &place)?;
    Office::open(&place, keyring, clock::now()).context("the county cannot be opened")
}

/// What the pages need to know of their surroundings.
pub(crate) fn desk(office: &Office, settings: &crate::config::Settings) -> web::Desk {
    web::Desk {
        office: office.clone().with_rules(settings.sign_in.clone()),
        now: std::sync::Arc::new(clock::now),
        outside: web::Outside {
            secure: settings.behind_https,
            origins: settings.origins.clone(),
            proxies: settings.proxies.clone(),
            random: std::sync::Arc::new(|| office::Entropy.bytes().unwrap_or_default()),
        },
    }
}

/// Lines of JSON, without personal fields: what is logged is ids and words of our own.
pub(crate) fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("YAOSHAN_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    // A second call, in a test, changes nothing.
    let _ = tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}
