//! The parts of a programme as tables.

use model::{Lang, Text, code::Level, programme::Programme};

model::words! {
    /// A part that has a table.
    pub(super) enum Part {
        OrganisationKinds = "organisation-kinds",
        Posts = "posts",
        PairingKinds = "pairing-kinds",
        ActivityKinds = "activity-kinds",
        Roles = "roles",
        Indicators = "indicators",
        Recipes = "recipes",
        Processes = "processes",
        Calendar = "calendar",
    }
}

impl Part {
    pub(super) const fn title(self) -> Text {
        match self {
            Part::OrganisationKinds => Text::fixed("组织类型", "Kinds of organisation"),
            Part::Posts => Text::fixed("岗位", "Posts"),
            Part::PairingKinds => Text::fixed("结对类型", "Kinds of pairing"),
            Part::ActivityKinds => Text::fixed("活动类型", "Kinds of activity"),
            Part::Roles => Text::fixed("角色和权限", "Roles and rights"),
            Part::Indicators => Text::fixed("指标", "Indicators"),
            Part::Recipes => Text::fixed("导入模板", "Import recipes"),
            Part::Processes => Text::fixed("办理流程", "Processes"),
            Part::Calendar => Text::fixed("工作日历", "Working days"),
        }
    }
}

/// A part as a table: the first column is the title.
pub(super) struct Table {
    pub(super) heads: Vec<Text>,
    pub(super) rows: Vec<Row>,
}

pub(super) struct Row {
    pub(super) title: String,
    pub(super) key: String,
    pub(super) cells: Vec<String>,
}

pub(super) fn table(part: Part, programme: &Programme, lang: Lang) -> Table {
    let words = Words { programme, lang };
    let (heads, rows) = match part {
        Part::OrganisationKinds => words.organisation_kinds(),
        Part::Posts => words.posts(),
        Part::PairingKinds => words.pairing_kinds(),
        Part::ActivityKinds => words.activity_kinds(),
        Part::Roles => words.roles(),
        Part::Indicators => words.indicators(),
        Part::Recipes => words.recipes(),
        Part::Processes => words.processes(),
        Part::Calendar => words.calendar(),
    };
    let heads = heads.iter().map(|(zh, en)| Text::fixed(zh, en)).collect();
    Table { heads, rows }
}

pub(super) type Told = (&'static [(&'static str, &'static str)], Vec<Row>);

pub(super) struct Words<'p> {
    pub(super) programme: &'p Programme,
    pub(super) lang: Lang,
}

impl Words<'_> {
    pub(super) fn row(&self, title: &Text, key: &str, cells: Vec<String>) -> Row {
        Row { title: title.in_lang(self.lang).to_owned(), key: key.to_owned(), cells }
    }

    pub(super) fn list<'a>(&self, items: impl IntoIterator<Item = &'a str>) -> String {
        items.into_iter().collect::<Vec<_>>().join(self.lang.pick("、", ", "))
    }

    fn levels(&self, levels: &[Level]) -> String {
        let name = |level: &Level| match level {
            Level::Province => self.lang.pick("省", "province"),
            Level::Prefecture => self.lang.pick("市", "prefecture"),
            Level::County => self.lang.pick("县", "county"),
            Level::Township => self.lang.pick("乡镇", "township"),
            Level::Village => self.lang.pick("村", "village"),
        };
        self.list(levels.iter().map(name))
    }

    /// Kinds of organisation by their titles.
    fn kinds(&self, keys: &[String]) -> String {
        self.list(keys.iter().map(|key| {
            let kind = self.programme.organisation_kind(key);
            kind.map_or(key.as_str(), |kind| kind.title.in_lang(self.lang))
        }))
    }

    fn yes(&self, yes: bool) -> String {
        if yes { self.lang.pick("是", "yes").to_owned() } else { String::new() }
    }

    fn organisation_kinds(&self) -> Told {
        const HEADS: &[(&str, &str)] = &[("层级", "Levels"), ("上级", "Stands below")];
        let kinds = self.programme.organisation_kinds.iter();
        let cells =
            |levels: &[Level], under: &[String]| vec![self.levels(levels), self.kinds(under)];
        (HEADS, kinds.map(|k| self.row(&k.title, &k.key, cells(&k.levels, &k.under))).collect())
    }

    fn posts(&self) -> Told {
        const HEADS: &[(&str, &str)] = &[
            ("层级", "Levels"),
            ("所在组织", "Held in"),
            ("每地人数", "For each division"),
            ("任期（月）", "Term in months"),
            ("全职", "Full time"),
        ];
        let count = |count: Option<i64>| count.map_or(String::new(), |count| count.to_string());
        let posts = self.programme.posts.iter().map(|post| {
            let cells = vec![
                self.levels(&post.levels),
                self.kinds(&post.organisation_kinds),
                count(post.per_division),
                count(post.term_months),
                self.yes(post.full_time),
            ];
            self.row(&post.title, &post.key, cells)
        });
        (HEADS, posts.collect())
    }

    fn pairing_kinds(&self) -> Told {
        const HEADS: &[(&str, &str)] = &[
            ("层级", "Levels"),
            ("谁来服务", "Which organisations serve"),
            ("哪些岗位", "Which posts serve"),
        ];
        let kinds = self.programme.pairing_kinds.iter().map(|kind| {
            let posts = kind.posts.iter().map(|key| {
                let post = self.programme.post(key);
                post.map_or(key.as_str(), |post| post.title.in_lang(self.lang))
            });
            let cells = vec![
                self.levels(&kind.levels),
                self.kinds(&kind.organisation_kinds),
                self.list(posts),
            ];
            self.row(&kind.title, &kind.key, cells)
        });
        (HEADS, kinds.collect())
    }

    fn activity_kinds(&self) -> Told {
        const HEADS: &[(&str, &str)] = &[
            ("谁来办", "Held by"),
            ("多久一次", "How often"),
            ("到会人数", "Quorum"),
            ("几天内登记", "Recorded within days"),
            ("须签审", "Signed"),
        ];
        let kinds = self.programme.activity_kinds.iter().map(|kind| {
            let every = kind.rhythm.as_ref().map(|rhythm| rhythm.every.title());
            let cells = vec![
                self.kinds(&kind.organisation_kinds),
                every.map_or(String::new(), |every| every.in_lang(self.lang).to_owned()),
                kind.quorum.title().in_lang(self.lang).to_owned(),
                kind.late_after_days.to_string(),
                self.yes(kind.sign_off),
            ];
            self.row(&kind.title, &kind.key, cells)
        });
        (HEADS, kinds.collect())
    }

    fn roles(&self) -> Told {
        const HEADS: &[(&str, &str)] = &[("授予范围", "Given for"), ("权限", "Rights")];
        let roles = self.programme.roles.iter().map(|role| {
            let titles: Vec<Text> = role.rights.iter().map(|right| right.title()).collect();
            let rights = self.list(titles.iter().map(|title| title.in_lang(self.lang)));
            let reach = role.reach.title().in_lang(self.lang).to_owned();
            self.row(&role.title, &role.key, vec![reach, rights])
        });
        (HEADS, roles.collect())
    }

    fn indicators(&self) -> Told {
        const HEADS: &[(&str, &str)] = &[
            ("版次", "Revision"),
            ("定义", "Definition"),
            ("单位", "Unit"),
            ("体系", "System"),
            ("公开下限", "Public from"),
        ];
        let indicators = self.programme.indicators.iter().map(|it| {
            let cells = vec![
                it.revision.to_string(),
                it.definition.in_lang(self.lang).to_owned(),
                it.unit.in_lang(self.lang).to_owned(),
                it.system.clone(),
                it.publishable_from.to_string(),
            ];
            self.row(&it.title, &it.key, cells)
        });
        (HEADS, indicators.collect())
    }

    fn recipes(&self) -> Told {
        const HEADS: &[(&str, &str)] = &[("列数", "Columns"), ("说明", "Note")];
        let recipes = self.programme.recipes.iter().map(|it| {
            let note = it.note.as_ref().map_or("", |note| note.in_lang(self.lang));
            self.row(&it.title, &it.key, vec![it.columns.len().to_string(), note.to_owned()])
        });
        (HEADS, recipes.collect())
    }
}
