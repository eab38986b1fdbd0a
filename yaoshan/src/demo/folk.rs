//! Invented people. Their ID numbers begin with digits that no county has, so that none is
//! anybody's, and end with the check character of GB 11643.

use std::collections::HashSet;

use super::chance::Chance;

/// One invented person, as an office's roster would describe him or her.
#[derive(Debug, Clone)]
pub(super) struct Folk {
    pub(super) name: String,
    pub(super) id_number: String,
    pub(super) sex: &'static str,
    pub(super) ethnicity: &'static str,
    pub(super) schooling: &'static str,
    pub(super) phone: Option<String>,
    pub(super) joined_party_on: String,
}

/// Makes people, never the same one twice.
pub(super) struct Registry {
    chance: Chance,
    made: usize,
    numbers: HashSet<String>,
}

/// No division has this code: the ID numbers are nobody's.
const REGION: &str = "410499";

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
const MEN: &str = "伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯亮建国志海峰山林森河川岩松柏栋梁金铁柱根生福贵喜顺安康庆祥";
const WOMEN: &str =
    "芳娜秀英敏静丽艳娟霞燕玲桂兰红梅丹凤莲菊花雪琴云珍贞莉荣爱妹香月莺媛瑞凡佳嘉琼勤素巧";
const SCHOOLING: [&str; 7] = ["小学", "初中", "初中", "高中", "中专", "大专", "本科"];
/// Characters that old systems cannot write; real rosters have them.
const RARE: [&str; 6] = ["㛃", "䶮", "𠅤", "𬱖", "堃", "喆"];

impl Registry {
    pub(super) fn new(seed: u64) -> Registry {
        Registry { chance: Chance::new(seed), made: 0, numbers: HashSet::new() }
    }

    /// A person born between these years.
    pub(super) fn make(&mut self, born_from: usize, born_until: usize) -> Folk {
        let number = self.made;
        self.made += 1;
        let chance = &mut self.chance;
        let is_woman = chance.percent(32);
        let (year, id_number) = loop {
            let year = born_from + chance.below(born_until - born_from);
            let (month, day) = (1 + chance.below(12), 1 + chance.below(28));
            // The sequence number is odd for men.
            let sequence = (number * 2 + usize::from(!is_woman)) % 1000;
            let id_number =
                with_check(&format!("{REGION}{year:04}{month:02}{day:02}{sequence:03}"));
            if self.numbers.insert(id_number.clone()) {
                break (year, id_number);
            }
        };
        Folk {
            name: name(chance, number, is_woman),
            id_number,
            sex: if is_woman { "女" } else { "男" },
            ethnicity: if chance.percent(2) { "回族" } else { "汉族" },
            schooling: SCHOOLING[chance.below(SCHOOLING.len())],
            phone: chance.percent(60).then(|| format!("1990000{:04}", number % 10_000)),
            joined_party_on: format!("{}-07-01", (year + 20 + chance.below(15)).min(2018)),
        }
    }
}

fn name(chance: &mut Chance, number: usize, is_woman: bool) -> String {
    let letters = |text: &str| text.chars().collect::<Vec<_>>();
    let (surnames, given) = (letters(SURNAMES), letters(if is_woman { WOMEN } else { MEN }));
    let mut name = String::from(*chance.pick(&surnames));
    name.push(*chance.pick(&given));
    if number % 400 == 7 {
        name.push_str(RARE[number / 400 % RARE.len()]);
    } else if chance.percent(72) {
        name.push(*chance.pick(&given));
    }
    name
}

/// The 17 digits with their check character (ISO/IEC 7064 MOD 11-2).
fn with_check(digits: &str) -> String {
    let rest = digits.bytes().fold(0, |rest, digit| (rest + u32::from(digit - b'0')) * 2 % 11);
    let check = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][rest as usize];
    format!("{digits}{check}")
}

#[cfg(test)]
mod tests {
    use model::standards::id_number::IdNumber;

    use super::*;

    #[test]
    fn every_number_is_valid_and_nobody_comes_twice() {
        let mut registry = Registry::new(1);
        let mut seen = HashSet::new();
        for _ in 0..12_000 {
            let folk = registry.make(1950, 1999);
            let number = IdNumber::parse(&folk.id_number).unwrap();
            assert_eq!(number.region(), REGION);
            assert!(seen.insert(folk.id_number), "twice");
        }
    }
}
