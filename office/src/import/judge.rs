//! Judges rows: what each makes, or everything that is wrong with it. The same for the dry run and
//! for the real one, so that nothing is applied that was not shown.

use model::{
    Date, Moment, Text,
    code::DivisionCode,
    id::AccountId,
    import::{Import, RowVerdict},
    programme::{Field, Programme, Recipe, Target},
    sealed::{Keyring, NONCE_LENGTH},
};
use store::imports::lookup::Known;

use super::{
    directory::Directory,
    fed,
    made::Made,
    mapping::SheetMap,
    problem::Problem,
    register::{Register, Wanted},
    row::{Parsed, RowReader},
    target,
};
use crate::{Entropy, Error, Refusal};

/// Everything that rows are judged by, apart from what is recorded.
pub(super) struct Judge<'a> {
    pub(super) programme: &'a Programme,
    pub(super) recipe: &'a Recipe,
    pub(super) directory: &'a Directory,
    pub(super) keyring: &'a Keyring,
    pub(super) import: &'a Import,
    /// Whoever has it applied.
    pub(super) by: AccountId,
    pub(super) moment: Moment,
    /// Present where the records are really written: a dry run seals nothing.
    pub(super) entropy: Option<&'a Entropy>,
}

/// What was found of one row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Judged {
    pub(super) verdict: RowVerdict,
    pub(super) problems: Vec<Problem>,
    pub(super) made: Vec<Made>,
}

impl Judged {
    pub(super) fn skipped() -> Judged {
        Judged { verdict: RowVerdict::Skipped, problems: Vec::new(), made: Vec::new() }
    }
}

/// One row before the judge.
pub(super) struct Case<'a> {
    pub(super) judge: &'a Judge<'a>,
    pub(super) reader: &'a RowReader<'a>,
    pub(super) register: &'a mut Register,
    pub(super) parsed: Parsed,
    pub(super) n: i64,
    pub(super) made: Vec<Made>,
}

impl<'a> Judge<'a> {
    /// How the rows of a sheet are read.
    pub(super) fn reader(&self, sheet: &'a SheetMap) -> RowReader<'a> {
        RowReader {
            programme: self.programme,
            recipe: self.recipe,
            directory: self.directory,
            sheet,
            territory: &self.import.division_code,
            today: self.moment.today,
        }
    }

    /// What has to be known before the row can be judged.
    pub(super) fn wants(&self, parsed: &Parsed, wanted: &mut Wanted) {
        let values = &parsed.values;
        if let Some(number) = values.id_number() {
            wanted.id_numbers.insert(self.hash(number.expose()));
        } else if let (Some(name), Some(place)) = (values.words(Field::PersonName), &parsed.place) {
            wanted.namesakes.insert((name.to_owned(), place.clone()));
        }
        for field in [Field::OrganisationName, Field::ParentName, Field::SentByName] {
            wanted.organisations.extend(values.owned(field));
        }
        wanted.credit_codes.extend(values.owned(Field::OrganisationCreditCode));
        let target = self.recipe.target;
        wanted.affiliations |= target == Target::Affiliation;
        // Some pairings rest on a post.
        wanted.postings |= matches!(target, Target::Posting | Target::Pairing);
        wanted.services |= target == Target::Pairing;
        let Some(place) = &parsed.place else { return };
        if let Some(post) = values.owned(Field::Post) {
            wanted.posts.insert((post, place.clone()));
        }
        if let Some(kind) = values.owned(Field::PairingKind) {
            wanted.pairings.insert((kind, place.clone()));
        }
        for field in [Field::AttendancePresent, Field::AttendanceAbsent] {
            let names = values.people(field).iter().map(|mention| mention.name.clone());
            wanted.namesakes.extend(names.map(|name| (name, place.clone())));
        }
        if let (Some(kind), Some(day), Some(title)) = (
            values.owned(Field::ActivityKind),
            values.date(Field::ActivityHeldOn),
            values.owned(Field::ActivityTitle),
        ) {
            wanted.activities.insert(Known { kind, day, division_code: place.clone(), title });
        }
    }

    /// Judges one row; what it makes is expected by the rows after it.
    pub(super) fn judge(
        &self,
        reader: &RowReader<'_>,
        register: &mut Register,
        parsed: Parsed,
        (n, line): (i64, i64),
    ) -> Result<Judged, Error> {
        let made = Vec::new();
        let mut case = Case { judge: self, reader, register, parsed, n, made };
        // Each finds all that is wrong with a row, so it goes on after the first problem.
        match self.recipe.target {
            Target::Organisation => target::organisation::judge(&mut case),
            Target::Person => target::person::judge(&mut case)?,
            Target::Affiliation => target::affiliation::judge(&mut case)?,
            Target::Posting => target::posting::judge(&mut case)?,
            Target::Pairing => target::pairing::judge(&mut case)?,
            Target::Activity => target::activity::judge(&mut case),
        }
        let Case { parsed, made, .. } = case;
        if !parsed.problems.is_empty() {
            let problems = parsed.problems;
            return Ok(Judged { verdict: RowVerdict::Bad, problems, made: Vec::new() });
        }
        register.expect(&made, line);
        let verdict = if made.is_empty() { RowVerdict::Known } else { RowVerdict::New };
        Ok(Judged { verdict, problems: Vec::new(), made })
    }

    /// By which the same ID number is found again.
    pub(super) fn hash(&self, id_number: &str) -> [u8; 32] {
        self.keyring.lookup_hash("id_number", id_number)
    }

    /// A fresh nonce; zeros in a dry run, which keeps nothing.
    pub(super) fn nonce(&self) -> Result<[u8; NONCE_LENGTH], Error> {
        self.entropy.map_or(Ok([0; NONCE_LENGTH]), Entropy::bytes)
    }
}

impl Case<'_> {
    pub(super) fn bad(&mut self, field: Field, text: &Text) {
        self.reader.note(&mut self.parsed, Some(field), text);
    }

    pub(super) fn bad_row(&mut self, text: &Text) {
        self.reader.note(&mut self.parsed, None, text);
    }

    /// A rule of the office is not kept: told of the column that feeds the rule's field, with the
    /// row or the record that stands in the way.
    pub(super) fn refuse(&mut self, refusal: Refusal) {
        let Refusal { field, text, about } = refusal;
        let text = match about.map(|about| self.where_is(about.id)) {
            None => text,
            Some(place) => Text::new(
                format!("{}（{}）", text.zh, place.zh),
                format!("{} ({})", text.en, place.en),
            ),
        };
        let field = field.and_then(|field| fed::field(self, field));
        self.reader.note(&mut self.parsed, field, &text);
    }

    /// Whether the row's place exists on a day. A place that is named was found as of the row's own.
    pub(super) fn has_division(&self, code: &DivisionCode, day: Date) -> bool {
        let values = &self.parsed.values;
        let is_named =
            [Field::Division, Field::Township].map(|field| values.words(field).is_some());
        let is_own = day == self.reader.day(values);
        (is_own && is_named.contains(&true)) || self.reader.directory.has(code, day)
    }

    /// Whether anything is wrong so far.
    pub(super) fn is_bad(&self) -> bool {
        !self.parsed.problems.is_empty()
    }

    /// The id of the next record that the row makes.
    pub(super) fn next_id(&self) -> uuid::Uuid {
        let k = u8::try_from(self.made.len()).unwrap_or(u8::MAX);
        super::made::id(self.judge.import, self.n, k)
    }

    /// Where a clash stands: in this sheet, or in the records.
    pub(super) fn where_is(&self, id: uuid::Uuid) -> Text {
        self.register.line(id).map_or_else(
            || Text::fixed("系统中已有", "recorded already"),
            |line| Text::new(format!("见本表第 {line} 行"), format!("row {line} of this sheet")),
        )
    }
}
