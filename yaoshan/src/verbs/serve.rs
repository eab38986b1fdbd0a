//! `yaoshan serve`: the pages, the API, and the queued work beside them.

use std::{
    net::SocketAddr,
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use anyhow::Context;
use office::Office;
use tokio::net::TcpListener;

use crate::{Common, clock, config::Settings, verbs};

#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// The address to listen on; overrides the settings.
    #[arg(long, env = "YAOSHAN_LISTEN", value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// Leave the queued work to `yaoshan work`.
    #[arg(long)]
    no_work: bool,
}

impl Serve {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        verbs::log_to_stderr();
        let mut settings = Settings::read(common.config.as_deref())?;
        settings.listen = self.listen.unwrap_or(settings.listen);
        let office = verbs::open(common)?;
        serve(&office, &settings, !self.no_work, |_| {})
    }
}

/// Serves until told to stop. `ready` learns the address once the first request can be answered.
pub(crate) fn serve(
    office: &Office,
    settings: &Settings,
    work: bool,
    ready: impl FnOnce(SocketAddr),
) -> anyhow::Result<ExitCode> {
    let stop = Arc::new(AtomicBool::new(false));
    let worker = work.then(|| {
        let (office, stop) = (office.clone(), Arc::clone(&stop));
        thread::spawn(move || office::job::work(&office, clock::now, &stop))
    });
    let desk = verbs::desk(office, settings);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("the runtime cannot start")?;
    runtime.block_on(async {
        let listener = TcpListener::bind(settings.listen)
            .await
            .with_context(|| format!("cannot listen on {}", settings.listen))?;
        let address = listener.local_addr()?;
        tracing::info!(%address, "serving");
        ready(address);
        let service = web::router(desk).into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, service).with_graceful_shutdown(told_to_stop()).await?;
        anyhow::Ok(())
    })?;
    stop.store(true, Ordering::Relaxed);
    if let Some(worker) = worker {
        // A panic there has been logged; what is left is to end.
        let _ = worker.join();
    }
    Ok(ExitCode::SUCCESS)
}

async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
