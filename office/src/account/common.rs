//! Passwords that are guessed first: words, keyboard walks, counting, repetition, with the
//! usual ornaments around them.
//!
//! A short list of roots and their disguises catches what long lists of leaked passwords spend
//! most of their lines on, and fits in the program.

/// Roots in folded form: small letters, no disguise.
const ROOTS: [&str; 84] = [
    "abc",
    "abcd",
    "account",
    "adm",
    "admin",
    "administrator",
    "aini",
    "asd",
    "asdf",
    "asdfgh",
    "asdfghjkl",
    "asdfjkl",
    "baobao",
    "baseball",
    "batman",
    "beijing",
    "changeme",
    "china",
    "computer",
    "dangjian",
    "dangyuan",
    "default",
    "demo",
    "dragon",
    "football",
    "fuck",
    "fuckyou",
    "fupin",
    "gongan",
    "guest",
    "hello",
    "henan",
    "huawei",
    "iloveyou",
    "internet",
    "jordan",
    "killer",
    "letmein",
    "login",
    "lushan",
    "lushanxian",
    "manager",
    "master",
    "michael",
    "mima",
    "monkey",
    "nihao",
    "office",
    "oracle",
    "pass",
    "passwd",
    "password",
    "pingdingshan",
    "princess",
    "qaz",
    "qazwsx",
    "qazwsxedc",
    "qwe",
    "qweasd",
    "qweasdzxc",
    "qwer",
    "qwert",
    "qwerty",
    "qwertyuiop",
    "root",
    "secret",
    "shadow",
    "sunshine",
    "superman",
    "system",
    "taobao",
    "test",
    "tencent",
    "user",
    "wangyi",
    "weixin",
    "welcome",
    "woaini",
    "woaiwojia",
    "xiaoming",
    "yaoshan",
    "zhongguo",
    "zxc",
    "zxcvbnm",
];

/// Keyboard rows and counting, along which fingers walk.
const WALKS: [&str; 7] = [
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
];

/// Whether a guesser would come to this password early.
pub(super) fn is_common(password: &str) -> bool {
    let folded = password.to_lowercase();
    let plain: String = folded.chars().filter(|c| c.is_alphanumeric()).collect();
    has_few_characters(&folded)
        || is_number(&plain)
        || is_walk(&plain)
        || is_ornamented_root(&folded)
}

/// `aaaaaaaaaa`, `1212121212`, `520520520520`.
fn has_few_characters(folded: &str) -> bool {
    let mut seen: Vec<char> = folded.chars().collect();
    seen.sort_unstable();
    seen.dedup();
    seen.len() <= 3
}

/// A birthday, a telephone number, a lucky number: however long, it is looked up or counted out.
fn is_number(plain: &str) -> bool {
    plain.chars().all(char::is_numeric)
}

/// Nothing but pieces of keyboard walks, in either direction, each of three keys or more, and
/// perhaps two keys at the end.
fn is_walk(plain: &str) -> bool {
    let mut rest = plain;
    while rest.chars().count() > 2 {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).skip(2);
        let Some(end) = ends.take_while(|end| is_on_a_walk(&rest[..*end])).last() else {
            return false;
        };
        rest = &rest[end..];
    }
    true
}

fn is_on_a_walk(piece: &str) -> bool {
    let backward: String = piece.chars().rev().collect();
    WALKS.iter().any(|walk| walk.contains(piece) || walk.contains(&backward))
}

/// A root, perhaps written with digits for letters and perhaps twice, between digits and signs.
fn is_ornamented_root(folded: &str) -> bool {
    let trimmed = folded.trim_matches(|c: char| !c.is_alphabetic());
    [trimmed.to_owned(), undisguised(trimmed), undisguised(folded)].iter().any(|text| {
        let text = text.trim_matches(|c: char| !c.is_alphabetic());
        let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).collect();
        !text.is_empty() && words.iter().all(|word| word.is_empty() || is_roots(word))
    })
}

fn undisguised(folded: &str) -> String {
    let letter = |c| match c {
        '@' | '4' => 'a',
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '$' | '5' => 's',
        '7' => 't',
        _ => c,
    };
    folded.chars().map(letter).collect()
}

/// One root after the other and nothing else.
fn is_roots(word: &str) -> bool {
    word.is_empty()
        || ROOTS
            .iter()
            .filter_map(|root| word.strip_prefix(root))
            .any(|rest| rest.len() < word.len() && is_roots(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_guesses_is_common() {
        for password in [
            "123456789012",
            "098765432109",
            "qwertyuiop123",
            "1qaz2wsx3edc",
            "1q2w3e4r5t6y",
            "Admin@123456",
            "P@ssw0rd2019!",
            "Passw0rd!Passw0rd!",
            "woaini5201314",
            "Lushan@2019!",
            "lushan-fupin-2019",
            "aaaaaaaaaaaaaaaa",
            "5201314520",
            "abc123abc123",
            "Qwer!2345678",
            "!!!!!!!!!!!!",
        ] {
            assert!(is_common(password), "{password}");
        }
    }

    #[test]
    fn what_nobody_guesses_first_is_not() {
        for password in [
            "三棵老槐树下有口井",
            "tuolinhaomenjiu",
            "West4 mulberry-fold",
            "kv8Rq2mZx0w",
            "correct horse battery",
        ] {
            assert!(!is_common(password), "{password}");
        }
    }
}
