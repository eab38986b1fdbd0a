//! What the API's operations are sent.

use model::{activity::Correction, id::ActivityId};
use serde_json::{Value, json};
use store::testing::now;

use super::{
    activities::{plan, report},
    scene::{Case, Scene},
};

const UNTIL: &str = "2026-11-01";
const BECAUSE: &str = "填错了";

pub(super) fn of(path: &str, scene: &Scene, case: &Case) -> String {
    let operation = path.trim_start_matches("/api/v1");
    body(operation, scene, case).map_or(String::new(), |body| body.to_string())
}

fn body(operation: &str, scene: &Scene, case: &Case) -> Option<Value> {
    let Case { person, ground, .. } = case;
    let (id, until) = (scene.new_id(), UNTIL);
    let name = || format!("{}党组织", scene.name());
    let body = match operation {
        "/activities" => json!(plan(ground)),
        "/activities/held" => json!({ "activity": plan(ground), "report": report(ground) }),
        "/activities/{id}/report" => json!(report(ground)),
        "/activities/{id}/attendance" => json!([{ "person_id": person, "present": true }]),
        "/activities/{id}/cancellation"
        | "/briefings/{id}/withdrawal"
        | "/pairings/{id}/striking"
        | "/postings/{id}/striking" => json!({ "because": BECAUSE }),
        "/briefings" => json!({
            "id": id, "key": "annual", "division_code": ground.code, "period": "2019", "at": 1,
        }),
        "/activities/{id}/correction" => json!(correction(case)),
        "/cases" => json!({
            "id": id, "process": "problem", "division_code": ground.code,
            "fields": super::cases::problem(),
        }),
        "/cases/{id}/steps" => json!({
            "id": id, "step": "take_on", "fields": { "measures": "换灯泡" },
        }),
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
        _ => return of_people(operation, scene, case),
    };
    Some(body)
}

/// Of people, and of what they and organisations do for a place.
fn of_people(operation: &str, scene: &Scene, case: &Case) -> Option<Value> {
    let Case { person, body, version, ground, .. } = case;
    let id = scene.new_id();
    let particulars =
        || json!({ "name": scene.name(), "sex": "1", "division_code": ground.code.clone() });
    let sent = match operation {
        "/people" => json!({ "id": id, "particulars": particulars() }),
        "/people/{id}" => json!({ "version": version, "particulars": particulars() }),
        "/people/lookup" => json!({ "id_number": ground.id_number }),
        "/people/{id}/reveals" => json!({
            "id": id, "field": "phone", "purpose": "verify", "reason": "核对换届名册",
        }),
        "/postings" => json!({
            "id": id, "person_id": person, "post": "functional_secretary", "organisation_id": body,
            "division_code": ground.code, "from_on": "2019-01-01",
        }),
        "/postings/{id}" => json!({
            "version": version, "organisation_id": body, "from_on": "2019-02-01",
        }),
        "/postings/{id}/ending" | "/pairings/{id}/ending" => {
            json!({ "on": UNTIL, "because": BECAUSE })
        }
        "/postings/{id}/hand-over" => json!({
            "id": id, "person_id": person, "on": UNTIL, "because": BECAUSE,
        }),
        "/pairings" => json!({
            "id": id, "kind": "functional_village", "organisation_id": body,
            "division_code": ground.code, "from_on": "2019-01-01",
        }),
        _ => return None,
    };
    Some(sent)
}

fn correction(case: &Case) -> Correction {
    let new = plan(&case.ground);
    Correction {
        id: ActivityId::new(now()),
        because: BECAUSE.to_owned(),
        kind: new.kind,
        division_code: new.division_code,
        organisation_id: new.organisation_id,
        report: report(&case.ground),
    }
}
