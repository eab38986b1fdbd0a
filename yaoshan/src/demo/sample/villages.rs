//! Villages, and the teams, first secretaries and functional organisations that serve in them.

use super::{
    Bond, FIRST_SECRETARIES, FUNCTIONAL, Maker, Servant, Spot, TEAMS, UNITS, branch_at, branch_of,
};
use crate::demo::folk::Folk;

impl Maker {
    pub(super) fn villages(&mut self) {
        for spot in self.sample.villages.clone() {
            let parent = Some(format!("{}党委", spot.township));
            self.found(branch_at(&spot), "村党支部", Some(spot.clone()), parent, "2015-01-01");
            let count = 9 + self.chance.below(7);
            for place in 0..count {
                let folk = self.registry.make(1945, 1996);
                let duty = ["书记", "副书记", "委员", "委员"].get(place).copied().unwrap_or("");
                if place == 0 {
                    self.serve(
                        folk.clone(),
                        "village_secretary",
                        Some(branch_at(&spot)),
                        None,
                        &spot,
                    );
                }
                self.join(folk, branch_at(&spot), Some(spot.clone()), duty, "2016-07-01");
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the columns of one roster line")]
    pub(super) fn serve(
        &mut self,
        folk: Folk,
        post: &'static str,
        body: Option<String>,
        sent_by: Option<String>,
        spot: &Spot,
    ) {
        let from_on = if post == "village_secretary" { "2018-04-20" } else { "2018-03-12" };
        self.sample.servants.push(Servant {
            folk,
            post,
            body,
            sent_by,
            spot: Some(spot.clone()),
            from_on: from_on.to_owned(),
            until_on: None,
        });
    }

    /// A cadre of a county unit: formally a member of its branch.
    pub(super) fn cadre(&mut self, unit: &str) -> Folk {
        let folk = self.registry.make(1966, 1994);
        self.join(folk.clone(), branch_of(unit), None, "", "2016-01-01");
        folk
    }

    pub(super) fn teams(&mut self) {
        for (at, spot) in self.sample.villages.clone().into_iter().take(TEAMS).enumerate() {
            let unit = UNITS[at % UNITS.len()];
            let team = format!("{}驻村工作队", spot.short());
            let parent = Some(unit.to_owned());
            self.found(team.clone(), "驻村工作队", Some(spot.clone()), parent, "2018-03-12");
            for post in ["team_leader", "team_member", "team_member"] {
                let folk = self.cadre(unit);
                self.serve(folk, post, Some(team.clone()), Some(unit.to_owned()), &spot);
            }
            self.bond("team_village", team, &spot, "2018-03-12");
            // Every other village or so has a first secretary; one has lost his this year.
            if at * FIRST_SECRETARIES / TEAMS != (at + 1) * FIRST_SECRETARIES / TEAMS {
                let folk = self.cadre(unit);
                self.serve(folk, "first_secretary", None, Some(unit.to_owned()), &spot);
            } else if at % 37 == 0 {
                let folk = self.cadre(unit);
                self.serve(folk, "first_secretary", None, Some(unit.to_owned()), &spot);
                if let Some(gone) = self.sample.servants.last_mut() {
                    gone.from_on = "2017-05-08".to_owned();
                    gone.until_on = Some("2019-11-20".to_owned());
                }
            }
        }
    }

    pub(super) fn bond(&mut self, kind: &'static str, body: String, spot: &Spot, from_on: &str) {
        let (spot, from_on) = (spot.clone(), from_on.to_owned());
        self.sample.bonds.push(Bond { kind, body, spot, from_on });
    }

    pub(super) fn functional(&mut self) {
        let townships = self.sample.townships.clone();
        for at in 0..FUNCTIONAL {
            let spot = &townships[at % townships.len()];
            let which = if at < townships.len() { "第一" } else { "第二" };
            let name = format!("{}驻村干部{which}功能型党支部", spot.township);
            let parent = Some(format!("{}党委", spot.township));
            self.found(name, "驻村功能型党组织", Some(spot.clone()), parent, "2019-03-01");
        }
    }
}
