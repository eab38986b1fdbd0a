//! The county's working systems, by the numbers that indicators and kinds of activity carry.

use crate::Text;

const TITLES: [(&str, &str); 32] = [
    ("主题教育巡演宣讲", "Theme education: shows and talks"),
    ("领导联系点", "Leaders' contact points"),
    ("问题清单", "Problem list"),
    ("专项整治", "Special rectification"),
    ("公开与评议", "Publication and appraisal"),
    ("六个规范", "Six norms"),
    ("逐村观摩", "Village viewing"),
    ("星级支部", "Star branches"),
    ("五面红旗村", "Red-flag villages"),
    ("支部生活", "Life of the branches"),
    ("主题党日", "Theme Party days"),
    ("集中帮扶日", "Aid days"),
    ("软弱涣散整顿", "Turnaround of weak villages"),
    ("村“两委”培训", "Training of village committees"),
    ("村干部备案", "Filing of village cadres"),
    ("干部研判", "Analysis of cadres"),
    ("驻村力量", "First secretaries and resident teams"),
    ("功能型党组织", "Functional Party organisations"),
    ("入户走访", "Household visits"),
    ("科技服务", "Science and technology service"),
    ("党群服务中心", "Service centres"),
    ("群众诉求", "Residents' demands"),
    ("视频监控", "Video monitoring"),
    ("视频会议", "Video meetings"),
    ("无线广播", "Wireless broadcast"),
    ("就业与项目信息", "Labour and project postings"),
    ("产业链党组织", "Party organisations on the industry chain"),
    ("产业链党员", "Members on the industry chain"),
    ("产业链农户", "Households on the industry chain"),
    ("评先创优", "Honours"),
    ("监测户", "Monitored households"),
    ("县级简报", "County briefing"),
];

/// What the system of a number such as `S01` is called.
pub fn title(number: &str) -> Option<Text> {
    let index: usize = number.strip_prefix('S')?.parse().ok()?;
    let (zh, en) = TITLES.get(index.checked_sub(1)?)?;
    Some(Text::fixed(zh, en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_called_by_its_number() {
        assert_eq!(title("S01").unwrap().zh, "主题教育巡演宣讲");
        assert_eq!(title("S32").unwrap().en, "County briefing");
        for unknown in ["S00", "S33", "", "S", "01"] {
            assert_eq!(title(unknown), None, "{unknown}");
        }
    }
}
