//! One record of every sort in every place where its sort can be.

use model::{
    activity::NewActivity,
    code::Level,
    id::{
        ActivityId, AffiliationId, BriefingId, ImportId, OrganisationId, PairingId, PersonId,
        PostingId,
    },
};
use office::{
    Act, Error, activity,
    affiliation::{self, NewAffiliation},
    briefing::{self, NewBriefing},
    import::{self, NewImport},
    pairing::{self, NewPairing},
    posting::{self, NewPosting},
    testing::{COUNTY, VILLAGE, code},
};
use store::testing::now;

use super::scene::{PLACES, Scene, Target};

impl Scene {
    pub(super) fn records(&mut self) {
        for (target, division) in PLACES {
            let (organisation, person) = self.members(target, division);
            self.activity(target, division);
            self.posting(target, division, (organisation, person));
            if code(division).level() == Level::Village {
                self.pairing(target, division, organisation);
            }
            self.import(target, division);
        }
        self.briefing();
    }

    /// An organisation with one member; in the own village, the branch.
    fn members(&mut self, target: Target, division: &str) -> (OrganisationId, PersonId) {
        let functional =
            self.county.organisation("functional_organisation", "功能型党组织", division);
        let organisation = if division == VILLAGE { self.branch() } else { functional };
        let person = self.county.person("刘某", division);
        let new = NewAffiliation {
            id: AffiliationId::new(now()),
            person_id: person,
            organisation_id: organisation,
            duty: None,
            from_on: day("2019-01-01"),
            until_on: None,
            import_id: None,
        };
        let id = new.id;
        self.program(move |act| affiliation::join(act, &new).map(drop));
        self.add("organisations", target, organisation.to_string());
        // The receipt of whatever changed the organisation last.
        self.add("receipts", target, organisation.to_string());
        self.add("people", target, person.to_string());
        self.add("affiliations", target, id.to_string());
        (functional, person)
    }

    fn activity(&mut self, target: Target, division: &str) {
        let is_own = division == VILLAGE;
        let new = NewActivity {
            id: ActivityId::new(now()),
            kind: if is_own { "theme_day" } else { "touring_show" }.to_owned(),
            title: "一次活动".to_owned(),
            division_code: code(division),
            organisation_id: is_own.then(|| self.branch()),
            place: "文化大院".to_owned(),
            planned_on: day("2026-11-25"),
            starts: None,
            expected: None,
            speaker: None,
        };
        self.add("activities", target, new.id.to_string());
        self.program(move |act| activity::plan(act, &new).map(drop));
    }

    fn posting(&mut self, target: Target, division: &str, of: (OrganisationId, PersonId)) {
        let new = NewPosting {
            id: PostingId::new(now()),
            person_id: of.1,
            post: "functional_secretary".to_owned(),
            organisation_id: Some(of.0),
            sent_by_id: None,
            division_code: code(division),
            from_on: day("2019-01-01"),
            until_on: None,
            ended_because: None,
            import_id: None,
        };
        self.add("postings", target, new.id.to_string());
        self.program(move |act| posting::post(act, &new).map(drop));
    }

    fn pairing(&mut self, target: Target, division: &str, organisation: OrganisationId) {
        let new = NewPairing {
            id: PairingId::new(now()),
            kind: "functional_village".to_owned(),
            organisation_id: Some(organisation),
            person_id: None,
            division_code: code(division),
            from_on: day("2019-01-01"),
            until_on: None,
            ended_because: None,
            import_id: None,
        };
        self.add("pairings", target, new.id.to_string());
        self.program(move |act| pairing::start(act, &new).map(drop));
    }

    fn import(&mut self, target: Target, division: &str) {
        let new = NewImport {
            id: ImportId::new(now()),
            recipe: "first_secretaries".to_owned(),
            division_code: code(division),
            file_name: "名册.csv".to_owned(),
        };
        self.add("imports", target, new.id.to_string());
        let bytes = format!("姓名,村\n张三,{division}\n");
        import::upload(&self.county.office.program(now()), &new, bytes.as_bytes()).unwrap();
    }

    /// Only the county publishes.
    fn briefing(&mut self) {
        let new = NewBriefing {
            id: BriefingId::new(now()),
            key: "annual".to_owned(),
            division_code: code(COUNTY),
            period: "2019".parse().unwrap(),
            at: 1,
        };
        self.add("briefings", Target::County, new.id.to_string());
        self.program(move |act| briefing::publish(act, &new).map(drop));
    }

    fn program(&self, work: impl Fn(&mut Act<'_>) -> Result<(), Error> + Send + 'static) {
        self.county.office.program(now()).write(work).unwrap();
    }
}

fn day(text: &str) -> model::Date {
    text.parse().unwrap()
}
