//! Where a role is to hold, as somebody wrote it.

use model::{Text, code::DivisionCode, programme::Programme, standards::wide::narrow};

/// A division by its code, its name, or its township's name and its own (瓦屋镇 李老庄村); the
/// county if nothing was written.
pub(super) fn division(written: &str, programme: &Programme) -> Result<DivisionCode, Text> {
    let written = narrow(written);
    if written.is_empty() {
        return Ok(programme.county.code.clone());
    }
    if let Ok(code) = written.parse() {
        return Ok(code);
    }
    let (above, name) = match written.rsplit_once([' ', '/', '·']) {
        Some((above, name)) => (Some(above.trim()), name.trim()),
        None => (None, written.as_str()),
    };
    let named = |code: Option<&DivisionCode>| {
        let parent = programme.divisions.iter().find(|division| Some(&division.code) == code);
        parent.map(|division| division.name.as_str())
    };
    let found: Vec<_> = programme
        .divisions
        .iter()
        .filter(|division| division.name == name)
        .filter(|division| above.is_none() || named(division.parent.as_ref()) == above)
        .collect();
    match found[..] {
        [division] => Ok(division.code.clone()),
        [] => Err(Text::new(
            format!("没有叫“{written}”的区划：请写全称或 12 位代码"),
            format!("no division is called “{written}”: write its full name or its 12-digit code"),
        )),
        [first, ..] => {
            let example = format!("{} {name}", named(first.parent.as_ref()).unwrap_or_default());
            Err(Text::new(
                format!("叫“{name}”的区划有 {} 个：请在前面写上乡镇，如“{example}”", found.len()),
                format!(
                    "{} divisions are called “{name}”: write the township before it, as “{example}”",
                    found.len()
                ),
            ))
        }
    }
}
