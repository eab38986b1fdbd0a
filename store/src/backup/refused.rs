//! Why a backup was not made or not restored.

use std::{
    io,
    path::{Path, PathBuf},
};

use model::{Text, text::Say};

use crate::Error;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say())]
pub enum Refused {
    /// A file of this name is already there.
    Exists(PathBuf),
    /// There is nothing to back up.
    NoCounty,
    /// The place to restore into holds something already.
    NotEmpty,
    NotABackup(PathBuf),
    /// The database or backup was made by a newer program.
    Newer {
        found: i64,
        known: i64,
    },
    /// The backup is not as it was made. What was found, in the finder's words.
    Damaged(String),
    File {
        path: PathBuf,
        problem: String,
    },
    Store(Error),
}

impl Refused {
    pub(super) fn file(path: &Path, error: &io::Error) -> Refused {
        Refused::File { path: path.to_owned(), problem: error.to_string() }
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Refused {
        Refused::Store(error)
    }
}

impl From<rusqlite::Error> for Refused {
    fn from(error: rusqlite::Error) -> Refused {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        match error.sqlite_error_code() {
            Some(DatabaseCorrupt | NotADatabase) => Refused::Damaged(error.to_string()),
            _ => Refused::Store(error.into()),
        }
    }
}

impl From<postgres::Error> for Refused {
    fn from(error: postgres::Error) -> Refused {
        Refused::Store(error.into())
    }
}

impl Say for Refused {
    fn say(&self) -> Text {
        match self {
            Refused::Exists(path) => Text::new(
                format!("文件 {} 已存在，请换一个文件名", path.display()),
                format!("{} is already there; choose another name", path.display()),
            ),
            Refused::NoCounty => Text::fixed(
                "这里没有县级数据库，请核对位置",
                "there is no county's database there; check the place",
            ),
            Refused::NotEmpty => Text::fixed(
                "只能恢复到空的位置，这里已有数据；请换一个数据库文件或模式名",
                "a backup is restored into an empty place only, and this one is not empty; \
                 choose another file or schema",
            ),
            Refused::NotABackup(path) => Text::new(
                format!("{} 不是本系统的备份文件", path.display()),
                format!("{} is not a backup made by this program", path.display()),
            ),
            Refused::Newer { found, known } => Text::new(
                format!("数据来自更新的版本（结构 {found}，本程序到 {known}）；请先升级本程序"),
                format!(
                    "the data is from a newer program (schema {found}, this one knows {known}); \
                     upgrade this program first"
                ),
            ),
            Refused::Damaged(how) => Text::new(
                format!("备份文件已损坏或被截断，没有恢复任何内容：{how}"),
                format!("the backup is damaged or cut short, and nothing was restored: {how}"),
            ),
            Refused::File { path, problem } => Text::new(
                format!("文件 {} 无法读写：{problem}", path.display()),
                format!("{} cannot be read or written: {problem}", path.display()),
            ),
            Refused::Store(error) => {
                Text::new(format!("数据库出错：{error}"), format!("the database: {error}"))
            }
        }
    }
}
