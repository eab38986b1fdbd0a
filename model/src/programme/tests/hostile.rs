//! The loader ends with a programme or with faults, whatever it is given.

use proptest::{prelude::*, sample::Index};

use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_change_of_any_file_gives_a_programme_or_faults(
        file in any::<Index>(),
        at in any::<Index>(),
        length in 0..40_usize,
        put_in in "[\\[\\]{}=\",.#\n a-z0-9_村]{0,12}",
    ) {
        let mut files = embedded_files();
        // The long list of divisions has its own faults; here a short one keeps the cases many.
        shorten(&mut files);
        let path = file.get(&files.keys().cloned().collect::<Vec<_>>()).clone();
        let letters: Vec<char> = files[&path].chars().collect();
        let start = at.index(letters.len() + 1);
        let end = (start + length).min(letters.len());
        let text: String =
            letters[..start].iter().copied().chain(put_in.chars()).chain(letters[end..].iter().copied()).collect();
        let lines = text.lines().count().max(1);
        files.insert(path.clone(), text);
        if let Err(faults) = Programme::load(&files) {
            prop_assert!(!faults.is_empty());
            for fault in faults.iter().filter(|fault| fault.file == path) {
                prop_assert!((1..=lines + 1).contains(&fault.line), "{fault}");
            }
        }
    }

    #[test]
    fn a_file_of_anything_gives_faults(text in "\\PC{0,200}", file in any::<Index>()) {
        let mut files = embedded_files();
        shorten(&mut files);
        let path = file.get(&files.keys().cloned().collect::<Vec<_>>()).clone();
        files.insert(path, text);
        let _ = Programme::load(&files);
    }
}

fn shorten(files: &mut Files) {
    let divisions = files.get_mut("divisions.csv").unwrap();
    *divisions = divisions.lines().take(10).map(|line| line.to_owned() + "\n").collect();
}

#[test]
fn deep_nesting_is_refused_rather_than_followed() {
    let deep = format!("note = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(Programme::load(&with("programme.toml", &deep)).is_err());
}
