//! What each route is sent: well-formed, so that the answer is about the right and not about the form.

use super::scene::{Scene, Target};
use crate::Line;

pub(super) struct Form {
    pub(super) content_type: &'static str,
    pub(super) body: String,
}

const FORM: &str = "application/x-www-form-urlencoded";

pub(super) fn of(line: &Line, scene: &Scene, target: Target) -> Form {
    let fields = fields(line, scene, target);
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    Form { content_type: FORM, body }
}

fn fields(line: &Line, scene: &Scene, _target: Target) -> Vec<(&'static str, String)> {
    let fields: &[(&'static str, &str)] = match (line.method.as_str(), &*line.path) {
        ("POST", "/accounts") => &[("login", "new.account"), ("name", "新账号")],
        ("POST", "/accounts/{id}/grants") => {
            &[("role", "auditor"), ("division", office::testing::COUNTY)]
        }
        _ => &[],
    };
    let own = fields.iter().map(|(name, value)| (*name, (*value).to_owned()));
    // A form's new record has the id that the form was rendered with.
    own.chain([("id", scene.new_id())]).collect()
}
