//! Short code tables: sex, marriage, health, schooling, political status.

use super::code_table::{Coded, coded};

coded! {
    /// Sex: GB/T 2261.1-2003.
    Sex, "性别", "sex", SEXES
}
coded! {
    /// Marital status: GB/T 2261.2-2003.
    Marriage, "婚姻状况", "marital status", MARRIAGES
}
coded! {
    /// State of health: GB/T 2261.3-2003. Sensitive: sealed where stored, never published.
    Health, "健康状况", "state of health", HEALTH
}
coded! {
    /// Schooling: GB/T 4658-2006.
    Schooling, "学历", "schooling", SCHOOLING
}
coded! {
    /// Political status: GB/T 4762-1984.
    PoliticalStatus, "政治面貌", "political status", POLITICS
}

impl Sex {
    pub const MALE: Sex = Sex(1);
    pub const FEMALE: Sex = Sex(2);
}

impl PoliticalStatus {
    /// Full and probationary members of the Party.
    pub fn is_party_member(self) -> bool {
        matches!(self.code(), "01" | "02")
    }
}

static SEXES: [Coded; 4] = [
    Coded::new("0", "未知的性别", "unknown", &["未知"]),
    Coded::new("1", "男性", "male", &["男", "m"]),
    Coded::new("2", "女性", "female", &["女", "f"]),
    Coded::new("9", "未说明的性别", "not stated", &["未说明"]),
];

static MARRIAGES: [Coded; 8] = [
    Coded::new("10", "未婚", "single", &["单身"]),
    Coded::new("20", "已婚", "married", &["有配偶"]),
    Coded::new("21", "初婚", "first marriage", &[]),
    Coded::new("22", "再婚", "remarried", &[]),
    Coded::new("23", "复婚", "remarried to the former spouse", &[]),
    Coded::new("30", "丧偶", "widowed", &[]),
    Coded::new("40", "离婚", "divorced", &["离异"]),
    Coded::new("90", "未说明的婚姻状况", "not stated", &["未说明"]),
];

static HEALTH: [Coded; 22] = [
    Coded::new("10", "健康或良好", "healthy", &["健康", "良好"]),
    Coded::new("20", "一般或较弱", "fair or weak", &["一般", "较弱", "体弱"]),
    Coded::new("30", "有慢性病", "chronic disease", &["慢性病", "患有慢性病"]),
    Coded::new("31", "心血管病", "cardiovascular disease", &[]),
    Coded::new("32", "脑血管病", "cerebrovascular disease", &[]),
    Coded::new("33", "慢性呼吸系统病", "chronic respiratory disease", &[]),
    Coded::new("34", "慢性消化系统病", "chronic digestive disease", &[]),
    Coded::new("35", "慢性肾炎", "chronic nephritis", &[]),
    Coded::new("36", "结核病", "tuberculosis", &[]),
    Coded::new("37", "糖尿病", "diabetes", &[]),
    Coded::new("38", "神经或精神疾病", "nervous or mental disease", &[]),
    Coded::new("41", "癌症", "cancer", &[]),
    Coded::new("49", "其他慢性病", "other chronic disease", &[]),
    Coded::new("60", "残疾", "disabled", &["残疾人"]),
    Coded::new("61", "视力残疾", "visual disability", &[]),
    Coded::new("62", "听力残疾", "hearing disability", &[]),
    Coded::new("63", "言语残疾", "speech disability", &[]),
    Coded::new("64", "肢体残疾", "physical disability", &[]),
    Coded::new("65", "智力残疾", "intellectual disability", &[]),
    Coded::new("66", "精神残疾", "mental disability", &[]),
    Coded::new("67", "多重残疾", "multiple disabilities", &[]),
    Coded::new("69", "其他残疾", "other disability", &[]),
];

static SCHOOLING: [Coded; 37] = [
    Coded::new("10", "研究生教育", "postgraduate", &["研究生"]),
    Coded::new("11", "博士研究生毕业", "doctorate", &["博士", "博士研究生"]),
    Coded::new("12", "博士研究生结业", "doctoral course completed", &[]),
    Coded::new("13", "博士研究生肄业", "doctoral course left", &[]),
    Coded::new("14", "硕士研究生毕业", "master's degree", &["硕士", "硕士研究生"]),
    Coded::new("15", "硕士研究生结业", "master's course completed", &[]),
    Coded::new("16", "硕士研究生肄业", "master's course left", &[]),
    Coded::new("17", "研究生班毕业", "postgraduate class", &["研究生班"]),
    Coded::new("18", "研究生班结业", "postgraduate class completed", &[]),
    Coded::new("19", "研究生班肄业", "postgraduate class left", &[]),
    Coded::new("20", "大学本科教育", "undergraduate", &["本科", "大学本科", "大学"]),
    Coded::new("21", "大学本科毕业", "bachelor's degree", &["本科毕业"]),
    Coded::new("22", "大学本科结业", "bachelor's course completed", &[]),
    Coded::new("23", "大学本科肄业", "bachelor's course left", &[]),
    Coded::new("28", "大学普通班毕业", "general university class", &["大普"]),
    Coded::new("30", "大学专科教育", "junior college", &["专科", "大专", "大学专科"]),
    Coded::new("31", "大学专科毕业", "junior college diploma", &["专科毕业", "大专毕业"]),
    Coded::new("32", "大学专科结业", "junior college completed", &[]),
    Coded::new("33", "大学专科肄业", "junior college left", &[]),
    Coded::new("40", "中等职业教育", "vocational secondary", &["中职"]),
    Coded::new("41", "中等专科毕业", "specialised secondary diploma", &["中专", "中等专科"]),
    Coded::new("42", "中等专科结业", "specialised secondary completed", &[]),
    Coded::new("43", "中等专科肄业", "specialised secondary left", &[]),
    Coded::new("44", "职业高中毕业", "vocational high school diploma", &["职高", "职业高中"]),
    Coded::new("45", "职业高中结业", "vocational high school completed", &[]),
    Coded::new("46", "职业高中肄业", "vocational high school left", &[]),
    Coded::new("47", "技工学校毕业", "technical school diploma", &["技校", "技工学校"]),
    Coded::new("48", "技工学校结业", "technical school completed", &[]),
    Coded::new("49", "技工学校肄业", "technical school left", &[]),
    Coded::new("60", "普通高级中学教育", "high school", &["高中", "普通高中"]),
    Coded::new("61", "普通高中毕业", "high school diploma", &["高中毕业"]),
    Coded::new("62", "普通高中结业", "high school completed", &[]),
    Coded::new("63", "普通高中肄业", "high school left", &["高中肄业"]),
    Coded::new("70", "初级中学教育", "middle school", &["初中", "初级中学"]),
    Coded::new("71", "初中毕业", "middle school diploma", &[]),
    Coded::new("80", "小学教育", "primary school", &["小学"]),
    Coded::new("90", "其他", "other", &["文盲", "半文盲", "文盲或半文盲", "未上学"]),
];

static POLITICS: [Coded; 13] = [
    Coded::new("01", "中国共产党党员", "Party member", &["中共党员", "党员", "正式党员"]),
    Coded::new(
        "02",
        "中国共产党预备党员",
        "probationary Party member",
        &["中共预备党员", "预备党员"],
    ),
    Coded::new("03", "中国共产主义青年团团员", "Youth League member", &["共青团员", "团员"]),
    Coded::new(
        "04",
        "中国国民党革命委员会会员",
        "member of the Revolutionary Committee of the Kuomintang",
        &["民革会员", "民革党员", "民革"],
    ),
    Coded::new("05", "中国民主同盟盟员", "member of the Democratic League", &["民盟盟员", "民盟"]),
    Coded::new(
        "06",
        "中国民主建国会会员",
        "member of the National Construction Association",
        &["民建会员", "民建"],
    ),
    Coded::new(
        "07",
        "中国民主促进会会员",
        "member of the Association for Promoting Democracy",
        &["民进会员", "民进"],
    ),
    Coded::new(
        "08",
        "中国农工民主党党员",
        "member of the Peasants' and Workers' Democratic Party",
        &["农工党党员", "农工党"],
    ),
    Coded::new("09", "中国致公党党员", "member of the Zhi Gong Party", &["致公党党员", "致公党"]),
    Coded::new("10", "九三学社社员", "member of the Jiusan Society", &["九三学社"]),
    Coded::new(
        "11",
        "台湾民主自治同盟盟员",
        "member of the Taiwan Democratic Self-Government League",
        &["台盟盟员", "台盟"],
    ),
    Coded::new("12", "无党派民主人士", "without party affiliation", &["无党派人士", "无党派"]),
    Coded::new("13", "群众", "of no party", &["普通群众", "普通公民"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Say;

    #[test]
    fn a_value_is_read_from_its_code_or_its_words() {
        assert_eq!(Sex::read("男").unwrap(), Sex::MALE);
        assert_eq!(Sex::read(" ２ ").unwrap(), Sex::FEMALE);
        assert_eq!(Sex::read("Female").unwrap(), Sex::FEMALE);
        assert_eq!(PoliticalStatus::read("1").unwrap().code(), "01");
        assert_eq!(PoliticalStatus::read("中共 党员").unwrap().code(), "01");
        assert_eq!(PoliticalStatus::read("Party member").unwrap().code(), "01");
        assert_eq!(Schooling::read("大专").unwrap().code(), "30");
        assert_eq!(Marriage::read("离异").unwrap().words().en, "divorced");
        assert_eq!(Health::read("健康").unwrap().code(), "10");
    }

    #[test]
    fn an_unknown_word_is_named_with_a_remedy() {
        let said = Sex::read("先生").unwrap_err().say();
        assert!(said.zh.contains("先生") && said.zh.contains("男性"), "{}", said.zh);
        assert!(said.en.contains("sex") && said.en.contains("male"), "{}", said.en);
        assert!(Sex::read("").is_err());
        assert!(Sex::read("01").is_ok());
        assert!(Sex::read("11").is_err());
    }

    #[test]
    fn a_stored_code_is_the_whole_value() {
        let stored = serde_json::to_string(&Sex::MALE).unwrap();
        assert_eq!(stored, "\"1\"");
        assert_eq!(serde_json::from_str::<Sex>(&stored).unwrap(), Sex::MALE);
        assert!(serde_json::from_str::<Sex>("\"7\"").is_err());
    }

    /// Codes rise, and no word means two values: so nothing is read as something else.
    #[test]
    fn no_word_is_ambiguous() {
        for rows in [&SEXES[..], &MARRIAGES, &HEALTH, &SCHOOLING, &POLITICS] {
            assert!(rows.is_sorted_by(|a, b| a.code < b.code));
            for (at, row) in rows.iter().enumerate() {
                for word in row.also.iter().copied().chain([&*row.words.zh, &*row.words.en]) {
                    assert_eq!(super::super::code_table::find(rows, word), Some(at), "{word}");
                }
            }
        }
    }
}
