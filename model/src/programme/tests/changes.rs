//! What a new programme changes, and what it may not.

use insta::assert_snapshot;

use super::*;

fn load(files: &Files) -> Programme {
    Programme::load(files).unwrap_or_else(|_| panic!("{}", told(files)))
}

fn changes(files: &Files) -> String {
    let changes = lushan().changes_to(&load(files));
    let lines = changes.iter().map(Say::say);
    lines.map(|text| format!("{}\n    {}\n", text.en, text.zh)).collect()
}

#[test]
fn nothing_changed_is_no_change() {
    assert_eq!(changes(&embedded_files()), "");
}

#[test]
fn what_is_new_gone_or_different_is_told() {
    let mut files = changed("posts.toml", "term_months = 24", "term_months = 36");
    let post = "\n[[post]]\nkey = \"cook\"\ntitle = { zh = \"厨师\", en = \"cook\" }\nlevels = [\"village\"]\n";
    files.get_mut("posts.toml").unwrap().push_str(post);
    files.remove("imports/lecturers.toml");
    let county = files.get_mut("programme.toml").unwrap();
    *county = county.replace("until = \"20:00\"", "until = \"19:00\"");
    let divisions = files.get_mut("divisions.csv").unwrap();
    *divisions = divisions.replace("曙光社区居民委员会", "曙光路社区居民委员会");
    assert_snapshot!(changes(&files), @r#"
    county "Lushan County" (410423000000): notices_until changes from 20:00:00 to 19:00:00
        县「鲁山县」（410423000000）的 notices_until：20:00:00 改为 19:00:00
    post "first secretary" (first_secretary): term_months changes from 24 to 36
        岗位「第一书记」（first_secretary）的 term_months：24 改为 36
    import recipe "roster of the lecture group" (lecturers) is removed
        删去导入模板「宣讲团名册」（lecturers）
    division "曙光路社区居民委员会" (410423001001): name changes from 曙光社区居民委员会 to 曙光路社区居民委员会
        区划「曙光路社区居民委员会」（410423001001）的 name：曙光社区居民委员会 改为 曙光路社区居民委员会
    post "cook" (cook) is new
        新增岗位「厨师」（cook）
    "#);
}

#[test]
fn an_indicator_that_counts_otherwise_needs_a_new_revision() {
    let from = "count = \"sum\"\nmeasure = \"activity\"\ntags = [\"touring_show\"]";
    let other = changed("indicators.toml", from, &from.replace("touring_show", "touring_talk"));
    let faults = |files: &Files| -> String {
        let faults = lushan().faults_of_change(&load(files), files);
        faults.iter().map(|fault| format!("{fault}\n    {}\n", fault.say().zh)).collect()
    };
    assert_snapshot!(faults(&other), @r#"
    indicators.toml:5: "shows" counts differently now: set its revision to 2
        「shows」的算法变了，revision 须改为 2
    "#);
    let mut raised = other;
    let text = raised.get_mut("indicators.toml").unwrap();
    *text = text.replacen("revision = 1", "revision = 2", 1);
    assert_eq!(faults(&raised), "");
    // Better words alone keep the number as it is.
    assert_eq!(faults(&changed("indicators.toml", "touring shows held", "shows held")), "");
    let back = load(&raised).faults_of_change(&lushan(), &embedded_files());
    assert_eq!(back.len(), 1);
}

#[test]
fn a_store_stays_with_its_county() {
    let mut other = lushan();
    other.county.code = "410422000000".parse().unwrap();
    let faults = other.faults_of_change(&lushan(), &embedded_files());
    assert_eq!((faults.len(), faults[0].line), (1, 3));
}
