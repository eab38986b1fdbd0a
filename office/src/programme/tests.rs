//! A programme comes into force, numbers keep their meaning, and every process follows.

use model::{
    Moment,
    id::ProgrammeId,
    programme::{Files, embedded_files},
};
use store::testing::now;

use super::{NewProgramme, Step, apply, check, files, history, propose, roll_back};
use crate::{
    Asker, Error,
    figure::tests::made::{figure, recorded, wanted},
    testing::{COUNTY, County, TOWNSHIP, VILLAGE, code},
};

fn new(files: Files) -> NewProgramme {
    NewProgramme {
        id: ProgrammeId::new(now()),
        files,
        note: "按县委要求修订".to_owned(),
        over: None,
    }
}

/// The embedded files with one text replaced by another.
fn edited(file: &str, from: &str, to: &str) -> Files {
    let mut files = embedded_files();
    let text = files.get_mut(file).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    *text = text.replacen(from, to, 1);
    files
}

/// Talks count as shows from now on.
fn recounted(revision: i64) -> Files {
    let from = "key = \"shows\"\nrevision = 1";
    let mut files =
        edited("indicators.toml", from, &format!("key = \"shows\"\nrevision = {revision}"));
    let text = files.get_mut("indicators.toml").unwrap();
    *text = text.replacen(
        "tags = [\"touring_show\"]",
        "tags = [\"touring_show\", \"touring_talk\"]",
        1,
    );
    files
}

fn send(asker: &Asker, new: &NewProgramme) -> Result<i64, Error> {
    let new = new.clone();
    asker.write(move |act| Ok(apply(act, &new)?.number))
}

fn renew(office: &crate::Office) -> i64 {
    let (reply, answer) = std::sync::mpsc::channel();
    office.renew(move |renewed| reply.send(renewed).unwrap());
    answer.recv().unwrap().unwrap()
}

#[track_caller]
fn refused(result: Result<i64, Error>, words: &str) {
    let Err(Error::Refused(refusal)) = result else { panic!("{result:?}") };
    assert!(refusal.text.zh.contains(words), "{}", refusal.text.zh);
}

#[test]
fn the_embedded_programme_passes_its_check() {
    assert!(check(&embedded_files()).is_ok());
    assert!(!check(&Files::new()).unwrap_err().is_empty());
}

store::on_both! {
    fn numbers_keep_their_meaning_when_an_indicator_is_redefined(fresh: Fresh) {
        let county = County::open(fresh);
        let admin = county.asker("system_admin", COUNTY);
        recorded(&county, "touring_show", VILLAGE, 1);
        recorded(&county, "touring_talk", VILLAGE, 2);
        let leader = || county.asker("county_leader", COUNTY);
        let link = figure(&leader(), wanted("shows", COUNTY, "2019")).unwrap();
        refused(send(&admin, &new(recounted(1))), "revision 须改为 2");
        assert_eq!(send(&admin, &new(recounted(2))).unwrap(), 2);
        assert_eq!(renew(&county.office), 2);
        let live = figure(&leader(), wanted("shows", COUNTY, "2019")).unwrap();
        assert_eq!((live.value.whole(), live.indicator.revision), (2, 2));
        assert_eq!(figure(&leader(), link.wanted()).unwrap(), link);
        let unknown = super::super::figure::Wanted { revision: Some(3), ..link.wanted() };
        assert!(matches!(figure(&leader(), unknown), Err(Error::NotFound)));
        // Written again by hand, the old revision would go back; rolled back, it is what it was.
        refused(send(&admin, &new(embedded_files())), "不能从 2 退到 1");
        let id = ProgrammeId::new(now());
        let back = admin.write(move |act| roll_back(act, id, 1, "新口径暂缓")).unwrap();
        assert_eq!((back.number, renew(&county.office)), (3, 3));
        assert_eq!(figure(&leader(), wanted("shows", COUNTY, "2019")).unwrap().value.whole(), 1);
        assert_eq!(figure(&leader(), live.wanted()).unwrap(), live);
        // A second revision 2 of another meaning is refused although 1 is in force.
        let mut other = recounted(2);
        let text = other.get_mut("indicators.toml").unwrap();
        *text = text.replacen("\"touring_talk\"]", "\"theme_day\"]", 1);
        refused(send(&admin, &new(other)), "revision 须改为 3");
        let past = admin.read(history).unwrap();
        let notes: Vec<_> = past.iter().map(|one| one.revision.note.as_str()).collect();
        assert_eq!(notes[..2], ["新口径暂缓", "按县委要求修订"]);
        assert_eq!(admin.read(|act| files(act, Some(1))).unwrap(), (1, embedded_files()));
    }

    fn who_applies_holds_the_right_and_has_just_proved_it(fresh: Fresh) {
        let county = County::open(fresh);
        let office = county.asker("county_office", COUNTY);
        assert!(matches!(send(&office, &new(recounted(2))), Err(Error::Denied { .. })));
        let admin = county.asker("system_admin", COUNTY);
        let weak = crate::Who { strong: false, ..admin.who().clone() };
        let weak = county.office.asker(weak, admin.moment());
        assert!(matches!(send(&weak, &new(recounted(2))), Err(Error::StepUp)));
        let first = new(recounted(2));
        let unsaid = NewProgramme { note: " ".to_owned(), ..first.clone() };
        refused(send(&admin, &unsaid), "请写明");
        assert_eq!(send(&admin, &first).unwrap(), 2);
        assert_eq!(send(&admin, &first).unwrap(), 2);
        let stale = NewProgramme { over: Some(1), ..new(embedded_files()) };
        assert!(matches!(send(&admin, &stale), Err(Error::Changed)));
        refused(send(&admin, &new(recounted(2))), "完全相同");
        let broken = edited("roles.toml", "[[role]]", "[[rolle]]");
        refused(send(&admin, &new(broken)), "roles.toml");
        let clerk = county.asker("township_clerk", TOWNSHIP);
        assert!(matches!(clerk.read(history), Err(Error::Denied { .. })));
    }

    fn what_is_in_use_cannot_be_removed(fresh: Fresh) {
        let county = County::open(fresh);
        let admin = county.asker("system_admin", COUNTY);
        recorded(&county, "aid_day", VILLAGE, 1);
        let mut without = embedded_files();
        let text = without.get_mut("activity_kinds.toml").unwrap();
        let tables: Vec<&str> = text.split("[[kind]]").collect();
        let kept: Vec<&str> = tables.into_iter().filter(|table| !table.contains("key = \"aid_day\"")).collect();
        assert!(kept.len() > 5);
        *text = kept.join("[[kind]]");
        let proposed = without.clone();
        let proposal = admin.read(move |act| propose(act, &proposed, Step::Forward)).unwrap();
        assert!(proposal.programme.is_some() && proposal.over == 1, "{:?}", proposal.faults);
        assert_eq!(proposal.faults.len(), 1);
        refused(send(&admin, &new(without)), "仍有 1 条记录在用");
    }

    fn the_list_of_divisions_becomes_dated_rows(fresh: Fresh) {
        let county = County::open(fresh);
        let admin = county.asker("system_admin", COUNTY);
        let mut files = embedded_files();
        let list = files.get_mut("divisions.csv").unwrap();
        *list = list.replace("曙光社区居民委员会", "曙光路社区居民委员会");
        list.push_str("410423101999,410423101000,village,新村村民委员会,2026-01-01,,\n");
        assert_eq!(send(&admin, &new(files)).unwrap(), 2);
        let versions = |text: &str| {
            let code = code(text);
            admin.read(move |act| Ok(store::divisions::versions(act.tx, &code)?)).unwrap()
        };
        let renamed = versions("410423001001");
        let today = admin.moment().today;
        assert_eq!((renamed.len(), renamed[0].from_on, renamed[1].until_on), (2, today, Some(today)));
        assert_eq!(renamed[0].name, "曙光路社区居民委员会");
        assert_eq!(versions("410423101999")[0].name, "新村村民委员会");
        let mut gone = embedded_files();
        let list = gone.get_mut("divisions.csv").unwrap();
        *list = list.lines().filter(|line| !line.contains("曙光社区")).map(|line| format!("{line}\n")).collect();
        refused(send(&admin, &new(gone)), "不能从名单中删去");
        let tomorrow = Moment::new(now().plus_millis(86_400_000), admin.programme().county.offset);
        let later = county.asker_at("system_admin", COUNTY, tomorrow);
        let id = ProgrammeId::new(now());
        later.write(move |act| roll_back(act, id, 1, "恢复原名单")).unwrap();
        assert_eq!(versions("410423001001")[0].name, "曙光社区居民委员会");
        assert_eq!(versions("410423101999")[0].until_on, Some(tomorrow.today));
    }

    fn another_process_notices(fresh: Fresh) {
        let county = County::open(fresh);
        let other = county.reopen();
        let admin = county.asker("system_admin", COUNTY);
        send(&admin, &new(recounted(2))).unwrap();
        let revision = || other.programme().indicator("shows").unwrap().revision;
        assert_eq!(revision(), 1);
        // Nobody waits: somebody asks, and soon after the next one works by the new programme.
        let later = Moment::new(now().plus_millis(5_000), admin.programme().county.offset);
        other.asker(admin.who().clone(), later);
        let noticed = (0..200).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(10));
            revision() == 2
        });
        assert!(noticed);
    }
}
