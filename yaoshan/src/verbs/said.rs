//! What the office refused, as the command line says it.

use model::{Lang, text::Say};

/// The language that the terminal asks for; Chinese if it asks for none of ours.
pub(crate) fn lang() -> Lang {
    let asked = std::env::var("LC_ALL").or_else(|_| std::env::var("LANG")).unwrap_or_default();
    if asked.starts_with("en") { Lang::En } else { Lang::Zh }
}

/// A refusal in the terminal's language.
pub(crate) fn done<T>(result: Result<T, office::Error>) -> anyhow::Result<T> {
    result.map_err(|error| match error {
        office::Error::Store(_) | office::Error::Broken(_) => anyhow::anyhow!("{error}"),
        error => anyhow::anyhow!("{}", error.say().in_lang(lang())),
    })
}

/// One line that changes, on a screen; nothing in a file. `of` is 0 where the end is not known.
pub(crate) fn progress(what: &str, done: i64, of: i64) {
    if std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        let of = if of > 0 { format!(" / {of}") } else { String::new() };
        eprint!("\r\x1b[K{what} {done}{of}");
    }
}

/// Clears the line that [`progress`] wrote.
pub(crate) fn progress_ends() {
    if std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        eprint!("\r\x1b[K");
    }
}
