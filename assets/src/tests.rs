use super::*;

const FIRST_PAGE: usize = 75_000;

#[test]
fn pages_find_what_they_name_and_browsers_what_pages_link() {
    for name in ["app.css", "app.js", "charts.js", "icons.svg", "mark.svg"] {
        let asset = path(name).and_then(find).unwrap_or_else(|| panic!("{name} is not bundled"));
        assert_eq!(asset.name, name);
        assert!(
            asset.path.contains(asset.etag.trim_matches('"')),
            "{name} does not carry its hash"
        );
    }
    assert!(
        find("app.css").is_none(),
        "a name without its hash could change and be cached for ever"
    );
}

/// The first page must stay under 100 KB; this leaves the HTML a quarter of it.
#[test]
fn what_every_page_loads_is_light() {
    let weight: usize = ["app.css", "app.js", "icons.svg", "mark.svg"]
        .iter()
        .filter_map(|name| path(name).and_then(find))
        .map(|asset| asset.brotli.len())
        .sum();
    assert!(weight < FIRST_PAGE, "{weight} bytes");
}

#[test]
fn every_icon_is_in_the_sprite() {
    let sprite = path("icons.svg").and_then(find).unwrap();
    let sprite = std::str::from_utf8(sprite.plain).unwrap();
    assert!(ICONS.len() > 20);
    for icon in ICONS {
        assert!(sprite.contains(&format!("id=\"{icon}\"")), "{icon}");
    }
}

/// `light-dark()` and relative colours would leave older phones without colours.
#[test]
fn the_style_sheet_asks_for_no_browser_newer_than_2023() {
    let css = path("app.css").and_then(find).unwrap();
    let css = std::str::from_utf8(css.plain).unwrap();
    assert!(!css.contains("light-dark("));
    assert!(!css.contains("(from "));
    assert!(
        !css.contains("http://") || !css.contains("@import"),
        "nothing is loaded from elsewhere"
    );
}
