//! The list of organisations, and its spreadsheet.

use askama::Template;
use axum::{body::Body, http::Response, routing::get};
use model::{
    Date, Text, code::DivisionCode, id::OrganisationId, programme::Tree, right::Right, word::Word,
};
use office::organisation::{self, Found, Gap, Order, Question};
use serde::Deserialize;

use super::{kind, kinds, tree_title};
use crate::{
    Problem, as_of,
    asker::Asker,
    export::{self, Export, Head, Kind as Holds, Out},
    extract::Query,
    frame::Frame,
    list::{Choice, Pager},
    page::Page,
    routes::{Kind, Served, Who, line},
};

pub(super) fn routes() -> Vec<Served> {
    vec![
        line("GET /organisations", Kind::Page, Who::SignedIn, get(list)),
        line("GET /organisations.xlsx", Kind::Page, Who::SignedIn, get(spreadsheet)),
    ]
}

const SHOWN: i64 = 50;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Filters {
    q: Option<String>,
    kind: Option<String>,
    tree: Option<Tree>,
    gap: Option<Gap>,
    division: Option<DivisionCode>,
    day: Option<String>,
    sort: Option<String>,
    after: Option<String>,
}

impl Filters {
    fn question(&self, today: Date) -> Result<(Question, Date), Problem> {
        let day = as_of::day(self.day.as_deref(), today)?;
        let question = Question {
            within: self.division.clone(),
            day: Some(day),
            kind: self.kind.clone(),
            tree: self.tree,
            gap: self.gap,
            search: self.q.clone().unwrap_or_default(),
        };
        Ok((question, day))
    }

    fn order(&self) -> Order {
        let sort = self.sort.as_deref().and_then(Order::from_word);
        sort.unwrap_or(Order::Division)
    }
}

/// A cursor as the address carries it: the id, then the value that the list is sorted by.
pub(super) fn cursor(text: Option<&str>) -> Option<(String, OrganisationId)> {
    let (id, key) = text?.split_once('~')?;
    Some((key.to_owned(), id.parse().ok()?))
}

pub(super) fn written(next: &Option<(String, OrganisationId)>) -> Option<String> {
    next.as_ref().map(|(key, id)| format!("{id}~{key}"))
}

#[derive(Template)]
#[template(path = "organisations/list.html")]
struct ListPage {
    frame: Frame,
    found: Found,
    pager: Pager,
    kinds: Vec<Choice>,
    trees: Vec<Choice>,
    gaps: Vec<Choice>,
    /// The division that the list is narrowed to.
    within: String,
    may_found: bool,
    programme: std::sync::Arc<model::programme::Programme>,
}

impl ListPage {
    fn kind(&self, key: &str) -> Text {
        kind(&self.programme, key)
    }
}

async fn list(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Page<ListPage>, Problem> {
    let (question, day) = filters.question(asker.today())?;
    let (order, after) = (filters.order(), cursor(filters.after.as_deref()));
    let within = filters.division.clone();
    let read = asker.read(move |act| {
        let found = organisation::list(act, &question, order, after.clone(), SHOWN)?;
        let within = match &within {
            Some(code) => office::division::place(act, code, day)?,
            None => String::new(),
        };
        Ok((found, within))
    });
    let (found, within) = read.await?;
    let pager = Pager {
        total: usize::try_from(found.count).unwrap_or(0),
        shown: found.lines.len(),
        before: None,
        after: written(&found.next),
    };
    Ok(Page(ListPage {
        found,
        pager,
        kinds: kinds(asker.programme()),
        trees: Tree::ALL.iter().map(|tree| Choice::new(tree.word(), tree_title(*tree))).collect(),
        gaps: Gap::ALL.iter().map(|gap| Choice::new(gap.word(), gap_title(*gap))).collect(),
        within,
        may_found: asker.who().has(Right::KeepOrganisations),
        programme: asker.0.programme().clone(),
        frame,
    }))
}

const fn gap_title(gap: Gap) -> Text {
    match gap {
        Gap::Members => Text::fixed("没有成员", "without members"),
        Gap::Parent => Text::fixed("没有上级", "without a parent"),
        Gap::Leader => Text::fixed("负责人空缺", "without a leader"),
    }
}

const HEADS: &[Head] = &[
    Head::new("名称", "Name", Holds::Text).wide(40.0),
    Head::new("类型", "Kind", Holds::Text).wide(22.0),
    Head::new("所在地", "Where", Holds::Text).wide(28.0),
    Head::new("区划代码", "Division code", Holds::Text).wide(16.0),
    Head::new("上级组织", "Below", Holds::Text).wide(32.0),
    Head::new("统一社会信用代码", "Credit code", Holds::Text).wide(22.0),
    Head::new("成立日期", "Founded", Holds::Day),
    Head::new("成员", "Members", Holds::Whole),
];

async fn spreadsheet(
    asker: Asker,
    frame: Frame,
    Query(filters): Query<Filters>,
) -> Result<Response<Body>, Problem> {
    let (question, day) = filters.question(asker.today())?;
    let order = filters.order();
    let programme = asker.0.programme().clone();
    let title = Text::fixed("组织名册", "Organisations");
    let export = Export { title, heads: HEADS, lang: frame.lang, day };
    export::workbook(&asker, export, move |act, rows| {
        organisation::each(act, &question, order, |line, place| {
            let kind = kind(&programme, &line.kind).in_lang(rows.lang).to_owned();
            let optional = |text: &Option<String>| {
                text.as_ref().map_or(Out::Empty, |text| Out::text(text.clone()))
            };
            rows.row(&[
                Out::text(line.name.as_str()),
                Out::text(kind),
                Out::text(place),
                Out::text(line.division_code.as_str()),
                optional(&line.parent),
                optional(&line.credit_code),
                Out::Day(line.from_on),
                Out::Whole(line.members),
            ]);
        })
    })
    .await
}
