//! One person at the counter at one moment, who may ask for several things.

use std::sync::Arc;

use model::{Moment, id::JobId, programme::Programme};
use store::{Mode, Tx};

use crate::{Act, Error, Office, Who, act::Setting, figure::Memo};

#[derive(Clone)]
pub struct Asker {
    office: Office,
    who: Arc<Who>,
    moment: Moment,
    programme: Arc<Programme>,
}

impl Asker {
    pub(crate) fn new(office: Office, who: Who, moment: Moment) -> Asker {
        let programme = office.programme();
        Asker { office, who: Arc::new(who), moment, programme }
    }

    pub fn who(&self) -> &Who {
        &self.who
    }

    pub fn moment(&self) -> Moment {
        self.moment
    }

    pub fn programme(&self) -> &Arc<Programme> {
        &self.programme
    }

    pub fn office(&self) -> &Office {
        &self.office
    }

    /// Waits until the act is durable.
    pub fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Act<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.logging(self.office.store.write(self.unit(Mode::Write, work)))
    }

    /// Sees a snapshot that no writer disturbs.
    pub fn read<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Act<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.logging(self.office.store.read(self.unit(Mode::Read, work)))
    }

    /// Never waits. A database thread calls `reply`, so `reply` must be quick.
    pub fn submit<T: Send + 'static>(
        &self,
        mode: Mode,
        work: impl Fn(&mut Act<'_>) -> Result<T, Error> + Send + 'static,
        reply: impl FnOnce(Result<T, Error>) + Send + 'static,
    ) {
        let asker = self.clone();
        let reply = move |result| reply(asker.logging(result));
        self.office.store.submit(mode, self.unit(mode, work), reply);
    }

    fn unit<T>(
        &self,
        mode: Mode,
        work: impl Fn(&mut Act<'_>) -> Result<T, Error> + Send + 'static,
    ) -> impl Fn(&mut Tx) -> Result<T, Error> + Send + 'static {
        let asker = self.clone();
        move |tx| {
            // What a write has seen may yet be undone, so nobody else builds upon it.
            let own = Memo::default();
            let memo = if mode == Mode::Read { &asker.office.memo } else { &own };
            let setting = Setting {
                who: &asker.who,
                moment: asker.moment,
                programme: &asker.programme,
                keyring: &asker.office.keyring,
                entropy: &asker.office.entropy,
                memo,
            };
            Act::run(&setting, tx, |act| work(act))
        }
    }

    /// A denial is written down in a unit of its own: the refused one left nothing behind.
    fn logging<T>(&self, result: Result<T, Error>) -> Result<T, Error> {
        if let Err(Error::Denied { wanted, division }) = &result {
            let denial = store::denials::Denial {
                id: JobId::new(self.moment.at).0,
                at: self.moment.at,
                account_id: Some(self.who.account_id),
                wanted: wanted.to_string(),
                division_code: division.clone(),
            };
            tracing::warn!(account = %self.who.account_id, %wanted, "denied");
            let write = move |tx: &mut Tx| store::denials::add(tx, &denial);
            self.office.store.submit(Mode::Write, write, |written| {
                if let Err(error) = written {
                    tracing::error!(%error, "a denial could not be written down");
                }
            });
        }
        result
    }
}
