use model::{
    account::{Account, Grant},
    id::{AccountId, GrantId},
};

use super::*;

impl Scene {
    /// Somebody who may sign in and holds a role.
    fn account(&self, login: &str, role: &str, division: &str) -> AccountId {
        let account = Account {
            id: AccountId::new(now()),
            login: login.to_owned(),
            name: login.to_owned(),
            person_id: None,
            password_hash: String::new(),
            password_at: now(),
            must_change: false,
            totp_sealed: None,
            disabled_at: None,
            created_at: now(),
        };
        let grant = Grant {
            id: GrantId::new(now()),
            account_id: account.id,
            role: role.to_owned(),
            division_code: code(division),
            organisation_id: None,
            granted_at: now(),
            revoked_at: None,
        };
        let id = account.id;
        let work = move |act: &mut Act<'_>| {
            act.add(&account)?;
            act.add(&grant)?;
            act.log("account.made", account.id.0)
        };
        self.county.office.program(now()).write(work).unwrap();
        id
    }

    fn inbox(&self, id: AccountId) -> Vec<String> {
        let notices =
            self.clerk.read(move |act| Ok(store::notices::of_account(act.tx, id, None, 9)?));
        notices.unwrap().into_iter().map(|notice| notice.words).collect()
    }

    fn announced(&self, local: &str) -> ActivityId {
        let new = self.new_activity("六月主题党日", "2019-06-20");
        let id = new.id;
        let work = move |act: &mut Act<'_>| {
            plan(act, &new)?;
            notify(act, id)
        };
        self.clerk_at(local).write(work).unwrap();
        id
    }

    fn deliver_at(&self, local: &str) -> usize {
        crate::job::run_due(&self.county.office, || at(local).at).unwrap()
    }
}

store::on_both! {
    fn a_notice_reaches_whoever_answers_for_the_village(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let first_secretary = scene.account("diyi", "first_secretary", VILLAGE);
        let other = scene.account("biecun", "first_secretary", OTHER_VILLAGE);
        let township = scene.account("shuji", "township_secretary", TOWNSHIP);
        let administrator = scene.account("guanli", "system_admin", VILLAGE);
        let id = scene.announced("2019-06-14T09:00");
        assert_eq!(scene.deliver_at("2019-06-14T09:00"), 1);
        let words = scene.inbox(first_secretary);
        assert_eq!(words.len(), 1);
        assert!(words[0].contains("六月主题党日，6月20日 09:30，村部会议室"), "{words:?}");
        for nobody in [other, township, administrator] {
            assert!(scene.inbox(nobody).is_empty());
        }
        // A killed program does the job again.
        let body = format!("{id} {}", scene.clerk.who().account_id);
        scene.county.office.program(now()).write(move |act| deliver(act, &body)).unwrap();
        assert_eq!(scene.inbox(first_secretary).len(), 1);
        scene.clerk.write(move |act| cancel(act, id, "下雨")).unwrap();
        scene.deliver_at("2019-06-14T10:00");
        assert!(scene.inbox(first_secretary)[0].contains("下雨"));
    }

    fn where_nobody_answers_the_township_is_told(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let township = scene.account("shuji", "township_secretary", TOWNSHIP);
        scene.announced("2019-06-14T09:00");
        scene.deliver_at("2019-06-14T09:00");
        assert_eq!(scene.inbox(township).len(), 1);
    }

    fn at_night_a_notice_waits_for_the_morning(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let first_secretary = scene.account("diyi", "first_secretary", VILLAGE);
        scene.announced("2019-06-14T23:30");
        assert_eq!(scene.deliver_at("2019-06-15T07:59"), 0);
        assert!(scene.inbox(first_secretary).is_empty());
        assert_eq!(scene.deliver_at("2019-06-15T08:00"), 1);
        assert_eq!(scene.inbox(first_secretary).len(), 1);
    }
}
