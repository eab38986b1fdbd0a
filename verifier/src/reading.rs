//! Reads the receipt and the keys: files from anybody, so never more than a genuine one holds.

use std::{
    fs::File,
    io::{self, Read},
};

use model::{
    Text,
    journal::{VerifierKey, receipt::MAX_RECEIPT},
    text::Say,
};

const MAX_KEYS: usize = 64 * 1024;

/// The keys to trust: one written out, or those of a file. Lines that begin with `#` are remarks.
pub(crate) fn keys(given: Option<&str>) -> Result<Vec<VerifierKey>, Text> {
    let given = given.ok_or_else(|| {
        Text::fixed(
            "缺少公钥：请向县里索取其公布的日志公钥（县网站、公报或公示栏），再用 --key 给出。\
             不要使用与凭据一同送来的公钥。",
            "No key: obtain the journal's public key that the county has published (its web site, \
             gazette or notice board) and give it with --key. Do not use a key that came together \
             with the receipt.",
        )
    })?;
    let refused = match given.trim().parse::<VerifierKey>() {
        Ok(key) => return Ok(vec![key]),
        Err(refused) => refused,
    };
    // The content, not the file: a secret key must not be named a missing file, and so be shown.
    if given.starts_with("PRIVATE+KEY+") {
        return Err(secret_key());
    }
    if given.matches('+').count() >= 2 && File::open(given).is_err() {
        return Err(refused.say());
    }
    let text = read(given, MAX_KEYS)?;
    keys_of_file(&text)
}

fn keys_of_file(text: &str) -> Result<Vec<VerifierKey>, Text> {
    let mut keys = Vec::new();
    for (n, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line.starts_with("PRIVATE+KEY+") {
            return Err(secret_key());
        }
        let key = line.parse::<VerifierKey>().map_err(|refused| {
            let (n, why) = (n + 1, refused.say());
            Text::new(
                format!("密钥文件第 {n} 行：{}", why.zh),
                format!("Key file, line {n}: {}", why.en),
            )
        })?;
        keys.push(key);
    }
    match keys.is_empty() {
        false => Ok(keys),
        true => Err(Text::fixed("密钥文件里没有公钥", "The key file contains no key")),
    }
}

fn secret_key() -> Text {
    Text::fixed(
        "这是私钥，不是公钥。私钥只能留在签名的服务器上；若已外传，请立即更换。",
        "This is the secret key, not the public one. It belongs on the signing server only; if it \
         has left it, replace it at once.",
    )
}

/// The receipt's text, with what mail and messengers do to a text undone. Nothing of this can make
/// a false receipt good: the signature covers what is then read.
pub(crate) fn receipt(path: &str) -> Result<String, Text> {
    read(path, MAX_RECEIPT).map(|text| tidy(&text))
}

fn tidy(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    format!("{}\n", text.trim())
}

fn read(path: &str, most: usize) -> Result<String, Text> {
    let mut bytes = Vec::new();
    // One byte more than allowed: a reader then sees that it is too long.
    let most = most as u64 + 1;
    let read = match path {
        "-" => io::stdin().lock().take(most).read_to_end(&mut bytes),
        _ => File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)),
    };
    read.map_err(|why| {
        Text::new(format!("读不到文件 {path}：{why}"), format!("Cannot read {path}: {why}"))
    })?;
    // Bytes that are no text become replacement characters, which no receipt and no key contains.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
