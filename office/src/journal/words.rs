//! What a person reads for the kind of a journal entry. A test finds every kind that is logged.

use model::Text;

/// The kind in words; for a kind of a newer program, the kind itself.
pub fn title(kind: &str) -> Text {
    let known = WORDS.iter().find(|(known, _, _)| *known == kind);
    known.map_or_else(
        || Text::new(kind.to_owned(), kind.to_owned()),
        |&(_, zh, en)| Text::fixed(zh, en),
    )
}

/// Sorted by kind.
pub(super) const WORDS: &[(&str, &str, &str)] = &[
    ("account.added", "添加账号", "account added"),
    ("account.created", "开设账号", "account created"),
    ("account.disabled", "停用账号", "account disabled"),
    ("account.enabled", "启用账号", "account enabled"),
    ("account.granted", "授予角色", "role granted"),
    ("account.password_changed", "修改密码", "password changed"),
    ("account.password_reset", "重置密码", "password reset"),
    ("account.revoked", "收回角色", "role revoked"),
    ("account.second_factor_removed", "取消第二重验证", "second factor removed"),
    ("account.second_factor_reset", "重置第二重验证", "second factor reset"),
    ("account.second_factor_set", "设置第二重验证", "second factor set"),
    ("activity.attended", "登记出席", "attendance recorded"),
    ("activity.cancelled", "取消活动", "activity cancelled"),
    ("activity.corrected", "更正活动记录", "activity corrected"),
    ("activity.held", "登记活动", "activity held"),
    ("activity.notified", "通知活动", "activity announced"),
    ("activity.planned", "计划活动", "activity planned"),
    ("activity.replanned", "调整活动计划", "activity replanned"),
    ("activity.signed", "签审活动记录", "activity signed"),
    ("activity.withdrawn", "撤回活动计划", "activity withdrawn"),
    ("affiliation.duty", "设置职务", "duty set"),
    ("affiliation.joined", "加入组织", "joined"),
    ("affiliation.left", "离开组织", "left"),
    ("affiliation.transferred", "转接组织关系", "affiliation transferred"),
    ("division.dissolved", "撤销区划", "division dissolved"),
    ("division.founded", "新设区划", "division founded"),
    ("division.merged", "并入区划", "division merged"),
    ("division.moved", "区划换代码", "division moved"),
    ("division.renamed", "区划更名", "division renamed"),
    ("organisation.changed", "修改组织信息", "organisation changed"),
    ("organisation.dissolved", "撤销组织", "organisation dissolved"),
    ("organisation.founded", "成立组织", "organisation founded"),
    ("organisation.moved", "调整上级组织", "organisation moved"),
    ("organisation.renamed", "组织更名", "organisation renamed"),
    ("organisation.restored", "恢复组织", "organisation restored"),
    ("pairing.ended", "结束结对", "pairing ended"),
    ("pairing.started", "建立结对", "pairing started"),
    ("pairing.struck", "删去误登的结对", "pairing struck out"),
    ("person.added", "添加人员", "person added"),
    ("person.changed", "修改人员信息", "person changed"),
    ("person.erased", "抹除人员信息", "person erased"),
    ("person.revealed", "查看敏感信息", "personal field revealed"),
    ("posting.corrected", "更正任职", "posting corrected"),
    ("posting.ended", "结束任职", "posting ended"),
    ("posting.handed_over", "交接任职", "posting handed over"),
    ("posting.started", "开始任职", "posting started"),
    ("posting.struck", "删去误登的任职", "posting struck out"),
    ("programme.installed", "安装方案", "programme installed"),
];
