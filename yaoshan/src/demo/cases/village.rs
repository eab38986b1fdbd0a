//! S13: weak village Party organisations, turned round step by step.

use anyhow::Context;
use model::{
    code::DivisionCode,
    id::{OrganisationId, PersonId},
};
use office::Office;

use super::{
    super::{accounts::Actors, chance::Chance},
    story::{Start, Story, Told, shown},
};

const SYMPTOMS: [(&str, &str); 6] = [
    ("leaders_missing", "缺一名委员，副书记长期在外"),
    ("leaders_split", "两委各议各的，大事议不成"),
    ("rules_unused", "三会一课半年没有完整记录"),
    ("affairs_hidden", "财务公开栏一年未更新"),
    ("disputes", "宅基地纠纷多年未解"),
    ("no_income", "村集体没有经营性收入"),
];
/// The steps of the six, what was done in each, and the day on which it was.
const SIX: [(&str, &str, u64); 5] = [
    ("mobilised", "召开党员大会和群众代表会，讲清整顿要做什么", 45),
    ("visited", "逐户走访，收集意见", 70),
    ("diagnosed", "两委和党员一起分析，列出三个症结", 95),
    ("solved", "逐项解决，结果上墙", 125),
    ("led", "补选委员，落实坐班", 150),
];

/// The four parties that answer for a village.
pub(super) struct Parties {
    pub(super) county_leader: PersonId,
    pub(super) township_leader: PersonId,
    pub(super) first_secretary: PersonId,
    pub(super) county_unit: OrganisationId,
}

pub(super) fn run(
    office: &Office,
    actors: &Actors,
    start: Start,
    (village, parties): (&DivisionCode, &Parties),
    chance: &mut Chance,
) -> anyhow::Result<()> {
    let (_, township) = actors.of(village);
    let (county, judge) = (&actors.county, &actors.county_signer);
    let secretary = &actors.village_secretary(office, village)?;
    let (symptom, note) = *chance.pick(&SYMPTOMS);
    let opening = [("symptoms", symptom), ("symptoms_note", note), ("finish_by", "2019-12-31")];
    let mut story = Story::open(office, start, township, ("weak_village", village), &opening)?;
    let checked = [("leader_found", "县级领导到村座谈并入户，情况属实")];
    story.say(judge, 5, "check", &checked)?;
    if chance.percent(5) {
        let reason = "属个别问题，已当场解决，不列入";
        return story.take(judge, 10, "not_weak_after_all", &Told { reason, ..Told::default() });
    }
    let named = [
        ("data_found", "信访、纪检、民政数据与核查一致".to_owned()),
        ("county_leader", parties.county_leader.to_string()),
        ("township_leader", parties.township_leader.to_string()),
        ("first_secretary", parties.first_secretary.to_string()),
        ("county_unit", parties.county_unit.to_string()),
    ];
    let fields = named.each_ref().map(|(key, value)| (*key, value.as_str()));
    let told = Told { fields: &fields, hand_to: Some(village), ..Told::default() };
    story.take(county, 12, "list", &told)?;
    story.say(secretary, 20, "plan", &[("plan", "一村一策：先理班子，再理账目，后理产业")])?;
    let slow = chance.percent(16);
    for (step, note, day) in SIX {
        let Some(evidence) = shown(office, village, start.on(day))? else { return Ok(()) };
        let note = [("step_note", note)];
        let told = Told { fields: &note, shown: Some(evidence), ..Told::default() };
        story.take(secretary, day, step, &told)?;
        if slow && step == "diagnosed" {
            return Ok(());
        }
    }
    let evidence = shown(office, village, start.on(180))?.context("held every month")?;
    let ruled =
        [("step_note", "议事、公开、坐班三项制度上墙"), ("self_assessment", "对照六步自评完成")];
    let told = Told { fields: &ruled, shown: Some(evidence), ..Told::default() };
    story.take(secretary, 180, "ruled", &told)?;
    let found = [("township_found", "逐项核看，整顿到位")];
    let told = Told { fields: &found, shown: Some(evidence), ..Told::default() };
    story.take(township, 190, "township_accept", &told)?;
    let voters = 60 + chance.below(60);
    let (cast, favour) = (voters * 17 / 20, voters * 3 / 4);
    let numbers = [voters, cast, favour].map(|number| number.to_string());
    let [voters, cast, favour] = numbers.each_ref().map(String::as_str);
    let vote = [
        ("county_found", "群众测评过半数认可"),
        ("voters", voters),
        ("votes_cast", cast),
        ("votes_for", favour),
    ];
    let told = Told { fields: &vote, shown: Some(evidence), ..Told::default() };
    story.take(judge, 205, "county_accept", &told)?;
    if chance.percent(4) {
        let back = [("look_back", "回访发现公开又停了")];
        let told = Told { fields: &back, reason: "制度没有坚持，反弹", ..Told::default() };
        story.take(county, 260, "relapse", &told)?;
    }
    Ok(())
}
