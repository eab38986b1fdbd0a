//! What no programme may ask for, wherever and however it is written.

use super::{
    super::guard::{fence_in_heading, fence_in_name},
    *,
};

/// A name, and the fence it runs into.
#[test]
fn a_name_runs_into_its_fence() {
    let names = [
        ("check_in", Fence::CheckIn),
        ("checkIn", Fence::CheckIn),
        ("DAILY-CHECK-IN", Fence::CheckIn),
        ("ｃｈｅｃｋ＿ｉｎ", Fence::CheckIn),
        ("clock_in_before", Fence::CheckIn),
        ("morning_punch", Fence::CheckIn),
        ("daka", Fence::CheckIn),
        ("attendance_by_face", Fence::CheckIn),
        ("gps", Fence::Location),
        ("require_gps_fix", Fence::Location),
        ("geofence_metres", Fence::Location),
        ("location_required", Fence::Location),
        ("track_members", Fence::Location),
        ("points", Fence::Points),
        ("member_points_total", Fence::Points),
        ("jifen", Fence::Points),
        ("ranking", Fence::Ranking),
        ("rank_by", Fence::Ranking),
        ("leaderboard", Fence::Ranking),
        ("league_table", Fence::Ranking),
        ("cadre_score", Fence::PersonScore),
        ("score_of_person", Fence::PersonScore),
        ("secretary_rating", Fence::PersonScore),
        ("online_time", Fence::OnlineTime),
        ("study_duration", Fence::OnlineTime),
        ("daily_active_users", Fence::OnlineTime),
        ("likes", Fence::Likes),
        ("read_count", Fence::Likes),
        ("photo_required", Fence::MandatoryMedia),
        ("min_photos", Fence::MandatoryMedia),
        ("mandatory_video", Fence::MandatoryMedia),
        ("forced_login", Fence::ForcedUse),
        ("daily_login", Fence::ForcedUse),
        ("install_target", Fence::ForcedUse),
        ("night_push", Fence::NightPush),
        ("midnight_reminder", Fence::NightPush),
        ("weak_village_share", Fence::Quota),
        ("quota", Fence::Quota),
        ("visits_per_person", Fence::PersonTable),
        ("group_by_person", Fence::PersonTable),
        ("sort_by_cadre", Fence::PersonTable),
        ("star_required", Fence::HonourGate),
        ("honour_gate", Fence::HonourGate),
        ("face_search", Fence::FaceSearch),
        ("fingerprint", Fence::FaceSearch),
        ("publish_phone", Fence::PublicPersonal),
        ("public_id_number", Fence::PublicPersonal),
        ("daily_report", Fence::DailyDuty),
        ("super_admin", Fence::Administrators),
    ];
    for (name, fence) in names {
        assert_eq!(fence_in_name(name), Some(fence), "{name}");
    }
}

#[test]
fn harmless_names_pass() {
    let names = [
        "check_result",
        "contact_points",
        "talk_points",
        "location",
        "track_one_year",
        "score",
        "viewing_scores",
        "online_rate",
        "study_days",
        "photo",
        "login_name",
        "notice",
        "weak",
        "weak_villages",
        "flag",
        "face_to_face",
        "public_notice",
        "daily_price",
        "signed_by_secretary",
        "members_per_group",
        "party_group_members",
        "publish_briefing",
        "self_check",
        "in_post",
        "views",
        "people_reached",
        "star",
        "organisation_kinds",
        "disorder",
    ];
    for name in names {
        assert_eq!(fence_in_name(name), None, "{name}");
    }
}

#[test]
fn a_heading_runs_into_its_fence() {
    let headings = [
        ("每日打卡", Fence::CheckIn),
        ("扫码 签到", Fence::CheckIn),
        ("打\u{200b}卡", Fence::CheckIn),
        ("Daily check-in", Fence::CheckIn),
        ("行动轨迹", Fence::Location),
        ("党员积分", Fence::Points),
        ("书记排名", Fence::Ranking),
        ("党员评分", Fence::PersonScore),
        ("在线时长", Fence::OnlineTime),
        ("点赞数", Fence::Likes),
        ("照片必填", Fence::MandatoryMedia),
        ("周登录率", Fence::ForcedUse),
        ("夜间推送", Fence::NightPush),
        ("指标分配", Fence::Quota),
        ("荣誉挂钩", Fence::HonourGate),
        ("人脸识别", Fence::FaceSearch),
        ("公示身份证号", Fence::PublicPersonal),
        ("每日上报", Fence::DailyDuty),
    ];
    for (heading, fence) in headings {
        assert_eq!(fence_in_heading(heading), Some(fence), "{heading}");
    }
    for heading in
        ["签到表", "应到", "实到", "观摩得分", "到会人员", "积极分子", "定点帮扶", "排查情况"]
    {
        assert_eq!(fence_in_heading(heading), None, "{heading}");
    }
}

/// A change to the embedded programme that must be refused, and by which fence.
#[track_caller]
fn refused(files: &Files, fence: Fence) {
    let told = told(files);
    for words in [fence.title(), fence.rule()] {
        assert!(told.contains(&*words.zh) && told.contains(&*words.en), "{told}");
    }
}

#[test]
fn a_field_a_value_a_title_and_a_file_name_are_all_looked_at() {
    let post = "key = \"first_secretary\"\n";
    let with_field = |more: &str| changed("posts.toml", post, &format!("{post}{more}\n"));
    refused(&with_field("location_punch = true"), Fence::Location);
    refused(&with_field("photo = \"required\""), Fence::MandatoryMedia);
    refused(&with_field("login = [\"daily\"]"), Fence::ForcedUse);
    refused(&with_field("duty = { deep = [ { ranking = 1 } ] }"), Fence::Ranking);
    refused(&with_field("\"积分\" = 3"), Fence::Points);
    refused(&changed("posts.toml", post, "key = \"online_time_officer\"\n"), Fence::OnlineTime);
    refused(&changed("posts.toml", "第一书记", "打卡员"), Fence::CheckIn);
    let recipe = "headers = [\"姓名\"";
    let column = changed("imports/people.toml", recipe, "headers = [\"在线时长\", \"姓名\"");
    refused(&column, Fence::OnlineTime);
    let recipe = embedded_files()["imports/people.toml"].clone();
    refused(&with("imports/member_points.toml", &recipe), Fence::Points);
    let grouped = changed("indicators.toml", "measure = ", "group_by = \"person\"\nmeasure = ");
    refused(&grouped, Fence::PersonTable);
}

#[test]
fn prose_may_say_what_is_not_done() {
    let from = "definition = { zh = \"期末在任的驻村第一书记\"";
    let to = "definition = { zh = \"期末在任的驻村第一书记，不打卡、不排名、不积分\"";
    assert_eq!(told(&changed("indicators.toml", from, to)), "");
}

#[test]
fn combinations_are_refused_too() {
    let daily = changed("activity_kinds.toml", "every = \"month\"", "every = \"day\"");
    refused(&daily, Fence::DailyDuty);
    let field = "{ key = \"topic\", title = { zh = \"主题\", en = \"topic\" }, required = true }";
    let photo = |required: &str| {
        let photo = format!(
            "{{ key = \"scene\", title = {{ zh = \"现场照片\", en = \"scene\" }}{required} }}"
        );
        changed("activity_kinds.toml", field, &photo)
    };
    refused(&photo(", required = true"), Fence::MandatoryMedia);
    assert_eq!(told(&photo("")), "");
    refused(&changed("programme.toml", "\"20:00\"", "\"23:00\""), Fence::NightPush);
    refused(&changed("programme.toml", "\"08:00\"", "\"05:30\""), Fence::NightPush);
    refused(
        &changed("indicators.toml", "publishable_from = 5", "publishable_from = 4"),
        Fence::SmallCount,
    );
    let mixed = "rights = [\"manage_accounts\", \"see_people\"]";
    refused(&changed("roles.toml", "rights = [\"manage_accounts\"]", mixed), Fence::Administrators);
    let both = "rights = [\"manage_accounts\", \"audit\"]";
    refused(&changed("roles.toml", "rights = [\"manage_accounts\"]", both), Fence::Administrators);
    let personal = changed("briefings/annual.zh.md", "{{figure shows}}", "{{person phone}}");
    refused(&personal, Fence::PublicPersonal);
    let points = changed("briefings/annual.zh.md", "{{figure shows}}", "{{figure member_points}}");
    assert!(!told(&points).is_empty());
}

#[test]
fn every_fence_cites_its_rule_in_both_languages() {
    for sign in &super::super::signs::SIGNS {
        let (title, rule) = (sign.fence.title(), sign.fence.rule());
        assert!(title.en.is_ascii() && !title.zh.is_ascii());
        assert!(rule.en.len() > 20 && rule.zh.chars().count() > 10);
    }
}
