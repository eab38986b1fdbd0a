//! `yaoshan demo`: builds the demonstration county and serves it on this machine.

use std::{io::Write, net::SocketAddr, process::ExitCode, time::Instant};

use anyhow::bail;
use model::Lang;
use office::{Office, Place, account::SignInRules};

use crate::{Common, clock, config::Settings, demo, verbs, verbs::serve};

#[derive(Debug, clap::Args)]
pub(crate) struct Demo {
    /// Build the county and end.
    #[arg(long)]
    build_only: bool,
    /// How many service items of the year come from an earlier register; fewer make a smaller county.
    #[arg(long, default_value_t = 451_000, value_name = "NUMBER")]
    past_items: usize,
    /// The address to listen on; only this machine's own, because everybody knows the password.
    #[arg(long, default_value = "127.0.0.1:8423", value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
}

impl Demo {
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        if !self.listen.ip().is_loopback() {
            bail!("the demonstration's passwords are public; it listens on 127.0.0.1 or ::1 only");
        }
        if let Place::Sqlite(path) = verbs::place_of(common)?
            && let Some(folder) = path.parent()
        {
            std::fs::create_dir_all(folder)?;
        }
        let rules =
            SignInRules { administrators_need_second_factor: false, ..SignInRules::default() };
        let office = verbs::open(common)?.with_rules(rules);
        let started = Instant::now();
        demo::build(&office, clock::now(), self.past_items, &mut |step| tell(started, step))?;
        eprintln!("\n示范县已就绪 the county is ready ({:.1} s)", started.elapsed().as_secs_f64());
        if self.build_only {
            return Ok(ExitCode::SUCCESS);
        }
        let settings =
            Settings { listen: self.listen, ..Settings::read(common.config.as_deref())? };
        serve::serve(&office, &settings, true, |address| welcome(&office, address))
    }
}

/// One line that changes, on a screen; a line a step, in a file.
fn tell(started: Instant, step: &demo::Step) {
    let at = started.elapsed().as_secs_f64();
    let end = if std::io::IsTerminal::is_terminal(&std::io::stderr()) { "\r" } else { "\n" };
    eprint!("{at:6.1} s  {:<40} {:>6} / {:<6}{end}", step.words, step.done, step.of);
    let _ = std::io::stderr().flush();
}

#[expect(clippy::print_stdout, reason = "the address and the sign-ins are what was asked for")]
fn welcome(office: &Office, address: SocketAddr) {
    println!("\nhttp://{address}\n");
    println!("登录名 sign-in   密码 password       角色 role");
    for sign_in in demo::sign_ins(office, Lang::Zh) {
        let demo::SignIn { login, role, place } = sign_in;
        println!("{login:<16} {:<19} {role}（{place}）", demo::PASSWORD);
    }
    println!("\nCtrl-C 结束 ends it");
}
