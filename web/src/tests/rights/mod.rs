//! Who may do what: every route × every identity × every place a record can be in, sent for real.
//!
//! `rights.txt` holds every answer. It is read by people: a change in it is a change of rights.
//! `UPDATE_RIGHTS=1 cargo nextest run -p web rights::sqlite` writes it anew.

mod ask;
mod cast;
mod forms;
mod records;
mod scene;
mod table;

use std::collections::BTreeMap;

use store::on_both;

use self::{
    ask::{Reply, Site},
    cast::{Cast, Identity},
    scene::{Scene, Target},
    table::Table,
};
use crate::{Kind, Line, Who};

on_both! {
    fn everybody_gets_what_the_table_says_and_a_refusal_changes_nothing(fresh: Fresh) {
        let scene = Scene::new(fresh);
        let site = Site::new(&scene.county);
        let mut found = Table::default();
        let mut walk = Walk { scene: &scene, site, expected: Table::read(), wrong: Vec::new() };
        let covered = |line: &&crate::Line| {
            line.kind != Kind::Static && !UNCOVERED.iter().any(|start| line.path.starts_with(start))
        };
        for line in crate::lines().iter().filter(covered) {
            found.extend(walk.route(line));
        }
        let Walk { mut wrong, expected, .. } = walk;
        wrong.extend(outsiders(&found));
        found.keep();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        found.compare(&expected);
    }
}

/// Resources that the table has no rows for yet; the list may only grow shorter. Their rights are
/// tested beside their operations in `office`.
const UNCOVERED: [&str; 20] = [
    "/activities",
    "/affiliations",
    "/briefings",
    "/divisions",
    "/imports",
    "/organisations",
    "/pairings",
    "/people",
    "/postings",
    "/reveals",
    "/api/v1/activities",
    "/api/v1/affiliations",
    "/api/v1/briefings",
    "/api/v1/divisions",
    "/api/v1/imports",
    "/api/v1/organisation",
    "/api/v1/pairings",
    "/api/v1/people",
    "/api/v1/postings",
    "/api/v1/transfers",
];

/// One walk through all routes.
struct Walk<'a> {
    scene: &'a Scene,
    site: Site,
    expected: Table,
    /// What must never be, whatever the table says.
    wrong: Vec<String>,
}

impl Walk<'_> {
    fn route(&mut self, line: &Line) -> Table {
        self.scene.restore();
        let cast = Cast::new(&self.scene.county, self.scene.branch());
        let mut found = Table::default();
        let mut later = Vec::new();
        let before = self.scene.county.database_hash();
        for target in self.scene.targets(line) {
            for (at, identity) in cast.identities.iter().enumerate() {
                let key = Table::key(line, target);
                if line.method == "GET" || self.expected.is_refused(&key, at) {
                    let reply = self.ask(line, target, identity);
                    found.set(key, at, reply.status);
                } else {
                    later.push((target, at));
                }
            }
        }
        if self.scene.county.database_hash() != before {
            self.wrong
                .push(format!("{} {} changed something though refused", line.method, line.path));
        }
        for (target, at) in later {
            let reply = self.ask(line, target, &cast.identities[at]);
            found.set(Table::key(line, target), at, reply.status);
        }
        found
    }

    fn ask(&mut self, line: &Line, target: Target, identity: &Identity) -> Reply {
        let path = self.scene.path(line, target);
        let reply = self.site.ask(line, &path, identity, &forms::of(line, self.scene, target));
        let name = || format!("{} {path} for {}", line.method, identity.name);
        if reply.status == 404 && !self.site.is_like_nothing(line, &reply) {
            self.wrong.push(format!("{}: tells more than that there is nothing", name()));
        }
        if reply.status >= 500 {
            self.wrong.push(format!("{}: {}", name(), reply.status));
        }
        if target == Target::Nowhere
            && !ask::is_refusal(reply.status)
            && !is_outside(line, identity)
        {
            self.wrong.push(format!("{}: {} for what does not exist", name(), reply.status));
        }
        reply
    }
}

/// Whoever is not all the way in is sent to the door, whatever they asked for.
fn is_outside(line: &Line, identity: &Identity) -> bool {
    line.who == Who::Anyone || !identity.is_inside
}

/// What holds whatever a table says: those who are not in get nothing, and nobody of one township
/// reaches a record of another.
fn outsiders(found: &Table) -> Vec<String> {
    let lines: BTreeMap<_, _> = crate::lines()
        .into_iter()
        .map(|line| (format!("{} {}", line.method, line.path), line))
        .collect();
    let mut wrong = Vec::new();
    for (key, row) in found.rows() {
        let Some(line) = lines.get(&key.route) else { continue };
        for (identity, status) in Cast::NAMES.iter().zip(row) {
            let is_in = !Cast::OUTSIDE.contains(identity);
            let own_door = line.path.starts_with("/sign-") || line.path.starts_with("/account");
            if !is_in && line.who == Who::SignedIn && !own_door && !is_kept_out(*status) {
                wrong.push(format!("{key}: {identity} came in with {status}"));
            }
            let strays = match key.target {
                Target::Other => Cast::HERE.contains(identity),
                Target::Own | Target::Sibling | Target::Above => Cast::ELSEWHERE.contains(identity),
                _ => false,
            };
            if strays && *status != 404 {
                wrong.push(format!("{key}: {identity} reached another township with {status}"));
            }
        }
    }
    wrong
}

fn is_kept_out(status: u16) -> bool {
    matches!(status, 401 | 404)
}
