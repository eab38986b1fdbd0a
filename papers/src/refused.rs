use model::text::{Say, Text};
use serde::{Deserialize, Serialize};

/// Why a file was not read, or not to its end. What was read before is not to be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{}", self.say())]
pub enum Refused {
    Empty,
    TooBig { megabytes: usize },
    Foreign(Foreign),
    Encrypted,
    Damaged,
    DamagedSheet { sheet: String, row: u32 },
    Doctype,
    Bomb { megabytes: u64 },
    TooManyParts { most: usize },
    NoSheet,
    TooManySheets { most: usize },
    TooManyRows { most: u32 },
    TooManyMerges { sheet: String, most: usize },
    Encoding { line: usize },
    Nul { line: usize },
    OpenQuote { line: usize },
    Memory,
    Time,
    Crashed,
    Unstartable { reason: String },
    Unreadable { reason: String },
    Stopped,
}

/// A kind of file that we recognise and do not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Foreign {
    Xls,
    Xlsb,
    OpenDocument,
    Word,
    WebPage,
    XmlSpreadsheet,
    Pdf,
    Picture,
    Archive,
    Unknown,
}

impl Foreign {
    fn name(self) -> Text {
        let (zh, en) = match self {
            Foreign::Xls => ("旧版 Excel 文件（.xls 或 .et）", "an old Excel file (.xls or .et)"),
            Foreign::Xlsb => ("二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"),
            Foreign::OpenDocument => ("OpenDocument 文件（.ods）", "an OpenDocument file (.ods)"),
            Foreign::Word => ("文字或演示文稿，不是表格", "a text document or slides, not a sheet"),
            Foreign::WebPage => ("改了扩展名的网页", "a web page with a changed name"),
            Foreign::XmlSpreadsheet => ("XML 文件", "an XML file"),
            Foreign::Pdf => ("PDF 文件", "a PDF file"),
            Foreign::Picture => ("图片", "a picture"),
            Foreign::Archive => ("压缩包", "a compressed archive"),
            Foreign::Unknown => ("无法识别的文件", "of a kind we do not know"),
        };
        Text::fixed(zh, en)
    }
}

impl Say for Refused {
    fn say(&self) -> Text {
        match self {
            Refused::Empty => Text::fixed("文件是空的。", "The file is empty."),
            Refused::Foreign(kind) => foreign(*kind),
            Refused::Encrypted => Text::fixed(
                "文件设有密码。请在 Excel 或 WPS 中取消密码后重新上传。",
                "The file is protected by a password. Remove the password in Excel or WPS and upload it again.",
            ),
            Refused::Damaged => Text::fixed(
                "文件已损坏或不完整。请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传。",
                "The file is damaged or incomplete. Open it in Excel or WPS, save it as .xlsx and upload it again.",
            ),
            Refused::DamagedSheet { sheet, row } => Text::new(
                format!(
                    "工作表“{sheet}”在第 {row} 行之后无法读取。请用 Excel 或 WPS 打开，另存为 .xlsx 后重新上传。"
                ),
                format!(
                    "Sheet “{sheet}” cannot be read after row {row}. Open the file in Excel or WPS, save it as .xlsx and upload it again."
                ),
            ),
            Refused::Doctype => Text::fixed(
                "文件内含有不允许的 XML 声明（DOCTYPE），不予读取。",
                "The file contains an XML declaration that is not allowed (DOCTYPE); it is not read.",
            ),
            Refused::Encoding { .. } | Refused::Nul { .. } | Refused::OpenQuote { .. } => {
                text_file(self)
            }
            Refused::Memory | Refused::Time | Refused::Crashed => gave_up(self),
            Refused::Unstartable { .. } | Refused::Unreadable { .. } | Refused::Stopped => {
                not_its_fault(self)
            }
            _ => too_much(self),
        }
    }
}

fn foreign(kind: Foreign) -> Text {
    let name = kind.name();
    Text::new(
        format!("这是{}。请在 Excel 或 WPS 中打开，另存为 .xlsx 或 .csv 后重新上传。", name.zh),
        format!(
            "This is {}. Open it in Excel or WPS, save it as .xlsx or .csv and upload it again.",
            name.en
        ),
    )
}

fn too_much(refused: &Refused) -> Text {
    let (zh, en) = match refused {
        Refused::TooBig { megabytes } => (
            format!("文件超过 {megabytes} MB。"),
            format!("The file is larger than {megabytes} MB."),
        ),
        Refused::Bomb { megabytes } => (
            format!("文件解压后超过 {megabytes} MB，或压缩比异常。请清除空白行列的格式。"),
            format!(
                "Unpacked, the file is larger than {megabytes} MB, or unusually dense. Clear the formats of empty rows and columns."
            ),
        ),
        Refused::TooManyParts { most } => (
            format!("文件内的部件超过 {most} 个。"),
            format!("The file has more than {most} parts."),
        ),
        Refused::TooManySheets { most } => (
            format!("工作表超过 {most} 张。"),
            format!("The workbook has more than {most} sheets."),
        ),
        Refused::TooManyRows { most } => (
            format!("有内容的行超过 {most} 行。"),
            format!("More than {most} rows hold something."),
        ),
        Refused::TooManyMerges { sheet, most } => (
            format!("工作表“{sheet}”的合并单元格超过 {most} 处。"),
            format!("Sheet “{sheet}” has more than {most} merged ranges."),
        ),
        _ => (
            "文件里没有可读的工作表。".to_owned(),
            "The file has no sheet that can be read.".to_owned(),
        ),
    };
    Text::new(
        format!("{zh}请拆分或精简后重新上传。"),
        format!("{en} Split or shorten it and upload it again."),
    )
}

fn text_file(refused: &Refused) -> Text {
    let (zh, en) = match refused {
        Refused::Encoding { line } => (
            format!("第 {line} 行有无法识别的文字编码（既不是 UTF-8，也不是 GB18030）。"),
            format!("Line {line} is in an encoding we do not know (neither UTF-8 nor GB18030)."),
        ),
        Refused::OpenQuote { line } => (
            format!("第 {line} 行的双引号没有结束。"),
            format!("The double quote opened on line {line} is never closed."),
        ),
        Refused::Nul { line } => (
            format!("第 {line} 行含有空字符，不是文本文件。"),
            format!("Line {line} contains NUL characters; this is not a text file."),
        ),
        _ => (String::new(), String::new()),
    };
    Text::new(
        format!("{zh}请改好，或另存为 .xlsx 后重新上传。"),
        format!("{en} Mend it, or save it as .xlsx, and upload it again."),
    )
}

fn gave_up(refused: &Refused) -> Text {
    let (zh, en) = match refused {
        Refused::Memory => {
            ("读取此文件需要的内存超过限额", "Reading this file takes more memory than is allowed")
        }
        Refused::Time => {
            ("读取此文件需要的时间超过限额", "Reading this file takes more time than is allowed")
        }
        _ => ("读取此文件时程序异常中止", "Reading this file ended abnormally"),
    };
    Text::new(
        format!("{zh}，未导入任何内容。请另存为新的 .xlsx，或拆分后重新上传。"),
        format!(
            "{en}; nothing was imported. Save it as a new .xlsx, or split it, and upload it again."
        ),
    )
}

fn not_its_fault(refused: &Refused) -> Text {
    match refused {
        Refused::Unstartable { reason } => Text::new(
            format!("服务器无法启动表格读取程序（{reason}）。请稍后再试，并告知管理员。"),
            format!(
                "The server could not start the reader of sheets ({reason}). Try again later and tell the administrator."
            ),
        ),
        Refused::Unreadable { reason } => Text::new(
            format!("读不到上传的文件（{reason}）。请重新上传。"),
            format!("The uploaded file could not be read ({reason}). Upload it again."),
        ),
        _ => Text::fixed("读取已中止。", "Reading was stopped."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_says_what_to_do_in_both_languages() {
        let some = [
            Refused::Foreign(Foreign::Xls),
            Refused::Encrypted,
            Refused::TooManyRows { most: 7 },
            Refused::OpenQuote { line: 9 },
            Refused::Memory,
            Refused::Unreadable { reason: "EOF".into() },
        ];
        for refused in some {
            let said = refused.say();
            assert!(said.zh.contains("上传"), "{}", said.zh);
            assert!(said.en.to_lowercase().contains("upload"), "{}", said.en);
            let back: Refused =
                serde_json::from_str(&serde_json::to_string(&refused).unwrap()).unwrap();
            assert_eq!(back, refused);
        }
    }
}
