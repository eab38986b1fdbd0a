//! A small county for tests of the finished program: its file, its keys, somebody who may work in it.

use std::{
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, bail, ensure};
use model::{
    Moment, Timestamp,
    id::{AccountId, GrantId},
    sealed::Keyring,
};
use office::{
    Entropy, Office, Place,
    account::{Caller, Knock, NewAccount, NewGrant, Password, admin, grants},
};

pub const LOGIN: &str = "tester";
pub const PASSWORD: &str = "Quiet-Mountain-2019";
/// A township of the embedded programme.
pub const TOWNSHIP: &str = "410423101000";

/// A county in a folder, without a server.
pub struct County {
    keys: PathBuf,
    place: Place,
}

impl County {
    /// Makes the county and one account of the county's office, password already chosen.
    pub fn make(folder: &Path, place: Place) -> anyhow::Result<County> {
        std::fs::create_dir_all(folder)?;
        let keyring = Keyring::new(&Entropy.bytes()?);
        let keys = folder.join("county.keys");
        write_keys(&keys, &keyring)?;
        let office = Office::open(&place, keyring, now())?;
        make_account(&office)?;
        Ok(County { keys, place })
    }

    /// A county that exists already.
    pub fn at(place: Place, keys: PathBuf) -> County {
        County { keys, place }
    }

    /// The URL that `--store` takes.
    pub fn store(&self) -> String {
        match &self.place {
            Place::Sqlite(path) => format!("sqlite:{}", path.display()),
            Place::Postgres { url, schema } => {
                let mark = if url.contains('?') { '&' } else { '?' };
                format!("{url}{mark}schema={schema}")
            }
        }
    }

    /// A verb of the program on this county.
    pub fn command(&self, program: &Path, verb: &str) -> Command {
        let mut command = Command::new(program);
        command
            .args(["--store", &self.store()])
            .arg("--keys")
            .arg(&self.keys)
            .arg(verb)
            .env("YAOSHAN_LOG", "error");
        command
    }

    /// Starts the server and waits for its first answer.
    pub fn serve(&self, program: &Path) -> anyhow::Result<Server> {
        let address = free_address()?;
        let started = Instant::now();
        let child = self
            .command(program, "serve")
            .args(["--listen", &address.to_string()])
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| program.display().to_string())?;
        let mut server = Server { child, base: format!("http://{address}"), ready: Duration::ZERO };
        while std::net::TcpStream::connect(address).is_err() {
            ensure!(started.elapsed() < Duration::from_secs(20), "the server does not start");
            if let Some(status) = server.child.try_wait()? {
                bail!("the server ended at once: {status}");
            }
            thread::sleep(Duration::from_millis(2));
        }
        let health = ureq::get(format!("{}/healthz", server.base)).call()?;
        ensure!(health.status() == 200, "the server is not well");
        server.ready = started.elapsed();
        Ok(server)
    }
}

/// A running server, killed when dropped.
pub struct Server {
    pub child: Child,
    pub base: String,
    /// From the start to the first answer.
    pub ready: Duration,
}

impl Server {
    /// As the power or the kernel would: no signal that could be caught.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Fails only where it has ended already.
        let _ = self.kill();
    }
}

fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

#[expect(clippy::disallowed_methods, reason = "sessions are judged by the server's real clock")]
pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let millis = since.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(0));
    Timestamp::from_millis(millis).unwrap_or(Timestamp::EPOCH)
}

fn write_keys(path: &Path, keyring: &Keyring) -> anyhow::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    let mut file = std::fs::OpenOptions::new();
    let mut file = file.write(true).create(true).truncate(true).mode(0o600).open(path)?;
    Ok(file.write_all(keyring.to_text().as_bytes())?)
}

fn make_account(office: &Office) -> anyhow::Result<()> {
    let at = now();
    let asker = office.program(at);
    let first = office.invented_password()?;
    let hashed = office.hash_for(LOGIN, &first)?;
    let id = AccountId::new(at);
    let new = NewAccount { id, login: LOGIN.to_owned(), name: LOGIN.to_owned(), person_id: None };
    asker.write(move |act| admin::create(act, &new, &hashed))?;
    let grant = NewGrant {
        id: GrantId::new(at),
        account_id: id,
        role: "county_office".to_owned(),
        division_code: asker.programme().county.code.clone(),
        organisation_id: None,
    };
    asker.write(move |act| grants::grant(act, &grant))?;
    let caller = Caller { address: "127.0.0.1".to_owned(), agent: "qa".to_owned() };
    let knock = Knock { login: LOGIN.to_owned(), password: first.clone() };
    let signed_in = office.sign_in(knock, &caller, at)?;
    let visitor = office.visitor(&signed_in.token, at)?.context("the session is gone")?;
    let moment = Moment::new(at, asker.programme().county.offset);
    office.change_password(
        &visitor,
        (&first, &Password::new(PASSWORD.to_owned())),
        &caller,
        moment,
    )?;
    Ok(())
}
