//! The sample as the spreadsheets that offices really keep, one for each recipe.

use anyhow::Context;
use papers::write::{Column, Kind, Out, Sheet};

use super::{
    folk::Folk,
    sample::{Body, Bond, Member, Sample, Servant, Spot},
};

/// A workbook ready to be uploaded.
pub(super) struct Roster {
    pub(super) recipe: &'static str,
    pub(super) file_name: &'static str,
    pub(super) rows: usize,
    pub(super) workbook: Vec<u8>,
}

/// Every roster with the day it comes in, in the order in which a county would bring them.
pub(super) fn all(sample: &Sample) -> anyhow::Result<Vec<(&'static str, Roster)>> {
    let posted = |posts: &[&str]| -> Vec<&Servant> {
        let holds =
            |servant: &&Servant| posts.contains(&servant.post) && servant.until_on.is_none();
        sample.servants.iter().filter(holds).collect()
    };
    let gone: Vec<_> =
        sample.servants.iter().filter(|servant| servant.until_on.is_some()).collect();
    let founded = |from: &str, until: &str| -> Vec<&Body> {
        let is_then = |body: &&Body| from <= body.from_on.as_str() && body.from_on.as_str() < until;
        sample.bodies.iter().filter(is_then).collect()
    };
    let secretaries = posted(&["first_secretary"]);
    Ok(vec![
        ("2019-01-03", organisations("2018年底组织名册.xlsx", &founded("2000", "2019"))?),
        ("2019-01-03", members("2018年底党员名册.xlsx", &sample.members)?),
        ("2019-01-04", first_secretaries("2019年第一书记名册.xlsx", &secretaries)?),
        ("2019-01-04", teams(&posted(&["team_leader", "team_member"]))?),
        ("2019-01-07", village_cadres(&posted(&["village_secretary"]))?),
        ("2019-01-07", envoys(&posted(&["envoy"]))?),
        ("2019-01-08", pairings(&sample.bonds)?),
        ("2019-01-08", members("产业党小组名册.xlsx", &sample.grouped)?),
        ("2019-03-04", organisations("驻村功能型党组织名册.xlsx", &founded("2019-01", "2019-04"))?),
        ("2019-06-12", organisations("宣讲团.xlsx", &founded("2019-04", "2020"))?),
        ("2019-06-12", lecturers(&posted(&["lecturer"]))?),
        ("2019-12-10", first_secretaries("2019年离任第一书记名册.xlsx", &gone)?),
        ("2020-06-01", organisations("2020年新设产业党组织名册.xlsx", &founded("2020", "2021"))?),
    ])
}

/// Writes one sheet: headings, then a row of texts for each item.
fn write<'a, T: 'a>(
    recipe: &'static str,
    file_name: &'static str,
    headings: &[&str],
    items: impl IntoIterator<Item = &'a T>,
    cells: impl Fn(&'a T) -> Vec<&'a str>,
) -> anyhow::Result<Roster> {
    let columns: Vec<_> =
        headings.iter().map(|heading| Column::new(*heading, Kind::Text)).collect();
    let mut sheet = Sheet::new("名册", &columns)?;
    let mut rows = 0;
    for item in items {
        let row: Vec<_> = cells(item)
            .into_iter()
            .map(|text| if text.is_empty() { Out::Empty } else { Out::text(text) })
            .collect();
        sheet.row(&row)?;
        rows += 1;
    }
    let workbook = sheet.finish().with_context(|| file_name.to_owned())?;
    Ok(Roster { recipe, file_name, rows, workbook })
}

fn township(spot: Option<&Spot>) -> &str {
    spot.map_or("", |spot| &spot.township)
}

fn village(spot: Option<&Spot>) -> &str {
    spot.and_then(|spot| spot.village.as_deref()).unwrap_or("")
}

const PERSON: [&str; 7] =
    ["姓名", "性别", "民族", "身份证号码", "文化程度", "联系电话", "入党时间"];

fn person(folk: &Folk) -> Vec<&str> {
    let Folk { name, sex, ethnicity, id_number, schooling, phone, joined_party_on } = folk;
    vec![
        name,
        sex,
        ethnicity,
        id_number,
        schooling,
        phone.as_deref().unwrap_or(""),
        joined_party_on,
    ]
}

fn with_person<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&PERSON[..], more].concat()
}

fn organisations(file_name: &'static str, bodies: &[&Body]) -> anyhow::Result<Roster> {
    let headings = ["组织名称", "组织类型", "乡镇（街道）", "村", "上级组织", "成立时间"];
    write("organisations", file_name, &headings, bodies, |body| {
        let Body { name, kind, spot, parent, from_on } = body;
        let spot = spot.as_ref();
        let parent = parent.as_deref().unwrap_or("");
        vec![name, kind, township(spot), village(spot), parent, from_on]
    })
}

fn members(file_name: &'static str, members: &[Member]) -> anyhow::Result<Roster> {
    let headings = with_person(&["乡镇", "村", "所在党支部", "党内职务", "转入时间"]);
    write("affiliations", file_name, &headings, members, |member| {
        let Member { folk, body, spot, duty, from_on } = member;
        let spot = spot.as_ref();
        [person(folk), vec![township(spot), village(spot), body, duty, from_on]].concat()
    })
}

fn posted(servant: &Servant) -> [&str; 7] {
    let Servant { body, sent_by, spot, from_on, until_on, .. } = servant;
    let (body, sent_by) = (body.as_deref().unwrap_or(""), sent_by.as_deref().unwrap_or(""));
    let until_on = until_on.as_deref().unwrap_or("");
    let because = if until_on.is_empty() { "" } else { "任期届满，回原单位工作" };
    let spot = spot.as_ref();
    [body, sent_by, township(spot), village(spot), from_on, until_on, because]
}

fn first_secretaries(file_name: &'static str, servants: &[&Servant]) -> anyhow::Result<Roster> {
    let headings = with_person(&["派出单位", "乡镇", "驻村", "任职时间", "离任时间", "离任原因"]);
    write("first_secretaries", file_name, &headings, servants, |servant| {
        [person(&servant.folk), posted(servant)[1..].to_vec()].concat()
    })
}

fn teams(servants: &[&Servant]) -> anyhow::Result<Roster> {
    let headings = with_person(&[
        "队内职务",
        "工作队名称",
        "派出单位",
        "乡镇",
        "村",
        "任职时间",
        "离任时间",
        "离任原因",
    ]);
    write("team_members", "2019年驻村工作队名册.xlsx", &headings, servants, |servant| {
        let post = if servant.post == "team_leader" { "队长" } else { "队员" };
        [person(&servant.folk), vec![post], posted(servant).to_vec()].concat()
    })
}

fn village_cadres(servants: &[&Servant]) -> anyhow::Result<Roster> {
    let headings = with_person(&["村内职务", "所在党支部", "乡镇", "村", "任职时间"]);
    write("village_cadres", "2019年村干部名册.xlsx", &headings, servants, |servant| {
        let [body, _, township, village, from_on, ..] = posted(servant);
        [person(&servant.folk), vec!["书记", body, township, village, from_on]].concat()
    })
}

fn envoys(servants: &[&Servant]) -> anyhow::Result<Roster> {
    let headings = with_person(&["所属分团", "派出单位", "乡镇", "聘任时间"]);
    write("envoys", "2019年科技特派员名册.xlsx", &headings, servants, |servant| {
        let [body, sent_by, township, _, from_on, ..] = posted(servant);
        [person(&servant.folk), vec![body, sent_by, township, from_on]].concat()
    })
}

fn lecturers(servants: &[&Servant]) -> anyhow::Result<Roster> {
    let headings = with_person(&["宣讲团", "入选时间"]);
    write("lecturers", "2019年宣讲团名册.xlsx", &headings, servants, |servant| {
        let [body, _, _, _, from_on, ..] = posted(servant);
        [person(&servant.folk), vec![body, from_on]].concat()
    })
}

fn pairings(bonds: &[Bond]) -> anyhow::Result<Roster> {
    let headings = ["结对类型", "帮扶组织", "乡镇", "帮扶村", "结对时间"];
    write("pairings", "2019年结对名册.xlsx", &headings, bonds, |bond| {
        let Bond { kind, body, spot, from_on } = bond;
        let kind = if *kind == "team_village" { "驻村" } else { "服务团" };
        vec![kind, body, township(Some(spot)), village(Some(spot)), from_on]
    })
}
