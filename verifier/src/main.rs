//! Checks a Yaoshan receipt anywhere: no database, no network, no trust in who hands it over.

mod reading;
mod verdict;

use std::{io::Write, process::ExitCode};

use clap::{Parser, ValueEnum};
use model::{Lang, Text, journal::Receipt};

/// 查验尧山凭据：证明一条记录确在日志中、未被改动。不联网，不用数据库。
///
/// Checks a Yaoshan receipt: that an entry is in the county's journal, unchanged. Needs no network
/// and no database.
///
/// 退出码 / exit code: 0 有效 valid, 1 无效 not valid, 2 用法不对 could not check.
#[derive(Parser)]
#[command(version, verbatim_doc_comment)]
struct Args {
    /// 凭据文件，或用 - 表示标准输入 / the receipt file, or - for standard input
    receipt: String,
    /// 县里公布的日志公钥，或存有公钥的文件（每行一个） /
    /// the journal's published public key, or a file of such keys, one a line
    #[arg(long, value_name = "KEY|FILE")]
    key: Option<String>,
    /// 只用一种语言，缺省为中英文 / one language only; both unless given
    #[arg(long)]
    lang: Option<Language>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Language {
    Zh,
    En,
}

const VALID: u8 = 0;
const NOT_VALID: u8 = 1;
const NOT_CHECKED: u8 = 2;

fn main() -> ExitCode {
    let args = Args::parse();
    let langs: &[Lang] = match args.lang {
        None => &[Lang::Zh, Lang::En],
        Some(Language::Zh) => &[Lang::Zh],
        Some(Language::En) => &[Lang::En],
    };
    let (code, words) = check(&args);
    match say(&words, langs, code) {
        Ok(()) => ExitCode::from(code),
        // A verdict that nobody could read is none.
        Err(_) => ExitCode::from(NOT_CHECKED),
    }
}

fn check(args: &Args) -> (u8, Text) {
    let keys = match reading::keys(args.key.as_deref()) {
        Ok(keys) => keys,
        Err(why) => return (NOT_CHECKED, why),
    };
    let text = match reading::receipt(&args.receipt) {
        Ok(text) => text,
        Err(why) => return (NOT_CHECKED, why),
    };
    match text.parse::<Receipt>().and_then(|receipt| receipt.check(&keys)) {
        Ok(checked) => (VALID, verdict::valid(&checked)),
        Err(refused) => (NOT_VALID, verdict::not_valid(&refused)),
    }
}

/// A verdict goes to standard output, what kept us from one to standard error.
fn say(words: &Text, langs: &[Lang], code: u8) -> std::io::Result<()> {
    let mut out: Box<dyn Write> = match code {
        NOT_CHECKED => Box::new(std::io::stderr()),
        _ => Box::new(std::io::stdout()),
    };
    for (n, lang) in langs.iter().enumerate() {
        if n > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}", words.in_lang(*lang))?;
    }
    out.flush()
}
