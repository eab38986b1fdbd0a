use axum::http::Uri;

/// The address of a page with its filters, from which the page makes its links.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Address {
    path: String,
    query: Vec<(String, String)>,
}

/// What names a place within a list; it means nothing once the list is another.
const CURSORS: [&str; 2] = ["after", "before"];

impl Address {
    pub(crate) fn of(uri: &Uri) -> Address {
        let query = uri.query().unwrap_or_default();
        Address {
            path: format!("/{}", uri.path().trim_start_matches(['/', '\\'])),
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        }
    }

    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The value of a filter, empty if it is not set.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.query.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// All filters except the cursor, for forms that must carry them on.
    pub(crate) fn filters(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query
            .iter()
            .filter(|(key, _)| !CURSORS.contains(&key.as_str()))
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Whether any of these filters is set.
    pub(crate) fn has_any(&self, names: &str) -> bool {
        names.split_whitespace().any(|name| !self.get(name).is_empty())
    }

    /// The same page with one filter changed; the list then starts over.
    pub(crate) fn with(&self, name: &str, value: &str) -> String {
        let others = self.filters().filter(|(key, _)| *key != name);
        write(&self.path, others.chain((!value.is_empty()).then_some((name, value))))
    }

    /// The same page without one filter.
    pub(crate) fn without(&self, name: &str) -> String {
        self.with(name, "")
    }

    /// Without these filters.
    pub(crate) fn free_of(&self, names: &[&str]) -> Address {
        let kept = self.query.iter().filter(|(key, _)| !names.contains(&key.as_str()));
        Address { path: self.path.clone(), query: kept.cloned().collect() }
    }

    /// Sorted by this column; by the same column the other way round if it is so sorted already.
    pub(crate) fn sorted(&self, column: &str, standing: &str) -> String {
        let current = self.sort(standing);
        let reversed = format!("-{column}");
        self.with("sort", if current == column { &reversed } else { column })
    }

    /// How a column stands: `ascending`, `descending`, or nothing.
    pub(crate) fn order(&self, column: &str, standing: &str) -> &'static str {
        let current = self.sort(standing);
        match current.strip_prefix('-') {
            Some(key) if key == column => "descending",
            None if current == column => "ascending",
            _ => "",
        }
    }

    fn sort<'a>(&'a self, standing: &'a str) -> &'a str {
        Some(self.get("sort")).filter(|sort| !sort.is_empty()).unwrap_or(standing)
    }

    /// Another page under the same filters, such as the spreadsheet of a list.
    pub(crate) fn at(&self, path: &str) -> String {
        write(path, self.filters())
    }
}

/// Whether a path leads to a page of ours: `//elsewhere` and `/\elsewhere` would leave the site.
pub(crate) fn is_ours(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains('\\')
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&write(&self.path, self.query.iter().map(|(k, v)| (k.as_str(), v.as_str()))))
    }
}

fn write<'a>(path: &str, query: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Address {
        Address::of(&text.parse().unwrap())
    }

    #[test]
    fn changing_a_filter_keeps_the_others_and_starts_the_list_over() {
        let list = address("/activities?q=%E5%AE%A3%E8%AE%B2&state=held&after=xyz");
        assert_eq!(list.get("q"), "宣讲");
        assert_eq!(list.with("state", "signed"), "/activities?q=%E5%AE%A3%E8%AE%B2&state=signed");
        assert_eq!(list.without("q"), "/activities?state=held");
        assert_eq!(list.free_of(&["q", "after"]).to_string(), "/activities?state=held");
        assert_eq!(list.at("/activities.xlsx"), "/activities.xlsx?q=%E5%AE%A3%E8%AE%B2&state=held");
    }

    #[test]
    fn no_address_of_ours_leads_elsewhere() {
        for text in ["//evil.example/x", "///evil.example/x"] {
            assert!(is_ours(&address(text).to_string()), "{text}");
        }
        for path in ["//evil.example", "/\\evil.example", "https://evil.example", ""] {
            assert!(!is_ours(path), "{path}");
        }
    }

    #[test]
    fn a_column_sorts_one_way_and_then_the_other() {
        let list = address("/activities");
        assert_eq!(list.order("held_on", "-held_on"), "descending");
        assert_eq!(list.sorted("held_on", "-held_on"), "/activities?sort=held_on");
        let list = address("/activities?sort=held_on");
        assert_eq!(list.sorted("held_on", "-held_on"), "/activities?sort=-held_on");
        assert_eq!(list.order("title", "-held_on"), "");
        assert_eq!(list.sorted("title", "-held_on"), "/activities?sort=title");
    }
}
