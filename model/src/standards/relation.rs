//! Family relations to the head of the household: GB/T 4761-2008.

use super::code_table::{Coded, coded};

coded! {
    /// Relation to the head of the household: GB/T 4761-2008.
    Relation, "家庭关系", "family relation", RELATIONS
}

impl Relation {
    /// The head of the household.
    pub const HEAD: Relation = Relation(1);
}

static RELATIONS: [Coded; 84] = [
    Coded::new("01", "本人", "self", &[]),
    Coded::new("02", "户主", "head of household", &[]),
    Coded::new("10", "配偶", "spouse", &["爱人"]),
    Coded::new("11", "夫", "husband", &["丈夫"]),
    Coded::new("12", "妻", "wife", &["妻子"]),
    Coded::new("20", "子", "son", &["儿子"]),
    Coded::new("21", "独生子", "only son", &[]),
    Coded::new("22", "长子", "eldest son", &["大儿子"]),
    Coded::new("23", "次子", "second son", &["二子", "二儿子"]),
    Coded::new("24", "三子", "third son", &[]),
    Coded::new("25", "四子", "fourth son", &[]),
    Coded::new("26", "五子", "fifth son", &[]),
    Coded::new("27", "养子或继子", "adopted son or stepson", &["养子", "继子"]),
    Coded::new("28", "女婿", "son-in-law", &[]),
    Coded::new("29", "其他儿子", "other son", &[]),
    Coded::new("30", "女", "daughter", &["女儿"]),
    Coded::new("31", "独生女", "only daughter", &[]),
    Coded::new("32", "长女", "eldest daughter", &["大女儿"]),
    Coded::new("33", "二女", "second daughter", &["次女", "二女儿"]),
    Coded::new("34", "三女", "third daughter", &[]),
    Coded::new("35", "四女", "fourth daughter", &[]),
    Coded::new("36", "五女", "fifth daughter", &[]),
    Coded::new("37", "养女或继女", "adopted daughter or stepdaughter", &["养女", "继女"]),
    Coded::new("38", "儿媳", "daughter-in-law", &["媳妇", "儿媳妇"]),
    Coded::new("39", "其他女儿", "other daughter", &[]),
    Coded::new("40", "孙子、孙女或外孙子、外孙女", "grandchild", &["孙子女", "孙辈"]),
    Coded::new("41", "孙子", "son's son", &[]),
    Coded::new("42", "孙女", "son's daughter", &[]),
    Coded::new("43", "外孙子", "daughter's son", &["外孙"]),
    Coded::new("44", "外孙女", "daughter's daughter", &[]),
    Coded::new("45", "孙媳妇或外孙媳妇", "grandson's wife", &["孙媳妇", "外孙媳妇"]),
    Coded::new("46", "孙女婿或外孙女婿", "granddaughter's husband", &["孙女婿", "外孙女婿"]),
    Coded::new("47", "曾孙子或外曾孙子", "great-grandson", &["曾孙子", "曾孙"]),
    Coded::new("48", "曾孙女或外曾孙女", "great-granddaughter", &["曾孙女"]),
    Coded::new("49", "其他孙子、孙女或外孙子、外孙女", "other grandchild", &[]),
    Coded::new("50", "父母", "parent", &[]),
    Coded::new("51", "父亲", "father", &["父"]),
    Coded::new("52", "母亲", "mother", &["母"]),
    Coded::new("53", "公公", "husband's father", &[]),
    Coded::new("54", "婆婆", "husband's mother", &[]),
    Coded::new("55", "岳父", "wife's father", &[]),
    Coded::new("56", "岳母", "wife's mother", &[]),
    Coded::new("57", "继父或养父", "stepfather or adoptive father", &["继父", "养父"]),
    Coded::new("58", "继母或养母", "stepmother or adoptive mother", &["继母", "养母"]),
    Coded::new("59", "其他父母关系", "other parent", &[]),
    Coded::new("60", "祖父母或外祖父母", "grandparent", &[]),
    Coded::new("61", "祖父", "father's father", &["爷爷"]),
    Coded::new("62", "祖母", "father's mother", &["奶奶"]),
    Coded::new("63", "外祖父", "mother's father", &["外公", "姥爷"]),
    Coded::new("64", "外祖母", "mother's mother", &["外婆", "姥姥"]),
    Coded::new("65", "配偶的祖父母或外祖父母", "spouse's grandparent", &[]),
    Coded::new("66", "曾祖父", "great-grandfather", &[]),
    Coded::new("67", "曾祖母", "great-grandmother", &[]),
    Coded::new("68", "配偶的曾祖父母或外曾祖父母", "spouse's great-grandparent", &[]),
    Coded::new("69", "其他祖父母或外祖父母关系", "other grandparent", &[]),
    Coded::new("70", "兄弟姐妹", "sibling", &[]),
    Coded::new("71", "兄", "elder brother", &["哥哥", "哥", "兄长"]),
    Coded::new("72", "嫂", "elder brother's wife", &["嫂子"]),
    Coded::new("73", "弟", "younger brother", &["弟弟"]),
    Coded::new("74", "弟媳", "younger brother's wife", &["弟妹"]),
    Coded::new("75", "姐姐", "elder sister", &["姐"]),
    Coded::new("76", "姐夫", "elder sister's husband", &[]),
    Coded::new("77", "妹妹", "younger sister", &["妹"]),
    Coded::new("78", "妹夫", "younger sister's husband", &[]),
    Coded::new("79", "其他兄弟姐妹", "other sibling", &[]),
    Coded::new("80", "其他", "other", &[]),
    Coded::new("81", "伯父", "father's elder brother", &[]),
    Coded::new("82", "伯母", "father's elder brother's wife", &[]),
    Coded::new("83", "叔父", "father's younger brother", &["叔叔"]),
    Coded::new("84", "婶母", "father's younger brother's wife", &["婶婶"]),
    Coded::new("85", "舅父", "mother's brother", &["舅舅"]),
    Coded::new("86", "舅母", "mother's brother's wife", &[]),
    Coded::new("87", "姨父", "mother's sister's husband", &[]),
    Coded::new("88", "姨母", "mother's sister", &[]),
    Coded::new("89", "姑父", "father's sister's husband", &[]),
    Coded::new("90", "姑母", "father's sister", &["姑姑"]),
    Coded::new("91", "堂兄弟、堂姐妹", "paternal cousin", &["堂兄弟", "堂姐妹"]),
    Coded::new("92", "表兄弟、表姐妹", "maternal cousin", &["表兄弟", "表姐妹"]),
    Coded::new("93", "侄子", "brother's son", &[]),
    Coded::new("94", "侄女", "brother's daughter", &[]),
    Coded::new("95", "外甥", "sister's son", &[]),
    Coded::new("96", "外甥女", "sister's daughter", &[]),
    Coded::new("97", "其他亲属", "other relative", &[]),
    Coded::new("99", "非亲属", "not related", &[]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_are_those_of_the_standard() {
        assert_eq!(Relation::HEAD.words().zh, "户主");
        assert_eq!(Relation::read("女婿").unwrap().code(), "28");
        assert_eq!(Relation::read("儿媳").unwrap().code(), "38");
        assert_eq!(Relation::read("次子").unwrap().code(), "23");
        assert_eq!(Relation::read("2").unwrap(), Relation::HEAD);
        assert!(Relation::read("邻居").is_err());
    }

    #[test]
    fn no_word_is_ambiguous() {
        for relation in Relation::all() {
            assert_eq!(Relation::read(&relation.words().zh).unwrap(), relation);
            assert_eq!(Relation::read(&relation.words().en).unwrap(), relation);
        }
    }
}
