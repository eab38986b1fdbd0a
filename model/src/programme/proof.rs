//! What must be true of a process before a case may run on it: every state is reached, has an owner and
//! a clock, and leads to an end; whatever a step names is there.

use std::collections::{BTreeMap, BTreeSet};

use super::{fault::remedy, item::Item};
use crate::{
    Text,
    process::{Effect, FieldKind, Party, Process, Promise, Rest, State, Step},
};

/// Where each field, state and step of a process begins in its file.
#[derive(Debug, Default)]
pub(super) struct Lines(BTreeMap<(&'static str, String), usize>);

const FIELD: &str = "field";
const STATE: &str = "state";
const STEP: &str = "step";
const OPENING: &str = "opening";

impl Lines {
    /// Reads the tables of `[[what]]` and notes where each stands, for faults that show only when all is
    /// read.
    pub(super) fn keep<T>(
        &mut self,
        item: &mut Item,
        what: &'static str,
        read: impl Fn(&mut Item) -> T,
        key: impl Fn(&T) -> &String,
    ) -> Vec<T> {
        item.items(what, |item| {
            let value = read(item);
            self.0.insert((what, key(&value).clone()), item.at());
            value
        })
    }

    fn of(&self, what: &'static str, key: &str) -> Option<usize> {
        self.0.get(&(what, key.to_owned())).copied()
    }
}

/// Notes everything that keeps the definition from being used.
pub(super) fn check(process: &Process, lines: &Lines, item: &mut Item) {
    let mut proof = Proof { process, lines, item };
    proof.names_are_one();
    proof.names_are_known();
    proof.expiries();
    proof.extensions();
    proof.closings();
    // With a name astray, a way would seem to be missing that is only misspelt.
    let path = proof.item.source.path;
    if proof.item.draft.faults.iter().all(|fault| fault.file != path) {
        proof.ways();
    }
}

/// What kind of thing, and which: `("step", "accept")`.
type Place<'k> = (&'static str, &'k str);

struct Proof<'p, 'i, 't, 'd> {
    process: &'p Process,
    lines: &'p Lines,
    item: &'i mut Item<'t, 'd>,
}

impl Proof<'_, '_, '_, '_> {
    fn fault(&mut self, (what, key): Place<'_>, zh: String, en: String) {
        let text = Text::new(zh, en);
        match self.lines.of(what, key) {
            Some(at) => self.item.draft.faults.push(self.item.source.fault(at, text)),
            None => self.item.fault(what, text),
        }
    }

    fn names_are_one(&mut self) {
        let process = self.process;
        let groups: [(&'static str, Vec<&String>); 3] = [
            (FIELD, process.fields.iter().map(|field| &field.key).collect()),
            (STATE, process.states.iter().map(|state| &state.key).collect()),
            (STEP, process.steps.iter().map(|step| &step.key).collect()),
        ];
        for (what, keys) in groups {
            let mut seen = BTreeSet::new();
            for key in keys.into_iter().filter(|key| !seen.insert(*key)) {
                self.fault(
                    (what, key),
                    format!("「{key}」用了不止一次，请改名"),
                    format!("\"{key}\" is used more than once; rename one"),
                );
            }
        }
    }

    fn names_are_known(&mut self) {
        let process = self.process;
        self.states_are_known(std::slice::from_ref(&process.opening.state), (OPENING, ""));
        self.fields_are_known(&process.opening.requires, (OPENING, ""));
        if let Promise::Field { field } = &process.promise {
            self.fields_are_known(std::slice::from_ref(field), ("promise", ""));
            let is_day = process.field(field).is_none_or(|field| field.kind == FieldKind::Day);
            if !is_day || !process.opening.requires.contains(field) {
                self.fault(
                    (FIELD, field),
                    format!("承诺时限取自「{field}」：它应是日期（kind = \"day\"），并在 opening.requires 中"),
                    format!("the promise is the day in \"{field}\": it must be of kind \"day\" and required at the opening"),
                );
            }
        }
        for step in &process.steps {
            self.states_are_known(&step.from, (STEP, &step.key));
            self.states_are_known(step.to.as_slice(), (STEP, &step.key));
            self.fields_are_known(&step.requires, (STEP, &step.key));
            self.fields_are_known(&step.asks, (STEP, &step.key));
        }
    }

    fn states_are_known(&mut self, keys: &[String], at: Place<'_>) {
        let known = self.process.states.iter().map(|state| state.key.as_str()).collect();
        self.are_known(Text::fixed("状态", "state"), keys, known, at);
    }

    fn fields_are_known(&mut self, keys: &[String], at: Place<'_>) {
        let known = self.process.fields.iter().map(|field| field.key.as_str()).collect();
        self.are_known(Text::fixed("栏目", "field"), keys, known, at);
    }

    fn are_known(&mut self, what: Text, keys: &[String], known: Vec<&str>, at: Place<'_>) {
        // An empty key is missing, which is a fault of its own.
        for key in keys.iter().filter(|key| !key.is_empty() && !known.contains(&key.as_str())) {
            let remedy = remedy(key, known.iter().copied());
            self.fault(
                at,
                format!("没有名为「{key}」的{}；{}", what.zh, remedy.zh),
                format!("there is no {} \"{key}\"; {}", what.en, remedy.en),
            );
        }
    }

    /// What the calendar does on the last day of a state is a step of the calendar, and nothing else is.
    fn expiries(&mut self) {
        let process = self.process;
        let mut expected = BTreeSet::new();
        for state in &process.states {
            let Rest::Open { on_expiry: Some(key), .. } = &state.rest else { continue };
            let step = process
                .step(key)
                .filter(|step| step.by == [Party::Calendar] && step.from.contains(&state.key));
            match step {
                Some(step) => {
                    expected.insert((&state.key, &step.key));
                }
                None => self.fault(
                    (STATE, &state.key),
                    format!("到期步骤「{key}」应从「{}」出发，且 by = [\"calendar\"]", state.key),
                    format!(
                        "on_expiry names \"{key}\": a step from \"{}\" with by = [\"calendar\"]",
                        state.key
                    ),
                ),
            }
        }
        for step in process.steps.iter().filter(|step| step.by == [Party::Calendar]) {
            for from in step.from.iter().filter(|from| !expected.contains(&(*from, &step.key))) {
                self.fault(
                    (STEP, &step.key),
                    format!("「{from}」没有写 on_expiry = \"{}\"，这一步不会发生", step.key),
                    format!(
                        "\"{from}\" has no on_expiry = \"{}\", so this step never happens",
                        step.key
                    ),
                );
            }
        }
    }

    /// Whoever may ask to put off a promise gets an answer, and there is something to ask for.
    fn extensions(&mut self) {
        let effects = |effect| self.process.steps.iter().any(|step| step.effect == Some(effect));
        let there =
            [Effect::AskExtension, Effect::GrantExtension, Effect::RefuseExtension].map(effects);
        let all = there == [true; 3] && self.process.extension_days.is_some();
        let none = there == [false; 3] && self.process.extension_days.is_none();
        if !all && !none {
            self.fault(
                ("extension_days", ""),
                "延期要写全：extension_days，以及 ask_extension、grant_extension、refuse_extension 三个步骤".to_owned(),
                "an extension is whole: extension_days, and steps with ask_extension, grant_extension and refuse_extension".to_owned(),
            );
        }
    }

    /// No one says of his own work that it is solved (`domain.md` 3: self-closing).
    fn closings(&mut self) {
        let process = self.process;
        let solves = |step: &&Step| {
            let to = step.to.as_ref().and_then(|to| process.state(to));
            matches!(to.map(|to| &to.rest), Some(Rest::Final { closing }) if closing.is_solved())
        };
        for step in process.steps.iter().filter(solves) {
            if process.closed_by_others && step.by.contains(&Party::Handler) {
                self.fault(
                    (STEP, &step.key),
                    "承办方不能自行销号（closed_by_others）：请交上级或提出方".to_owned(),
                    "the handler cannot close its own case (closed_by_others): leave it to the office above or to whoever brought it up".to_owned(),
                );
            }
        }
    }

    /// Every state is reached, and from every state people can bring the case to an end.
    fn ways(&mut self) {
        let process = self.process;
        let reached = closure([process.opening.state.as_str()].into(), &arrows(process, |_| true));
        let back: Vec<_> = arrows(process, |step| step.by != [Party::Calendar])
            .iter()
            .map(|(a, b)| (*b, *a))
            .collect();
        let ends = process.states.iter().filter(|state| state.is_final());
        let leading = closure(ends.map(|state| state.key.as_str()).collect(), &back);
        for State { key, .. } in &process.states {
            if !reached.contains(key.as_str()) {
                self.fault(
                    (STATE, key),
                    format!("没有步骤通到「{key}」：请补一步，或删去这个状态"),
                    format!("no step leads to \"{key}\": add one, or remove the state"),
                );
            }
            if !leading.contains(key.as_str()) {
                self.fault(
                    (STATE, key),
                    format!("从「{key}」走不到任何结束状态：请补上由人走的步骤"),
                    format!(
                        "\"{key}\" is a dead end: add a step that people can take towards an end"
                    ),
                );
            }
        }
    }
}

/// From state to state, by steps of a sort.
fn arrows(process: &Process, of: impl Fn(&Step) -> bool) -> Vec<(&str, &str)> {
    let steps = process.steps.iter().filter(|step| of(step));
    let pairs = steps.flat_map(|step| {
        step.to.iter().flat_map(|to| step.from.iter().map(move |from| (from.as_str(), to.as_str())))
    });
    pairs.collect()
}

/// Whatever can be reached.
fn closure<'p>(start: BTreeSet<&'p str>, arrows: &[(&'p str, &'p str)]) -> BTreeSet<&'p str> {
    let mut reached = start;
    loop {
        let more: Vec<_> = arrows
            .iter()
            .filter(|(from, to)| reached.contains(from) && !reached.contains(to))
            .map(|(_, to)| *to)
            .collect();
        if more.is_empty() {
            return reached;
        }
        reached.extend(more);
    }
}
