//! Each kind of fault: exactly where, and what to do.

use insta::assert_snapshot;

use super::*;

fn added(path: &str, more: &str) -> Files {
    let text = embedded_files()[path].clone();
    with(path, &(text + "\n" + more))
}

#[test]
fn a_slip_in_toml_is_told_with_its_line() {
    let files = with("posts.toml", "[[post]]\nkey = first\n[[post]]\ntitle = {\n");
    assert_snapshot!(told(&files), @r#"
    posts.toml:2: this is not valid TOML (invalid boolean, expected `false`); text stands in quotes, brackets in pairs
        不符合 TOML 写法（invalid boolean, expected `false`）；文字要加引号，括号要成对
    posts.toml:4: this is not valid TOML (unclosed inline table, expected `}`); text stands in quotes, brackets in pairs
        不符合 TOML 写法（unclosed inline table, expected `}`）；文字要加引号，括号要成对
    "#);
}

#[test]
fn a_missing_file_and_a_stray_one_are_told() {
    let mut files = embedded_files();
    files.remove("pairing_kinds.toml");
    files.insert("indicator.toml".to_owned(), String::new());
    files.insert("imports/Members List.toml".to_owned(), "title = 3".to_owned());
    assert_snapshot!(told(&files), @r#"
    imports/Members List.toml:1: "title" must be { zh = "…", en = "…" }
        「title」应为：{ zh = "…", en = "…" }
    imports/Members List.toml:1: the file's name must be small letters, digits and low lines, starting with a letter, at most 40
        文件名应为小写字母开头的小写字母、数字和下划线，至多 40 个
    imports/Members List.toml:1: "target" is missing; please add it
        缺少「target」，请补上
    indicator.toml:1: a programme has no such file; remove or rename it (see programmes/README.md)
        方案中没有这种文件；请删去或改名（见 programmes/README.md）
    pairing_kinds.toml:1: this file is missing; please add it
        缺少这个文件，请补上
    "#);
}

#[test]
fn fields_that_are_missing_unknown_or_of_the_wrong_kind() {
    let files = added(
        "posts.toml",
        r#"
[[post]]
key = "Chief Cook"
titel = { zh = "厨师长", en = "chief cook" }
levels = ["hamlet"]
per_division = "two"
per_holder = 0
term_months = 999
[[post]]
key = "cook"
title = "cook"
levels = []
organisation_kinds = "kitchen"
[[post]]
key = "baker"
title = { zh = "", de = "Bäcker" }
levels = ["village", "village"]
salary = 3
"#,
    );
    assert_snapshot!(told(&files), @r#"
    posts.toml:141: "title" is missing; please add it
        缺少「title」，请补上
    posts.toml:142: "key" must be small letters, digits and low lines, starting with a letter, at most 40
        「key」应为：小写字母开头的小写字母、数字和下划线，至多 40 个
    posts.toml:143: there is no field "titel"; did you mean title?
        不认识字段「titel」；是否为 title？
    posts.toml:144: "levels" must be one or more of county, township, village
        「levels」应为：county、township、village 中的一个或几个
    posts.toml:145: "per_division" must be a whole number from 1 to 10000
        「per_division」应为：1 至 10000 之间的整数
    posts.toml:146: "per_holder" must be a whole number from 1 to 1000
        「per_holder」应为：1 至 1000 之间的整数
    posts.toml:147: "term_months" must be a whole number from 1 to 120
        「term_months」应为：1 至 120 之间的整数
    posts.toml:150: "title" must be { zh = "…", en = "…" }
        「title」应为：{ zh = "…", en = "…" }
    posts.toml:151: "levels" must be one or more of county, township, village
        「levels」应为：county、township、village 中的一个或几个
    posts.toml:152: "organisation_kinds" must be a list ["…", "…"]
        「organisation_kinds」应为：列表 ["…", "…"]
    posts.toml:155: "zh" must be one line of text in quotes
        「zh」应为：一行非空文字（加引号）
    posts.toml:155: there is no field "de"; remove or rename it
        不认识字段「de」；请删去或改名
    posts.toml:155: "en" is missing; please add it
        缺少「en」，请补上
    posts.toml:156: "levels" lists "village" twice; remove one
        「levels」重复列出「village」，请删去一个
    posts.toml:157: there is no field "salary"; remove or rename it
        不认识字段「salary」；请删去或改名
    "#);
}

#[test]
fn keys_that_nobody_defined_and_keys_defined_twice() {
    let files = added(
        "pairing_kinds.toml",
        r#"
[[kind]]
key = "unit_village"
title = { zh = "又一个", en = "another" }
levels = ["village"]
organisation_kinds = ["county_unt"]
posts = ["harbour_master"]
[[kind]]
key = "nobody_village"
title = { zh = "无人", en = "nobody" }
levels = ["village"]
"#,
    );
    assert_snapshot!(told(&files), @r#"
    pairing_kinds.toml:44: pairing kind "unit_village" is already defined in pairing_kinds.toml line 11; remove or rename one of them
        结对类型「unit_village」已在 pairing_kinds.toml 第 11 行定义；请删去其一或改名
    pairing_kinds.toml:47: there is no organisation kind "county_unt"; did you mean county_unit?
        没有名为「county_unt」的组织类型；是否为 county_unit？
    pairing_kinds.toml:48: there is no post "harbour_master"; choose from: branch_committee_member, corps_expert, county_leader, envoy, first_secretary, functional_secretary, industry_group_leader, industry_secretary, lecturer, team_leader, team_member, township_leader, township_secretary, village_committee_member, village_director, village_secretary
        没有名为「harbour_master」的岗位；可用：branch_committee_member, corps_expert, county_leader, envoy, first_secretary, functional_secretary, industry_group_leader, industry_secretary, lecturer, team_leader, team_member, township_leader, township_secretary, village_committee_member, village_director, village_secretary
    pairing_kinds.toml:50: say who serves with organisation_kinds or posts
        请用 organisation_kinds 或 posts 说明谁来服务
    "#);
}

#[test]
fn an_activity_that_contradicts_itself() {
    let files = added(
        "activity_kinds.toml",
        r#"
[[kind]]
key = "tea_party"
title = { zh = "茶话会", en = "tea party" }
system = "S99"
levels = ["village"]
organisation_kinds = ["village_branch"]
quorum = "more_then_half"
rhythm = { every = "fortnight", by = ["office_branch"] }
late_after_days = 0
minutes = [
  { key = "topic", title = { zh = "主题", en = "topic" } },
  { key = "topic", title = { zh = "主题", en = "topic" }, required = "yes" },
]
[[kind]]
key = "vote"
title = { zh = "投票", en = "vote" }
system = "S10"
levels = ["village"]
quorum = "two_thirds"
late_after_days = 7
"#,
    );
    assert_snapshot!(told(&files), @r#"
    activity_kinds.toml:334: "system" must be S01 to S32
        「system」应为：S01 至 S32
    activity_kinds.toml:337: "quorum" does not know "more_then_half"; did you mean more_than_half?
        「quorum」不认识「more_then_half」；是否为 more_than_half？
    activity_kinds.toml:338: rhythm asks "office_branch" to hold it, but organisation_kinds lacks it; add it
        rhythm 要求「office_branch」举办，但 organisation_kinds 不含它；请补上
    activity_kinds.toml:338: "every" does not know "fortnight"; choose from: week, month, quarter, year
        「every」不认识「fortnight」；可用：week, month, quarter, year
    activity_kinds.toml:339: "late_after_days" must be a whole number from 1 to 90
        「late_after_days」应为：1 至 90 之间的整数
    activity_kinds.toml:340: the minutes have two fields "topic"; rename one
        会议记录栏目「topic」重复，请改名
    activity_kinds.toml:342: "required" must be true or false
        「required」应为：true 或 false
    activity_kinds.toml:349: a quorum needs a list of who came: write attendance_list = true
        规定了到会人数比例就要有到会名单：请写 attendance_list = true
    "#);
}

#[test]
fn an_indicator_that_cannot_be_counted() {
    let indicator = |key: &str, rest: &str| {
        format!(
            r#"
[[indicator]]
key = "{key}"
revision = 1
title = {{ zh = "某数", en = "some number" }}
definition = {{ zh = "某数", en = "some number" }}
unit = {{ zh = "个", en = "items" }}
system = "S17"
publishable_from = 5
{rest}
"#
        )
    };
    let more = [
        indicator("a", "count = \"sum\"\nmeasure = \"posting\"\ntags = [\"first_secretary\"]"),
        indicator("b", "count = \"stock\"\nmeasure = \"posting\"\ntags = [\"village_branch\"]"),
        indicator("c", "count = \"average\"\nmeasure = \"weight\"\ntags = [\"theme_day\"]"),
        indicator("d", "count = \"distinct\"\nmeasure = \"activity\"\ntags = [\"theme_day\"]"),
        indicator("e", "count = \"sum\"\nmeasure = \"activity\""),
        indicator(
            "f",
            "count = \"ratio\"\nmeasure = \"activity\"\nnumerator = \"team_coverage\"\ndenominator = \"nothing\"",
        ),
    ];
    let files = added("indicators.toml", &more.concat());
    assert_snapshot!(told(&files), @r#"
    indicators.toml:616: postings, affiliations, organisations and pairings are stocks: use stock or distinct instead of sum
        任职、隶属、组织、结对是存量，不能按期累加；请用 stock 或 distinct
    indicators.toml:630: there is no post "village_branch"; choose from: branch_committee_member, corps_expert, county_leader, envoy, first_secretary, functional_secretary, industry_group_leader, industry_secretary, lecturer, team_leader, team_member, township_leader, township_secretary, village_committee_member, village_director, village_secretary
        没有名为「village_branch」的岗位；可用：branch_committee_member, corps_expert, county_leader, envoy, first_secretary, functional_secretary, industry_group_leader, industry_secretary, lecturer, team_leader, team_member, township_leader, township_secretary, village_committee_member, village_director, village_secretary
    indicators.toml:640: "count" does not know "average"; choose from: sum, stock, distinct, ratio
        「count」不认识「average」；可用：sum, stock, distinct, ratio
    indicators.toml:641: "measure" does not know "weight"; choose from: activity, attendance, posting, affiliation, organisation, pairing, case_opened, case_returned, case_reopened, case_not_started, case_part, case_done
        「measure」不认识「weight」；可用：activity, attendance, posting, affiliation, organisation, pairing, case_opened, case_returned, case_reopened, case_not_started, case_part, case_done
    indicators.toml:644: "of" is missing; please add it
        缺少「of」，请补上
    indicators.toml:656: "tags" must be a list of 1 to 16 counted kinds (none for a ratio)
        「tags」应为：1 至 16 个计入的类型（比率不写）
    indicators.toml:668: the measure of a ratio is that of its numerator: organisation
        比率的 measure 应与分子相同：organisation
    indicators.toml:668: a ratio is made of counts, but "team_coverage" is itself a ratio; name a count
        比率的分子和分母须是计数，「team_coverage」本身是比率；请改用计数指标
    indicators.toml:678: there is no indicator "nothing"; check its name
        没有名为「nothing」的指标；请核对名称
    "#);
}

#[test]
fn a_role_that_no_code_knows() {
    let files = changed(
        "roles.toml",
        "rights = [\"manage_accounts\"]",
        "rights = [\"mange_accounts\", \"fly\"]",
    );
    assert_snapshot!(told(&files), @r#"
    roles.toml:95: "rights" does not know "fly"; choose from: see_figures, publish_briefing, see_divisions, keep_divisions, see_organisations, keep_organisations, see_people, keep_people, reveal_personal, see_postings, keep_postings, see_activities, plan_activity, record_activity, sign_activity, see_cases, raise_case, assign_case, handle_case, accept_case, import_rosters, undo_import, apply_programme, manage_system, manage_accounts, audit
        「rights」不认识「fly」；可用：see_figures, publish_briefing, see_divisions, keep_divisions, see_organisations, keep_organisations, see_people, keep_people, reveal_personal, see_postings, keep_postings, see_activities, plan_activity, record_activity, sign_activity, see_cases, raise_case, assign_case, handle_case, accept_case, import_rosters, undo_import, apply_programme, manage_system, manage_accounts, audit
    roles.toml:95: "rights" does not know "mange_accounts"; did you mean manage_accounts?
        「rights」不认识「mange_accounts」；是否为 manage_accounts？
    "#);
}

#[test]
fn a_list_of_divisions_with_bad_rows() {
    let rows = "\
code,parent,level,name,from_on,until_on,predecessor
410423000000,,county,鲁山县,2015-01-01,,
410423001000,410423000000,township,露峰街道,2015-01-01,2014-01-01,
410423001001,410423000000,village,曙光社区,2015-01-01,,
410423001002,410423001000,township,某社区,2015-1-1,,
410423002001,410423002000,village,某某村,2015-01-01,,41042
410423001001,410423001000,village,曙光社区,2015-01-01,,
4104230010,410423001000,hamlet,,,,
410423001003,410423001000,village,甲,乙,2015-01-01,,
410422001000,410422000000,township,别县,2015-01-01,,
";
    assert_snapshot!(told(&with("divisions.csv", rows)), @r#"
    divisions.csv:3: until_on must be after from_on (it is the first day that no longer counts)
        until_on 须晚于 from_on（它是不再有效的第一天）
    divisions.csv:4: the parent must be "410423001000"
        上级代码应为「410423001000」
    divisions.csv:5: column "from_on" has "2015-1-1", which must be a day like 2019-01-01
        「from_on」列的「2015-1-1」应为：2019-01-01 样式的日期
    divisions.csv:6: column "predecessor" has "41042", which must be a code of 12 digits
        「predecessor」列的「41042」应为：12 位数字代码
    divisions.csv:6: there is no division "410423002000"; add it to divisions.csv
        没有名为「410423002000」的区划；请在 divisions.csv 中补上
    divisions.csv:7: division "410423001001" is already defined in divisions.csv line 4; remove or rename one of them
        区划「410423001001」已在 divisions.csv 第 4 行定义；请删去其一或改名
    divisions.csv:8: column "code" has "4104230010", which must be a code of 12 digits
        「code」列的「4104230010」应为：12 位数字代码
    divisions.csv:8: column "from_on" has "", which must be a day like 2019-01-01
        「from_on」列的「」应为：2019-01-01 样式的日期
    divisions.csv:8: column "level" has "hamlet", which must be county, township or village
        「level」列的「hamlet」应为：county、township 或 village
    divisions.csv:8: column "name" has "", which must be a name without quotes
        「name」列的「」应为：不带引号的名称
    divisions.csv:9: a row has 7 columns, this one has 8; a name cannot hold a comma
        应有 7 列，此行有 8 列；名称中不能有逗号
    divisions.csv:10: 410422001000 does not lie in the county 410423000000; remove it
        410422001000 不在本县 410423000000 之内；请删去
    divisions.csv:10: there is no division "410422000000"; add it to divisions.csv
        没有名为「410422000000」的区划；请在 divisions.csv 中补上
    "#);
}

#[test]
fn a_list_of_divisions_without_its_headings() {
    assert_snapshot!(told(&with("divisions.csv", "# 说明\n代码,名称\n")), @r#"
    divisions.csv:2: the first line must be: code,parent,level,name,from_on,until_on,predecessor
        首行应为：code,parent,level,name,from_on,until_on,predecessor
    "#);
}

#[test]
fn a_county_with_a_wrong_code_and_hours() {
    let text = r#"
name = { zh = "鲁山县", en = "Lushan" }
code = "410423"
utc_offset = "Beijing"
language = "fr"
[notices]
from = "8am"
until = "07:30"
"#;
    assert_snapshot!(told(&with("programme.toml", text)), @r#"
    programme.toml:1: "note" is missing; please add it
        缺少「note」，请补上
    programme.toml:3: "code" must be a code of 12 digits
        「code」应为：12 位数字代码
    programme.toml:4: "utc_offset" must be an offset like +08:00
        「utc_offset」应为：+08:00 样式的时差
    programme.toml:5: "language" must be zh or en
        「language」应为：zh 或 en
    programme.toml:7: "from" must be a time of day like 08:00
        「from」应为：08:00 样式的时刻
    programme.toml:8: "until" must be later than from
        「until」应为：晚于 from 的时刻
    "#);
}

#[test]
fn a_recipe_that_cannot_be_carried_out() {
    let text = r#"
title = { zh = "名册", en = "roster" }
target = "posting"
[given]
post = "first_secretery"
from_on = "last year"
phone = "13800000000"
place = "村部"
[[column]]
field = "person_name"
headers = ["姓名", "姓 名（必填）"]
organisation_kinds = ["county_unit"]
[[column]]
field = "person_nane"
headers = []
[[column]]
field = "sent_by"
headers = ["单位", "姓名"]
words = { "教育局" = "x" }
[[column]]
field = "sex"
headers = ["性别"]
words = { "男娃" = "1", "女娃" = "girl" }
"#;
    assert_snapshot!(told(&with("imports/first_secretaries.toml", text)), @r#"
    imports/first_secretaries.toml:3: "division" is missing: add a [[column]] for it or give it in [given]
        缺少「division」：请加一个 [[column]]，或在 [given] 中给出
    imports/first_secretaries.toml:5: there is no post "first_secretery"; did you mean first_secretary?
        没有名为「first_secretery」的岗位；是否为 first_secretary？
    imports/first_secretaries.toml:6: "from_on" must be a day like 2019-01-01
        「from_on」应为：2019-01-01 样式的日期
    imports/first_secretaries.toml:7: an ID or telephone number belongs to one person; make it a column
        证件号和电话因人而异，不能写在模板里；请改为列
    imports/first_secretaries.toml:8: a roster of postings has no "place"; choose from: township, division, from_on, until_on, person_name, id_number, phone, sex, ethnicity, birth_year, political_status, schooling, joined_party_on, organisation, post, sent_by, ended_because
        任职名册没有「place」；可用：township, division, from_on, until_on, person_name, id_number, phone, sex, ethnicity, birth_year, political_status, schooling, joined_party_on, organisation, post, sent_by, ended_because
    imports/first_secretaries.toml:12: organisation_kinds is for columns that find an organisation; remove it
        organisation_kinds 只用于查找已有组织的列，请删去
    imports/first_secretaries.toml:14: "field" does not know "person_nane"; did you mean person_name?
        「field」不认识「person_nane」；是否为 person_name？
    imports/first_secretaries.toml:15: "headers" must be a list with at least one heading
        「headers」应为：至少一个表头的列表
    imports/first_secretaries.toml:18: the heading "姓名" belongs to two columns; remove it from one
        表头「姓名」同时属于两列；请从一列中删去
    imports/first_secretaries.toml:19: words is for columns of kinds, posts and national codes; remove it
        words 只用于类型、岗位和国标代码列，请删去
    imports/first_secretaries.toml:23: "女娃" must be a code or word of the national table
        「女娃」应为：国标代码或其名称
    "#);
}

#[test]
fn a_pairing_recipe_must_say_who_serves() {
    let text = r#"
title = { zh = "结对", en = "pairings" }
target = "pairing"
given = { pairing_kind = "unit_village", from_on = "2019-01-01" }
column = [{ field = "division", headers = ["村"] }]
"#;
    assert_snapshot!(told(&with("imports/pairings.toml", text)), @r#"
    imports/pairings.toml:3: a pairing needs a column organisation or person_name to say who serves
        结对需要 organisation 或 person_name 列，说明谁来服务
    "#);
}

#[test]
fn a_briefing_that_tells_two_stories() {
    let mut files =
        with("briefings/annual.zh.md", "全县{{figure show}}场，{{weather}}，{{figure talks");
    files.insert("briefings/annual.en.md".to_owned(), "# Report\n{{figure talks}}\n".to_owned());
    files.insert("briefings/spring.en.md".to_owned(), "# Spring\n".to_owned());
    assert_snapshot!(told(&files), @r#"
    briefings/annual.en.md:1: the text in the other language shows {{figure show}}; add it here
        另一种语言的文本有 {{figure show}}，此处没有；请补上
    briefings/annual.zh.md:1: {{ has no }} after it; add it
        {{ 没有以 }} 结束，请补上
    briefings/annual.zh.md:1: {{weather}} is not known; use {{figure KEY}}, {{period}} or {{division}}
        不认识 {{weather}}；可用 {{figure 指标}}、{{period}}、{{division}}
    briefings/annual.zh.md:1: the text in the other language shows {{figure talks}}; add it here
        另一种语言的文本有 {{figure talks}}，此处没有；请补上
    briefings/annual.zh.md:1: there is no indicator "show"; did you mean shows?
        没有名为「show」的指标；是否为 shows？
    briefings/annual.zh.md:1: the first line must be the title: # Title
        首行应为标题：# 标题
    briefings/spring.zh.md:1: this file is missing; please add it
        缺少这个文件，请补上
    "#);
}

#[test]
fn days_that_are_none_are_named_twice_or_are_worked_anyway() {
    let files = changed(
        "calendar.toml",
        "off = [\"01-01\", \"02-04..02-10\", \"04-05\"",
        "off = [\"01-01\", \"02-10..02-04\", \"02-29\", \"4-5\", \"02-02\"",
    );
    let text = files["calendar.toml"].replacen("\"05-05\"", "\"05-06\"", 1);
    assert_snapshot!(told(&with("calendar.toml", &text)), @r#"
    calendar.toml:13: 2019-02-02 is named twice; a day is off or worked: remove one
        2019-02-02 写了两次；一天只能放假或上班，请删去一处
    calendar.toml:13: "02-10..02-04" in "off" is no day of 2019; write 05-01 or 10-01..10-07
        「off」中的「02-10..02-04」不是 2019 年的日子；写作 05-01 或 10-01..10-07
    calendar.toml:13: "02-29" in "off" is no day of 2019; write 05-01 or 10-01..10-07
        「off」中的「02-29」不是 2019 年的日子；写作 05-01 或 10-01..10-07
    calendar.toml:13: "4-5" in "off" is no day of 2019; write 05-01 or 10-01..10-07
        「off」中的「4-5」不是 2019 年的日子；写作 05-01 或 10-01..10-07
    calendar.toml:14: 2019-05-06 is no weekend and is worked anyway; remove it from worked
        2019-05-06 不是周末，本来就上班；请从 worked 中删去
    "#);
}

#[test]
fn a_year_is_left_out_or_there_twice() {
    let text = embedded_files()["calendar.toml"].replacen("year = 2021", "year = 2022", 1);
    assert_snapshot!(told(&with("calendar.toml", &text)), @r#"
    calendar.toml:4: 2021 is missing; add it: the years follow each other
        缺少 2021 年，请补上：年份要连续
    calendar.toml:26: 2022-02-07 is no weekend and is worked anyway; remove it from worked
        2022-02-07 不是周末，本来就上班；请从 worked 中删去
    calendar.toml:26: 2022-04-25 is no weekend and is worked anyway; remove it from worked
        2022-04-25 不是周末，本来就上班；请从 worked 中删去
    calendar.toml:26: 2022-09-26 is no weekend and is worked anyway; remove it from worked
        2022-09-26 不是周末，本来就上班；请从 worked 中删去
    calendar.toml:28: year of the calendar "2022" is already defined in calendar.toml line 22; remove or rename one of them
        日历年份「2022」已在 calendar.toml 第 22 行定义；请删去其一或改名
    "#);
    assert_snapshot!(told(&with("calendar.toml", "# nothing")), @r#"
    calendar.toml:1: "year" must be at least one [[year]]
        「year」应为：至少一段 [[year]]
    "#);
}
