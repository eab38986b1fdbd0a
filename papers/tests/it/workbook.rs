//! What offices really send: dates in every form, merged headings, formulas, numbers too long.

use crate::corpus::{Book, MAIN, rows, styles, text};
use papers::{At, Cell, Event};

fn cells(xml: &str, book: Book) -> Vec<Cell> {
    let row = format!("<row r=\"1\">{xml}</row>");
    let sheet = book.sheets[0].1.replace("<sheetData>", &format!("<sheetData>{row}"));
    rows(Book { sheets: vec![("Sheet1".into(), sheet)], ..book }.bytes()).remove(0).cells
}

fn date(day: &str) -> Cell {
    Cell::Date(day.to_owned())
}

#[test]
fn serial_numbers_are_days_where_the_format_says_so() {
    let book = Book { styles: Some(styles()), ..Book::of("") };
    let xml = "<c r=\"A1\" s=\"1\"><v>43630</v></c><c r=\"B1\" s=\"4\"><v>43630</v></c><c r=\"C1\" s=\"2\"><v>43630.354166666664</v></c>\
        <c r=\"D1\" s=\"3\"><v>0.35416666666666669</v></c><c r=\"E1\"><v>43630</v></c><c r=\"F1\" s=\"5\"><v>0.5</v></c>\
        <c r=\"G1\" s=\"1\"><v>-3</v></c><c r=\"H1\" s=\"1\"><v>1e300</v></c><c r=\"I1\" t=\"d\"><v>2019-06-14T00:00:00</v></c>";
    let expected = [
        date("2019-06-14"),
        date("2019-06-14"),
        date("2019-06-14T08:30:00"),
        date("08:30:00"),
        Cell::Number(43630.0),
        Cell::Number(0.5),
        Cell::Number(-3.0),
        Cell::Number(1e300),
        date("2019-06-14"),
    ];
    assert_eq!(cells(xml, book), expected);
}

#[test]
fn the_calendar_of_1904_is_heeded() {
    let properties = "<workbookPr date1904=\"1\"/>".to_owned();
    let book = Book { styles: Some(styles()), workbook_properties: properties, ..Book::of("") };
    assert_eq!(cells("<c r=\"A1\" s=\"1\"><v>42168</v></c>", book), [date("2019-06-14")]);
}

#[test]
fn a_date_typed_as_text_stays_text() {
    let xml = "<c r=\"A1\" t=\"inlineStr\"><is><t>2019.6.14</t></is></c><c r=\"B1\" t=\"str\"><v>2019年6月</v></c>";
    assert_eq!(cells(xml, Book::of("")), [text("2019.6.14"), text("2019年6月")]);
}

#[test]
fn an_id_number_kept_as_a_number_is_told() {
    let found = cells(
        "<c r=\"A1\"><v>4.1042319900101101E+17</v></c><c r=\"B1\"><v>13800000000</v></c>",
        Book::of(""),
    );
    assert!(found[0].lost_digits());
    assert!(!found[1].lost_digits());
    assert_eq!(found[1].text().as_deref(), Some("13800000000"));
}

#[test]
fn a_formula_tells_what_it_gave() {
    let xml = "<c r=\"A1\"><f>1+1</f><v>2</v></c><c r=\"B1\" t=\"str\"><f>VLOOKUP(1,2,3)</f><v>上坪村</v></c>\
        <c r=\"C1\" t=\"e\"><f>X</f><v>#REF!</v></c><c r=\"D1\" t=\"b\"><v>1</v></c><c r=\"E1\"><f>1+1</f></c>";
    let formula = |cell| Cell::Formula(Box::new(cell));
    let expected = [
        formula(Cell::Number(2.0)),
        formula(text("上坪村")),
        formula(Cell::Error("#REF!".into())),
        Cell::Bool(true),
        formula(Cell::Empty),
    ];
    assert_eq!(cells(xml, Book::of("")), expected);
}

#[test]
fn merged_cells_name_the_cell_that_holds_their_content() {
    let string =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let sheet = format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetData><row r=\"1\">{}</row><row r=\"2\">{}{}</row><row r=\"3\">{}</row><row r=\"5\"/></sheetData>\
         <mergeCells count=\"2\"><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"A2:A5\"/></mergeCells></worksheet>",
        string("A1", "花名册"),
        string("A2", "上坪村"),
        string("B2", "张三"),
        string("B3", "李四")
    );
    let found = rows(Book::of_sheet(sheet).bytes());
    let merged = |row, column| Cell::Merged(At { row, column });
    assert_eq!(found[0].cells, [text("花名册"), merged(0, 0), merged(0, 0)]);
    assert_eq!(found[1].cells, [text("上坪村"), text("张三")]);
    assert_eq!(found[2].cells, [merged(1, 0), text("李四")]);
    assert_eq!(found.len(), 3, "a row that holds nothing of its own is not told");
}

#[test]
fn rich_text_and_spaces_and_line_breaks() {
    let xml = "<c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>";
    let strings = format!(
        "<sst xmlns=\"{MAIN}\"><si><r><t>张</t></r><r><t>三</t></r><rPh sb=\"0\" eb=\"1\"><t>zhang</t></rPh></si><si><t xml:space=\"preserve\"> 甲_x000D_\n乙 </t></si></sst>"
    );
    let book = Book { strings: Some(strings), ..Book::of("") };
    assert_eq!(cells(xml, book), [text("张三"), text(" 甲\n乙 ")]);
}

#[test]
fn every_sheet_comes_in_order_and_hidden_ones_say_so() {
    let mut book = Book::of("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    book.sheets.push(("字典".into(), book.sheets[0].1.clone()));
    let mut parts = book.parts();
    let workbook = parts.iter_mut().find(|(name, _)| name == "xl/workbook.xml").unwrap();
    workbook.1 = String::from_utf8(workbook.1.clone())
        .unwrap()
        .replace("name=\"字典\"", "name=\"字典\" state=\"hidden\"")
        .into_bytes();
    let events = crate::corpus::read(crate::corpus::zip(&parts)).unwrap();
    let sheets: Vec<_> = events
        .iter()
        .filter_map(|e| {
            if let Event::Sheet { name, hidden } = e {
                Some((name.as_str(), *hidden))
            } else {
                None
            }
        })
        .collect();
    assert_eq!(sheets, [("Sheet1", false), ("字典", true)]);
    assert_eq!(events.len(), 4);
}

#[test]
fn text_files_in_every_encoding_give_the_same_rows() {
    let content = "姓名,身份证号,村\r\n张三,4.10423E+17,\"上坪村\n一组\"\r\n";
    let wide = |content: &str| {
        [0xFEFFu16].into_iter().chain(content.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let files: [Vec<u8>; 5] = [
        content.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF", content.as_bytes()].concat(),
        encoding_rs::GB18030.encode(content).0.into_owned(),
        encoding_rs::GBK.encode(&content.replace(',', ";")).0.into_owned(),
        wide(&content.replace(',', "\t")),
    ];
    for file in files {
        let found = rows(file);
        assert_eq!(found[0].cells, [text("姓名"), text("身份证号"), text("村")]);
        assert_eq!((found[1].number, &found[1].cells[2]), (2, &text("上坪村\n一组")));
        assert!(found[1].cells[1].lost_digits());
    }
}
