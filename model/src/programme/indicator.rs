//! Reading indicators: what a number means, and that it can be counted.

use super::{activity::system, fence::Fence, guard, item::Item, link::Space};
use crate::{
    Text,
    fact::Measure,
    indicator::{Count, Distinct, Indicator},
    word::Word,
    words,
};

words! {
    enum Way {
        Sum = "sum",
        Stock = "stock",
        Distinct = "distinct",
        Ratio = "ratio",
    }
}

words! {
    enum Of {
        Subject = "subject",
        Division = "division",
    }
}

/// Below this a number about people could point at one of them.
const LEAST_PUBLISHED: i64 = 5;

/// As many tags as one query of the ledger takes.
const MOST_TAGS: usize = 16;

impl Measure {
    /// The keys that tag the facts of this measure.
    pub(super) const fn tags(self) -> Space {
        match self {
            Measure::Activity | Measure::Attendance => Space::ActivityKind,
            Measure::Posting => Space::Post,
            Measure::Affiliation | Measure::Organisation => Space::OrganisationKind,
            Measure::Pairing => Space::PairingKind,
            Measure::CaseOpened
            | Measure::CaseReturned
            | Measure::CaseReopened
            | Measure::CaseNotStarted
            | Measure::CasePart
            | Measure::CaseDone => Space::Process,
        }
    }

    const fn is_about_people(self) -> bool {
        matches!(self, Measure::Attendance | Measure::Posting | Measure::Affiliation)
    }
}

pub(super) fn read(item: &mut Item) -> Indicator {
    let indicator = Indicator {
        key: item.define(Space::Indicator),
        revision: item.number("revision", 1, 9_999),
        title: item.text("title"),
        definition: item.text("definition"),
        unit: item.text("unit"),
        system: system(item),
        count: Count::Sum,
        measure: item.word("measure"),
        tags: item.list("tags").into_iter().map(|(_, tag)| tag).collect(),
        publishable_from: item.number("publishable_from", 0, 1_000),
    };
    for tag in &indicator.tags {
        item.refer_to("tags", indicator.measure.tags(), tag);
    }
    let count = count(item, indicator.measure);
    let indicator = Indicator { count, ..indicator };
    let tags = match indicator.count {
        Count::Ratio { .. } => 0..=0,
        _ => 1..=MOST_TAGS,
    };
    if !tags.contains(&indicator.tags.len()) {
        let should = Text::new(
            format!("{} 至 {} 个计入的类型（比率不写）", tags.start(), tags.end()),
            format!(
                "a list of {} to {} counted kinds (none for a ratio)",
                tags.start(),
                tags.end()
            ),
        );
        item.wrong_type("tags", should);
    }
    let counts_people = indicator.measure.is_about_people()
        && !matches!(indicator.count, Count::Distinct { of: Distinct::Division });
    if counts_people && indicator.publishable_from < LEAST_PUBLISHED {
        item.fault("publishable_from", guard::refusal(&indicator.key, Fence::SmallCount));
    }
    indicator
}

fn count(item: &mut Item, measure: Measure) -> Count {
    match item.word("count") {
        Way::Sum => {
            if measure.is_stock() {
                let text = Text::fixed(
                    "任职、隶属、组织、结对是存量，不能按期累加；请用 stock 或 distinct",
                    "postings, affiliations, organisations and pairings are stocks: \
                     use stock or distinct instead of sum",
                );
                item.fault("count", text);
            }
            Count::Sum
        }
        Way::Stock => Count::Stock,
        Way::Distinct => Count::Distinct {
            of: match item.word("of") {
                Of::Subject => Distinct::Subject,
                Of::Division => Distinct::Division,
            },
        },
        Way::Ratio => Count::Ratio {
            numerator: item.refer("numerator", Space::Indicator),
            denominator: item.refer("denominator", Space::Indicator),
        },
    }
}

/// A ratio is made of two plain counts; a ratio of ratios would open no list of records.
pub(super) fn check_all(indicators: &[Indicator], mut fault: impl FnMut(&str, Text)) {
    for indicator in indicators {
        let Count::Ratio { numerator, denominator } = &indicator.count else { continue };
        let parts = [numerator, denominator].map(|key| indicators.iter().find(|i| i.key == *key));
        for part in parts.into_iter().flatten() {
            if matches!(part.count, Count::Ratio { .. }) {
                let key = &part.key;
                let text = Text::new(
                    format!("比率的分子和分母须是计数，「{key}」本身是比率；请改用计数指标"),
                    format!(
                        "a ratio is made of counts, but \"{key}\" is itself a ratio; name a count"
                    ),
                );
                fault(&indicator.key, text);
            }
        }
        if let [Some(numerator), _] = parts
            && numerator.measure != indicator.measure
        {
            let word = numerator.measure.word();
            let text = Text::new(
                format!("比率的 measure 应与分子相同：{word}"),
                format!("the measure of a ratio is that of its numerator: {word}"),
            );
            fault(&indicator.key, text);
        }
    }
}
