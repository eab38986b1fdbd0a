use memchr::memmem;

use crate::{Foreign, Refused};

/// The two shapes that we read.
#[derive(Debug, PartialEq)]
pub(super) enum Shape {
    /// A zip file, perhaps a workbook.
    Package,
    /// Text, perhaps in columns.
    Text,
}

const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// First bytes of files that people send by mistake.
const FOREIGN: [(&[u8], Foreign); 12] = [
    (b"%PDF", Foreign::Pdf),
    (b"\x89PNG", Foreign::Picture),
    (b"\xFF\xD8\xFF", Foreign::Picture),
    (b"GIF8", Foreign::Picture),
    (b"BM", Foreign::Picture),
    (b"II*\0", Foreign::Picture),
    (b"MM\0*", Foreign::Picture),
    (b"Rar!", Foreign::Archive),
    (b"7z\xBC\xAF", Foreign::Archive),
    (b"\x1F\x8B", Foreign::Archive),
    (b"{\\rtf", Foreign::Word),
    (b"\x7FELF", Foreign::Unknown),
];

pub(super) fn sniff(bytes: &[u8]) -> Result<Shape, Refused> {
    if bytes.is_empty() {
        return Err(Refused::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Shape::Package);
    }
    if bytes.starts_with(OLE) {
        return Err(compound(bytes));
    }
    // "BM" alone could begin a text; a bitmap has four zero bytes at offset six.
    let bitmap = |kind: &[u8]| kind != b"BM" || bytes.get(6..10) == Some(&[0; 4]);
    if let Some((_, foreign)) =
        FOREIGN.iter().find(|(start, _)| bytes.starts_with(start) && bitmap(start))
    {
        return Err(Refused::Foreign(*foreign));
    }
    markup(bytes)?;
    Ok(Shape::Text)
}

/// An OLE file is an old workbook, an old document, or a new workbook behind a password. Names in it are UTF-16.
fn compound(bytes: &[u8]) -> Refused {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &name).is_some()
    };
    if holds("EncryptedPackage") {
        Refused::Encrypted
    } else if holds("WordDocument") || holds("PowerPoint Document") {
        Refused::Foreign(Foreign::Word)
    } else {
        Refused::Foreign(Foreign::Xls)
    }
}

/// Many systems export a web page or an XML file under the name of a spreadsheet.
fn markup(bytes: &[u8]) -> Result<(), Refused> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let start: Vec<u8> = bytes.iter().copied().take(1024).collect();
    let start = start.trim_ascii_start().to_ascii_lowercase();
    if !start.starts_with(b"<") {
        return Ok(());
    }
    let page = ["<!doctype html", "<html", "<table", "<head", "<meta"];
    if page.iter().any(|tag| memmem::find(&start, tag.as_bytes()).is_some()) {
        return Err(Refused::Foreign(Foreign::WebPage));
    }
    if start.starts_with(b"<?xml") {
        return Err(Refused::Foreign(Foreign::XmlSpreadsheet));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_what_a_file_is() {
        let foreign = |bytes: &[u8]| match sniff(bytes) {
            Err(Refused::Foreign(kind)) => Some(kind),
            _ => None,
        };
        assert_eq!(foreign(b"\x89PNG\r\n\x1a\n"), Some(Foreign::Picture));
        assert_eq!(foreign(b"%PDF-1.7"), Some(Foreign::Pdf));
        assert_eq!(foreign(b"\xEF\xBB\xBF\r\n<html><table>"), Some(Foreign::WebPage));
        assert_eq!(foreign(b"<?xml version=\"1.0\"?><Workbook>"), Some(Foreign::XmlSpreadsheet));
        assert_eq!(foreign(&[OLE, &[0; 600]].concat()), Some(Foreign::Xls));
        assert_eq!(sniff(b"BM,name\n"), Ok(Shape::Text));
        assert_eq!(sniff("姓名,村\n".as_bytes()), Ok(Shape::Text));
        assert_eq!(sniff(b""), Err(Refused::Empty));
    }

    #[test]
    fn a_password_is_told_from_an_old_file() {
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sniff(&[OLE, &[0; 600], &name].concat()), Err(Refused::Encrypted));
    }
}
