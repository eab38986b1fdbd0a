//! The verdict in plain words.

use model::{
    Text,
    journal::receipt::{Checked, ReceiptRefused},
    moment::CHINA,
    text::Say,
};

pub(crate) fn valid(checked: &Checked) -> Text {
    let Checked { entry, index, size, origin } = checked;
    let at = entry.at.local(CHINA).format("%Y-%m-%d %H:%M:%S");
    let (number, id) = (index + 1, entry.id);
    let (kind, subject, actor) = (&entry.kind, entry.subject, entry.actor);
    let commitment = entry.commitment;
    Text::new(
        format!(
            "有效：这条记录确在日志中，未被改动。\n\
             日志：{origin}（签名时共 {size} 条）\n\
             位置：第 {number} 条\n\
             时间：{at}（北京时间）\n\
             事项：{kind}\n\
             对象：{subject}\n\
             经办账号：{actor}\n\
             条目编号：{id}\n\
             内容承诺：{commitment}\n\
             说明：凭据证明当时确有这条记录，此后无人能改；不证明填写的内容本身属实。"
        ),
        format!(
            "VALID: this entry is in the journal, unchanged.\n\
             Journal: {origin} ({size} entries when signed)\n\
             Place: entry number {number}\n\
             Time: {at} (China)\n\
             Operation: {kind}\n\
             Record: {subject}\n\
             Account: {actor}\n\
             Entry: {id}\n\
             Commitment: {commitment}\n\
             Note: a receipt proves that the entry was made and cannot be altered since; it does \
             not prove that what was entered is true."
        ),
    )
}

pub(crate) fn not_valid(refused: &ReceiptRefused) -> Text {
    let why = refused.say();
    Text::new(
        format!("无效：{}。\n不要采信这份凭据。", why.zh),
        format!("NOT VALID: {}.\nDo not rely on this receipt.", why.en),
    )
}
