//! The child's limits hold, and whoever asked it learns why it ended.

use std::{
    io::{self, Cursor, Read, Write},
    path::PathBuf,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::corpus::{Book, read_with};
use papers::{Cell, Event, Limits, Place, Refused};
use rust_xlsxwriter::Workbook;

fn place() -> Place {
    Place::Child(PathBuf::from(env!("CARGO_BIN_EXE_read-sheet")))
}

/// A roster whose every cell is a string of its own, in the form that Excel writes.
fn roster(rows: u32) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..rows {
        for column in 0..10 {
            sheet.write_string(row, column, format!("第{row}行第{column}列的文字")).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_hundred_thousand_rows_fit_in_256_mib() {
    // The address space is at least what is resident, so a child that finishes below the limit never held more.
    let limits = Limits { memory: 256 << 20, ..Limits::default() };
    let events = place().open(Cursor::new(roster(100_000)), &limits).unwrap();
    let mut rows = 0;
    for event in events {
        if let Event::Row(row) = event.unwrap() {
            rows += 1;
            assert_eq!(row.cells.len(), 10);
        }
    }
    assert_eq!(rows, 100_000);
}

#[test]
fn a_child_without_time_ends_with_a_reason() {
    let limits =
        Limits { cpu_seconds: 1, unpacked: u64::MAX, ratio: u64::MAX, ..Limits::default() };
    let mut book = Book::of("");
    let blank = "<row/>".repeat(1 << 18);
    book.sheets = (0..64)
        .map(|n| {
            (
                format!("s{n}"),
                book.sheets[0].1.replace("<sheetData>", &format!("<sheetData>{blank}")),
            )
        })
        .collect();
    assert_eq!(read_with(book.bytes(), &limits).err(), Some(Refused::Time));
}

#[test]
fn a_child_that_says_nothing_is_ended() {
    struct Never;
    impl Read for Never {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            std::thread::sleep(Duration::from_millis(1_500));
            Ok(0)
        }
    }
    let limits = Limits { silent_seconds: 1, ..Limits::default() };
    let mut events = place().open(Never, &limits).unwrap();
    assert_eq!(events.next(), Some(Err(Refused::Time)));
    assert_eq!(events.next(), None);
}

#[test]
fn a_file_that_cannot_be_fetched_is_not_called_damaged() {
    let broken = Cursor::new(b"PK\x03\x04".to_vec()).chain(Broken);
    let outcome: Result<Vec<Event>, Refused> =
        place().open(broken, &Limits::default()).unwrap().collect();
    assert_eq!(outcome, Err(Refused::Unreadable { reason: "the store is gone".into() }));
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the store is gone"))
    }
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let nowhere = Place::Child(PathBuf::from("/nonexistent/read-sheet"));
    let refused = nowhere.open(io::empty(), &Limits::default()).err();
    assert!(matches!(refused, Some(Refused::Unstartable { .. })), "{refused:?}");
}

#[test]
fn a_program_that_is_no_reader_is_a_crash() {
    let other = Place::Child(PathBuf::from("/bin/true"));
    let outcome: Result<Vec<Event>, Refused> =
        other.open(io::empty(), &Limits::default()).unwrap().collect();
    assert_eq!(outcome, Err(Refused::Crashed));
}

#[test]
fn dropping_the_events_ends_the_child_at_once() {
    let events =
        place().open(Cursor::new("甲,乙\n".repeat(150_000).into_bytes()), &Limits::default());
    let mut events = events.unwrap();
    assert!(matches!(events.next(), Some(Ok(Event::Sheet { .. }))));
    let begun = Instant::now();
    drop(events);
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
}

#[test]
fn a_slow_taker_loses_nothing() {
    let events =
        place().open(Cursor::new("甲\n".repeat(20_000).into_bytes()), &Limits::default()).unwrap();
    let mut last = 0;
    for event in events {
        if let Event::Row(row) = event.unwrap() {
            assert_eq!((row.number, &row.cells[..]), (last + 1, &[Cell::Text("甲".into())][..]));
            last = row.number;
            if last % 5_000 == 0 {
                std::thread::sleep(Duration::from_millis(50));
            }
        }
    }
    assert_eq!(last, 20_000);
}

#[test]
fn both_places_read_the_same() {
    let bytes = roster(50);
    let read = |place: Place| {
        place
            .open(Cursor::new(bytes.clone()), &Limits::default())
            .unwrap()
            .collect::<Result<Vec<_>, _>>()
    };
    let child = read(place());
    assert_eq!(child.as_ref().map(Vec::len), Ok(51));
    assert_eq!(child, read(Place::Here));
}

#[test]
fn the_child_gives_up_its_powers_before_it_reads() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_read-sheet"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let limits = Limits { memory: 300 << 20, cpu_seconds: 7, ..Limits::default() };
    let mut input = child.stdin.take().unwrap();
    writeln!(input, "{}", serde_json::to_string(&limits).unwrap()).unwrap();
    let proc =
        |file: &str| std::fs::read_to_string(format!("/proc/{}/{file}", child.id())).unwrap();
    let begun = Instant::now();
    // It waits for the file now; its powers go one after the other, and this one goes last but one.
    while !proc("status").contains("NoNewPrivs:\t1") {
        assert!(begun.elapsed() < Duration::from_secs(10), "it never gave up its powers");
    }
    let held = proc("limits");
    let words: Vec<Vec<&str>> =
        held.lines().map(|line| line.split_whitespace().collect()).collect();
    let limit =
        |name: &str| words.iter().find(|line| line.join(" ").starts_with(name)).unwrap().join(" ");
    assert_eq!(limit("Max address space"), "Max address space 314572800 314572800 bytes");
    assert_eq!(limit("Max cpu time"), "Max cpu time 7 8 seconds");
    assert_eq!(limit("Max file size"), "Max file size 0 0 bytes");
    assert_eq!(limit("Max core file size"), "Max core file size 0 0 bytes");
    assert_eq!(limit("Max processes"), "Max processes 0 0 processes");
    assert_eq!(limit("Max open files"), "Max open files 8 8 files");
    drop(input);
    assert!(child.wait().unwrap().success());
}
