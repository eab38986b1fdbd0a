//! Processes that nobody wrote: whatever the reader accepts runs without an illegal state.

use std::fmt::Write;

use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestRunner},
};

use super::walk::{tries, walk};
use crate::{
    programme::{Programme, embedded_files},
    text::Say,
};

/// So many programmes of so many processes, each walked through once: a hundred thousand tries.
const PROGRAMMES: u32 = 60;
const PROCESSES: usize = 6;

/// Choices, one after the other.
struct Tape<'a>(std::iter::Cycle<std::slice::Iter<'a, u8>>);

impl Tape<'_> {
    fn pick<'t, T: ?Sized>(&mut self, from: &[&'t T]) -> &'t T {
        from[self.below(from.len())]
    }

    fn below(&mut self, below: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or(0)) % below
    }
}

const PARTIES: [&str; 4] = ["opener", "assigner", "handler", "upper"];

/// A process with a way from its first state to its end, and whatever else the choices give it.
fn definition(at: usize, choices: &[u8]) -> String {
    let mut tape = Tape(choices.iter().cycle());
    let states = 2 + tape.below(5);
    let closed_by_others = tape.below(2) == 0;
    let extension = tape.below(2) == 0;
    let mut text = format!(
        "revision = {}\ntitle = {{ zh = \"随机{at}\", en = \"random {at}\" }}\nsystem = \"S22\"\n\
         number = \"随机{at}\"\nlevels = [\"village\"]\nclosed_by_others = {closed_by_others}\n",
        1 + tape.below(9)
    );
    if extension {
        let _ = writeln!(text, "extension_days = {}", 1 + tape.below(20));
    }
    let _ = write!(
        text,
        "[opening]\nstate = \"s0\"\nright = \"raise_case\"\n[promise]\ndays = {}\n[[field]]\n\
         key = \"answer\"\ntitle = {{ zh = \"答复\", en = \"answer\" }}\nkind = \"prose\"\n",
        1 + tape.below(40)
    );
    let mut steps = String::new();
    for state in 0..states {
        of_state(&mut text, &mut steps, (state, states), &mut tape);
    }
    for (key, closing) in [("e0", "solved_confirmed"), ("e1", "withdrawn")] {
        let _ = write!(
            text,
            "[[state]]\nkey = \"{key}\"\ntitle = {{ zh = \"{key}\", en = \"{key}\" }}\n\
             progress = \"done\"\nclosing = \"{closing}\"\n"
        );
    }
    if extension {
        for (effect, by) in [("ask", "handler"), ("grant", "upper"), ("refuse", "upper")] {
            step(
                &mut steps,
                &format!("{effect}_time"),
                "s0",
                ("", by),
                &format!("{effect}_extension"),
            );
        }
    }
    // What has ended comes back, so that no walk is over before its last try.
    step(&mut steps, "again", "e0\", \"e1", ("s0", "opener"), "");
    for extra in 0..tape.below(6) {
        let open = format!("s{}", tape.below(states));
        let from = if tape.below(3) == 0 { "e0" } else { &open };
        let to = format!("s{}", tape.below(states));
        let effect = tape.pick(&["", "hand_over", "return", "escalate"]);
        step(&mut steps, &format!("extra{extra}"), from, (&to, tape.pick(&PARTIES)), effect);
    }
    text + &steps
}

/// An open state with the step that leads on from it, the one that leads out, and perhaps a clock's.
fn of_state(text: &mut String, steps: &mut String, (at, of): (usize, usize), tape: &mut Tape<'_>) {
    let key = format!("s{at}");
    let next = if at + 1 == of { "e0".to_owned() } else { format!("s{}", at + 1) };
    let progress =
        if at == 0 { "not_started" } else { tape.pick(&["part", "not_started", "done"]) };
    let _ = write!(
        text,
        "[[state]]\nkey = \"{key}\"\ntitle = {{ zh = \"{key}\", en = \"{key}\" }}\n\
         progress = \"{progress}\"\nowner = \"{}\"\ndays = {}\n",
        tape.pick(&PARTIES),
        1 + tape.below(30)
    );
    let by = if next == "e0" { "upper" } else { tape.pick(&PARTIES) };
    let effect = tape.pick(&["", "hand_over"]);
    step(steps, &format!("on{at}"), &key, (&next, by), effect);
    step(steps, &format!("out{at}"), &key, ("e1", "opener"), "");
    let expiry = format!("late{at}");
    match tape.below(3) {
        0 => {}
        1 => {
            let _ = writeln!(text, "on_expiry = \"{expiry}\"");
            step(steps, &expiry, &key, ("", "calendar"), "escalate");
        }
        _ => {
            let _ = writeln!(text, "on_expiry = \"{expiry}\"");
            step(steps, &expiry, &key, ("e1", "calendar"), "");
        }
    }
}

fn step(steps: &mut String, key: &str, from: &str, (to, by): (&str, &str), effect: &str) {
    let _ = write!(
        steps,
        "[[step]]\nkey = \"{key}\"\ntitle = {{ zh = \"{key}\", en = \"{key}\" }}\n\
         from = [\"{from}\"]\nby = [\"{by}\"]\n"
    );
    if !to.is_empty() {
        let _ = writeln!(steps, "to = \"{to}\"");
    }
    if by != "calendar" {
        let right = if by == "upper" { "accept_case" } else { "handle_case" };
        let _ = writeln!(steps, "right = \"{right}\"\nasks = [\"answer\"]\nreason = true");
    }
    if !effect.is_empty() {
        let _ = writeln!(steps, "effect = \"{effect}\"");
    }
}

fn load(definitions: &[String]) -> Programme {
    let mut files = embedded_files();
    files.retain(|path, _| !path.starts_with("processes/"));
    // Nothing counts the cases of processes that are gone.
    if let Some(indicators) = files.get_mut("indicators.toml") {
        let kept =
            indicators.split("[[indicator]]").filter(|one| !one.contains("measure = \"case_"));
        *indicators = kept.collect::<Vec<_>>().join("[[indicator]]");
    }
    for (at, text) in definitions.iter().enumerate() {
        files.insert(format!("processes/random{at}.toml"), text.clone());
    }
    Programme::load(&files).unwrap_or_else(|faults| {
        let told: Vec<String> =
            faults.iter().map(|fault| format!("{fault} {}", fault.say().zh)).collect();
        panic!("{}\n{}", told.join("\n"), definitions.join("\n---\n"))
    })
}

#[test]
fn whatever_process_the_reader_accepts_its_cases_stand_where_it_leads() {
    let mut runner = TestRunner::new(Config {
        cases: PROGRAMMES,
        max_shrink_iters: 200,
        failure_persistence: None,
        ..Config::default()
    });
    let choices = vec(vec(any::<u8>(), 96), PROCESSES);
    let mut taken = 0;
    let taken_in = std::cell::RefCell::new(&mut taken);
    let walks = runner.run(&(choices, tries()), |(choices, tries)| {
        let texts = choices.iter().enumerate().map(|(at, choices)| definition(at, choices));
        let programme = load(&texts.collect::<Vec<_>>());
        prop_assert_eq!(programme.processes.len(), PROCESSES);
        for process in &programme.processes {
            **taken_in.borrow_mut() += walk(process, &programme.calendar, &tries);
        }
        Ok(())
    });
    walks.unwrap();
    assert!(taken > 10_000, "the tries lead nowhere: {taken}");
}
