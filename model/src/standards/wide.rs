//! Full-width letters and digits, as Chinese input methods leave them in forms and sheets.

/// The half-width twin of a full-width letter, digit, sign or space; any other character itself.
pub fn narrow_char(c: char) -> char {
    match c {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Whether a character is invisible and means nothing in a cell: byte order mark, zero-width
/// space and joiners, direction marks, variation selectors.
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}'
    )
}

/// `text` in half-width characters, without invisible ones and without blanks at its ends.
pub fn narrow(text: &str) -> String {
    let mut narrowed = String::with_capacity(text.len());
    narrowed.extend(text.chars().filter(|&c| !is_invisible(c)).map(narrow_char));
    let end = narrowed.trim_end().len();
    narrowed.truncate(end);
    let start = narrowed.len() - narrowed.trim_start().len();
    narrowed.drain(..start);
    narrowed
}

/// Whether a character is a Chinese ideograph, in any plane.
pub fn is_han(c: char) -> bool {
    matches!(
        c,
        '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{323af}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_read_without_its_width_and_its_blanks() {
        assert_eq!(narrow("\u{feff}　４１０４　ＡＢｘ！ \u{200b}"), "4104 ABx!");
        assert_eq!(narrow("   "), "");
        assert_eq!(narrow("瓦屋镇"), "瓦屋镇");
    }
}
