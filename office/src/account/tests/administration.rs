use model::{id::PersonId, person::Person};
use store::{on_both, testing::now};

use super::*;
use crate::testing::{OTHER_TOWNSHIP, TOWNSHIP, VILLAGE};

fn rules() -> SignInRules {
    SignInRules { administrators_need_second_factor: false, ..SignInRules::default() }
}

on_both! {
    fn a_disabled_person_is_out_at_the_next_request(fresh: Fresh) {
        let door = Door::open(fresh);
        let id = door.account("wang.fang", "county_office");
        let token = door.settle("wang.fang");
        write(&door.program(), move |act| admin::disable(act, id)).unwrap();
        assert!(door.visitor(&token, now()).is_none());
        assert!(said(door.knock("wang.fang", CHOSEN, now())).contains("已停用"));
        assert!(!said(door.knock("wang.fang", "a guess", now())).contains("已停用"));
        write(&door.program(), move |act| admin::enable(act, id)).unwrap();
        assert!(door.visitor(&token, now()).is_none(), "the old session stays ended");
        assert!(door.knock("wang.fang", CHOSEN, now()).is_ok());
        door.close();
    }

    fn a_revoked_role_is_gone_at_the_next_request(fresh: Fresh) {
        let door = Door::open(fresh);
        let id = door.account("wang.fang", "county_office");
        let token = door.settle("wang.fang");
        let listed = door.program().read(move |act| admin::show(act, id)).unwrap();
        let grant = listed.grants[0].id;
        write(&door.program(), move |act| grants::revoke(act, id, grant)).unwrap();
        assert_eq!(door.visitor(&token, now()).unwrap().who().held, []);
        let listed = door.program().read(|act| admin::by_login(act, "WANG.fang")).unwrap();
        assert_eq!((listed.grants.len(), listed.grants_in_force().count()), (1, 0));
        door.close();
    }

    fn administrators_are_different_people(fresh: Fresh) {
        let door = Door::open(fresh);
        let id = door.account("zhao", "security_admin");
        for role in ["system_admin", "audit_admin", "county_office"] {
            assert!(said(door.grant(id, role)).contains("不能由同一人兼任"), "{role}");
        }
        assert!(said(door.grant(id, "security_admin")).contains("已经有这项授权"));
        assert!(said(door.grant(id, "no_such_role")).contains("没有这个角色"));
        // A second account of the same person is still the same person.
        let person = PersonId::new(now());
        let record = person_record(person);
        write(&door.program(), move |act| {
            act.add(&record)?;
            act.log("person.added", record.id.0)
        }).unwrap();
        let ids: Vec<_> = ["sun.work", "sun.audit"].into_iter().map(|login| {
            let hashed = door.office.hash_for(login, &password(CHOSEN)).unwrap();
            let new = NewAccount {
                id: AccountId::new(now()), login: login.to_owned(), name: "试".to_owned(),
                person_id: Some(person),
            };
            let id = new.id;
            write(&door.program(), move |act| admin::create(act, &new, &hashed)).unwrap();
            id
        }).collect();
        door.grant(ids[0], "county_office").unwrap();
        assert!(said(door.grant(ids[1], "audit_admin")).contains("不能由同一人兼任"));
        door.close();
    }

    fn a_role_is_given_where_it_reaches(fresh: Fresh) {
        let door = Door::open(fresh);
        let id = door.plain_account("wang.fang");
        let give = |role: &str, division: &str| {
            let new = NewGrant { division_code: code(division), ..new_grant(id, role) };
            write(&door.program(), move |act| grants::grant(act, &new))
        };
        give("township_clerk", TOWNSHIP).unwrap();
        give("township_clerk", OTHER_TOWNSHIP).unwrap();
        assert!(said(give("township_clerk", COUNTY)).contains("乡镇一级"));
        assert!(said(give("township_clerk", VILLAGE)).contains("乡镇一级"));
        assert!(said(give("township_clerk", "110101001000")).contains("乡镇一级"));
        assert!(said(give("township_clerk", "410423999000")).contains("没有这个区划"));
        assert!(said(give("branch_secretary", VILLAGE)).contains("请选择组织"));
        door.close();
    }

    fn nobody_manages_their_own_account(fresh: Fresh) {
        let door = Door::with(fresh, rules());
        let (zhao, _) = (door.account("zhao", "security_admin"), door.account("qian", "security_admin"));
        let asker = door.asker(&door.settle("zhao"), now());
        let own = write(&asker, move |act| admin::enable(act, zhao));
        assert!(said(own).contains("不能管理自己"));
        let widened = new_grant(zhao, "audit_admin");
        assert!(write(&asker, move |act| grants::grant(act, &widened)).is_err());
        door.close();
    }

    fn somebody_can_always_manage_accounts(fresh: Fresh) {
        let door = Door::open(fresh);
        let zhao = door.account("zhao", "security_admin");
        let disable = move |act: &mut Act<'_>| admin::disable(act, zhao);
        assert!(said(write(&door.program(), disable)).contains("最后一位"));
        let qian = door.account("qian", "security_admin");
        write(&door.program(), disable).unwrap();
        let listed = door.program().read(move |act| admin::show(act, qian)).unwrap();
        let grant = listed.grants[0].id;
        let revoked = write(&door.program(), move |act| grants::revoke(act, qian, grant));
        assert!(said(revoked).contains("最后一位"));
        door.close();
    }

    fn a_forgotten_password_is_reset_and_must_be_changed(fresh: Fresh) {
        let door = Door::open(fresh);
        let id = door.account("wang.fang", "county_office");
        let token = door.settle("wang.fang");
        let invented = door.office.invented_password().unwrap();
        let hashed = door.office.hash_for("wang.fang", &invented).unwrap();
        write(&door.program(), move |act| admin::reset_password(act, id, &hashed)).unwrap();
        assert!(door.visitor(&token, now()).is_none());
        assert!(door.knock("wang.fang", CHOSEN, now()).is_err());
        let token = door.knock("wang.fang", invented.expose(), now()).unwrap().token;
        assert_eq!(door.visitor(&token, now()).unwrap().gate, Gate::Password);
        door.close();
    }

    fn accounts_are_made_once_and_found_again(fresh: Fresh) {
        let door = Door::open(fresh);
        let id = door.plain_account("wang.fang");
        let hashed = door.office.hash_for("wang.fang", &password(CHOSEN)).unwrap();
        let create = |id, login: &str| {
            let hashed = hashed.clone();
            let new = NewAccount {
                id, login: login.to_owned(), name: "王芳".to_owned(), person_id: None,
            };
            write(&door.program(), move |act| admin::create(act, &new, &hashed))
        };
        assert!(!create(id, "wang.fang").unwrap(), "the same again changes nothing");
        assert!(matches!(create(id, "other"), Err(Error::IdTaken)));
        assert!(said(create(AccountId::new(now()), "Wang.Fang")).contains("已经有人使用"));
        assert!(said(create(AccountId::new(now()), "wang fang")).contains("登录名要"));
        create(AccountId::new(now()), "wang.min").unwrap();
        let logins = |listed: Vec<crate::account::Listed>| {
            listed.into_iter().map(|one| one.login).collect::<Vec<_>>()
        };
        let asker = door.program();
        assert_eq!(logins(asker.read(|act| admin::list(act, "", 9)).unwrap()), ["wang.fang", "wang.min"]);
        assert_eq!(logins(asker.read(|act| admin::search(act, "王芳", 9)).unwrap()), ["wang.min"]);
        assert_eq!(logins(asker.read(|act| admin::search(act, "fang", 9)).unwrap()), ["wang.fang"]);
        door.close();
    }

    fn only_a_security_administrator_manages_accounts(fresh: Fresh) {
        let door = Door::with(fresh, rules());
        let id = door.plain_account("wang.fang");
        for role in ["county_office", "system_admin", "audit_admin"] {
            let asker = door.county.asker(role, COUNTY);
            assert!(matches!(write(&asker, move |act| admin::disable(act, id)), Err(Error::Denied { .. })));
            assert!(matches!(asker.read(|act| admin::list(act, "", 9)), Err(Error::Denied { .. })));
        }
        door.close();
    }
}

fn person_record(id: PersonId) -> Person {
    Person {
        id,
        name: "孙某".to_owned(),
        sex: "1".to_owned(),
        ethnicity: None,
        birth_year: None,
        political_status: None,
        schooling: None,
        division_code: code(COUNTY),
        id_number_sealed: None,
        id_number_hash: None,
        phone_sealed: None,
        joined_party_on: None,
        import_id: None,
    }
}
