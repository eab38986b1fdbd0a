//! A published briefing stays as it was; the live one moves.

use model::{Lang, briefing::Briefing, figure::Value, id::BriefingId, programme::Part};
use store::testing::now;

use super::{
    Narrowed, NewBriefing, Withdrawal, compare, draft, list, publish, published, texts, withdraw,
};
use crate::{
    Asker, Error,
    figure::tests::made::{drop, recorded},
    testing::{COUNTY, County, TOWNSHIP, VILLAGE, code},
};

fn new(at: i64) -> NewBriefing {
    NewBriefing {
        id: BriefingId::new(now()),
        key: "annual".to_owned(),
        division_code: code(COUNTY),
        period: "2019".parse().unwrap(),
        at,
    }
}

fn read_draft(asker: &Asker) -> super::Draft {
    asker.read(|act| draft(act, "annual", (&code(COUNTY), "2019".parse().unwrap()), None)).unwrap()
}

fn send(asker: &Asker, new: &NewBriefing) -> Result<Briefing, Error> {
    let new = new.clone();
    asker.write(move |act| publish(act, &new))
}

store::on_both! {
    fn publishing_freezes_what_was_read(fresh: Fresh) {
        let county = County::open(fresh);
        let staff = county.asker("county_office", COUNTY);
        let show = recorded(&county, "touring_show", VILLAGE, 1);
        let read = read_draft(&staff);
        assert_eq!(read.body.figure("shows").unwrap().value, Value::Count(1));
        assert_eq!(read.body.title(Lang::Zh), "鲁山县党建助推脱贫攻坚工作简报（2019年）");
        // Somebody records another while the draft is being read.
        recorded(&county, "touring_show", VILLAGE, 2);
        let briefing = send(&staff, &new(read.position.index)).unwrap();
        let (kept, body) = staff.read(move |act| published(act, briefing.id)).unwrap();
        assert_eq!((kept.number, &body), (1, &read.body));
        assert!(body.blocks(Lang::En).iter().flat_map(|block| block.parts()).all(|part| {
            matches!(part, Part::Words { .. } | Part::Figure { .. })
        }));
        drop(&county, &show);
        let (_, later) = staff.read(move |act| published(act, briefing.id)).unwrap();
        assert_eq!(later, body);
        recorded(&county, "touring_show", VILLAGE, 3);
        let compared = staff.read(move |act| compare(act, briefing.id)).unwrap();
        let changed: Vec<_> = compared.iter().filter(|one| one.has_changed()).collect();
        assert_eq!(changed.len(), 1);
        assert_eq!((changed[0].then.value, changed[0].now.value), (Value::Count(1), Value::Count(2)));
        assert!(!changed[0].is_redefined());
    }

    fn a_briefing_sent_twice_is_published_once_and_the_next_has_the_next_number(fresh: Fresh) {
        let county = County::open(fresh);
        let staff = county.asker("county_office", COUNTY);
        let at = read_draft(&staff).position.index;
        let first = new(at);
        let kept = send(&staff, &first).unwrap();
        assert_eq!(send(&staff, &first).unwrap(), kept);
        let other = NewBriefing { period: "2018".parse().unwrap(), ..first.clone() };
        assert!(matches!(send(&staff, &other), Err(Error::IdTaken)));
        let later = model::Moment::new(now().plus_millis(1), staff.programme().county.offset);
        let later = county.asker_at("county_office", COUNTY, later);
        assert_eq!(send(&later, &new(at)).unwrap().number, 2);
        assert_eq!(read_draft(&staff).published, 2);
        let (listed, total) = staff.read(|act| list(act, &Narrowed::default(), None, 1)).unwrap();
        assert_eq!((listed.len(), total, listed[0].number), (1, 2, 2));
        let before = Some((listed[0].published_at, listed[0].id));
        let (older, _) = staff.read(move |act| list(act, &Narrowed::default(), before, 9)).unwrap();
        assert_eq!(older, [kept]);
    }

    fn what_is_withdrawn_stays_with_its_reason(fresh: Fresh) {
        let county = County::open(fresh);
        let staff = county.asker("county_office", COUNTY);
        let at = read_draft(&staff).position.index;
        let briefing = send(&staff, &new(at)).unwrap();
        let take_back = |because: &str| {
            let withdrawal = Withdrawal { id: briefing.id, because: because.to_owned() };
            staff.write(move |act| withdraw(act, &withdrawal))
        };
        let refused = take_back("  ");
        let Err(Error::Refused(refusal)) = refused else { panic!("{refused:?}") };
        assert_eq!(refusal.field, Some("because"));
        let gone = take_back("口径有误").unwrap();
        assert_eq!(take_back("口径有误").unwrap(), gone);
        assert!(matches!(take_back("另一个原因"), Err(Error::Refused(_))));
        let (_, total) = staff.read(|act| list(act, &Narrowed::default(), None, 9)).unwrap();
        let all = Narrowed { withdrawn: true, ..Narrowed::default() };
        let (listed, _) = staff.read(move |act| list(act, &all, None, 9)).unwrap();
        assert_eq!((total, listed.len()), (0, 1));
    }

    fn who_only_reads_cannot_publish_and_who_is_elsewhere_cannot_read(fresh: Fresh) {
        let county = County::open(fresh);
        let leader = county.asker("county_leader", COUNTY);
        let at = read_draft(&leader).position.index;
        assert!(matches!(send(&leader, &new(at)), Err(Error::Denied { .. })));
        let staff = county.asker("county_office", COUNTY);
        let briefing = send(&staff, &new(at)).unwrap();
        let clerk = county.asker("township_clerk", TOWNSHIP);
        let denied = clerk.read(move |act| published(act, briefing.id));
        assert!(matches!(denied, Err(Error::Denied { .. })), "{denied:?}");
        let own = clerk.read(|act| draft(act, "annual", (&code(TOWNSHIP), "2019-Q1".parse().unwrap()), None));
        assert!(own.unwrap().body.title(Lang::En).contains("first quarter of 2019"));
        let found = clerk.read(|act| texts(act, &code(TOWNSHIP), "2019".parse().unwrap())).unwrap();
        assert_eq!(found[0].0, "annual");
        let future = NewBriefing { period: "2027".parse().unwrap(), ..new(at) };
        assert!(matches!(send(&staff, &future), Err(Error::Refused(_))));
    }
}
