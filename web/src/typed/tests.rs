use super::*;

fn today() -> Date {
    Date::from_ymd_opt(2019, 6, 1).unwrap()
}

const FORM: Labels = &[("on", Text::fixed("日期", "Day"))];

fn typed(value: &str) -> Typed {
    Typed::blank(FORM).with("on", value)
}

#[test]
fn days_are_read_the_way_clerks_write_them() {
    for written in [
        "20191230",
        "2019-12-30",
        "2019/12/30",
        "2019.12.30",
        "2019年12月30日",
        "12月30日",
        "12-30",
        " ２０１９１２３０ ",
        "2019年12月30号",
    ] {
        let mut typed = typed(written);
        let day = typed.day("on", today());
        assert_eq!(day, Date::from_ymd_opt(2019, 12, 30), "{written}");
        assert!(typed.faults().is_empty(), "{written}");
    }
}

#[test]
fn what_is_no_day_is_kept_and_explained() {
    for written in ["2019-02-30", "20191330", "昨天", "30", "2019-12", "+019-12-30", "1-2-3"] {
        let mut typed = typed(written);
        assert_eq!(typed.day("on", today()), None, "{written}");
        assert_eq!(typed.get("on"), written);
        assert!(typed.fault("on").unwrap().zh.contains("看不懂这个日期"), "{written}");
    }
}

#[test]
fn an_empty_field_is_a_fault_only_if_it_is_required() {
    let mut blank = typed("  ");
    assert_eq!(blank.optional_day("on", today()), None);
    assert_eq!(blank.optional_text("on", 5), None);
    assert!(blank.faults().is_empty());
    assert_eq!(blank.text("on", 5), None);
    assert_eq!(blank.faults().len(), 1);
}

#[test]
fn a_text_is_measured_in_letters_not_bytes() {
    let mut typed = typed("㐀𠮷龘䶮村");
    assert_eq!(typed.text("on", 5).as_deref(), Some("㐀𠮷龘䶮村"));
    assert_eq!(typed.text("on", 4), None);
    assert_eq!(typed.faults().len(), 1, "one fault, not also that it is missing");
}
