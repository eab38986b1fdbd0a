//! Organisations that a row names: found by name, among the kinds that fit, near the row's place.

use model::{Text, division::holds_on, organisation::Organisation, programme::Field};

use crate::import::judge::Case;

/// The organisation in a field; absent if the field is empty, or if it cannot be told, which is
/// then noted. `kinds` narrow the choice unless the recipe does.
pub(super) fn organisation(
    case: &mut Case<'_>,
    field: Field,
    kinds: &[String],
) -> Option<Organisation> {
    let name = case.parsed.values.owned(field)?;
    let by_recipe = case.reader.kinds_for(field);
    let kinds = if by_recipe.is_empty() { kinds.to_vec() } else { by_recipe.to_vec() };
    let day = case.reader.day(&case.parsed.values);
    let named = case.register.organisations.get(&name).cloned().unwrap_or_default();
    let fitting: Vec<Organisation> = named
        .iter()
        .filter(|found| kinds.is_empty() || kinds.contains(&found.kind))
        .cloned()
        .collect();
    let holds = |found: &&Organisation| holds_on(found.from_on, found.until_on, day);
    let now: Vec<Organisation> = fitting.iter().filter(holds).cloned().collect();
    match nearest(case, now).as_slice() {
        [only] => return Some(only.clone()),
        [] => {}
        [_, _, ..] => {
            let text = Text::new(
                format!("有几个组织叫「{name}」：请在乡镇、村列写明是哪里的"),
                format!(
                    "several organisations are called “{name}”: say in which township and village"
                ),
            );
            case.bad(field, &text);
            return None;
        }
    }
    let text = match (fitting.first(), named.first()) {
        (Some(other), _) => Text::new(
            format!("「{name}」在 {day} 不存在（{} 成立）：请核对日期", other.from_on),
            format!("“{name}” did not exist on {day} (founded {}): check the day", other.from_on),
        ),
        (None, Some(other)) => {
            let (kind, wanted) = (kind(case, &other.kind), wanted(case, &kinds));
            Text::new(
                format!("「{name}」是{}，这里应填{}", kind.zh, wanted.zh),
                format!("“{name}” is a {}; this column wants {}", kind.en, wanted.en),
            )
        }
        (None, None) => Text::new(
            format!("没有叫「{name}」的组织：请核对名称，或先导入组织名册"),
            format!(
                "no organisation is called “{name}”: check the name, or import the roster of organisations first"
            ),
        ),
    };
    case.bad(field, &text);
    None
}

/// Those in the row's own division if there are any, else in its township, else all.
fn nearest(case: &Case<'_>, found: Vec<Organisation>) -> Vec<Organisation> {
    let Some(place) = case.parsed.place.as_ref().filter(|_| found.len() > 1) else { return found };
    let within = |code: &model::code::DivisionCode| {
        found.iter().filter(|o| code.contains(&o.division_code)).cloned().collect::<Vec<_>>()
    };
    let (here, around) = (within(place), place.parent().map(|above| within(&above)));
    if !here.is_empty() {
        return here;
    }
    around.filter(|around| !around.is_empty()).unwrap_or(found)
}

fn kind(case: &Case<'_>, key: &str) -> Text {
    let kind = case.judge.programme.organisation_kind(key);
    kind.map_or_else(|| Text::new(key.to_owned(), key.to_owned()), |kind| kind.title.clone())
}

fn wanted(case: &Case<'_>, kinds: &[String]) -> Text {
    let titles: Vec<Text> = kinds.iter().map(|key| kind(case, key)).collect();
    let zh: Vec<&str> = titles.iter().map(|title| title.zh.as_ref()).collect();
    let en: Vec<&str> = titles.iter().map(|title| title.en.as_ref()).collect();
    Text::new(zh.join("或"), en.join(" or "))
}
