use super::*;
use crate::text::Say;

#[test]
fn the_embedded_programme_loads() {
    let programme = Programme::embedded().unwrap_or_else(|faults| {
        let lines: Vec<_> = faults.iter().map(|f| format!("{f} | {}", f.say().zh)).collect();
        panic!("{}", lines.join("\n"))
    });
    assert_eq!(programme.divisions.len(), 581);
}
