//! Files that break readers of spreadsheets. Each is read in a child; each gives rows or a clear refusal.

use crate::corpus::{Book, MAIN, read, read_with, rows, text, zip};
use papers::{Cell, Event, Foreign, Limits, Refused};

fn inline(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

#[test]
fn a_used_range_of_the_whole_sheet_costs_nothing() {
    let rows_xml = format!(
        "<row r=\"1\">{}</row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>",
        inline("A1", "姓名")
    );
    let sheet = format!(
        "<worksheet xmlns=\"{MAIN}\"><dimension ref=\"A1:XFD1048576\"/><sheetData>{rows_xml}</sheetData></worksheet>"
    );
    let found = rows(Book::of_sheet(sheet).bytes());
    assert_eq!(found[0].cells, [text("姓名")]);
    assert_eq!(
        (found[1].number, found[1].beyond, found[1].cells.len()),
        (1_048_576, Some(16_383), 0)
    );
    assert_eq!(found.len(), 2);
}

#[test]
fn a_million_empty_rows_cost_nothing() {
    let mut xml = format!("<row r=\"1\">{}</row>", inline("A1", "姓名"));
    for number in 2..=1_000_000 {
        xml.push_str(&format!("<row r=\"{number}\" ht=\"15\"><c r=\"A{number}\" s=\"1\"/></row>"));
    }
    xml.push_str(&format!("<row r=\"1000001\">{}</row>", inline("A1000001", "张三")));
    let found = rows(Book::of(xml).bytes());
    assert_eq!(found.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 1_000_001]);
}

#[test]
fn formulas_that_give_nothing_are_no_rows() {
    let mut xml = String::new();
    for number in 1..=50_000 {
        xml.push_str(&format!(
            "<row r=\"{number}\"><c r=\"B{number}\" t=\"str\"><f>A{number}</f><v></v></c></row>"
        ));
    }
    assert_eq!(rows(Book::of(xml).bytes()), []);
}

#[test]
fn a_zip_bomb_is_refused() {
    let mut book = Book::of("<row/>");
    book.sheets[0].1.push_str(&" ".repeat(80 << 20));
    assert!(matches!(read(book.bytes()), Err(Refused::Bomb { .. })));
}

#[test]
fn a_zip_bomb_that_lies_about_its_size_is_refused() {
    let small = Limits { unpacked: 1 << 20, ..Limits::default() };
    let mut bytes = Book::of(" ".repeat(4 << 20)).bytes();
    let declared = ((4u32 << 20) + 94).to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4)
        .filter(|&at| {
            bytes[at..at + 3] == declared[..3] || {
                let size =
                    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
                size > 4 << 20 && size < (4 << 20) + 400
            }
        })
        .collect();
    assert!(!places.is_empty(), "the size is written somewhere");
    for at in places {
        bytes[at..at + 4].copy_from_slice(&100u32.to_le_bytes());
    }
    let refused = read_with(bytes, &small);
    assert!(matches!(refused, Err(Refused::Bomb { .. } | Refused::Damaged)), "{refused:?}");
}

#[test]
fn a_bomb_of_shared_strings_is_refused_within_the_memory_limit() {
    let string = format!("<si><t>{}</t></si>", "字".repeat(1 << 18));
    let strings = format!("<sst xmlns=\"{MAIN}\">{}</sst>", string.repeat(100));
    let book = Book {
        strings: Some(strings),
        ..Book::of("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>")
    };
    let limits = Limits { ratio: u64::MAX, memory: 64 << 20, ..Limits::default() };
    assert_eq!(read_with(book.bytes(), &limits), Err(Refused::Memory));
}

#[test]
fn a_promise_of_endless_strings_is_refused() {
    let strings =
        format!("<sst xmlns=\"{MAIN}\" uniqueCount=\"99999999999999999\"><si><t>a</t></si></sst>");
    let book = Book {
        strings: Some(strings),
        ..Book::of("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>")
    };
    assert_eq!(read(book.bytes()), Err(Refused::Damaged));
}

#[test]
fn ten_thousand_cells_of_one_long_shared_string_cost_no_memory() {
    let strings = format!("<sst xmlns=\"{MAIN}\"><si><t>{}</t></si></sst>", "字".repeat(30_000));
    let xml: String = (1..=10_000)
        .map(|n| format!("<row r=\"{n}\"><c r=\"A{n}\" t=\"s\"><v>0</v></c></row>"))
        .collect();
    let found = rows(Book { strings: Some(strings), ..Book::of(xml) }.bytes());
    assert_eq!(found.len(), 10_000);
    assert_eq!(found[9_999].cells, [Cell::Overlong(30_000)]);
}

#[test]
fn entities_are_never_expanded() {
    let mut entities = String::from("<!ENTITY a0 \"ha\">");
    for level in 1..40 {
        let below = level - 1;
        entities.push_str(&format!("<!ENTITY a{level} \"&a{below};&a{below};\">"));
    }
    let sheet = |doctype: &str| {
        format!(
            "{doctype}<worksheet xmlns=\"{MAIN}\"><sheetData><row r=\"1\">{}</row></sheetData></worksheet>",
            inline("A1", "&a39;")
        )
    };
    let laughs = sheet(&format!("<!DOCTYPE x [{entities}]>"));
    assert_eq!(read(Book::of_sheet(laughs).bytes()), Err(Refused::Doctype));
    let outside = sheet("<!DOCTYPE x SYSTEM \"file:///etc/passwd\">");
    assert_eq!(read(Book::of_sheet(outside).bytes()), Err(Refused::Doctype));
    assert!(matches!(
        read(Book::of_sheet(sheet("")).bytes()),
        Err(Refused::DamagedSheet { row: 0, .. })
    ));
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let whole = Book::of(format!("<row r=\"1\">{}</row>", inline("A1", "姓名"))).bytes();
    for end in (4..whole.len()).step_by(97) {
        let refused = read(whole[..end].to_vec()).expect_err("a cut file has no table of contents");
        let known =
            matches!(refused, Refused::Damaged | Refused::Nul { .. } | Refused::Encoding { .. });
        assert!(known, "cut at {end}: {refused:?}");
    }
}

#[test]
fn a_damaged_file_never_harms_the_reader() {
    let whole = Book {
        styles: Some(crate::corpus::styles()),
        ..Book::of(format!("<row r=\"1\">{}</row>", inline("A1", "姓名")))
    }
    .bytes();
    for at in (0..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0xA5;
        if let Err(harm @ (Refused::Crashed | Refused::Memory | Refused::Time)) = read(bytes) {
            panic!("byte {at}: {harm:?}");
        }
    }
}

#[test]
fn other_kinds_of_files_are_named() {
    let check = |bytes: &[u8], kind| assert_eq!(read(bytes.to_vec()), Err(Refused::Foreign(kind)));
    check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Foreign::Picture);
    check(b"%PDF-1.7\n", Foreign::Pdf);
    check(&[&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 1024]].concat(), Foreign::Xls);
    check("<html><table><tr><td>姓名</td></tr></table></html>".as_bytes(), Foreign::WebPage);
    let part = |name: &str| (name.to_owned(), b"x".to_vec());
    check(&zip(&[part("word/document.xml"), part("_rels/.rels")]), Foreign::Word);
    check(&zip(&[part("mimetype"), part("content.xml")]), Foreign::OpenDocument);
    check(&zip(&[part("xl/workbook.bin")]), Foreign::Xlsb);
    check(&zip(&[part("photo.jpg")]), Foreign::Archive);
    assert_eq!(read(Vec::new()), Err(Refused::Empty));
}

#[test]
fn a_password_is_named() {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let ole = [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 1024], &name].concat();
    assert_eq!(read(ole), Err(Refused::Encrypted));
}

#[test]
fn columns_beyond_counting_are_no_crash() {
    for place in ["XFE1", "ZZZZZZZZZZZZZZ1", "A99999999999", "A0", "1", "甲1", "A1:B2", ""] {
        let xml = format!("<row r=\"1\"><c r=\"{place}\"><v>1</v></c></row>");
        match read(Book::of(xml).bytes()) {
            Ok(events) => assert_eq!(events.len(), 2, "{place}: a row that says what lies beyond"),
            Err(Refused::Damaged | Refused::DamagedSheet { .. } | Refused::Crashed) => {}
            Err(other) => panic!("{place}: {other:?}"),
        }
    }
}

#[test]
fn rows_that_run_backwards_are_refused() {
    let xml =
        "<row r=\"5\"><c r=\"A5\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row>";
    assert_eq!(
        read(Book::of(xml).bytes()),
        Err(Refused::DamagedSheet { sheet: "Sheet1".into(), row: 5 })
    );
}

#[test]
fn merged_ranges_without_end_are_refused_or_survived() {
    let sheet = |merges: &str| {
        let row = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>";
        format!("<worksheet xmlns=\"{MAIN}\">{row}<mergeCells>{merges}</mergeCells></worksheet>")
    };
    let whole = rows(Book::of_sheet(sheet("<mergeCell ref=\"A1:XFD1048576\"/>")).bytes());
    assert_eq!((whole.len(), whole[0].cells.len()), (1, 256));
    let many = "<mergeCell ref=\"A1:B2\"/>".repeat(100_001);
    assert!(matches!(
        read(Book::of_sheet(sheet(&many)).bytes()),
        Err(Refused::TooManyMerges { .. })
    ));
    let backwards = read(Book::of_sheet(sheet("<mergeCell ref=\"C9:A1\"/>")).bytes());
    assert!(matches!(backwards, Ok(_) | Err(Refused::Damaged | Refused::Crashed)), "{backwards:?}");
}

#[test]
fn a_line_of_a_million_columns_is_one_row_that_says_so() {
    let line = "甲,".repeat(1_000_000);
    let found = rows(line.into_bytes());
    assert_eq!((found.len(), found[0].cells.len(), found[0].beyond), (1, 256, Some(256)));
}

#[test]
fn limits_of_count_and_size_are_told_with_the_number() {
    let limits = Limits { rows: 3, bytes: 1 << 20, ..Limits::default() };
    assert_eq!(read_with(b"a\nb\nc\nd\n".to_vec(), &limits), Err(Refused::TooManyRows { most: 3 }));
    assert_eq!(
        read_with(vec![b'a'; (1 << 20) + 1], &limits),
        Err(Refused::TooBig { megabytes: 1 })
    );
    let mut book = Book::of("");
    book.sheets = (0..65).map(|n| (format!("表{n}"), book.sheets[0].1.clone())).collect();
    assert_eq!(read(book.bytes()), Err(Refused::TooManySheets { most: 64 }));
    let mut parts = Book::of("").parts();
    parts.extend((0..4_000).map(|n| (format!("xl/media/{n}.png"), Vec::new())));
    assert!(matches!(read(zip(&parts)), Err(Refused::TooManyParts { .. })));
}

#[test]
fn a_workbook_without_sheets_is_refused() {
    let mut book = Book::of("");
    book.sheets.clear();
    assert_eq!(read(book.bytes()), Err(Refused::NoSheet));
}

#[test]
fn control_characters_do_not_pass() {
    let found = rows(
        Book::of(format!("<row r=\"1\">{}</row>", inline("A1", "张_x0000_三_x0007_"))).bytes(),
    );
    assert_eq!(found[0].cells, [text("张三")]);
    assert_eq!(read(b"a,b\0\n".to_vec()), Err(Refused::Nul { line: 1 }));
}

#[test]
fn a_shared_formula_with_a_huge_index_is_only_a_formula() {
    let xml = "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" si=\"999999999999\" ref=\"A1:A9\">B1</f><v>7</v></c></row>";
    assert_eq!(rows(Book::of(xml).bytes())[0].cells, [Cell::Formula(Box::new(Cell::Number(7.0)))]);
}

#[test]
fn nesting_without_end_is_survived() {
    let deep = format!("<row r=\"1\">{}</row>", "<x>".repeat(2_000_000));
    let outcome = read(Book::of(deep).bytes());
    assert!(matches!(outcome, Ok(_) | Err(Refused::DamagedSheet { .. })), "{outcome:?}");
}

#[test]
fn the_sheet_is_named_before_its_rows() {
    let events = read(Book::of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>").bytes()).unwrap();
    assert_eq!(events[0], Event::Sheet { name: "Sheet1".into(), hidden: false });
    assert!(matches!(events[1], Event::Row(_)));
}
