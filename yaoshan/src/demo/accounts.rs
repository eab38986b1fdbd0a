//! One sign-in for each role, so that the county can be seen through everybody's eyes.

use std::collections::BTreeMap;

use anyhow::Context;
use model::{
    Lang, Moment, Timestamp,
    code::{DivisionCode, Level},
    id::{AccountId, GrantId, OrganisationId},
};
use office::{
    Asker, Held, Office, Who,
    account::{self, Caller, Hashed, Knock, NewAccount, NewGrant, Password},
};

/// The password of every demonstration account. `demo` serves on this machine alone.
pub(crate) const PASSWORD: &str = "Green-Terrace-7381";

/// An account that has been made, as the last lines of `yaoshan demo` show it.
pub(crate) struct SignIn {
    pub(crate) login: &'static str,
    pub(crate) role: String,
    pub(crate) place: String,
}

struct Plan {
    login: &'static str,
    name: &'static str,
    role: &'static str,
    division: &'static str,
}

const COUNTY: &str = "410423000000";
/// 下汤镇, and 岳庄 in it.
const TOWNSHIP: &str = "410423101000";
pub(super) const VILLAGE: &str = "410423101203";

const PLANS: [Plan; 12] = [
    plan("zuzhibu", "周文静", "county_office", COUNTY),
    plan("lingdao", "陈立峰", "county_leader", COUNTY),
    plan("xiangzhen", "马国栋", "township_secretary", TOWNSHIP),
    plan("ganshi", "李晓燕", "township_clerk", TOWNSHIP),
    plan("diyishuji", "王志远", "first_secretary", VILLAGE),
    plan("cunzhishu", "岳长河", "village_secretary", VILLAGE),
    plan("zhibu", "赵敏", "branch_secretary", VILLAGE),
    plan("fuwutuan", "孙林", "corps_office", COUNTY),
    plan("shenji", "吴正", "auditor", COUNTY),
    plan("xitong", "郑凯", "system_admin", COUNTY),
    plan("anquan", "冯安", "security_admin", COUNTY),
    plan("rizhi", "钱明", "audit_admin", COUNTY),
];

const fn plan(
    login: &'static str,
    name: &'static str,
    role: &'static str,
    division: &'static str,
) -> Plan {
    Plan { login, name, role, division }
}

/// Whether the last account is there, and so the whole county.
pub(super) fn are_made(office: &Office, at: Timestamp) -> bool {
    let Some(last) = PLANS.last() else { return false };
    office.program(at).read(move |act| account::admin::by_login(act, last.login)).is_ok()
}

/// Makes the accounts, or finds those of an earlier run.
pub(super) fn make(
    office: &Office,
    at: Timestamp,
    branch: Option<OrganisationId>,
) -> anyhow::Result<()> {
    let asker = office.program(at);
    for plan in &PLANS {
        let login = plan.login;
        if asker.read(move |act| account::admin::by_login(act, login)).is_ok() {
            continue;
        }
        make_one(office, &asker, plan, branch).with_context(|| format!("the account {login}"))?;
    }
    Ok(())
}

fn make_one(
    office: &Office,
    asker: &Asker,
    plan: &'static Plan,
    branch: Option<OrganisationId>,
) -> anyhow::Result<()> {
    let at = asker.moment().at;
    let first = office.invented_password()?;
    let hashed = office.hash_for(plan.login, &first)?;
    let new = NewAccount {
        id: AccountId::new(at),
        login: plan.login.to_owned(),
        name: plan.name.to_owned(),
        person_id: None,
    };
    let id = new.id;
    asker.write(move |act| account::admin::create(act, &new, &hashed))?;
    let grant = NewGrant {
        id: GrantId::new(at),
        account_id: id,
        role: plan.role.to_owned(),
        division_code: code(plan.division)?,
        organisation_id: branch.filter(|_| plan.role == "branch_secretary"),
    };
    asker.write(move |act| account::grants::grant(act, &grant))?;
    choose_password(office, plan.login, &first, asker.moment())
}

/// As the person would at the first sign-in.
fn choose_password(
    office: &Office,
    login: &str,
    first: &Password,
    moment: Moment,
) -> anyhow::Result<()> {
    let caller = Caller { address: "127.0.0.1".to_owned(), agent: "demo".to_owned() };
    let knock = Knock { login: login.to_owned(), password: first.clone() };
    let signed_in = office.sign_in(knock, &caller, moment.at)?;
    let visitor = office.visitor(&signed_in.token, moment.at)?.context("the session is gone")?;
    let chosen = Password::new(PASSWORD.to_owned());
    office.change_password(&visitor, (first, &chosen), &caller, moment)?;
    let visitor = office.visitor(&signed_in.token, moment.at)?;
    if let Some(visitor) = visitor {
        office.sign_out(&visitor, &caller, moment.at)?;
    }
    Ok(())
}

/// Who wrote the year's records, and who signed them.
pub(super) struct Actors {
    pub(super) county: Who,
    pub(super) county_signer: Who,
    /// By the nine digits of their township.
    clerks: BTreeMap<String, (Who, Who)>,
    unknown: Hashed,
}

impl Actors {
    /// The recorder and the signer of what is held in this division.
    pub(super) fn of(&self, division: &DivisionCode) -> (&Who, &Who) {
        let township = division.as_str().get(..9).and_then(|digits| self.clerks.get(digits));
        let (recorder, signer) =
            township.map_or((&self.county, &self.county_signer), |(r, s)| (r, s));
        (recorder, signer)
    }

    /// The Party secretary of a village, who gets a sign-in when first asked for.
    pub(super) fn village_secretary(
        &self,
        office: &Office,
        village: &DivisionCode,
    ) -> anyhow::Result<Who> {
        let since = super::year::at(office, "2019-01-02".parse()?, 0);
        let programme = office.programme();
        let name = programme.divisions.iter().find(|division| division.code == *village);
        let name = name.map(|division| division.name.as_str()).unwrap_or_default();
        let login = format!("village{village}");
        let one = (login, format!("{name}党支部书记"), "village_secretary", village);
        actor(office, since, &self.unknown, one)
    }
}

/// A clerk and a secretary for each township, and two people of the county office. Nobody can sign
/// in as them: their passwords were never told.
pub(super) fn actors(office: &Office, at: Timestamp) -> anyhow::Result<Actors> {
    let programme = office.programme();
    let unknown = office.hash_for("demo", &office.invented_password()?)?;
    let county = code(COUNTY)?;
    let make = |login: String, name: String, role: &str, division: &DivisionCode| {
        actor(office, at, &unknown, (login, name, role, division))
    };
    let mut clerks = BTreeMap::new();
    for township in programme.divisions.iter().filter(|d| d.level == Level::Township) {
        let digits = township.code.as_str().get(..9).unwrap_or_default().to_owned();
        let clerk = format!("{}组织干事", township.name);
        let secretary = format!("{}党委书记", township.name);
        let clerk = make(format!("clerk{digits}"), clerk, "township_clerk", &township.code)?;
        let secretary =
            make(format!("head{digits}"), secretary, "township_secretary", &township.code)?;
        clerks.insert(digits, (clerk, secretary));
    }
    Ok(Actors {
        county: make("office1".into(), "县委组织部组织科".into(), "county_office", &county)?,
        county_signer: make("office2".into(), "县委组织部办公室".into(), "county_office", &county)?,
        clerks,
        unknown,
    })
}

fn actor(
    office: &Office,
    at: Timestamp,
    hashed: &Hashed,
    (login, name, role, division): (String, String, &str, &DivisionCode),
) -> anyhow::Result<Who> {
    let asker = office.program(at);
    let wanted = login.clone();
    let id = match asker.read(move |act| account::admin::by_login(act, &wanted)) {
        Ok(listed) => listed.id,
        Err(_) => {
            let id = AccountId::new(at);
            let new = NewAccount { id, login, name: name.clone(), person_id: None };
            let hashed = hashed.clone();
            asker.write(move |act| account::admin::create(act, &new, &hashed))?;
            let grant = NewGrant {
                id: GrantId::new(at),
                account_id: id,
                role: role.to_owned(),
                division_code: division.clone(),
                organisation_id: None,
            };
            asker.write(move |act| account::grants::grant(act, &grant))?;
            id
        }
    };
    let programme = office.programme();
    let rights = programme.role(role).context("no such role")?.rights.clone();
    let held = Held {
        role: role.to_owned(),
        rights,
        division_code: division.clone(),
        organisation_id: None,
    };
    Ok(Who { account_id: id, name, held: vec![held], strong: false })
}

/// What to print at the end.
pub(crate) fn sign_ins(office: &Office, lang: Lang) -> Vec<SignIn> {
    let programme = office.programme();
    let place = |code: &str| {
        let division = programme.divisions.iter().find(|division| division.code.as_str() == code);
        division.map(|division| division.name.clone()).unwrap_or_default()
    };
    let sign_in = |plan: &Plan| {
        let role = programme.role(plan.role).map(|role| role.title.in_lang(lang).to_owned());
        SignIn { login: plan.login, role: role.unwrap_or_default(), place: place(plan.division) }
    };
    PLANS.iter().map(sign_in).collect()
}

fn code(code: &str) -> anyhow::Result<DivisionCode> {
    Ok(code.parse()?)
}
