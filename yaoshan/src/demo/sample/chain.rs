//! The service corps, the industry chain, the lecture group.

use super::{
    CORPS_BRANCHES, ENVOYS, GENERAL_BRANCHES, GENERAL_BRANCHES_LATER, GROUPS, INDUSTRIES,
    INDUSTRY_BRANCHES, INDUSTRY_BRANCHES_LATER, LECTURERS, Maker, Member, SERVED, Servant, Spot,
};

impl Maker {
    pub(super) fn corps(&mut self) {
        let corps = "鲁山县农业科技服务团".to_owned();
        let parent = Some("县农业农村局".to_owned());
        self.found(corps.clone(), "农业科技服务团", None, parent, "2018-01-15");
        let townships: Vec<Spot> =
            self.sample.townships.iter().rev().take(CORPS_BRANCHES).rev().cloned().collect();
        for spot in &townships {
            let name = format!("{}分团", spot.township);
            self.found(
                name,
                "服务团乡镇分团",
                Some(spot.clone()),
                Some(corps.clone()),
                "2018-02-01",
            );
        }
        let villages: Vec<Spot> = self.sample.villages.iter().rev().take(SERVED).cloned().collect();
        for spot in &villages {
            self.bond("corps_village", format!("{}分团", spot.township), spot, "2018-03-01");
        }
        for at in 0..ENVOYS {
            let unit = ["县农业农村局", "县林业局", "县科学技术局"][at % 3];
            let (folk, spot) = (self.cadre(unit), &townships[at % townships.len()]);
            let body = Some(format!("{}分团", spot.township));
            self.serve(folk, "envoy", body, Some(unit.to_owned()), spot);
        }
    }

    pub(super) fn lecturers(&mut self) {
        let group = "先进典型宣讲团".to_owned();
        self.found(group.clone(), "先进典型宣讲团", None, None, "2019-06-01");
        for at in 0..LECTURERS {
            let mut folk = self.sample.members[400 + at * 97].folk.clone();
            folk.phone = None;
            self.sample.servants.push(Servant {
                folk,
                post: "lecturer",
                body: Some(group.clone()),
                sent_by: None,
                spot: None,
                from_on: "2019-06-10".to_owned(),
                until_on: None,
            });
        }
    }

    pub(super) fn chain(&mut self) {
        let total = GENERAL_BRANCHES + GENERAL_BRANCHES_LATER;
        let general = |at: usize| format!("鲁山县{}产业党总支", INDUSTRIES[at]);
        for at in 0..total {
            let from_on = if at < GENERAL_BRANCHES { "2018-05-10" } else { "2020-04-15" };
            let parent = Some("中共鲁山县委".to_owned());
            self.found(general(at), "产业党总支", None, parent, from_on);
        }
        let mut branches = Vec::new();
        for at in 0..INDUSTRY_BRANCHES + INDUSTRY_BRANCHES_LATER {
            let later = at >= INDUSTRY_BRANCHES;
            let spot = self.sample.townships[at % self.sample.townships.len()].clone();
            let industry = INDUSTRIES[(at / self.sample.townships.len() + at) % INDUSTRIES.len()];
            let name = format!("{}{industry}产业党支部", spot.township);
            let from_on = if later { "2020-05-20" } else { "2018-06-01" };
            let above = if later { GENERAL_BRANCHES + at % GENERAL_BRANCHES_LATER } else { at % 3 };
            self.found(
                name.clone(),
                "产业党支部",
                Some(spot.clone()),
                Some(general(above)),
                from_on,
            );
            if !later {
                branches.push((name, spot, industry));
            }
        }
        self.groups(&branches);
    }

    /// Three or so groups in every village, and the village's members in them.
    pub(super) fn groups(&mut self, branches: &[(String, Spot, &'static str)]) {
        let villages = self.sample.villages.clone();
        let mut names: Vec<Vec<String>> = vec![Vec::new(); villages.len()];
        for at in 0..GROUPS {
            let (village, round) = (&villages[at % villages.len()], at / villages.len());
            let own: Vec<_> =
                branches.iter().filter(|(_, spot, _)| spot.township == village.township).collect();
            let (branch, _, industry) = own[round % own.len()];
            let name = format!("{}{industry}党小组", village.short());
            let name = if names[at % villages.len()].contains(&name) {
                format!("{}{industry}第{}党小组", village.short(), round + 1)
            } else {
                name
            };
            names[at % villages.len()].push(name.clone());
            let parent = Some(branch.clone());
            self.found(name, "产业党小组", Some(village.clone()), parent, "2018-08-01");
        }
        for member in self.sample.members.clone() {
            let Some(spot) = member.spot.clone() else { continue };
            let village = villages.iter().position(|village| village.code == spot.code);
            // A few have not been placed yet: that is what the coverage figure shows.
            let Some(village) = village.filter(|_| self.chance.percent(96)) else { continue };
            let body = self.chance.pick(&names[village]).clone();
            let from_on = "2018-09-01".to_owned();
            self.sample.grouped.push(Member { body, duty: "", from_on, ..member });
        }
    }
}
