//! The words by which a fence is known, in names and in headings.

use super::fence::Fence;

/// The words that mean something fenced off.
pub(super) struct Sign {
    pub(super) fence: Fence,
    /// A name runs into a row if it has all the row's words, in any order: `a|b` is a choice,
    /// `a+b` are neighbours.
    pub(super) names: &'static [&'static str],
    /// Parts of a title or a column heading.
    pub(super) headings: &'static [&'static str],
}

pub(super) const SIGNS: [Sign; 18] = [
    Sign {
        fence: Fence::Location,
        names: &[
            "gps|geofence|geofencing|geolocation|trajectory",
            "location punch|track|tracking|history|live|report|required|mandatory",
            "track|tracking person|people|cadre|cadres|member|members|secretary",
        ],
        headings: &["定位签到", "轨迹", "电子围栏", "实时位置"],
    },
    Sign {
        fence: Fence::CheckIn,
        names: &[
            "check+in|clock+in|scan+in|sign+in|punch+in",
            "checkin|clockin|punch|punches|daka|qiandao",
            "attendance gps|device|phone|face|qr",
        ],
        headings: &["打卡", "扫码签到", "手机签到", "网上签到", "check-in", "clock-in"],
    },
    Sign { fence: Fence::Points, names: &["points|jifen"], headings: &["积分"] },
    Sign {
        fence: Fence::Ranking,
        names: &[
            "rank|ranks|ranked|ranking|rankings|leaderboard|paiming",
            "league+table|league+tables",
        ],
        headings: &["排名", "排行", "名次", "红黑榜", "leaderboard", "ranking"],
    },
    Sign {
        fence: Fence::PersonScore,
        names: &["score|scores|scoring|scored|grade|grades|graded|rating|ratings \
                 person|people|persons|personal|member|members|cadre|cadres|secretary|\
                 secretaries|envoy|envoys|individual"],
        headings: &["个人得分", "个人评分", "党员评分", "党员得分", "干部评分", "干部得分"],
    },
    Sign {
        fence: Fence::OnlineTime,
        names: &[
            "online time|duration|hours|minutes|days",
            "study+time|study+duration|study+minutes|screen+time",
            "usage time|duration|minutes",
            "active+users|active+days|daily+active",
        ],
        headings: &["在线时长", "学习时长", "活跃度", "onlinetime"],
    },
    Sign {
        fence: Fence::Likes,
        names: &[
            "likes|thumbs|forwards|reposts|upvotes",
            "read|view|click|like|forward|share count|counts",
        ],
        headings: &["点赞", "转发量", "转发数", "阅读量", "点击量"],
    },
    Sign {
        fence: Fence::MandatoryMedia,
        names: &["photo|photos|video|videos|picture|pictures|image|images|selfie|selfies|\
                 screenshot|screenshots|recording \
                 required|require|requires|mandatory|must|min|minimum|compulsory|obligatory"],
        headings: &["必须拍照", "强制拍照", "照片必填", "视频必填", "必传照片"],
    },
    Sign {
        fence: Fence::ForcedUse,
        names: &["login|logins|install|installs|installation|download|downloads|app \
                 required|require|mandatory|forced|force|daily|must|minimum|min|rate|target"],
        headings: &["登录率", "安装率", "注册率", "下载量", "日活", "强制登录"],
    },
    Sign {
        fence: Fence::NightPush,
        names: &["night|midnight|overnight \
                 push|notice|notices|notify|notification|reminder|reminders|alert|alerts|call|\
                 message|messages"],
        headings: &["夜间推送", "夜间提醒"],
    },
    Sign {
        fence: Fence::Quota,
        names: &["quota|quotas", "weak share|minimum|min|target|percent|rate"],
        headings: &["名额指标", "指标分配", "比例要求"],
    },
    Sign {
        fence: Fence::PersonTable,
        names: &[
            "per+person|per+member|per+cadre|per+secretary|per+envoy|per+individual",
            "group|grouped|sort|sorted|order|ordered|compare|compared by \
                 person|people|member|members|cadre|cadres|individual|secretary|envoy",
        ],
        headings: &["个人对比", "人均得分"],
    },
    Sign {
        fence: Fence::HonourGate,
        names: &["honour|honours|honor|honors|star|stars|medal|award|awards \
                 gate|gates|gated|gating|required|requires|require|precondition|prerequisite|\
                 eligibility|eligible"],
        headings: &["荣誉挂钩", "评星挂钩", "星级门槛"],
    },
    Sign {
        fence: Fence::FaceSearch,
        names: &[
            "face recognition|search|match|matching|scan|id|login",
            "facial|biometric|biometrics|fingerprint",
        ],
        headings: &["人脸", "刷脸", "指纹", "facerecognition"],
    },
    Sign {
        fence: Fence::PublicPersonal,
        names: &["public|publish|published|publishes \
                 phone|telephone|mobile|bank|health|disability|illness|idcard|id+number|id+card"],
        headings: &["公开身份证", "公示身份证", "公开电话", "公示银行卡"],
    },
    Sign {
        fence: Fence::DailyDuty,
        names: &["daily report|reports|log|logs|form|forms|duty|diary|required"],
        headings: &["每日上报", "日报告", "每日填报"],
    },
    Sign {
        fence: Fence::SmallCount,
        names: &["publish|show small|single count|counts|cell|cells"],
        headings: &[],
    },
    Sign {
        fence: Fence::Administrators,
        names: &["super admin|administrator|user", "superuser|root+user"],
        headings: &[],
    },
];
