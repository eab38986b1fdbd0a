//! Who may do what: every route × every identity × every place a record can be in, sent for real.
//!
//! `rights.txt` holds every answer. It is read by people: a change in it is a change of rights.
//! `UPDATE_RIGHTS=1 cargo nextest run -p web rights::sqlite` writes it anew.

mod activities;
mod ask;
mod bodies;
mod cases;
mod cast;
mod forms;
mod records;
mod scene;
mod sort;
mod table;

use std::collections::BTreeMap;

use model::word::Word;
use store::on_both;

use self::{
    ask::{Reply, Site},
    cast::Cast,
    forms::Form,
    scene::{Case, Scene, Target},
    table::Table,
};
use crate::{Kind, Line, Who, divisions, organisations, pairings, postings};

on_both! {
    fn everybody_gets_what_the_table_says_and_a_refusal_changes_nothing(fresh: Fresh) {
        let mut scene = Scene::new(fresh);
        let routes: Vec<Line> =
            routes().into_iter().filter(|line| line.kind != Kind::Static).collect();
        let cases = routes.iter().map(|line| scene.cases(line)).collect();
        let mut walk = Walk::new(&mut scene, cases);
        let later: Vec<_> = routes.iter().zip(0..).map(|(line, at)| walk.look(line, at)).collect();
        for (line, allowed) in routes.iter().zip(later) {
            walk.write(line, allowed);
        }
        let Walk { mut wrong, expected, found, .. } = walk;
        wrong.extend(outsiders(&found));
        found.keep();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        found.compare(&expected);
    }
}

/// Every route there is, with each thing that can become of a record as a route of its own.
fn routes() -> Vec<Line> {
    let each = |line: Line| {
        let words = if line.path.contains("{change}") { changes(&line.path) } else { vec![""] };
        let one = |word| Line { path: line.path.replace("{change}", word).into(), ..line.clone() };
        words.into_iter().map(one).collect::<Vec<_>>()
    };
    crate::lines().into_iter().flat_map(each).collect()
}

fn changes(path: &str) -> Vec<&'static str> {
    fn all<W: Word>() -> Vec<&'static str> {
        W::ALL.iter().map(|change| change.word()).collect()
    }
    match path.split('/').nth(1) {
        Some("affiliations") => all::<organisations::Change>(),
        Some("divisions") => all::<divisions::Change>(),
        Some("pairings") => all::<pairings::Change>(),
        Some("postings") => all::<postings::Change>(),
        _ => panic!("what can become of {path}?"),
    }
}

/// One walk through all routes: first whatever must change nothing, then what is allowed.
struct Walk<'a> {
    /// What each route is about, in the places where it can be.
    cases: Vec<Vec<(Target, Case)>>,
    site: Site,
    cast: Cast,
    /// The database before anybody asked for anything.
    hash: String,
    scene: &'a mut Scene,
    expected: Table,
    found: Table,
    /// What must never be, whatever the table says.
    wrong: Vec<String>,
}

impl<'a> Walk<'a> {
    fn new(scene: &'a mut Scene, cases: Vec<Vec<(Target, Case)>>) -> Walk<'a> {
        let cast = Cast::new(&scene.county, scene.branch());
        Walk {
            cases,
            site: Site::new(&scene.county),
            cast,
            hash: scene.county.database_hash(),
            scene,
            expected: Table::read(),
            found: Table::default(),
            wrong: Vec::new(),
        }
    }

    /// Asks for what is only looked at, and for what is refused; gives who may do it, and where.
    fn look(&mut self, line: &Line, route: usize) -> Vec<(Target, usize)> {
        let cases = std::mem::take(&mut self.cases[route]);
        let mut allowed = Vec::new();
        for (target, case) in &cases {
            let key = Table::key(line, *target);
            for at in 0..Cast::NAMES.len() {
                if line.method != "GET" && !self.expected.is_refused(&key, at) {
                    allowed.push((*target, at));
                    continue;
                }
                let form = forms::of(line, self.scene, case);
                let status = self.ask((line, *target), case, at, &form);
                self.found.set(key.clone(), at, status);
            }
        }
        if line.method == "POST" && line.kind == Kind::Page {
            self.leave_blank(line, &cases[0]);
        }
        if self.scene.county.database_hash() != self.hash {
            self.wrong.push(format!("{} {} changed something", line.method, line.path));
            self.hash = self.scene.county.database_hash();
        }
        allowed
    }

    /// Whoever is refused learns nothing from a form with nothing in it either.
    fn leave_blank(&mut self, line: &Line, (target, case): &(Target, Case)) {
        let key = Table::key(line, *target);
        let form = Form::blank(line);
        let refused = (0..Cast::NAMES.len()).filter(|at| self.expected.is_refused(&key, *at));
        for at in refused.collect::<Vec<_>>() {
            let status = self.ask((line, *target), case, at, &form);
            if !ask::is_refusal(status) {
                let name = Cast::NAMES[at];
                self.wrong.push(format!("{key}: {status} for {name} with a blank form"));
            }
        }
    }

    /// Does what is allowed, each time to something that nobody has touched.
    fn write(&mut self, line: &Line, allowed: Vec<(Target, usize)>) {
        if allowed.is_empty() {
            return;
        }
        // What ends sessions, and what uses the one job up.
        let ends_sessions = line.path.starts_with("/account") || line.path.starts_with("/sign-");
        let renewed = |scene: &Scene| Cast::new(&scene.county, scene.branch());
        self.scene.restore();
        if ends_sessions {
            self.cast = renewed(self.scene);
        }
        for (target, at) in allowed {
            let case = self.scene.fresh(line, target);
            let form = forms::of(line, self.scene, &case);
            let status = self.ask((line, target), &case, at, &form);
            self.found.set(Table::key(line, target), at, status);
        }
        if ends_sessions {
            self.cast = renewed(self.scene);
        }
    }

    fn ask(&mut self, (line, target): (&Line, Target), case: &Case, at: usize, form: &Form) -> u16 {
        let identity = &self.cast.identities[at];
        let path = self.scene.path(line, case) + &forms::query(line, self.scene, case);
        let Reply { mut status, body } = self.site.ask(line, &path, identity, form);
        // The API says of nobody what the page says with 422.
        if line.path.ends_with("/people/lookup") && body == r#"{"id":null}"# {
            status = 422;
        }
        let mut wrong = |what: &str| {
            let name = identity.name;
            self.wrong.push(format!("{} {path} for {name}: {status} {what}", line.method));
        };
        if status == 404 && !self.site.is_like_nothing(line, &body) {
            wrong("tells more than that there is nothing");
        }
        if status >= 500 {
            wrong("is no answer");
        }
        let is_outside = line.who == Who::Anyone || !identity.is_inside;
        if target == Target::Nowhere && status < 400 && !is_outside {
            wrong("for what does not exist");
        }
        status
    }
}

/// What holds whatever a table says: those who are not in get nothing, and nobody of one township
/// reaches a record of another.
fn outsiders(found: &Table) -> Vec<String> {
    let lines: BTreeMap<_, _> =
        routes().into_iter().map(|line| (format!("{} {}", line.method, line.path), line)).collect();
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
            let is_search = key.route.ends_with("/people/lookup") && *status == 422;
            if strays && *status != 404 && !is_search {
                wrong.push(format!("{key}: {identity} reached another township with {status}"));
            }
            let is_lost = strays && found.get(&key.nowhere(), identity) != Some(*status);
            if is_lost {
                wrong.push(format!("{key}: {identity} can tell it from what does not exist"));
            }
        }
    }
    wrong
}

fn is_kept_out(status: u16) -> bool {
    matches!(status, 401 | 404)
}
