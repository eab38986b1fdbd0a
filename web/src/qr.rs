//! QR codes, drawn as one path so that no image and no style is needed.

use std::fmt::{self, Write};

use askama::filters::HtmlSafe;
use qrcode::{Color, EcLevel, QrCode};

/// A code as an inline picture. Made of digits only, whatever it says.
pub(crate) struct Qr {
    path: String,
    width: usize,
}

/// The standard's quiet zone.
const MARGIN: usize = 4;

impl Qr {
    /// None when the text is too long for any code.
    pub(crate) fn of(text: &str) -> Option<Qr> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let width = code.width();
        let mut path = String::new();
        for (at, color) in code.to_colors().into_iter().enumerate() {
            if color == Color::Dark {
                let (x, y) = (at % width + MARGIN, at / width + MARGIN);
                // Writing to a string cannot fail.
                let _ = write!(path, "M{x} {y}h1v1h-1z");
            }
        }
        Some(Qr { path, width: width + 2 * MARGIN })
    }
}

impl fmt::Display for Qr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Qr { path, width } = self;
        write!(
            f,
            r##"<svg viewBox="0 0 {width} {width}" width="240" height="240" aria-hidden="true" shape-rendering="crispEdges"><rect width="{width}" height="{width}" fill="#fff"/><path d="{path}" fill="#000"/></svg>"##
        )
    }
}

impl HtmlSafe for Qr {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_its_quiet_zone() {
        let qr = Qr::of("otpauth://totp/x?secret=ABC").unwrap();
        let last = qr.width - MARGIN - 1;
        for (x, y) in [(MARGIN, MARGIN), (last, MARGIN), (MARGIN, last)] {
            assert!(qr.path.contains(&format!("M{x} {y}h")), "{x} {y}");
        }
        assert!(!qr.path.contains("M3 "));
        assert!(Qr::of(&"x".repeat(3000)).is_none());
    }
}
