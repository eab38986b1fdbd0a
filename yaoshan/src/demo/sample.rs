//! The demonstration county: which organisations it has and who serves where.
//!
//! Divisions are real; every person, team and group is invented. The numbers of organisations are
//! those of the county's report for 2019.

use model::{
    code::{DivisionCode, Level},
    programme::Programme,
};

use super::{
    chance::Chance,
    folk::{Folk, Registry},
};

pub(super) const SHOWS: usize = 23;
pub(super) const TALKS: usize = 12;
const LECTURERS: usize = 11;
const FIRST_SECRETARIES: usize = 234;
const TEAMS: usize = 518;
const FUNCTIONAL: usize = 38;
const ENVOYS: usize = 68;
const CORPS_BRANCHES: usize = 21;
const SERVED: usize = 184;
const GENERAL_BRANCHES: usize = 3;
const INDUSTRY_BRANCHES: usize = 69;
const GROUPS: usize = 1512;
/// Founded in the next year, so that a later day shows more.
const GENERAL_BRANCHES_LATER: usize = 4;
const INDUSTRY_BRANCHES_LATER: usize = 15;

/// Public bodies that every county has.
const UNITS: [&str; 40] = [
    "县委办公室", "县纪委监委", "县委组织部", "县委宣传部", "县委统战部", "县委政法委", "县直工委", "县委党校",
    "县人大机关", "县政府办公室", "县政协机关", "县总工会", "团县委", "县妇联", "县发展和改革委员会", "县教育体育局",
    "县科学技术局", "县工业和信息化局", "县公安局", "县民政局", "县司法局", "县财政局", "县人力资源和社会保障局",
    "县自然资源局", "县生态环境局", "县住房和城乡建设局", "县交通运输局", "县水利局", "县农业农村局", "县商务局",
    "县文化广电和旅游局", "县卫生健康委员会", "县应急管理局", "县审计局", "县市场监督管理局", "县统计局", "县扶贫开发办公室",
    "县医疗保障局", "县林业局", "县供销合作社",
];
const INDUSTRIES: [&str; 12] = [
    "葡萄", "食用菌", "中药材", "肉牛", "桑蚕", "花生", "红薯", "辣椒", "奶山羊", "茶叶", "林果", "乡村旅游",
];

/// A place as rosters write it: township, and village unless it is the township itself.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) code: DivisionCode,
    pub(super) township: String,
    pub(super) village: Option<String>,
}

/// One organisation's line in the roster.
#[derive(Debug, Clone)]
pub(super) struct Body {
    pub(super) name: String,
    pub(super) kind: &'static str,
    /// None for one of the county itself.
    pub(super) spot: Option<Spot>,
    pub(super) parent: Option<String>,
    pub(super) from_on: String,
}

/// A person in an organisation.
#[derive(Debug, Clone)]
pub(super) struct Member {
    pub(super) folk: Folk,
    pub(super) body: String,
    pub(super) spot: Option<Spot>,
    pub(super) duty: &'static str,
    pub(super) from_on: String,
}

/// A person at a post.
#[derive(Debug, Clone)]
pub(super) struct Servant {
    pub(super) folk: Folk,
    pub(super) post: &'static str,
    pub(super) body: Option<String>,
    pub(super) sent_by: Option<String>,
    pub(super) spot: Option<Spot>,
    pub(super) from_on: String,
    pub(super) until_on: Option<String>,
}

/// An organisation that serves a village.
#[derive(Debug, Clone)]
pub(super) struct Bond {
    pub(super) kind: &'static str,
    pub(super) body: String,
    pub(super) spot: Spot,
    pub(super) from_on: String,
}

/// Everything that the rosters say.
#[derive(Debug, Default)]
pub(super) struct Sample {
    pub(super) townships: Vec<Spot>,
    pub(super) villages: Vec<Spot>,
    pub(super) bodies: Vec<Body>,
    /// Formal members, of village and office branches.
    pub(super) members: Vec<Member>,
    /// The same people in their industry groups.
    pub(super) grouped: Vec<Member>,
    pub(super) servants: Vec<Servant>,
    pub(super) bonds: Vec<Bond>,
}

pub(super) fn make(programme: &Programme) -> Sample {
    let mut maker = Maker {
        sample: Sample::default(),
        chance: Chance::new(2019),
        registry: Registry::new(410_423),
    };
    maker.spots(programme);
    maker.committees();
    maker.units();
    maker.villages();
    maker.teams();
    maker.functional();
    maker.corps();
    maker.chain();
    maker.lecturers();
    maker.sample
}

struct Maker {
    sample: Sample,
    chance: Chance,
    registry: Registry,
}

impl Spot {
    /// The village's name without 村民委员会 or 居民委员会, else the township's.
    pub(super) fn short(&self) -> String {
        let name = self.village.as_deref().unwrap_or(&self.township);
        let cut = name.strip_suffix("民委员会").unwrap_or(name);
        match cut.strip_suffix('居') {
            Some(community) => community.to_owned(),
            None => cut.to_owned(),
        }
    }
}

/// Founding.
impl Maker {
    fn found(
        &mut self,
        name: String,
        kind: &'static str,
        spot: Option<Spot>,
        parent: Option<String>,
        from_on: &str,
    ) {
        self.sample.bodies.push(Body { name, kind, spot, parent, from_on: from_on.to_owned() });
    }

    fn spots(&mut self, programme: &Programme) {
        let of_level = |level: Level| programme.divisions.iter().filter(move |d| d.level == level);
        for township in of_level(Level::Township) {
            self.sample.townships.push(Spot {
                code: township.code.clone(),
                township: township.name.clone(),
                village: None,
            });
        }
        for village in of_level(Level::Village) {
            let above = self.sample.townships.iter().find(|t| t.code.contains(&village.code));
            let township = above.map(|t| t.township.clone()).unwrap_or_default();
            let (code, village) = (village.code.clone(), Some(village.name.clone()));
            self.sample.villages.push(Spot { code, township, village });
        }
    }

    fn committees(&mut self) {
        self.found("中共鲁山县委".into(), "县委", None, None, "2015-01-01");
        for spot in self.sample.townships.clone() {
            let (name, parent) = (format!("{}党委", spot.township), "中共鲁山县委".to_owned());
            self.found(name, "乡镇党委", Some(spot), Some(parent), "2015-01-01");
        }
    }

    fn units(&mut self) {
        for unit in UNITS {
            self.found(unit.to_owned(), "县直单位", None, None, "2015-01-01");
            let parent = Some("中共鲁山县委".to_owned());
            self.found(branch_of(unit), "机关党支部", None, parent, "2015-01-01");
            for place in 0..10 {
                let folk = self.registry.make(1960, 1995);
                let duty = if place == 0 { "书记" } else { "" };
                self.join(folk, branch_of(unit), None, duty, "2016-01-01");
            }
        }
    }

    fn join(
        &mut self,
        folk: Folk,
        body: String,
        spot: Option<Spot>,
        duty: &'static str,
        from_on: &str,
    ) {
        self.sample.members.push(Member { folk, body, spot, duty, from_on: from_on.to_owned() });
    }
}

fn branch_of(unit: &str) -> String {
    format!("{unit}党支部")
}

fn branch_at(spot: &Spot) -> String {
    format!("{}党支部", spot.short())
}

/// Villages and who serves in them.
impl Maker {
    fn villages(&mut self) {
        for spot in self.sample.villages.clone() {
            let parent = Some(format!("{}党委", spot.township));
            self.found(branch_at(&spot), "村党支部", Some(spot.clone()), parent, "2015-01-01");
            let count = 9 + self.chance.below(7);
            for place in 0..count {
                let folk = self.registry.make(1945, 1996);
                let duty = ["书记", "副书记", "委员", "委员"].get(place).copied().unwrap_or("");
                if place == 0 {
                    self.serve(folk.clone(), "village_secretary", Some(branch_at(&spot)), None, &spot);
                }
                self.join(folk, branch_at(&spot), Some(spot.clone()), duty, "2016-07-01");
            }
        }
    }

    fn serve(
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
    fn cadre(&mut self, unit: &str) -> Folk {
        let folk = self.registry.make(1966, 1994);
        self.join(folk.clone(), branch_of(unit), None, "", "2016-01-01");
        folk
    }

    fn teams(&mut self) {
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

    fn bond(&mut self, kind: &'static str, body: String, spot: &Spot, from_on: &str) {
        let (spot, from_on) = (spot.clone(), from_on.to_owned());
        self.sample.bonds.push(Bond { kind, body, spot, from_on });
    }

    fn functional(&mut self) {
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

/// The service corps, the chain, the lecture group.
impl Maker {
    fn corps(&mut self) {
        let corps = "鲁山县农业科技服务团".to_owned();
        let parent = Some("县农业农村局".to_owned());
        self.found(corps.clone(), "农业科技服务团", None, parent, "2018-01-15");
        let townships: Vec<Spot> =
            self.sample.townships.iter().rev().take(CORPS_BRANCHES).rev().cloned().collect();
        for spot in &townships {
            let name = format!("{}分团", spot.township);
            self.found(name, "服务团乡镇分团", Some(spot.clone()), Some(corps.clone()), "2018-02-01");
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

    fn lecturers(&mut self) {
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

    fn chain(&mut self) {
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
            self.found(name.clone(), "产业党支部", Some(spot.clone()), Some(general(above)), from_on);
            if !later {
                branches.push((name, spot, industry));
            }
        }
        self.groups(&branches);
    }

    /// Three or so groups in every village, and the village's members in them.
    fn groups(&mut self, branches: &[(String, Spot, &'static str)]) {
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_county_is_that_of_the_report() {
        let sample = make(&Programme::embedded().unwrap());
        let bodies = |kind: &str| sample.bodies.iter().filter(|body| body.kind == kind);
        let in_2019 = |body: &&Body| body.from_on.as_str() < "2020";
        assert_eq!(bodies("驻村工作队").count(), TEAMS);
        assert_eq!(bodies("产业党支部").filter(in_2019).count(), INDUSTRY_BRANCHES);
        assert_eq!(bodies("产业党支部").count(), 84);
        assert_eq!(bodies("产业党总支").count(), 7);
        let posted = |post: &str| {
            let holds = |servant: &&Servant| servant.post == post && servant.until_on.is_none();
            sample.servants.iter().filter(holds).count()
        };
        assert_eq!(posted("first_secretary"), FIRST_SECRETARIES);
        assert_eq!(posted("envoy"), ENVOYS);
        let mut names = HashSet::new();
        for body in &sample.bodies {
            let code = body.spot.as_ref().map(|spot| spot.code.clone());
            assert!(names.insert((code, body.name.clone())), "{} twice", body.name);
        }
    }
}
