//! Reading a process: `processes/KEY.toml`, one kind of case a file.

use super::{
    activity::system,
    item::Item,
    kind::levels,
    link::Space,
    proof::{self, Lines},
};
use crate::{
    Text,
    process::{
        Choice, Closing, Effect, Field, FieldKind, Opening, Party, Process, Promise, Rest, State,
        Step,
    },
};

/// No clock of a programme runs longer: about a year of working days.
const LONGEST: i64 = 250;

pub(super) fn read(key: &str, item: &mut Item) -> Process {
    let mut lines = Lines::default();
    let fields = lines.keep(item, "field", Field::read, |field| &field.key);
    let states = lines.keep(item, "state", State::read, |state| &state.key);
    let steps = lines.keep(item, "step", Step::read, |step| &step.key);
    item.define_as(Space::Process, key);
    let process = Process {
        key: key.to_owned(),
        revision: item.number("revision", 1, 9_999),
        title: item.text("title"),
        system: system(item),
        number: item.string("number"),
        levels: levels(item),
        opening: item.inner("opening", Opening::read).unwrap_or_else(Opening::none),
        promise: item.inner("promise", Promise::read).unwrap_or(Promise::Days { days: 1 }),
        extension_days: item.optional_number("extension_days", 1, LONGEST),
        closed_by_others: item.flag("closed_by_others"),
        feeds: item.refer_all("feeds", Space::Indicator),
        fields,
        states,
        steps,
    };
    for field in ["opening", "promise"] {
        item.need(field);
    }
    proof::check(&process, &lines, item);
    process
}

impl Opening {
    fn none() -> Opening {
        Opening {
            state: String::new(),
            right: crate::right::Right::RaiseCase,
            requires: Vec::new(),
        }
    }

    fn read(item: &mut Item) -> Opening {
        Opening {
            state: item.string("state"),
            right: item.word("right"),
            requires: item.keys("requires"),
        }
    }
}

impl Promise {
    fn read(item: &mut Item) -> Promise {
        if item.has("days") == item.has("field") {
            let text = Text::fixed(
                "承诺时限只写一种：days（工作日）或 field（日期栏目）",
                "a promise is either days (working days) or field (one that holds a day): write one",
            );
            item.fault("days", text);
        }
        let days = item.optional_number("days", 1, LONGEST).unwrap_or(1);
        let field = item.optional_string("field");
        field.map_or(Promise::Days { days }, |field| Promise::Field { field })
    }
}

impl Field {
    fn read(item: &mut Item) -> Field {
        let field = Field {
            key: item.own_key(),
            title: item.text("title"),
            kind: item.word("kind"),
            options: item.items("options", Choice::read),
            public: item.flag("public"),
        };
        if (field.kind == FieldKind::Choice) == field.options.is_empty() {
            let text = Text::fixed(
                "options 只属于 choice，而且 choice 必须有",
                "options belong to a choice, and a choice has them",
            );
            item.fault("options", text);
        }
        if field.kind == FieldKind::Person && field.public {
            let text = Text::fixed(
                "人员栏目不得公开：请去掉 public",
                "a field that names a person is not published: remove public",
            );
            item.fault("public", text);
        }
        field
    }
}

impl Choice {
    fn read(item: &mut Item) -> Choice {
        Choice { key: item.own_key(), title: item.text("title") }
    }
}

impl State {
    fn read(item: &mut Item) -> State {
        State {
            key: item.own_key(),
            title: item.text("title"),
            progress: item.word("progress"),
            public: item.flag("public"),
            rest: Rest::read(item),
        }
    }
}

impl Rest {
    fn read(item: &mut Item) -> Rest {
        let closing: Option<Closing> = item.optional_word("closing");
        let owner: Option<Party> = item.optional_word("owner");
        let days = item.optional_number("days", 1, LONGEST);
        let on_expiry = item.optional_string("on_expiry");
        match (closing, owner, days) {
            (Some(closing), None, None) if on_expiry.is_none() => Rest::Final { closing },
            (None, Some(owner), Some(days)) if owner != Party::Calendar => {
                Rest::Open { owner, days, on_expiry }
            }
            _ => {
                let text = Text::fixed(
                    "每个状态要么有 owner（谁来办）和 days（几个工作日），要么以 closing 结束",
                    "a state has an owner (not the calendar) and days, or it ends the case with a closing",
                );
                item.fault("owner", text);
                Rest::Final { closing: Closing::NotSolved }
            }
        }
    }
}

impl Step {
    fn read(item: &mut Item) -> Step {
        let step = Step {
            key: item.own_key(),
            title: item.text("title"),
            from: item.keys("from"),
            to: item.optional_string("to"),
            by: item.words("by"),
            right: item.optional_word("right"),
            requires: item.keys("requires"),
            asks: item.keys("asks"),
            reason: item.flag("reason"),
            evidence: item.flag("evidence"),
            notifies: item.words("notifies"),
            effect: item.optional_word("effect"),
        };
        step.check(item);
        step
    }

    fn check(&self, item: &mut Item) {
        let by_calendar = self.by.contains(&Party::Calendar);
        if self.from.is_empty() {
            item.wrong_type("from", Text::fixed("至少一个状态", "a list with at least one state"));
        }
        if self.by.is_empty() || by_calendar && self.by.len() > 1 {
            let should = Text::fixed(
                "至少一方；到期自动（calendar）不与他方并列",
                "a list with at least one party, the calendar by itself",
            );
            item.wrong_type("by", should);
        }
        if item.has("right") == by_calendar {
            let text = Text::fixed(
                "由人走的步骤要有 right，到期自动的没有",
                "a step that people take needs a right, and one of the calendar has none",
            );
            item.fault("right", text);
        }
        if by_calendar && (!self.requires.is_empty() || self.reason || self.evidence) {
            let text = Text::fixed(
                "到期自动的步骤填不了栏目，也交不了理由和依据",
                "the calendar fills in no field and gives neither reason nor evidence",
            );
            item.fault("requires", text);
        }
        if self.effect == Some(Effect::Return) && !self.reason {
            let text = Text::fixed(
                "退回必须说明理由：reason = true",
                "a return gives a reason: write reason = true",
            );
            item.fault("reason", text);
        }
        if self.to.is_none() && self.effect.is_none() {
            let text = Text::fixed(
                "步骤既不去往 to，也没有 effect，等于没有发生",
                "a step that leads nowhere and does nothing: write to, or an effect",
            );
            item.fault("to", text);
        }
    }
}
