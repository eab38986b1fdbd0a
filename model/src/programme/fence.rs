//! The fences: what no programme may ask for, and the rule that forbids it.

use crate::Text;

/// What law and conscience keep out (`domain.md` §0.3). Refused at load, not switched off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fence {
    CheckIn,
    Location,
    Points,
    Ranking,
    PersonScore,
    OnlineTime,
    Likes,
    MandatoryMedia,
    ForcedUse,
    NightPush,
    Quota,
    PersonTable,
    HonourGate,
    FaceSearch,
    PublicPersonal,
    DailyDuty,
    SmallCount,
    Administrators,
}

const NO_CHECK_IN: Text = Text::fixed(
    "国办函〔2026〕12号：不得设置打卡签到、积分排名、在线时长等功能",
    "State Council General Office letter (2026) 12: no check-in, points, ranking or online time",
);
const NO_TRACES: Text = Text::fixed(
    "国办函〔2026〕12号：非必要不得要求提供照片、视频、轨迹",
    "State Council General Office letter (2026) 12: photos, video and tracks may not be demanded",
);
const NO_FORCE: Text = Text::fixed(
    "国办函〔2026〕12号：不得强制安装、注册、登录或下达使用指标",
    "State Council General Office letter (2026) 12: no forced installs, sign-ups, logins or quotas of use",
);
const NO_LIKES: Text = Text::fixed(
    "国办函〔2026〕12号：不得以点赞、转发、投票、学习时长作为考核依据",
    "State Council General Office letter (2026) 12: likes, forwards, votes and study time are no \
     evidence for appraisal",
);
const LESS_BURDEN: Text = Text::fixed(
    "《整治形式主义为基层减负若干规定》（2024年）：不得层层加码、增加基层负担",
    "the 2024 rules on lightening the burden of the grass roots: no duties heaped upon duties",
);
const PERSONAL: Text = Text::fixed(
    "《个人信息保护法》：敏感个人信息须有特定目的和充分必要性，不得公开",
    "the Personal Information Protection Law: sensitive personal information serves a stated, \
     necessary purpose and is not published",
);
const HOUSE: Text = Text::fixed(
    "本系统守则：不给人排名打分，荣誉不作为帮扶的门槛",
    "the rule of this house: people are not ranked or scored, and honours never gate help",
);
const NO_QUOTA: Text = Text::fixed(
    "本系统守则：问题按实际排查认定，不下达指标和比例",
    "the rule of this house: what is weak is found by looking, never filled up to a quota",
);
const SMALL: Text = Text::fixed(
    "本系统守则：关于人的数字小于 5 不公开，publishable_from 至少为 5",
    "the rule of this house: a number about people below 5 is not published; publishable_from is \
     at least 5",
);
const SEPARATE: Text = Text::fixed(
    "GB/T 22239：系统、安全、审计管理员各自独立，且不兼业务权限；请拆成不同角色",
    "GB/T 22239: system, security and audit administrators are separate and hold no business \
     rights; split the role",
);

impl Fence {
    /// What is meant, in a few words.
    pub const fn title(self) -> Text {
        match self {
            Fence::CheckIn => Text::fixed("打卡签到", "check-in"),
            Fence::Location => Text::fixed("定位和轨迹", "location and tracks of people"),
            Fence::Points => Text::fixed("积分", "points"),
            Fence::Ranking => Text::fixed("排名", "ranking"),
            Fence::PersonScore => Text::fixed("给个人打分评级", "scores of persons"),
            Fence::OnlineTime => Text::fixed("在线和学习时长统计", "online time"),
            Fence::Likes => Text::fixed("点赞、转发、阅读量", "likes, forwards and reads"),
            Fence::MandatoryMedia => Text::fixed("强制拍照、录像", "mandatory photos or video"),
            Fence::ForcedUse => Text::fixed("强制安装和登录", "forced installs and logins"),
            Fence::NightPush => Text::fixed("夜间推送", "messages at night"),
            Fence::Quota => Text::fixed("下达指标、比例", "quotas"),
            Fence::PersonTable => Text::fixed("按个人列表比较", "league tables of persons"),
            Fence::HonourGate => Text::fixed("以荣誉为帮扶门槛", "help that depends on honours"),
            Fence::FaceSearch => Text::fixed("人脸识别和检索", "face recognition and search"),
            Fence::PublicPersonal => Text::fixed("公开敏感个人信息", "publishing personal fields"),
            Fence::DailyDuty => Text::fixed("每日任务", "daily duties"),
            Fence::SmallCount => Text::fixed("公开过小的人数", "publishing small counts of people"),
            Fence::Administrators => Text::fixed("管理员兼权", "administrators with mixed rights"),
        }
    }

    /// The rule that forbids it.
    pub const fn rule(self) -> Text {
        match self {
            Fence::CheckIn | Fence::Points | Fence::Ranking | Fence::OnlineTime => NO_CHECK_IN,
            Fence::Location | Fence::MandatoryMedia => NO_TRACES,
            Fence::ForcedUse => NO_FORCE,
            Fence::Likes => NO_LIKES,
            Fence::NightPush | Fence::DailyDuty => LESS_BURDEN,
            Fence::FaceSearch | Fence::PublicPersonal => PERSONAL,
            Fence::PersonScore | Fence::PersonTable | Fence::HonourGate => HOUSE,
            Fence::Quota => NO_QUOTA,
            Fence::SmallCount => SMALL,
            Fence::Administrators => SEPARATE,
        }
    }
}
