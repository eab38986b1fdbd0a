//! What a person may do. Roles of the programme are made of these; the code asks for one of these.

use crate::{Text, words};

words! {
    /// One thing that somebody may do.
    pub enum Right {
        SeeFigures = "see_figures",
        PublishBriefing = "publish_briefing",
        SeeDivisions = "see_divisions",
        KeepDivisions = "keep_divisions",
        SeeOrganisations = "see_organisations",
        KeepOrganisations = "keep_organisations",
        SeePeople = "see_people",
        KeepPeople = "keep_people",
        RevealPersonal = "reveal_personal",
        SeePostings = "see_postings",
        KeepPostings = "keep_postings",
        SeeActivities = "see_activities",
        PlanActivity = "plan_activity",
        RecordActivity = "record_activity",
        SignActivity = "sign_activity",
        SeeCases = "see_cases",
        RaiseCase = "raise_case",
        AssignCase = "assign_case",
        HandleCase = "handle_case",
        AcceptCase = "accept_case",
        ImportRosters = "import_rosters",
        UndoImport = "undo_import",
        ApplyProgramme = "apply_programme",
        ManageSystem = "manage_system",
        ManageAccounts = "manage_accounts",
        Audit = "audit",
    }
}

words! {
    /// Which of four separate hands a right belongs to. Nobody holds rights of two of them: who
    /// keeps the system running does not hand out rights, and neither of them judges the traces
    /// (GB/T 22239: separate system, security and audit administrators).
    pub enum Duty {
        Business = "business",
        System = "system",
        Security = "security",
        Audit = "audit",
    }
}

impl Right {
    pub const fn duty(self) -> Duty {
        match self {
            Right::ApplyProgramme | Right::ManageSystem => Duty::System,
            Right::ManageAccounts => Duty::Security,
            Right::Audit => Duty::Audit,
            _ => Duty::Business,
        }
    }

    /// What the right allows, as a page of roles says it.
    pub const fn title(self) -> Text {
        match self {
            Right::SeeFigures => Text::fixed("查看数据和简报", "see figures and briefings"),
            Right::PublishBriefing => Text::fixed("发布简报", "publish briefings"),
            Right::SeeDivisions => Text::fixed("查看行政区划", "see divisions"),
            Right::KeepDivisions => Text::fixed("维护行政区划", "keep divisions"),
            Right::SeeOrganisations => Text::fixed("查看组织", "see organisations"),
            Right::KeepOrganisations => {
                Text::fixed("维护组织和隶属关系", "keep organisations and affiliations")
            }
            Right::SeePeople => {
                Text::fixed("查看人员（敏感信息隐去）", "see people, personal fields masked")
            }
            Right::KeepPeople => Text::fixed("维护人员信息", "keep people"),
            Right::RevealPersonal => {
                Text::fixed("说明理由后查看敏感信息", "reveal personal fields, giving a reason")
            }
            Right::SeePostings => Text::fixed("查看任职和结对", "see postings and pairings"),
            Right::KeepPostings => Text::fixed("维护任职和结对", "keep postings and pairings"),
            Right::SeeActivities => Text::fixed("查看活动", "see activities"),
            Right::PlanActivity => {
                Text::fixed("计划、通知和取消活动", "plan, announce and cancel activities")
            }
            Right::RecordActivity => Text::fixed("记录和更正活动", "record and correct activities"),
            Right::SignActivity => Text::fixed("签审活动记录", "sign records of activities"),
            Right::SeeCases => Text::fixed("查看事项", "see cases"),
            Right::RaiseCase => Text::fixed("提出和撤回事项", "raise and withdraw cases"),
            Right::AssignCase => Text::fixed("交办和转办事项", "assign cases and hand them over"),
            Right::HandleCase => Text::fixed("承办事项", "work on cases"),
            Right::AcceptCase => Text::fixed("验收和销号", "accept and close cases"),
            Right::ImportRosters => Text::fixed("导入名册", "import rosters"),
            Right::UndoImport => Text::fixed("撤销整次导入", "undo a whole import"),
            Right::ApplyProgramme => {
                Text::fixed("启用和回退县级方案", "apply and roll back the programme")
            }
            Right::ManageSystem => {
                Text::fixed("管理任务、备份和配置", "manage jobs, backups and settings")
            }
            Right::ManageAccounts => Text::fixed("管理账号和授权", "manage accounts and grants"),
            Right::Audit => Text::fixed(
                "查阅操作日志、拒绝记录和敏感信息查看记录",
                "read the journal, denials and reveals",
            ),
        }
    }
}

impl Duty {
    pub const fn title(self) -> Text {
        match self {
            Duty::Business => Text::fixed("业务人员", "business"),
            Duty::System => Text::fixed("系统管理员", "system administrator"),
            Duty::Security => Text::fixed("安全管理员", "security administrator"),
            Duty::Audit => Text::fixed("审计管理员", "audit administrator"),
        }
    }

    /// Whether one person may hold rights of both.
    pub fn goes_with(self, other: Duty) -> bool {
        self == other
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::word::Word;

    #[test]
    fn every_right_has_its_own_words_in_both_languages() {
        let mut titles = std::collections::BTreeSet::new();
        for right in Right::ALL {
            let title = right.title();
            assert!(title.en.is_ascii() && !title.zh.is_ascii(), "{right}");
            assert!(titles.insert(title.zh), "{right}");
        }
    }

    #[test]
    fn each_administrator_has_something_of_his_own_to_do() {
        for duty in Duty::ALL {
            assert!(Right::ALL.iter().any(|right| right.duty() == *duty), "{duty}");
        }
        assert!(!Duty::Security.goes_with(Duty::Business));
    }
}
