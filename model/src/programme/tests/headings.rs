//! Finding a recipe's columns in what offices send.

use super::*;

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

#[test]
fn headings_are_found_however_they_are_written() {
    let lushan = lushan();
    let recipe = lushan.recipe("first_secretaries").unwrap();
    let sheet = row(&[
        "序号",
        "＊姓 名",
        "公民身份号码（18位）",
        "手机：",
        "选派\n单位",
        "乡镇",
        "村名",
        "到任时间",
        "",
    ]);
    let found = recipe.match_headings(&sheet).unwrap();
    let cell = |field| {
        let index = recipe.columns.iter().position(|column| column.field == field)?;
        found.cells[index]
    };
    assert_eq!(cell(Field::PersonName), Some(1));
    assert_eq!(cell(Field::PersonIdNumber), Some(2));
    assert_eq!(cell(Field::PersonPhone), Some(3));
    assert_eq!(cell(Field::SentByName), Some(4));
    assert_eq!(cell(Field::Division), Some(6));
    assert_eq!(cell(Field::UntilOn), None);
    assert_eq!(found.ignored, ["序号"]);
    assert_eq!(recipe.given[&Field::Post], "first_secretary");
}

#[test]
fn what_is_missing_or_doubled_is_told() {
    let lushan = lushan();
    let recipe = lushan.recipe("first_secretaries").unwrap();
    let bad = recipe.match_headings(&row(&["姓名", "名字", "乡镇", "村"])).unwrap_err();
    let told: Vec<_> = bad.iter().map(|bad| bad.say().zh.into_owned()).collect();
    assert_eq!(
        told,
        ["「姓名」和「名字」是同一列，请删去一列", "缺少「任职时间」列，请补上后重新上传",]
    );
}

#[test]
fn a_sheet_finds_its_recipe() {
    let lushan = lushan();
    let of = |cells: &[&str]| lushan.recipe_for(&row(cells)).map(|recipe| recipe.key.as_str());
    assert_eq!(
        of(&["姓名", "身份证号", "派出单位", "乡镇", "村", "职务", "工作队", "任职时间"]),
        Some("team_members")
    );
    assert_eq!(of(&["活动类型", "活动名称", "日期", "乡镇", "村", "实到"]), Some("activities"));
    assert_eq!(of(&["组织名称", "类型", "乡镇", "上级组织"]), Some("organisations"));
    assert_eq!(of(&["鲁山县2019年第一书记名册"]), None);
}

#[test]
fn every_field_has_a_target_and_every_target_its_needs() {
    for field in Field::ALL {
        assert!(Target::ALL.iter().any(|target| target.takes(*field)), "{field}");
    }
    for target in Target::ALL {
        assert!(target.needs().iter().all(|field| target.takes(*field)), "{target}");
        assert!(lushan().recipes.iter().any(|recipe| recipe.target == *target), "{target}");
    }
    assert!(!Target::Organisation.takes(Field::PersonIdNumber));
    assert!(!Field::OrganisationName.finds_organisation(Target::Organisation));
    assert!(Field::OrganisationName.finds_organisation(Target::Pairing));
}
