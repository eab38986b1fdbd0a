//! Ethnic groups: GB/T 3304-1991.

use super::code_table::{Coded, coded};

coded! {
    /// Ethnic group: GB/T 3304-1991.
    Ethnicity, "民族", "ethnic group", GROUPS
}

static GROUPS: [Coded; 58] = [
    Coded::new("01", "汉族", "Han", &["汉"]),
    Coded::new("02", "蒙古族", "Mongol", &["蒙古"]),
    Coded::new("03", "回族", "Hui", &["回"]),
    Coded::new("04", "藏族", "Zang", &["藏"]),
    Coded::new("05", "维吾尔族", "Uygur", &["维吾尔"]),
    Coded::new("06", "苗族", "Miao", &["苗"]),
    Coded::new("07", "彝族", "Yi", &["彝"]),
    Coded::new("08", "壮族", "Zhuang", &["壮"]),
    Coded::new("09", "布依族", "Buyei", &["布依"]),
    Coded::new("10", "朝鲜族", "Chosen", &["朝鲜"]),
    Coded::new("11", "满族", "Man", &["满"]),
    Coded::new("12", "侗族", "Dong", &["侗"]),
    Coded::new("13", "瑶族", "Yao", &["瑶"]),
    Coded::new("14", "白族", "Bai", &["白"]),
    Coded::new("15", "土家族", "Tujia", &["土家"]),
    Coded::new("16", "哈尼族", "Hani", &["哈尼"]),
    Coded::new("17", "哈萨克族", "Kazak", &["哈萨克"]),
    Coded::new("18", "傣族", "Dai", &["傣"]),
    Coded::new("19", "黎族", "Li", &["黎"]),
    Coded::new("20", "傈僳族", "Lisu", &["傈僳"]),
    Coded::new("21", "佤族", "Va", &["佤"]),
    Coded::new("22", "畲族", "She", &["畲"]),
    Coded::new("23", "高山族", "Gaoshan", &["高山"]),
    Coded::new("24", "拉祜族", "Lahu", &["拉祜"]),
    Coded::new("25", "水族", "Sui", &["水"]),
    Coded::new("26", "东乡族", "Dongxiang", &["东乡"]),
    Coded::new("27", "纳西族", "Naxi", &["纳西"]),
    Coded::new("28", "景颇族", "Jingpo", &["景颇"]),
    Coded::new("29", "柯尔克孜族", "Kirgiz", &["柯尔克孜"]),
    Coded::new("30", "土族", "Tu", &["土"]),
    Coded::new("31", "达斡尔族", "Daur", &["达斡尔"]),
    Coded::new("32", "仫佬族", "Mulao", &["仫佬"]),
    Coded::new("33", "羌族", "Qiang", &["羌"]),
    Coded::new("34", "布朗族", "Blang", &["布朗"]),
    Coded::new("35", "撒拉族", "Salar", &["撒拉"]),
    Coded::new("36", "毛南族", "Maonan", &["毛南"]),
    Coded::new("37", "仡佬族", "Gelao", &["仡佬"]),
    Coded::new("38", "锡伯族", "Xibe", &["锡伯"]),
    Coded::new("39", "阿昌族", "Achang", &["阿昌"]),
    Coded::new("40", "普米族", "Pumi", &["普米"]),
    Coded::new("41", "塔吉克族", "Tajik", &["塔吉克"]),
    Coded::new("42", "怒族", "Nu", &["怒"]),
    Coded::new("43", "乌孜别克族", "Uzbek", &["乌孜别克"]),
    Coded::new("44", "俄罗斯族", "Russ", &["俄罗斯"]),
    Coded::new("45", "鄂温克族", "Ewenki", &["鄂温克"]),
    Coded::new("46", "德昂族", "Deang", &["德昂"]),
    Coded::new("47", "保安族", "Bonan", &["保安"]),
    Coded::new("48", "裕固族", "Yugur", &["裕固"]),
    Coded::new("49", "京族", "Gin", &["京"]),
    Coded::new("50", "塔塔尔族", "Tatar", &["塔塔尔"]),
    Coded::new("51", "独龙族", "Derung", &["独龙"]),
    Coded::new("52", "鄂伦春族", "Oroqen", &["鄂伦春"]),
    Coded::new("53", "赫哲族", "Hezhen", &["赫哲"]),
    Coded::new("54", "门巴族", "Monba", &["门巴"]),
    Coded::new("55", "珞巴族", "Lhoba", &["珞巴"]),
    Coded::new("56", "基诺族", "Jino", &["基诺"]),
    Coded::new("97", "其他", "other", &[]),
    Coded::new("98", "外国血统中国籍人士", "Chinese citizen of foreign descent", &["外国血统"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_read_with_and_without_its_ending() {
        assert_eq!(Ethnicity::read("回族").unwrap().code(), "03");
        assert_eq!(Ethnicity::read("回").unwrap().code(), "03");
        assert_eq!(Ethnicity::read("56").unwrap().words().zh, "基诺族");
        assert_eq!(Ethnicity::read("1").unwrap().words().en, "Han");
        assert!(Ethnicity::read("57").is_err());
        assert_eq!(Ethnicity::all().count(), 58);
    }

    #[test]
    fn no_word_is_ambiguous() {
        for group in Ethnicity::all() {
            assert_eq!(Ethnicity::read(&group.words().zh).unwrap(), group);
            assert_eq!(Ethnicity::read(&group.words().en).unwrap(), group);
        }
    }
}
