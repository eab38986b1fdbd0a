//! One record of every sort in every place where its sort can be.

use std::collections::BTreeMap;

use model::{
    code::Level,
    id::{
        AffiliationId, BriefingId, DivisionId, ImportId, OrganisationId, PairingId, PersonId,
        PostingId,
    },
};
use office::{
    Act, Error,
    affiliation::{self, NewAffiliation},
    briefing::{self, NewBriefing},
    division::{self, NewDivision},
    import::{self, NewImport},
    job,
    organisation::{self, Dissolution},
    pairing::{self, NewPairing},
    person::{self, NewPerson, Particulars, Plain},
    posting::{self, NewPosting},
    testing::{COUNTY, OTHER_TOWNSHIP, TOWNSHIP, VILLAGE, code},
};
use store::testing::now;

use super::{
    scene::{Case, Ground, PLACES, Scene, Target},
    sort::Sort,
};

/// Numbers that nobody bears: their county code does not exist.
const ID_NUMBERS: [&str; 5] = [
    "410499198001010013",
    "410499198001010021",
    "41049919800101003X",
    "410499198001010048",
    "410499198001010056",
];
const PHONE: &str = "13800000000";

impl Scene {
    /// What every place has from the beginning.
    pub(super) fn laid_out(&self) -> BTreeMap<Target, Ground> {
        let found = |kind: &str, name: &str, at: &str| self.county.organisation(kind, name, at);
        let county = found("county_committee", "县委", COUNTY);
        let own = found("township_committee", "下汤镇党委", TOWNSHIP);
        let other = found("township_committee", "别镇党委", OTHER_TOWNSHIP);
        let ground = |((target, division), id_number): (&(Target, &str), &'static str)| {
            let kind = match code(division).level() {
                Level::Village => "village_branch",
                _ => "office_branch",
            };
            let committee = match target {
                Target::County => county,
                Target::Other => other,
                _ => own,
            };
            let branch = found(kind, "第一党支部", division);
            let second = found(kind, "第二党支部", division);
            let holder = (*division == VILLAGE).then_some(branch);
            let code = code(division);
            (*target, Ground { code, committee, branch, second, holder, id_number })
        };
        PLACES.iter().zip(ID_NUMBERS).map(ground).collect()
    }

    /// Makes one.
    pub(super) fn make(&self, sort: Sort, target: Target) -> Case {
        let ground = &self.grounds[&target];
        let (person, body) = (PersonId(uuid::Uuid::max()), ground.branch);
        let version = String::new();
        let blank = Case { record: String::new(), person, body, version, ground: ground.clone() };
        let of = |record: String| Case { record, ..blank.clone() };
        match sort {
            Sort::Place => of(String::new()),
            Sort::Division => of(ground.code.to_string()),
            Sort::Spare => of(self.spare(ground)),
            Sort::Figure => of("shows".to_owned()),
            Sort::Text => of("annual".to_owned()),
            Sort::Briefing => of(self.briefing(ground)),
            Sort::Organisation | Sort::Helper => {
                let body = self.body(ground);
                Case { body, ..of(body.to_string()) }
            }
            Sort::Dissolved => of(self.dissolved(ground)),
            Sort::Branch => {
                Case { person: self.somebody(ground, None).0, ..of(ground.branch.to_string()) }
            }
            Sort::Team => of(self
                .county
                .organisation("resident_team", "驻村工作队", ground.code.as_str())
                .to_string()),
            Sort::Person | Sort::Known => {
                let number = (sort == Sort::Known).then_some(ground.id_number);
                let (person, version) = self.somebody(ground, number);
                Case { person, version, ..of(person.to_string()) }
            }
            Sort::Member => {
                let (record, person) = self.member(ground);
                Case { person, ..of(record) }
            }
            Sort::Vacancy => {
                Case { person: self.somebody(ground, None).0, body: self.body(ground), ..blank }
            }
            Sort::Posting => self.posting(&blank),
            Sort::Pairing => of(self.pairing(ground)),
            Sort::Planned => {
                let (record, version) = self.planned(ground);
                Case { version, ..of(record) }
            }
            Sort::Held => {
                let (record, person) = self.held(ground);
                Case { person, ..of(record) }
            }
            Sort::Case => of(self.assigned(ground)),
            Sort::Judged => of(self.judged(ground).to_string()),
            Sort::Applied => {
                let id = self.judged(ground);
                self.program(move |act| import::apply(act, id, false).map(drop));
                self.work();
                of(id.to_string())
            }
        }
    }

    fn spare(&self, ground: &Ground) -> String {
        let (code, from_on) = (self.free_code(ground), day("2020-01-01"));
        let name = format!("{}村民委员会", self.name());
        let new =
            NewDivision { id: DivisionId::new(now()), code: code.parse().unwrap(), name, from_on };
        self.program(move |act| division::found(act, &new).map(drop));
        code
    }

    fn briefing(&self, ground: &Ground) -> String {
        let id = BriefingId::new(now());
        let (key, period) = ("annual".to_owned(), "2019".parse().unwrap());
        let new = NewBriefing { id, key, division_code: ground.code.clone(), period, at: 1 };
        self.program(move |act| briefing::publish(act, &new).map(drop));
        id.to_string()
    }

    fn body(&self, ground: &Ground) -> OrganisationId {
        let name = format!("{}功能型党组织", self.name());
        self.county.organisation("functional_organisation", &name, ground.code.as_str())
    }

    fn dissolved(&self, ground: &Ground) -> String {
        let organisation_id = self.body(ground);
        let end = Dissolution { organisation_id, until_on: day("2026-11-01") };
        self.program(move |act| organisation::dissolve(act, &end).map(drop));
        organisation_id.to_string()
    }

    /// Somebody registered with a telephone; and the version that a form sees.
    fn somebody(&self, ground: &Ground, number: Option<&'static str>) -> (PersonId, String) {
        let particulars = Particulars {
            name: self.name(),
            sex: if number.is_some() { "" } else { "1" }.to_owned(),
            ethnicity: None,
            birth_year: Some(1980),
            political_status: None,
            schooling: None,
            division_code: ground.code.clone(),
            joined_party_on: None,
        };
        let id = PersonId::new(now());
        let (id_number, phone) =
            (number.map(|it| Plain::from(it.to_owned())), Some(Plain::from(PHONE.to_owned())));
        let new = NewPerson { id, particulars, id_number, phone, import_id: None };
        self.program(move |act| person::add(act, &new).map(drop));
        let version = self.program(move |act| Ok(person::sheet(act, id)?.version));
        (id, version)
    }

    pub(super) fn member(&self, ground: &Ground) -> (String, PersonId) {
        let (id, person_id) = (AffiliationId::new(now()), self.somebody(ground, None).0);
        let new = NewAffiliation {
            id,
            person_id,
            organisation_id: ground.branch,
            duty: None,
            from_on: day("2019-01-01"),
            until_on: None,
            import_id: None,
        };
        self.program(move |act| affiliation::join(act, &new).map(drop));
        (id.to_string(), person_id)
    }

    /// A posting, and somebody who could follow.
    fn posting(&self, blank: &Case) -> Case {
        let ground = &blank.ground;
        let (id, body) = (PostingId::new(now()), self.body(ground));
        let new = NewPosting {
            id,
            person_id: self.somebody(ground, None).0,
            post: "functional_secretary".to_owned(),
            organisation_id: Some(body),
            sent_by_id: None,
            division_code: ground.code.clone(),
            from_on: day("2019-01-01"),
            until_on: None,
            ended_because: None,
            import_id: None,
        };
        self.program(move |act| posting::post(act, &new).map(drop));
        let version = self.program(move |act| Ok(posting::sheet(act, id)?.version));
        let person = self.somebody(ground, None).0;
        Case { record: id.to_string(), person, body, version, ground: ground.clone() }
    }

    fn pairing(&self, ground: &Ground) -> String {
        let id = PairingId::new(now());
        let new = NewPairing {
            id,
            kind: "functional_village".to_owned(),
            organisation_id: Some(self.body(ground)),
            person_id: None,
            division_code: ground.code.clone(),
            from_on: day("2019-01-01"),
            until_on: None,
            ended_because: None,
            import_id: None,
        };
        self.program(move |act| pairing::start(act, &new).map(drop));
        id.to_string()
    }

    /// A roster that could be applied.
    fn judged(&self, ground: &Ground) -> ImportId {
        let new = NewImport {
            id: ImportId::new(now()),
            recipe: "people".to_owned(),
            division_code: ground.code.clone(),
            file_name: "名册.csv".to_owned(),
        };
        let bytes = self.roster();
        import::upload(&self.county.office.program(now()), &new, bytes.as_bytes()).unwrap();
        self.work();
        new.id
    }

    /// A roster that was never sent before.
    pub(super) fn roster(&self) -> String {
        format!("姓名,性别\n{},女\n", self.name())
    }

    /// Does what waits to be done.
    fn work(&self) {
        job::run_due(&self.county.office, now).unwrap();
    }

    pub(super) fn program<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Act<'_>) -> Result<T, Error> + Send + 'static,
    ) -> T {
        self.county.office.program(now()).write(work).unwrap()
    }
}

pub(super) fn day(text: &str) -> model::Date {
    text.parse().unwrap()
}
