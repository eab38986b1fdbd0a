//! A program killed while it writes and signs. `KILLS` says how often; a campaign sets 1,000.

use std::{
    env, fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use store::{
    Place,
    testing::{Fresh, now},
};

use super::{round, verdict};
use crate::{Error, Office, journal, testing::keyring};

/// Where the child works; only with this set does it do anything.
const PLACE: &str = "YAOSHAN_KILLED_PLACE";
/// Where it notes what was answered.
const NOTES: &str = "YAOSHAN_KILLED_NOTES";

fn open(place: &Place) -> Office {
    Office::open(place, keyring(), now()).unwrap()
}

/// Not a test of its own: the program that is killed.
#[test]
#[ignore = "runs only as the child of the tests beside it"]
fn child() {
    let (Ok(place), Ok(notes)) = (env::var(PLACE), env::var(NOTES)) else { return };
    let place = match place.rsplit_once('#') {
        Some((url, schema)) => {
            Place::Postgres { url: url.to_owned(), schema: schema.to_owned().try_into().unwrap() }
        }
        None => Place::Sqlite(place.into()),
    };
    let office = open(&place);
    // On from where the last one was killed.
    let first = verdict(&office).size;
    for n in first.. {
        let asker = office.program(now().plus_millis(n * 1000));
        asker.write(move |act| round(act, n)).unwrap();
        let size = journal::checkpoint(&asker).unwrap();
        let read =
            asker.read(move |act| Ok(store::journal::checkpoint_covering(act.tx, size - 1)?));
        // What somebody was shown, they may keep.
        let note = read.unwrap().unwrap().note;
        fs::write(Path::new(&notes).join(size.to_string()), note).unwrap();
    }
}

fn start(fresh: &Fresh, notes: &Path) -> Child {
    let place = match &fresh.place {
        Place::Sqlite(path) => path.display().to_string(),
        Place::Postgres { url, schema } => format!("{url}#{schema}"),
    };
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "verify::tests::kill::child", "--ignored", "--nocapture"])
        .env(PLACE, place)
        .env(NOTES, notes)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

store::on_both! {
    fn what_was_signed_before_a_kill_stands_after_it(fresh: Fresh) {
        let kills = env::var("KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(5);
        let notes = tempfile::tempdir().unwrap();
        drop(open(&fresh.place));
        let mut grown = 0;
        for kill in 0..kills {
            let mut child = start(&fresh, notes.path());
            let before = fs::read_dir(notes.path()).unwrap().count();
            // Not before it has begun; then at some moment of its work.
            for _ in 0..2000 {
                thread::sleep(Duration::from_millis(5));
                if fs::read_dir(notes.path()).unwrap().count() > before {
                    break;
                }
            }
            thread::sleep(Duration::from_millis(kill * 7919 % 97));
            child.kill().unwrap();
            child.wait().unwrap();

            let office = open(&fresh.place);
            let after = verdict(&office);
            assert!(after.is_good(), "{:#?}", after.findings);
            assert!(after.size > grown, "the child got somewhere");
            grown = after.size;
            let kept = fs::read_dir(notes.path()).unwrap().map(|entry| {
                let path = entry.unwrap().path();
                let size: i64 = path.file_name().unwrap().to_str().unwrap().parse().unwrap();
                (size, fs::read_to_string(path).unwrap())
            });
            for (size, note) in kept.filter(|(_, note)| !note.is_empty()) {
                let asker = office.program(now());
                let find = move |act: &mut crate::Act<'_>| {
                    Ok::<_, Error>(store::journal::checkpoint_covering(act.tx, size - 1)?)
                };
                assert_eq!(asker.read(find).unwrap().unwrap().note, note);
            }
        }
    }
}
