//! Workbooks written by hand, part by part, so that a test can put anything into them.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

pub(crate) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A workbook to be. What is not set is as plain as can be.
#[derive(Default)]
pub(crate) struct Book {
    pub(crate) sheets: Vec<(String, String)>,
    pub(crate) strings: Option<String>,
    pub(crate) styles: Option<String>,
    pub(crate) workbook_properties: String,
    pub(crate) extra: Vec<(String, Vec<u8>)>,
}

impl Book {
    /// One sheet with this XML inside `sheetData`.
    pub(crate) fn of(rows: impl Into<String>) -> Book {
        Book::of_sheet(format!(
            "<worksheet xmlns=\"{MAIN}\"><sheetData>{}</sheetData></worksheet>",
            rows.into()
        ))
    }

    /// One sheet that is this XML.
    pub(crate) fn of_sheet(sheet: impl Into<String>) -> Book {
        Book { sheets: vec![("Sheet1".into(), sheet.into())], ..Book::default() }
    }

    pub(crate) fn parts(&self) -> Vec<(String, Vec<u8>)> {
        let mut sheets = String::new();
        let mut relations = String::new();
        let mut parts = vec![
            (
                "[Content_Types].xml".to_owned(),
                format!("<Types xmlns=\"{PACKAGE}/content-types\"/>").into_bytes(),
            ),
            (
                "_rels/.rels".to_owned(),
                relationships(&relation("r1", "officeDocument", "xl/workbook.xml")),
            ),
        ];
        for (index, (name, xml)) in self.sheets.iter().enumerate() {
            let id = index + 1;
            sheets.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{id}\" r:id=\"r{id}\"/>"));
            relations.push_str(&relation(
                &format!("r{id}"),
                "worksheet",
                &format!("worksheets/sheet{id}.xml"),
            ));
            parts.push((format!("xl/worksheets/sheet{id}.xml"), xml.clone().into_bytes()));
        }
        let workbook = format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\">{}<sheets>{sheets}</sheets></workbook>",
            self.workbook_properties
        );
        parts.push(("xl/workbook.xml".into(), workbook.into_bytes()));
        parts.push(("xl/_rels/workbook.xml.rels".into(), relationships(&relations)));
        let strings =
            self.strings.clone().map(|xml| ("xl/sharedStrings.xml".into(), xml.into_bytes()));
        let styles = self.styles.clone().map(|xml| ("xl/styles.xml".into(), xml.into_bytes()));
        parts.extend(strings);
        parts.extend(styles);
        parts.extend(self.extra.clone());
        parts
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        zip(&self.parts())
    }
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!("<Relationship Id=\"{id}\" Type=\"{DOCUMENT}/{kind}\" Target=\"{target}\"/>")
}

fn relationships(inner: &str) -> Vec<u8> {
    format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{inner}</Relationships>").into_bytes()
}

pub(crate) fn zip(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Styles whose cell format 1 is a day, 2 a moment, 3 a time, 4 a Chinese day, 5 a percentage.
pub(crate) fn styles() -> String {
    format!(
        "<styleSheet xmlns=\"{MAIN}\"><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/>\
         </numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"20\"/>\
         <xf numFmtId=\"164\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>"
    )
}
