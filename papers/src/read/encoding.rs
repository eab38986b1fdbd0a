use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::Refused;

/// The text of a file in any encoding in which offices keep their sheets. GBK and GB2312 are parts of GB18030.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Refused> {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => wide(bytes).unwrap_or(GB18030),
    };
    // Zero bytes are valid UTF-8, so wide text in Latin letters has to be asked for by its pattern.
    let encoding = if encoding == UTF_8 { wide(bytes).unwrap_or(UTF_8) } else { encoding };
    let (text, _, broken) = encoding.decode(bytes);
    if broken {
        return Err(Refused::Encoding { line: line_of(&text, '\u{FFFD}') });
    }
    if text.contains('\0') {
        return Err(Refused::Nul { line: line_of(&text, '\0') });
    }
    Ok(text)
}

/// UTF-16 without a mark: line breaks and commas have a zero byte, always on the same side.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |side: usize| start.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = (start.len() / 40).max(2);
    match (even, odd) {
        (0, odd) if odd >= many => Some(UTF_16LE),
        (even, 0) if even >= many => Some(UTF_16BE),
        _ => None,
    }
}

fn line_of(text: &str, wanted: char) -> usize {
    let before = text.find(wanted).unwrap_or(text.len());
    text[..before].matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect()
    }

    #[test]
    fn every_encoding_of_an_office_gives_the_same_text() {
        let text = "姓名,村\n张三㐂,上坪村\n";
        let encodings = [
            text.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            GB18030.encode(text).0.into_owned(),
            [vec![0xFF, 0xFE], utf16(text, true)].concat(),
            [vec![0xFE, 0xFF], utf16(text, false)].concat(),
            utf16(text, true),
            utf16(text, false),
        ];
        for bytes in encodings {
            assert_eq!(decode(&bytes).unwrap(), text, "{bytes:02X?}");
        }
        assert_eq!(decode(&utf16("name,unit\nLi,1\n", true)).unwrap(), "name,unit\nLi,1\n");
    }

    #[test]
    fn broken_text_is_refused_with_its_line() {
        assert_eq!(decode(b"a,b\nc,\xFF\xFF\xFF\n"), Err(Refused::Encoding { line: 2 }));
        assert_eq!(decode(b"a,b\nc,d\ne,\0\n"), Err(Refused::Nul { line: 3 }));
    }
}
