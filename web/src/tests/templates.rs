//! What no template may do, read off the templates themselves.

use std::{fs, path::Path};

fn templates() -> Vec<(String, String)> {
    fn collect(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.display().to_string(), text));
            }
        }
    }
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"), &mut found);
    assert!(found.len() > 5, "the templates were not found");
    found
}

/// Takes out everything between two marks, `{{` and `}}` for instance.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        kept.push_str(before);
        rest = after.split_once(close).map_or("", |(_, after)| after);
    }
    kept + rest
}

/// What stands between `open` and `close`, each time.
fn between<'a>(text: &'a str, open: &'a str, close: char) -> impl Iterator<Item = &'a str> {
    text.split(open).skip(1).filter_map(move |rest| rest.split(close).next())
}

#[test]
fn none_is_longer_than_a_screenful_or_two() {
    for (path, text) in templates() {
        assert!(text.lines().count() <= 120, "{path}");
    }
}

/// The policy would silently ignore them.
#[test]
fn none_has_inline_styles_or_scripts() {
    for (path, text) in templates() {
        let plain = without(&without(&text, "{#", "#}"), "{{", "}}");
        assert!(!plain.contains(" style=") && !plain.contains("<style"), "{path}: a style");
        for (at, _) in plain.match_indices(" on") {
            let name: String =
                plain[at + 1..].chars().take_while(char::is_ascii_alphabetic).collect();
            assert!(!plain[at + 1 + name.len()..].starts_with('='), "{path}: {name}");
        }
        for script in between(&text, "<script", '>') {
            assert!(
                script.contains("nonce=\"{{ frame.nonce }}\""),
                "{path}: a script without nonce"
            );
        }
    }
}

#[test]
fn every_icon_they_name_is_bundled() {
    for (path, text) in templates() {
        let named = between(&text, "frame.icon(\"", '"')
            .chain(between(&text, "page::empty(frame, \"", '"'))
            .chain(between(&text, "record::event(frame, \"", '"'));
        for icon in named {
            assert!(assets::ICONS.contains(&icon), "{path}: {icon} is not in assets/src/icons.txt");
        }
    }
}

#[test]
fn every_form_that_changes_something_carries_the_token_first() {
    for (path, text) in templates() {
        for form in text.split("<form").skip(1).filter(|form| form.contains("method=\"post\"")) {
            let head = form.split_once('>').map_or("", |(_, rest)| rest).trim_start();
            assert!(head.starts_with("<input type=\"hidden\" name=\"_token\""), "{path}");
        }
    }
}

/// Words stand in `t(zh, en)` or come from the programme; bare words would be in one language only.
#[test]
fn every_word_is_in_both_languages() {
    for (path, text) in templates() {
        // This piece is attributes only.
        let plain = without(&without(&text, "{#", "#}"), "{% macro names", "{% endmacro %}");
        let shown = without(&without(&without(&plain, "{%", "%}"), "{{", "}}"), "<", ">");
        let letters: String = shown.chars().filter(|letter| letter.is_alphabetic()).collect();
        assert!(letters.is_empty(), "{path}: bare words in {}", shown.trim());
        for spoken in ["aria-label=\"", "title=\"", "alt=\"", "data-busy=\""] {
            for words in between(&plain, spoken, '"').filter(|words| !words.starts_with("{{")) {
                assert!(words.is_empty(), "{path}: {spoken}{words}");
            }
        }
        for call in between(&plain, ".t(\"", ')') {
            let parts: Vec<_> = call.split('"').collect();
            assert!(parts.len() >= 3, "{path}: one language only in t(\"{call})");
        }
    }
}
