//! An empty sheet per recipe: the right headings, and on each a note how to fill it in.

use model::{
    Lang, Text,
    programme::{CodeTable, Column, Programme, Reading, Recipe, Space},
};
use papers::write::{self, Kind, Sheet, Unwritten};

use crate::Error;

/// The template of a recipe as a workbook.
pub fn template(programme: &Programme, recipe: &Recipe, lang: Lang) -> Result<Vec<u8>, Error> {
    let columns: Vec<write::Column> = recipe
        .columns
        .iter()
        .map(|column| {
            let heading = heading(column, lang);
            let mark = if column.required { "*" } else { "" };
            let note = note(programme, column).in_lang(lang).to_owned();
            write::Column::new(format!("{mark}{heading}"), kind(column)).noted(note)
        })
        .collect();
    let made = Sheet::new(recipe.title.in_lang(lang), &columns).and_then(Sheet::finish);
    made.map_err(|error: Unwritten| Error::Broken(error.to_string()))
}

/// The usual heading, or for English the first one in Latin letters.
fn heading(column: &Column, lang: Lang) -> &str {
    let latin = column.headers.iter().find(|heading| heading.is_ascii());
    let usual = column.headers.first();
    let chosen = match lang {
        Lang::Zh => usual,
        Lang::En => latin.or(usual),
    };
    chosen.map_or("", String::as_str)
}

const fn kind(column: &Column) -> Kind {
    match column.field.reading() {
        Reading::Date => Kind::Day,
        Reading::Count => Kind::Whole,
        _ => Kind::Text,
    }
}

/// How a column is filled in, with an example.
fn note(programme: &Programme, column: &Column) -> Text {
    let how = how(programme, column);
    let must =
        if column.required { Text::fixed("必填。", "Required. ") } else { Text::fixed("", "") };
    Text::new(format!("{}{}", must.zh, how.zh), format!("{}{}", must.en, how.en))
}

fn how(programme: &Programme, column: &Column) -> Text {
    match column.field.reading() {
        Reading::Words => Text::fixed("文字", "words"),
        Reading::PersonName => Text::fixed("姓名，如：王小芳", "a name, such as 王小芳"),
        Reading::IdNumber => Text::fixed(
            "18 位身份证号，按文本填写；用于查重，加密保存",
            "the 18 characters, as text; it finds duplicates and is kept sealed",
        ),
        Reading::CreditCode => Text::fixed("18 位统一社会信用代码", "the 18-character credit code"),
        Reading::Phone => Text::fixed(
            "手机 11 位，或区号-号码，如 0375-1234567",
            "a mobile number, or area code and number, such as 0375-1234567",
        ),
        Reading::Date => Text::fixed("日期，如 2019-03-01", "a day, such as 2019-03-01"),
        Reading::Year => Text::fixed("四位年份，如 1975", "a year, such as 1975"),
        Reading::Count => Text::fixed("整数，如 36", "a whole number, such as 36"),
        Reading::Township => {
            Text::fixed("乡镇或街道名称，如：下汤镇", "the township's name, such as 下汤镇")
        }
        Reading::Division => Text::fixed(
            "村或社区名称，如：董庄村；也可填 12 位区划代码",
            "the village's name, such as 董庄村, or its 12-digit code",
        ),
        Reading::Organisation => Text::fixed(
            "组织全称，与组织名册一致",
            "the organisation's name as on the roster of organisations",
        ),
        Reading::Key(space) => one_of(programme, space, column),
        Reading::Code(table) => examples(table),
        Reading::People => Text::fixed(
            "姓名，用顿号隔开；缺席的在括号内写原因，如：王芳、李强（病假）",
            "names with 、 between; for absent people the reason in brackets, such as 王芳、李强（病假）",
        ),
    }
}

fn one_of(programme: &Programme, space: Space, column: &Column) -> Text {
    let titles: Vec<Text> = if column.words.is_empty() {
        super::cell::titles(programme, space)
    } else {
        column.words.keys().map(|word| Text::new(word.clone(), word.clone())).collect()
    };
    let zh: Vec<&str> = titles.iter().map(|title| title.zh.as_ref()).collect();
    let en: Vec<&str> = titles.iter().map(|title| title.en.as_ref()).collect();
    Text::new(format!("填其中之一：{}", zh.join("、")), format!("one of: {}", en.join(", ")))
}

const fn examples(table: CodeTable) -> Text {
    match table {
        CodeTable::Sex => Text::fixed("男或女", "男 or 女"),
        CodeTable::Ethnicity => Text::fixed("民族，如：汉族", "such as 汉族"),
        CodeTable::PoliticalStatus => {
            Text::fixed("政治面貌，如：中共党员、群众", "such as 中共党员, 群众")
        }
        CodeTable::Schooling => Text::fixed("学历，如：大专、本科", "such as 大专, 本科"),
    }
}
