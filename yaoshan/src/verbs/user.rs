//! `yaoshan user`: accounts from the command line, the first one of a county above all.

use std::process::ExitCode;

use anyhow::{Context, bail};
use model::{
    code::DivisionCode,
    id::{AccountId, GrantId},
};
use office::{
    Asker,
    account::{self, NewAccount, NewGrant},
};

use crate::{
    Common, clock,
    verbs::{self, said::done},
};

/// Makes, grants and disables accounts.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum User {
    /// Make an account; prints a password to hand over, which must be changed at the first sign-in.
    Add {
        login: String,
        /// The person's name, as pages show it.
        #[arg(long)]
        name: String,
        /// A role to give at once; `yaoshan user roles` lists them.
        #[arg(long)]
        role: Option<String>,
        /// The division that the role is for: a 12-digit code. The county, if absent.
        #[arg(long, value_name = "CODE")]
        division: Option<String>,
    },
    /// Give a role.
    Grant {
        login: String,
        role: String,
        /// A 12-digit code. The county, if absent.
        #[arg(long, value_name = "CODE")]
        division: Option<String>,
    },
    /// Print a new password to hand over.
    Reset { login: String },
    /// Nobody can sign in with the account any more; whoever is signed in is out.
    Disable { login: String },
    /// Let the account be used again.
    Enable { login: String },
    /// The accounts and their roles.
    List,
    /// The roles of the programme in force.
    Roles,
}

impl User {
    #[expect(clippy::print_stdout, reason = "what was asked for")]
    pub(crate) fn run(&self, common: &Common) -> anyhow::Result<ExitCode> {
        let office = verbs::open(common)?;
        let asker = office.program(clock::now());
        match self {
            User::Add { login, name, role, division } => {
                let password = add(&asker, login, name)?;
                if let Some(role) = role {
                    grant(&asker, login, role, division.as_deref())?;
                }
                println!("{login}\t{password}");
            }
            User::Grant { login, role, division } => {
                grant(&asker, login, role, division.as_deref())?;
            }
            User::Reset { login } => println!("{login}\t{}", reset(&asker, login)?),
            User::Disable { login } => {
                let id = find(&asker, login)?;
                done(asker.write(move |act| account::admin::disable(act, id)))?;
            }
            User::Enable { login } => {
                let id = find(&asker, login)?;
                done(asker.write(move |act| account::admin::enable(act, id)))?;
            }
            User::List => list(&asker)?,
            User::Roles => {
                for role in &asker.programme().roles {
                    println!("{}\t{}\t{}", role.key, role.title.zh, role.title.en);
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn add(asker: &Asker, login: &str, name: &str) -> anyhow::Result<String> {
    let office = asker.office();
    let password = done(office.invented_password())?;
    let hashed = done(office.hash_for(login, &password))?;
    let id = AccountId::new(asker.moment().at);
    let (login, name) = (login.to_owned(), name.to_owned());
    let new = NewAccount { id, login, name, person_id: None };
    if !done(asker.write(move |act| account::admin::create(act, &new, &hashed)))? {
        bail!("there is such an account already");
    }
    Ok(password.expose().to_owned())
}

fn grant(asker: &Asker, login: &str, role: &str, division: Option<&str>) -> anyhow::Result<()> {
    let division_code: DivisionCode = match division {
        Some(code) => code.parse().context("--division")?,
        None => asker.programme().county.code.clone(),
    };
    let new = NewGrant {
        id: GrantId::new(asker.moment().at),
        account_id: find(asker, login)?,
        role: role.to_owned(),
        division_code,
        organisation_id: None,
    };
    done(asker.write(move |act| account::grants::grant(act, &new)))
}

fn reset(asker: &Asker, login: &str) -> anyhow::Result<String> {
    let id = find(asker, login)?;
    let office = asker.office();
    let password = done(office.invented_password())?;
    let hashed = done(office.hash_for(login, &password))?;
    done(asker.write(move |act| account::admin::reset_password(act, id, &hashed)))?;
    Ok(password.expose().to_owned())
}

fn find(asker: &Asker, login: &str) -> anyhow::Result<AccountId> {
    let wanted = login.to_owned();
    let listed = asker.read(move |act| account::admin::by_login(act, &wanted));
    Ok(listed.map_err(|_| anyhow::anyhow!("there is no account {login}"))?.id)
}

#[expect(clippy::print_stdout, reason = "what was asked for")]
fn list(asker: &Asker) -> anyhow::Result<()> {
    const PIECE: i64 = 200;
    let mut after = String::new();
    loop {
        let from = after.clone();
        let listed = done(asker.read(move |act| account::admin::list(act, &from, PIECE)))?;
        let Some(last) = listed.last() else { return Ok(()) };
        after = last.login.clone();
        for one in &listed {
            let roles: Vec<_> = one
                .grants_in_force()
                .map(|grant| format!("{}@{}", grant.role, grant.division_code))
                .collect();
            let state = if one.disabled_at.is_some() { "disabled" } else { "" };
            println!("{}\t{}\t{}\t{state}", one.login, one.name, roles.join(" "));
        }
    }
}
