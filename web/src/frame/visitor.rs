use model::Text;

/// Who is looking at the page. Whoever checks the session puts it among the request's extensions.
#[derive(Debug, Clone)]
pub struct Visitor {
    pub name: String,
    /// What they are here: "县委组织部 · 系统管理员".
    pub role: Text,
    /// What their roles let them open, in the menu's order.
    pub sections: Vec<Section>,
    /// How many things wait for them.
    pub waiting: usize,
    pub place: Place,
}

/// The division that a person is looking at.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// From the county down to the division itself.
    pub path: Vec<Stop>,
    /// The divisions right below it.
    pub below: Vec<Stop>,
}

/// One step of a path.
#[derive(Debug, Clone)]
pub struct Stop {
    pub name: String,
    pub href: String,
}

impl Place {
    pub(crate) fn name(&self) -> &str {
        self.path.last().map_or("", |stop| &stop.name)
    }
}

/// A part of the menu, named by what people do there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    Work,
    Records,
    Cases,
    People,
    Judging,
    Figures,
    Centres,
    Imports,
    Settings,
}

impl Section {
    pub const ALL: [Section; 9] = [
        Section::Work,
        Section::Records,
        Section::Cases,
        Section::People,
        Section::Judging,
        Section::Figures,
        Section::Centres,
        Section::Imports,
        Section::Settings,
    ];

    pub(crate) fn href(self) -> &'static str {
        match self {
            Section::Work => "/",
            Section::Records => "/activities",
            Section::Cases => "/cases",
            Section::People => "/organisations",
            Section::Judging => "/judgements",
            Section::Figures => "/figures",
            Section::Centres => "/centres",
            Section::Imports => "/imports",
            Section::Settings => "/settings",
        }
    }

    /// Addresses that belong here although they begin otherwise.
    fn also(self) -> &'static [&'static str] {
        match self {
            Section::Records => &["/visits"],
            Section::People => &["/divisions", "/people", "/postings", "/pairings"],
            Section::Figures => &["/briefings"],
            Section::Settings => &[
                "/account",
                "/accounts",
                "/denials",
                "/jobs",
                "/journal",
                "/programme",
                "/reveals",
                "/sign-ins",
            ],
            _ => &[],
        }
    }

    /// Whether the page at this path is part of this section.
    pub(crate) fn holds(self, path: &str) -> bool {
        let under = |start: &str| {
            path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let own = if self == Section::Work { path == "/" } else { under(self.href()) };
        own || self.also().iter().any(|start| under(start))
    }

    pub(crate) fn icon(self) -> &'static str {
        match self {
            Section::Work => "checklist",
            Section::Records => "notebook",
            Section::Cases => "briefcase",
            Section::People => "sitemap",
            Section::Judging => "scale",
            Section::Figures => "chart-bar",
            Section::Centres => "building-community",
            Section::Imports => "file-spreadsheet",
            Section::Settings => "settings",
        }
    }

    pub(crate) fn words(self) -> Text {
        let (zh, en) = match self {
            Section::Work => ("待我办理", "My work"),
            Section::Records => ("台账", "Records"),
            Section::Cases => ("事项", "Cases"),
            Section::People => ("组织与人员", "Organisations and people"),
            Section::Judging => ("评议", "Judging"),
            Section::Figures => ("数据与简报", "Figures and briefings"),
            Section::Centres => ("服务阵地", "Centres"),
            Section::Imports => ("名册导入", "Roster imports"),
            Section::Settings => ("设置", "Settings"),
        };
        Text::fixed(zh, en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_lights_at_most_one_section() {
        for (path, expected) in [
            ("/", Some(Section::Work)),
            ("/activities/018f", Some(Section::Records)),
            ("/people", Some(Section::People)),
            ("/peoples", None),
            ("/briefings/2019", Some(Section::Figures)),
        ] {
            let lit: Vec<_> = Section::ALL.into_iter().filter(|s| s.holds(path)).collect();
            assert_eq!(lit, Vec::from_iter(expected), "{path}");
        }
    }
}
