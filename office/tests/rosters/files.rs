//! What whole files can be, and how reading them ends.

use std::{fs, os::unix::fs::PermissionsExt};

use super::*;

/// A file that cannot be read: put away, with the reason.
#[track_caller]
fn unreadable(county: &County, bytes: &[u8], (zh, en): (&[&str], &[&str])) {
    let asker = clerk(county);
    let judged = judge(county, &asker, "people", bytes);
    assert_eq!(judged.state, ImportState::Unreadable, "{judged:?}");
    tells(&judged.trouble().unwrap(), (zh, en), "the file");
    assert_eq!(people(county), 0);
    // Somebody who mends the file may send it again, and so may somebody who does not.
    let again = upload(&asker, "people", bytes);
    assert!(matches!(again, Received::New(_)));
    work(county);
}

/// A child that is not the reader at all.
fn in_place_of_the_child(county: County, script: &str) -> (County, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("child");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
    let mut county = county;
    county.office = county.office.clone().reading_in(papers::Place::Child(path));
    (county, folder)
}

const GOOD: [&str; 2] = [PEOPLE, "王小芳,女,下汤镇,新街社区"];

store::on_both! {
    fn wrong_columns_are_named(fresh: Fresh) {
        let county = county(fresh);
        let clerk = clerk(&county);
        let judged = judge(&county, &clerk, "people", "人名,男女,乡镇\n王小芳,女,下汤镇".as_bytes());
        assert_eq!(judged.state, ImportState::Unmatched);
        tells(&judged.trouble().unwrap(), (
            &["缺少「姓名」列", "补上后重新上传"], &["\"姓名\" is missing", "add it and upload again"],
        ), "a column");
        let twice = judge(&county, &clerk, "people", "姓名,名字,性别\n王小芳,王小芳,女".as_bytes());
        assert_eq!(twice.state, ImportState::Unmatched);
        tells(&twice.trouble().unwrap(), (
            &["「姓名」和「名字」", "删去一列"], &["are the same column", "remove one"],
        ), "two columns");
        let none = judge(&county, &clerk, "people", "\n\n \n".as_bytes());
        assert_eq!(none.state, ImportState::Unmatched);
        tells(&none.trouble().unwrap(), (&["表头", "模板"], &["row of headings", "template"]), "no column");
    }

    fn a_small_file_with_an_endless_range_is_a_small_roster(fresh: Fresh) {
        let county = county(fresh);
        let clerk = clerk(&county);
        let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
        let near = [
            row(1, &["姓名", "性别", "乡镇", "村"]),
            row(2, &["王小芳", "女", "下汤镇", "新街社区"]),
            row(3, &["李大山", "公", "下汤镇", "老街社区"]),
        ];
        let file = Book::of_sheet(format!(
            "<worksheet xmlns=\"{MAIN}\"><dimension ref=\"A1:XFD1048576\"/><sheetData>{}{far}</sheetData></worksheet>",
            near.concat()
        )).bytes();
        assert!(file.len() < 4_800, "{}", file.len());
        let judged = judge(&county, &clerk, "people", &file);
        assert_eq!((judged.state, judged.rows_new), (ImportState::Judged, 1), "{judged:?}");
        tells(&said(&clerk, judged.id, 3), (&["「性别」", "公"], &["“性别”", "公"]), "a bad row");
        // What stands far out is no person; the page shows that the row was left out.
        let last = rows(&clerk, judged.id).pop().unwrap();
        assert_eq!((last.line, last.verdict), (1_048_576, RowVerdict::Skipped));
    }

    fn a_million_empty_rows_cost_nothing(fresh: Fresh) {
        let county = county(fresh);
        let clerk = clerk(&county);
        let mut rows = row(1, &["姓名", "性别", "乡镇", "村"]);
        for n in 2..=1_000_000 {
            rows.push_str(&format!("<row r=\"{n}\" ht=\"15\"><c r=\"A{n}\" s=\"1\"/></row>"));
        }
        rows.push_str(&row(1_000_001, &["王小芳", "女", "下汤镇", "新街社区"]));
        rows.push_str(&row(1_000_002, &["李大山", "公", "下汤镇", "老街社区"]));
        let judged = judge(&county, &clerk, "people", &sheet(&rows, &[]));
        assert_eq!((judged.rows_read, judged.rows_new, judged.rows_bad), (2, 1, 1), "{judged:?}");
        tells(&said(&clerk, judged.id, 1_000_002), (&["「性别」", "公"], &["“性别”"]), "far down");
    }

    fn a_csv_file_in_gb18030_is_read_and_judged(fresh: Fresh) {
        let county = county(fresh);
        let clerk = clerk(&county);
        // 姓名,性别,乡镇 / 王小芳,女,下汤镇 / 李大山,公,下汤镇
        let file: &[u8] = b"\xD0\xD5\xC3\xFB,\xD0\xD4\xB1\xF0,\xCF\xE7\xD5\xF2\n\
            \xCD\xF5\xD0\xA1\xB7\xBC,\xC5\xAE,\xCF\xC2\xCC\xC0\xD5\xF2\n\
            \xC0\xEE\xB4\xF3\xC9\xBD,\xB9\xAB,\xCF\xC2\xCC\xC0\xD5\xF2\n";
        let judged = judge(&county, &clerk, "people", file);
        assert_eq!((judged.rows_new, judged.rows_bad), (1, 1), "{:#?}", rows(&clerk, judged.id));
        tells(&said(&clerk, judged.id, 3), (&["「性别」", "公"], &["“性别”", "公"]), "a bad row");
        unreadable(&county, b"\xB9\xAB,\xFF\xFF\n", (&["第 1 行", "编码", "重新上传"], &["Line 1", "encoding", "upload it again"]));
    }

    fn a_zip_bomb_is_refused(fresh: Fresh) {
        let county = county(fresh);
        let mut book = Book::of("<row/>");
        book.sheets[0].1.push_str(&" ".repeat(80 << 20));
        let bytes = book.bytes();
        assert!(bytes.len() < 1 << 20);
        unreadable(&county, &bytes, (
            &["解压后", "清除空白行列的格式"], &["Unpacked", "Clear the formats of empty rows"],
        ));
    }

    fn a_child_beyond_its_memory_is_told(fresh: Fresh) {
        let mut county = county(fresh);
        let limits = papers::Limits { ratio: u64::MAX, memory: 64 << 20, ..papers::Limits::default() };
        county.office = county.office.clone().reading_within(limits);
        let string = format!("<si><t>{}</t></si>", "字".repeat(1 << 18));
        let strings = Some(format!("<sst xmlns=\"{MAIN}\">{}</sst>", string.repeat(100)));
        let book = Book { strings, ..Book::of("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>") };
        unreadable(&county, &book.bytes(), (
            &["内存超过限额", "未导入任何内容", "拆分后重新上传"],
            &["more memory than is allowed", "nothing was imported", "split it"],
        ));
    }

    fn a_child_beyond_its_time_is_told(fresh: Fresh) {
        let mut county = county(fresh);
        let limits = papers::Limits {
            cpu_seconds: 1, unpacked: u64::MAX, ratio: u64::MAX, ..papers::Limits::default()
        };
        county.office = county.office.clone().reading_within(limits);
        let mut book = Book::of("");
        let blank = "<row/>".repeat(1 << 18);
        let full = book.sheets[0].1.replace("<sheetData>", &format!("<sheetData>{blank}"));
        book.sheets = (0..64).map(|n| (format!("表{n}"), full.clone())).collect();
        unreadable(&county, &book.bytes(), (
            &["时间超过限额", "未导入任何内容"], &["more time than is allowed", "nothing was imported"],
        ));
    }

    fn a_child_that_is_killed_or_falls_over_is_told(fresh: Fresh) {
        let county = county(fresh);
        let file = GOOD.join("\n");
        let (county, _folder) = in_place_of_the_child(county, "kill -9 $$");
        unreadable(&county, file.as_bytes(), (&["内存超过限额", "重新上传"], &["more memory", "upload it again"]));
        let (county, _folder) = in_place_of_the_child(county, "cat > /dev/null; exit 1");
        unreadable(&county, file.as_bytes(), (&["异常中止", "重新上传"], &["ended abnormally", "upload it again"]));
        let (county, _folder) = in_place_of_the_child(county, "cat > /dev/null; echo nonsense");
        unreadable(&county, file.as_bytes(), (&["异常中止"], &["ended abnormally"]));
    }

    fn a_repeated_upload_and_a_double_apply_double_nothing(fresh: Fresh) {
        let county = county(fresh);
        let clerk = clerk(&county);
        let file = GOOD.join("\n");
        let id = judge(&county, &clerk, "people", file.as_bytes()).id;
        assert!(matches!(upload(&clerk, "people", file.as_bytes()), Received::Before(first) if first.id == id));
        for _ in 0..2 {
            clerk.write(move |act| import::apply(act, id, false)).unwrap();
        }
        work(&county);
        clerk.write(move |act| import::apply(act, id, false)).unwrap();
        work(&county);
        assert_eq!(people(&county), 1);
        assert!(matches!(upload(&clerk, "people", file.as_bytes()), Received::Before(first) if first.id == id));
        // The same rows in another file are known.
        let more = format!("{file}\n李大山,男,下汤镇,老街社区");
        let judged = judge(&county, &clerk, "people", more.as_bytes());
        assert_eq!((judged.rows_known, judged.rows_new), (1, 1));
        let id = judged.id;
        clerk.write(move |act| import::apply(act, id, false)).unwrap();
        work(&county);
        assert_eq!(people(&county), 2);
    }
}
