//! The demonstration county: which organisations it has and who serves where.
//!
//! Divisions are real; every person, team and group is invented. The numbers of organisations are
//! those of the county's report for 2019.

mod chain;
mod villages;

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
    "县委办公室",
    "县纪委监委",
    "县委组织部",
    "县委宣传部",
    "县委统战部",
    "县委政法委",
    "县直工委",
    "县委党校",
    "县人大机关",
    "县政府办公室",
    "县政协机关",
    "县总工会",
    "团县委",
    "县妇联",
    "县发展和改革委员会",
    "县教育体育局",
    "县科学技术局",
    "县工业和信息化局",
    "县公安局",
    "县民政局",
    "县司法局",
    "县财政局",
    "县人力资源和社会保障局",
    "县自然资源局",
    "县生态环境局",
    "县住房和城乡建设局",
    "县交通运输局",
    "县水利局",
    "县农业农村局",
    "县商务局",
    "县文化广电和旅游局",
    "县卫生健康委员会",
    "县应急管理局",
    "县审计局",
    "县市场监督管理局",
    "县统计局",
    "县扶贫开发办公室",
    "县医疗保障局",
    "县林业局",
    "县供销合作社",
];
const INDUSTRIES: [&str; 12] = [
    "葡萄",
    "食用菌",
    "中药材",
    "肉牛",
    "桑蚕",
    "花生",
    "红薯",
    "辣椒",
    "奶山羊",
    "茶叶",
    "林果",
    "乡村旅游",
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
    #[expect(clippy::too_many_arguments, reason = "the columns of one roster line")]
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

    #[expect(clippy::too_many_arguments, reason = "the columns of one roster line")]
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

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_county_is_that_of_the_report() {
        let sample = make(&Programme::embedded().unwrap());
        let bodies =
            |kind: &'static str| sample.bodies.iter().filter(move |body| body.kind == kind);
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
