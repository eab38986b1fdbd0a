//! What the API's operations are sent.

use model::{activity::Correction, id::ActivityId};
use serde_json::{Value, json};
use store::testing::now;

use super::{
    activities::{plan, report},
    scene::{Case, Scene},
};

pub(super) fn of(path: &str, scene: &Scene, case: &Case) -> String {
    let operation = path.trim_start_matches("/api/v1");
    body(operation, scene, case).map_or(String::new(), |body| body.to_string())
}

fn body(operation: &str, scene: &Scene, case: &Case) -> Option<Value> {
    let Case { person, ground, .. } = case;
    let (id, until) = (scene.new_id(), "2026-11-01");
    let name = || format!("{}党组织", scene.name());
    let body = match operation {
        "/activities" => json!(plan(ground)),
        "/activities/held" => json!({ "activity": plan(ground), "report": report(ground) }),
        "/activities/{id}/report" => json!(report(ground)),
        "/activities/{id}/attendance" => json!([{ "person_id": person, "present": true }]),
        "/activities/{id}/cancellation" => json!({ "because": "下雨" }),
        "/activities/{id}/correction" => json!(correction(case)),
        "/affiliations" => json!({
            "id": id, "person_id": person, "organisation_id": ground.branch, "from_on": "2019-01-01",
        }),
        "/transfers" => json!({
            "id": id, "person_id": person, "organisation_id": ground.second, "from_on": until,
        }),
        "/affiliations/{id}/end" | "/organisations/{id}/dissolution" => {
            json!({ "until_on": until })
        }
        "/organisations" => json!({
            "id": id, "kind": "functional_organisation", "name": name(),
            "division_code": ground.code, "parent_id": ground.committee, "from_on": "2019-01-01",
        }),
        "/organisations/{id}" => json!({ "name": name() }),
        "/organisations/{id}/parent" => json!({ "parent_id": ground.committee, "from_on": until }),
        "/imports/{id}/application" => json!({ "leave_bad": false }),
        _ => return None,
    };
    Some(body)
}

fn correction(case: &Case) -> Correction {
    let new = plan(&case.ground);
    Correction {
        id: ActivityId::new(now()),
        because: "填错了".to_owned(),
        kind: new.kind,
        division_code: new.division_code,
        organisation_id: new.organisation_id,
        report: report(&case.ground),
    }
}
