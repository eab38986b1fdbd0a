//! Which division somebody means who writes a name, a path or a code, as rosters do.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Division, Unnamed};
use crate::{
    Date,
    code::{DivisionCode, Level},
    standards::wide::narrow,
};

/// Every division there is and was, filed under all the names that people write for it.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    divisions: Vec<Division>,
    by_name: HashMap<String, Vec<(usize, Closeness)>>,
}

/// What somebody wrote, and what is known about the place beforehand.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// 下汤镇 岳庄村, 下汤岳庄, 410423101203 …
    pub written: &'a str,
    pub day: Date,
    /// Only what lies in this division, such as the township of a roster's other column.
    pub within: Option<&'a DivisionCode>,
    pub level: Option<Level>,
}

/// How close a written name is to the real one; the closest wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Closeness {
    /// 岳庄
    Bare,
    /// 岳庄村
    Said,
    /// 岳庄村民委员会
    Full,
}

/// One way to understand what was written: a division, and how well the words fit.
type Reading = (usize, (bool, Closeness));

impl Gazetteer {
    pub fn new(divisions: Vec<Division>) -> Gazetteer {
        let mut by_name: HashMap<String, Vec<(usize, Closeness)>> = HashMap::new();
        for (index, division) in divisions.iter().enumerate() {
            for (name, closeness) in names(division) {
                by_name.entry(name).or_default().push((index, closeness));
            }
        }
        Gazetteer { divisions, by_name }
    }

    /// The one division that is meant, or why that cannot be said.
    pub fn find(&self, asked: Asked<'_>) -> Result<&Division, Unnamed> {
        let compact = compact(asked.written);
        let written = asked.written.trim().to_owned();
        if compact.is_empty() {
            return Err(Unnamed::Blank);
        }
        let all = self.readings(&compact);
        let fitting: Vec<Reading> =
            all.iter().copied().filter(|(index, _)| fits(&self.divisions[*index], asked)).collect();
        let best = fitting.iter().map(|(_, fit)| *fit).max();
        let holding = |(index, _): &&Reading| self.divisions[*index].holds_on(asked.day);
        let today: Vec<&Reading> = fitting.iter().filter(holding).collect();
        let best = today.iter().map(|(_, fit)| *fit).max().or(best);
        let closest = today.iter().filter(|(_, fit)| Some(*fit) == best);
        let found: BTreeMap<&DivisionCode, usize> =
            closest.map(|(index, _)| (&self.divisions[*index].code, *index)).collect();
        match found.len() {
            1 => found.values().next().map(|index| &self.divisions[*index]).ok_or(Unnamed::Blank),
            0 => Err(self.why_not(written, &compact, asked, &fitting)),
            _ => {
                let among =
                    found.values().map(|index| self.path(&self.divisions[*index])).collect();
                Err(Unnamed::Ambiguous { written, among })
            }
        }
    }

    /// 下汤镇 岳庄村: the name with the township before it.
    pub fn path(&self, division: &Division) -> String {
        let short = division.short_name();
        let above = division.parent_code.as_ref().filter(|_| division.level == Level::Village);
        let day = division.from_on;
        match above.and_then(|code| self.at(code, day)) {
            Some(township) => format!("{} {short}", township.short_name()),
            None => short.into_owned(),
        }
    }

    /// What has this code on this day.
    pub fn at(&self, code: &DivisionCode, day: Date) -> Option<&Division> {
        self.divisions.iter().find(|division| division.code == *code && division.holds_on(day))
    }

    /// What a division that has ended became, as of a day; more than one if it was divided.
    pub fn successors(&self, ended: &Division, day: Date) -> Vec<&Division> {
        let (mut found, mut seen) = (Vec::new(), BTreeSet::from([ended.id]));
        let mut to_follow = vec![ended];
        while let Some(division) = to_follow.pop() {
            let Some(until_on) = division.until_on else { continue };
            let follows = |next: &&Division| {
                let continues = next.code == division.code
                    || next.predecessor_code.as_ref() == Some(&division.code);
                let took_in = division.merged_into.as_ref() == Some(&next.code)
                    && next.until_on.is_none_or(|end| end > until_on);
                took_in || (continues && next.from_on >= until_on)
            };
            for next in self.divisions.iter().filter(follows) {
                if !seen.insert(next.id) {
                    continue;
                }
                if next.holds_on(day) { found.push(next) } else { to_follow.push(next) }
            }
        }
        found
    }

    /// Every way to understand the words, whenever the divisions existed.
    fn readings(&self, compact: &str) -> Vec<Reading> {
        if let Ok(code) = compact.parse::<DivisionCode>() {
            let with_code = |(index, division): (usize, &Division)| {
                (division.code == code).then_some((index, (true, Closeness::Full)))
            };
            return self.divisions.iter().enumerate().filter_map(with_code).collect();
        }
        let mut readings: Vec<Reading> =
            self.named(compact).iter().map(|&(index, close)| (index, (false, close))).collect();
        for (left, right) in splits(compact) {
            for &(above, _) in self.named(left) {
                let above = &self.divisions[above];
                if above.level == Level::County {
                    readings.extend(self.readings(right));
                } else if above.level == Level::Township {
                    let inside = self.named(right).iter().filter(|(index, _)| {
                        self.divisions[*index].parent_code.as_ref() == Some(&above.code)
                    });
                    readings.extend(inside.map(|&(index, close)| (index, (true, close))));
                }
            }
        }
        readings
    }

    fn named(&self, name: &str) -> &[(usize, Closeness)] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    fn why_not(
        &self,
        written: String,
        compact: &str,
        asked: Asked<'_>,
        fitting: &[Reading],
    ) -> Unnamed {
        let latest =
            fitting.iter().max_by_key(|(index, fit)| (*fit, self.divisions[*index].from_on));
        if let Some(division) = latest.map(|(index, _)| &self.divisions[*index]) {
            let path = self.path(division);
            return match division.until_on.filter(|until_on| *until_on <= asked.day) {
                Some(until_on) => {
                    let now = self.successors(division, asked.day);
                    let now = now.into_iter().map(|next| (self.path(next), next.code.clone()));
                    Unnamed::Ended { path, until_on, now: now.collect() }
                }
                None => Unnamed::NotYet { path, from_on: division.from_on },
            };
        }
        let elsewhere = self.elsewhere(compact, asked);
        if elsewhere.is_empty() {
            Unnamed::Unknown { near: self.near(compact, asked), written }
        } else {
            Unnamed::Elsewhere { written, elsewhere }
        }
    }

    /// Places of that name outside the township that was written or given.
    fn elsewhere(&self, compact: &str, asked: Asked<'_>) -> Vec<String> {
        let rests = splits(compact).filter(|(left, _)| {
            self.named(left)
                .iter()
                .any(|(index, _)| self.divisions[*index].level == Level::Township)
        });
        let names = std::iter::once(compact).chain(rests.map(|(_, right)| right));
        let found: BTreeSet<usize> =
            names.flat_map(|name| self.named(name)).map(|(index, _)| *index).collect();
        let there = found.into_iter().map(|index| &self.divisions[index]);
        there.filter(|division| division.holds_on(asked.day)).map(|each| self.path(each)).collect()
    }

    /// Up to three names that differ in one character.
    fn near(&self, compact: &str, asked: Asked<'_>) -> Vec<String> {
        let there = self.divisions.iter().filter(|d| d.holds_on(asked.day) && fits(d, asked));
        let close = |division: &&Division| {
            let path = self.path(division).replace(' ', "");
            [path.as_str(), &division.short_name()].iter().any(|name| is_one_off(name, compact))
        };
        there.filter(close).take(3).map(|division| self.path(division)).collect()
    }
}

fn fits(division: &Division, asked: Asked<'_>) -> bool {
    asked.within.is_none_or(|within| within.contains(&division.code))
        && asked.level.is_none_or(|level| division.level == level)
}

/// The names under which a division is filed.
fn names(division: &Division) -> BTreeMap<String, Closeness> {
    use Closeness::{Bare, Full, Said};
    let said = division.short_name().into_owned();
    let mut names = Vec::new();
    if division.name.ends_with("村民委员会") {
        names.push((format!("{said}委会"), Full));
        names.push((format!("{said}民委员会"), Full));
        names.push((format!("{said}村民委员会"), Full));
    } else if let Some(quarter) = division.name.strip_suffix("居民委员会") {
        names.push((format!("{quarter}居委会"), Full));
    } else if division.name.ends_with("街道") {
        names.push((format!("{said}办事处"), Full));
    }
    let endings = ["社区", "街道", "镇", "乡", "村", "县"];
    let bare = endings.iter().find_map(|ending| said.strip_suffix(ending));
    if let Some(bare) = bare.filter(|bare| bare.chars().count() > 1) {
        if division.name.ends_with("街道") {
            names.push((format!("{bare}办事处"), Said));
        }
        if division.name.ends_with("居民委员会") {
            names.push((format!("{bare}居委会"), Said));
        }
        names.push((bare.to_owned(), Bare));
    }
    names.push((said, Said));
    names.push((division.name.clone(), Full));
    let mut closest = BTreeMap::new();
    for (name, closeness) in names {
        let entry = closest.entry(name).or_insert(closeness);
        *entry = closeness.max(*entry);
    }
    closest
}

/// Without blanks and the signs that people put between the parts of a path.
fn compact(written: &str) -> String {
    let is_between = |c: char| c.is_whitespace() || "/\\-—·,，、>|".contains(c);
    narrow(written).chars().filter(|c| !is_between(*c)).collect()
}

fn splits(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.char_indices().skip(1).filter_map(|(at, _)| text.split_at_checked(at))
}

/// Whether one character more, less or other makes one text of the other.
fn is_one_off(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 || a.len().min(b.len()) < 2 {
        return false;
    }
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let end =
        a[start..].iter().rev().zip(b[start..].iter().rev()).take_while(|(x, y)| x == y).count();
    a.len().max(b.len()) - start - end <= 1
}

#[cfg(test)]
mod tests;
