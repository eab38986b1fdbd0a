//! What each route is sent: well-formed, so that the answer is about the right and not about the form.

use super::{
    activities::{plan, report},
    bodies,
    scene::{Case, Scene},
};
use crate::{Kind, Line};

pub(super) struct Form {
    pub(super) content_type: &'static str,
    pub(super) body: String,
}

impl Form {
    /// The same form with nothing in it.
    pub(super) fn blank(line: &Line) -> Form {
        match &*line.path {
            "/imports" => Form { content_type: MULTIPART, body: "--b--\r\n".to_owned() },
            _ => Form { content_type: URLENCODED, body: String::new() },
        }
    }
}

const URLENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data; boundary=b";
/// Where a thing's form says that it begins, and that it ends.
const FROM: &str = "2019-01-01";
const UNTIL: &str = "2026-11-01";

pub(super) fn of(line: &Line, scene: &Scene, case: &Case) -> Form {
    let path = &*line.path;
    match (line.kind, path) {
        (Kind::Api, "/api/v1/imports") => {
            Form { content_type: "application/octet-stream", body: scene.roster() }
        }
        (Kind::Api, _) => {
            let body = bodies::of(path, scene, case);
            Form { content_type: "application/json", body }
        }
        (_, "/imports") => roster(scene, case),
        _ => {
            let mut fields = fields(path, scene, case);
            // A form's new record has the id that the form was rendered with.
            fields.push(("id", scene.new_id()));
            let body =
                form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            Form { content_type: URLENCODED, body }
        }
    }
}

/// What stands behind the question mark: what an address is narrowed to, or has to say.
pub(super) fn query(line: &Line, scene: &Scene, case: &Case) -> String {
    let code = &case.ground.code;
    match (line.method.as_str(), &*line.path) {
        ("GET", "/activities/new") => format!("?kind=touring_show&division={code}"),
        ("GET", "/cases/new") => format!("?process=problem&division={code}"),
        ("GET", "/cases/{id}/steps") => "?step=take_on".to_owned(),
        ("GET", path) if path.ends_with("/briefings/drafts/{key}") || path == "/briefings" => {
            format!("?period=2019&division={code}")
        }
        ("GET", "/people/{id}/reveals/new") => "?field=phone".to_owned(),
        ("GET", "/api/v1/organisation-tree") => format!("?tree=territorial&division={code}"),
        // The API's figures speak of the unit that a figure is about, as the command line does.
        ("GET", path) if path.starts_with("/api/v1/figures") => format!("?unit={code}"),
        ("GET", path) if path.contains("/figures/{key}") => format!("?division={code}"),
        ("POST", "/api/v1/imports") => {
            let id = scene.new_id();
            format!("?id={id}&recipe=people&division_code={code}&file_name=a.csv")
        }
        ("GET", path) if !path.contains("/{") && super::sort::Sort::of(line).is_some() => {
            format!("?division={code}")
        }
        _ => String::new(),
    }
}

/// A roster in a form with a file.
fn roster(scene: &Scene, case: &Case) -> Form {
    let (id, code) = (scene.new_id(), case.ground.code.to_string());
    let mut body = String::new();
    for (name, value) in [("id", &*id), ("recipe", "people"), ("division_code", &*code)] {
        body +=
            &format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    body += "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
    body += &format!("{}\r\n--b--\r\n", scene.roster());
    Form { content_type: MULTIPART, body }
}

type Fields = Vec<(&'static str, String)>;

fn texts(fields: &[(&'static str, &str)]) -> Fields {
    fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
}

fn fields(path: &str, scene: &Scene, case: &Case) -> Fields {
    let Case { person, body, version, ground, .. } = case;
    let (code, because) = (ground.code.as_str(), ("because", "填错了"));
    let (person, body) = (&*person.to_string(), &*body.to_string());
    match path {
        "/accounts" => texts(&[("login", "new.account"), ("name", "新账号")]),
        "/accounts/{id}/grants" => {
            texts(&[("role", "corps_office"), ("division", office::testing::COUNTY)])
        }
        "/activities" | "/activities/{id}/edit" => planned(case),
        "/activities/held" | "/activities/{id}/report" | "/activities/{id}/correction" => {
            [planned(case), reported(case), texts(&[because])].concat()
        }
        "/activities/{id}/attendance" => texts(&[("listed", person), ("came", person)]),
        "/activities/{id}/cancellation"
        | "/activities/{id}/withdrawal"
        | "/briefings/{id}/withdrawal"
        | "/pairings/{id}/striking"
        | "/postings/{id}/striking" => texts(&[because]),
        "/pairings/{id}/ending" | "/postings/{id}/ending" => texts(&[("on", UNTIL), because]),
        "/postings/{id}/hand-over" => texts(&[("on", UNTIL), because, ("person_id", person)]),
        "/postings/{id}/correction" => {
            texts(&[("from_on", "2019-02-01"), ("organisation_id", body), ("version", version)])
        }
        "/postings" => texts(&[
            ("post", "functional_secretary"),
            ("division_code", code),
            ("person_id", person),
            ("organisation_id", body),
            ("from_on", FROM),
        ]),
        "/pairings" => texts(&[
            ("kind", "functional_village"),
            ("division_code", code),
            ("organisation_id", body),
            ("from_on", FROM),
        ]),
        "/briefings" => {
            texts(&[("key", "annual"), ("division", code), ("period", "2019"), ("at", "1")])
        }
        "/people" | "/people/{id}" => {
            let name = scene.name();
            texts(&[("name", &name), ("sex", "1"), ("division_code", code), ("version", version)])
        }
        "/people/{id}/reveals" => {
            let reason = ("reason", "核对换届名册");
            texts(&[("field", "phone"), ("purpose", "verify"), reason])
        }
        "/imports/{id}/columns" => {
            texts(&[("taken", "0"), ("s0c0", "person_name"), ("s0c1", "sex")])
        }
        "/programme/revisions" => texts(&[("file", "roles.toml"), ("text", ""), ("do", "check")]),
        "/programme/revisions/{number}/return" => texts(&[("note", "改名有误")]),
        "/cases" => {
            let about = texts(&[("process", "problem"), ("division_code", code)]);
            [about, texts(&super::cases::PROBLEM)].concat()
        }
        "/cases/{id}/steps" => texts(&[("step", "take_on"), ("field-measures", "换灯泡")]),
        "/people/lookup" => texts(&[("id_number", ground.id_number)]),
        _ => places(path, scene, case),
    }
}

/// Of divisions, organisations and who belongs to them.
fn places(path: &str, scene: &Scene, case: &Case) -> Fields {
    let ground = &case.ground;
    let code = ground.code.as_str();
    let committee = ground.committee.to_string();
    let name = format!("{}党组织", scene.name());
    match path {
        "/divisions" => {
            let code = scene.free_code(&scene.grounds[&super::scene::Target::Own]);
            texts(&[("code", &code), ("name", &name), ("from_on", FROM)])
        }
        "/divisions/{code}/rename" => texts(&[("name", &name), ("from_on", UNTIL)]),
        "/divisions/{code}/relocate" => {
            texts(&[("new_code", &scene.free_code(ground)), ("from_on", UNTIL)])
        }
        "/divisions/{code}/merge" => texts(&[("into", code), ("from_on", UNTIL)]),
        "/divisions/{code}/dissolve" | "/organisations/{id}/dissolve" => {
            texts(&[("until_on", UNTIL)])
        }
        "/organisations" => texts(&[
            ("kind", "functional_organisation"),
            ("name", &name),
            ("division_code", code),
            ("parent_id", &committee),
            ("from_on", FROM),
        ]),
        "/organisations/{id}/edit" => texts(&[("name", &name)]),
        "/organisations/{id}/move" => texts(&[("parent_id", &committee), ("from_on", UNTIL)]),
        "/organisations/{id}/members" => {
            texts(&[("person_id", &case.person.to_string()), ("from_on", FROM)])
        }
        "/affiliations/{id}/duty" => texts(&[("duty", "委员")]),
        "/affiliations/{id}/leave" => texts(&[("until_on", UNTIL)]),
        "/affiliations/{id}/transfer" => {
            let (second, new) = (ground.second.to_string(), scene.new_id());
            texts(&[("organisation_id", &second), ("from_on", UNTIL), ("new_id", &new)])
        }
        _ => Fields::new(),
    }
}

fn planned(case: &Case) -> Fields {
    let new = plan(&case.ground);
    let holder = new.organisation_id.map(|id| id.to_string()).unwrap_or_default();
    texts(&[
        ("kind", &new.kind),
        ("title", &new.title),
        ("organisation_id", &holder),
        ("division_code", new.division_code.as_str()),
        ("place", "另一处"),
        ("planned_on", &new.planned_on.to_string()),
        ("version", &case.version),
    ])
}

fn reported(case: &Case) -> Fields {
    let report = report(&case.ground);
    let minutes = report.minutes.0.into_values().next().unwrap_or_default();
    texts(&[
        ("held_on", &report.held_on.to_string()),
        ("present", "30"),
        ("minutes-topic", &minutes),
        ("minutes-programme_list", &minutes),
    ])
}
