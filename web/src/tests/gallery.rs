//! Every piece of a page, drawn with invented content: what pages may rely on.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use askama::Template;
use axum::{
    Router, body::Body, extract::Request, middleware::Next, response::Response, routing::get,
};
use model::{Date, Text};
use office::testing::County;
use store::testing::{Fresh, now};
use tower::ServiceExt;

use crate::{
    Desk, Outside, Place, Section, Stop, Visitor,
    frame::Frame,
    list::{Choice, Pager},
    page::Page,
    typed::{Labels, Typed},
};

#[derive(Template)]
#[template(path = "pieces_list.html")]
struct ListPage {
    frame: Frame,
    choices: Vec<Choice>,
    rows: Vec<Row>,
    pager: Pager,
}

struct Row {
    on: Date,
    title: String,
    at: &'static str,
    people: i64,
    tone: &'static str,
    state: &'static str,
}

#[derive(Template)]
#[template(path = "pieces_record.html")]
struct RecordPage {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "pieces_form.html")]
struct FormPage {
    frame: Frame,
    typed: Typed,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "pieces_figures.html")]
struct FiguresPage {
    frame: Frame,
    trend: Vec<i64>,
    none: Vec<i64>,
    json: String,
    towns: Vec<(&'static str, i64)>,
}

const FORM: Labels = &[
    ("title", Text::fixed("名称", "Title")),
    ("held_on", Text::fixed("举办日期", "Held on")),
    ("kind", Text::fixed("类型", "Kind")),
    ("people", Text::fixed("到场人数", "Present")),
    ("note", Text::fixed("内容", "What it was about")),
];

fn choices() -> Vec<Choice> {
    vec![
        Choice::new("held", Text::fixed("已举办", "Held")),
        Choice::new("signed", Text::fixed("已签认", "Signed")),
    ]
}

fn rows() -> Vec<Row> {
    let names = [
        "习近平新时代中国特色社会主义思想宣讲",
        "脱贫攻坚政策宣讲",
        "主题党日：重温入党誓词",
        "科技特派员田间课堂：香菇出菇期温湿度管理与病虫害防治技术要点（含现场答疑）",
        "㐀𠮷龘䶮村文艺演出",
    ];
    let states = [
        ("success", "已签认"),
        ("warning", "待签认"),
        ("danger", "逾期"),
        ("info", "已通知"),
        ("secondary", "已取消"),
    ];
    (0..30)
        .map(|at: usize| Row {
            on: Date::from_ymd_opt(2019, 12, 30 - u32::try_from(at).unwrap()).unwrap(),
            title: names[at % 5].to_owned(),
            at: ["露峰街道办事处 · 张庄村文化大院", "瓦屋镇 · 李老庄村"][at % 2],
            people: [36, 1204, 8][at % 3],
            tone: states[at % 5].0,
            state: states[at % 5].1,
        })
        .collect()
}

static DRAWN: AtomicU64 = AtomicU64::new(1);

/// A county of its own, which lives as long as the desk.
pub(super) fn desk() -> Desk {
    let county = Arc::new(County::open(Fresh::sqlite()));
    let office = county.office.clone();
    let random = Arc::new(move || {
        let _ = &county;
        let drawn = u128::from(DRAWN.fetch_add(1, Ordering::Relaxed));
        drawn.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835).to_be_bytes()
    });
    let outside = Outside { secure: false, origins: Vec::new(), proxies: Vec::new(), random };
    Desk { office, now: Arc::new(now), outside }
}

fn visitor() -> Visitor {
    let stop = |name: &str| Stop { name: name.to_owned(), href: "/divisions/410423".to_owned() };
    Visitor {
        name: "王小明".to_owned(),
        role: Text::fixed("县委组织部 · 办事员", "Organisation department · clerk"),
        sections: vec![
            Section::Work,
            Section::Records,
            Section::Cases,
            Section::People,
            Section::Judging,
            Section::Figures,
            Section::Centres,
            Section::Imports,
            Section::Settings,
        ],
        waiting: 7,
        place: Place {
            path: vec![stop("鲁山县"), stop("瓦屋镇"), stop("李老庄村")],
            below: vec![stop("第一组"), stop("第二组")],
        },
    }
}

async fn signed_in(mut request: Request, next: Next) -> Response<Body> {
    request.extensions_mut().insert(visitor());
    next.run(request).await
}

fn gallery() -> Router {
    let pager = || Pager { total: 50_000, shown: 30, before: None, after: Some("c".to_owned()) };
    let json = r#"{"kind":"line","unit":"场","labels":["1","2","3","4"],"series":[{"name":"2018","values":[30,50,40,80]},{"name":"2019","values":[60,90,70,120]}]}"#;
    let routes = Router::new()
        .route(
            "/pieces/list",
            get(async move |frame: Frame| {
                Page(ListPage { frame, choices: choices(), rows: rows(), pager: pager() })
            }),
        )
        .route("/pieces/record", get(async |frame: Frame| Page(RecordPage { frame })))
        .route(
            "/pieces/form",
            get(async |frame: Frame| {
                if frame.address.has_any("blank") {
                    return Page(FormPage { frame, typed: Typed::blank(FORM), choices: choices() });
                }
                let mut typed = Typed::blank(FORM)
                    .with("title", "宣讲")
                    .with("held_on", "2月30日")
                    .with("for", "members");
                typed.day("held_on", Date::from_ymd_opt(2019, 6, 1).unwrap());
                typed.text("kind", 5);
                Page(FormPage { frame, typed, choices: choices() })
            }),
        )
        .route(
            "/pieces/figures",
            get(async move |frame: Frame| {
                Page(FiguresPage {
                    frame,
                    trend: vec![3, 5, 4, 8, 12, 9],
                    none: vec![],
                    json: json.to_owned(),
                    towns: vec![("瓦屋镇", 120), ("露峰街道", 98), ("张良镇", 40), ("库区乡", 3)],
                })
            }),
        )
        .layer(axum::middleware::from_fn(signed_in));
    let desk = desk();
    crate::edge::around(routes.merge(crate::routes::router()), &desk).with_state(desk)
}

const PAGES: [&str; 4] = ["/pieces/list", "/pieces/record", "/pieces/form", "/pieces/figures"];

async fn page(path: &str, lang: &str) -> String {
    let request = Request::builder().uri(path).header("accept-language", lang);
    let response = gallery().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 22).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn pieces_speak_the_readers_language() {
    for path in PAGES {
        let (zh, en) = (page(path, "zh").await, page(path, "en").await);
        assert!(zh.contains("<html lang=\"zh-CN\">") && zh.contains("跳到正文"), "{path}");
        assert!(en.contains("<html lang=\"en\">") && en.contains("Skip to the content"), "{path}");
    }
    let form = page("/pieces/form", "en").await;
    for words in
        ["required", "Not saved yet", "Please fill this in", "Held on</a>: This is not a date"]
    {
        assert!(form.contains(words), "{words}");
    }
}

#[tokio::test]
async fn a_form_keeps_what_was_typed_and_ties_each_fault_to_its_field() {
    let form = page("/pieces/form", "zh").await;
    assert!(form.contains("value=\"2月30日\""), "{form}");
    assert!(form.contains("href=\"#f-held_on\"") && form.contains("id=\"f-held_on\""));
    assert!(form.contains("aria-invalid=\"true\" aria-describedby=\"e-held_on h-held_on\""));
    assert!(form.contains("value=\"members\" checked"));
    assert!(!form.contains("value=\"villagers\" checked"));
}

#[tokio::test]
async fn a_list_says_how_it_is_sorted_and_where_it_goes_on() {
    let list = page("/pieces/list?state=signed&sort=-title", "zh").await;
    assert!(
        list.contains(
            "aria-sort=\"descending\"><a href=\"/pieces/list?state=signed&#38;sort=title\">"
        ),
        "{list}"
    );
    assert!(list.contains("href=\"/pieces/list?state=signed&#38;sort=-title&#38;after=c\""));
    assert!(list.contains("<option value=\"signed\" selected>"));
    assert!(list.contains("href=\"/activities.xlsx?state=signed&#38;sort=-title\""));
}

#[tokio::test]
async fn what_people_type_never_becomes_markup() {
    let list =
        page("/pieces/list?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&state='onx='", "zh").await;
    assert!(!list.contains("<script>alert"), "{list}");
    assert!(!list.contains("'onx="), "{list}");
}

/// To look at all the pieces: `cargo test -p web gallery::look -- --ignored`, then open the printed addresses.
#[test]
#[ignore = "waits for a browser until it is stopped"]
fn look() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:4777").await.unwrap();
        println!("http://127.0.0.1:4777 with {PAGES:?}");
        axum::serve(listener, gallery()).await.unwrap();
    });
}
