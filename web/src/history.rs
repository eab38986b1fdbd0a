//! What became of a record, as a page tells it: drawn by `ui/history.html`.

use model::{
    Lang, Text,
    activity::ActivityState,
    code::DivisionCode,
    id::EntryId,
    import::ImportState,
    process::{Closing, Progress},
    programme::Programme,
    word::Word,
};
use office::journal::{Field, Shown, Step};

use crate::{frame::Frame, words};

/// How many entries a page shows.
pub(crate) const SHOWN: i64 = 50;

/// One entry of the journal that changed the record.
pub(crate) struct Entry {
    /// Leads to the entry's receipt.
    pub(crate) id: EntryId,
    pub(crate) title: Text,
    pub(crate) icon: &'static str,
    pub(crate) when: String,
    pub(crate) who: String,
    /// The entry's place in the journal.
    pub(crate) index: Option<i64>,
    /// Field, value before, value after.
    pub(crate) changes: Vec<(Text, String, String)>,
}

/// Fields that mean nothing to a reader, or say again who did it and when.
const UNSAID: [&str; 14] = [
    "id",
    "import_id",
    "acted_by",
    "mapping",
    "planned_by",
    "recorded_by",
    "recorded_at",
    "signed_by",
    "signed_at",
    "corrects_id",
    // What a case's own page tells step by step.
    "fields",
    "chain",
    "steps",
    "expires_on",
];

/// The steps as a page shows them, the latest first. The first one is not told field by field.
pub(crate) fn entries(steps: &[Step], programme: &Programme, frame: &Frame) -> Vec<Entry> {
    steps.iter().map(|step| entry(step, programme, frame)).collect()
}

fn entry(step: &Step, programme: &Programme, frame: &Frame) -> Entry {
    let is_first = step.fields.iter().all(|field| field.old.is_none());
    let is_told = |field: &&Field| {
        let is_id = |shown: &Option<Shown>| matches!(shown, Some(Shown::Id(_)));
        !UNSAID.contains(&field.column.as_str()) && !is_id(&field.old) && !is_id(&field.new)
    };
    let told = step.fields.iter().filter(is_told);
    let change = |field: &Field| {
        let value = |shown: &Option<Shown>| {
            shown.as_ref().map_or("–".to_owned(), |shown| said(field, shown, programme, frame))
        };
        (field.title.clone(), value(&field.old), value(&field.new))
    };
    Entry {
        id: step.entry_id,
        title: step.title.clone(),
        icon: icon(&step.kind),
        when: words::instant(step.at, programme.county.offset, frame.lang),
        who: step.actor.clone().unwrap_or_else(|| frame.t("尧山", "Yaoshan").to_owned()),
        index: step.index,
        changes: if is_first { Vec::new() } else { told.map(change).collect() },
    }
}

fn said(field: &Field, shown: &Shown, programme: &Programme, frame: &Frame) -> String {
    match shown {
        Shown::Text(text) => word(&field.column, text, programme, frame.lang),
        Shown::Number(number) => frame.number(*number),
        Shown::Yes(true) => frame.t("是", "yes").to_owned(),
        Shown::Yes(false) => frame.t("否", "no").to_owned(),
        Shown::At(at) => words::instant(*at, programme.county.offset, frame.lang),
        Shown::Id(id) => id.to_string(),
        Shown::Hidden => "…".to_owned(),
    }
}

/// What is kept as a sentence, and states that are kept as a word.
fn spoken(column: &str, text: &str) -> Option<Text> {
    match column {
        "problem" => serde_json::from_str(text).ok(),
        "state" => ActivityState::from_word(text)
            .map(ActivityState::title)
            .or_else(|| ImportState::from_word(text).map(ImportState::title)),
        "progress" => Progress::from_word(text).map(Progress::title),
        "closing" => Closing::from_word(text).map(Closing::title),
        "minutes" => Some(Text::fixed("（见记录）", "(see the minutes)")),
        _ => None,
    }
}

/// Keys and codes by the names that people know.
fn word(column: &str, text: &str, programme: &Programme, lang: Lang) -> String {
    let title = match column {
        "kind" | "organisation_kind" => {
            let activity = || programme.activity_kind(text).map(|it| &it.title);
            programme.organisation_kind(text).map(|it| &it.title).or_else(activity)
        }
        "post" => programme.post(text).map(|it| &it.title),
        "role" => programme.role(text).map(|it| &it.title),
        _ => None,
    };
    if let Some(title) = title {
        return title.in_lang(lang).to_owned();
    }
    if let Some(words) = spoken(column, text) {
        return words.in_lang(lang).to_owned();
    }
    match (column.ends_with("_code") || column == "merged_into", text.parse::<DivisionCode>()) {
        (true, Ok(code)) => words::division(&code, programme),
        _ if column.ends_with("_on") => {
            text.parse().map_or(text.to_owned(), |day| crate::number::day(day, lang))
        }
        _ => text.to_owned(),
    }
}

fn icon(kind: &str) -> &'static str {
    let verb = kind.split_once('.').map_or(kind, |(_, verb)| verb);
    match verb {
        "founded" | "added" | "joined" | "started" | "created" => "plus",
        "left" | "dissolved" | "ended" | "struck" | "merged" => "x",
        "moved" | "transferred" | "handed_over" => "arrow-right",
        "restored" => "arrow-back-up",
        "revealed" => "eye",
        "planned" | "replanned" => "calendar",
        "notified" => "speakerphone",
        "held" => "check",
        "attended" => "user-check",
        "signed" => "circle-check",
        "cancelled" | "withdrawn" => "x",
        _ => "edit",
    }
}
