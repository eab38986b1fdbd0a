//! Organisations and the trees they stand in.

use model::{
    Date, Text,
    code::DivisionCode,
    id::{OrganisationId, ParentId},
    organisation::{Organisation, Parent, closes_circle},
    programme::OrganisationKind,
    right::Right,
};

use crate::{Act, Error, Refusal, act::Added, refuse};

/// What a form, a roster row or the API says about a new organisation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewOrganisation {
    pub id: OrganisationId,
    pub kind: String,
    pub name: String,
    pub credit_code: Option<String>,
    pub division_code: DivisionCode,
    pub parent_id: Option<OrganisationId>,
    pub from_on: Date,
}

/// Founds an organisation. Sending the same again changes nothing and succeeds.
pub fn found(act: &mut Act<'_>, new: &NewOrganisation) -> Result<Organisation, Error> {
    act.require(Right::KeepOrganisations, &new.division_code, None)?;
    let organisation = build(act, new)?;
    match act.add_once(&organisation, |earlier| *earlier == organisation)? {
        Added::Earlier(earlier) => return Ok(earlier),
        Added::New => {}
    }
    if let Some(parent_id) = new.parent_id {
        place_below(act, &organisation, parent_id, new.from_on)?;
    }
    act.log("organisation.founded", organisation.id.0)?;
    Ok(organisation)
}

fn build(act: &mut Act<'_>, new: &NewOrganisation) -> Result<Organisation, Error> {
    let kind = kind_of(act, &new.kind)?;
    let name = new.name.trim();
    if name.is_empty() {
        return refuse("name", "请填写组织名称", "enter the organisation's name");
    }
    if name.chars().count() > 100 {
        return refuse("name", "名称请不超过 100 个字", "keep the name within 100 characters");
    }
    if !kind.levels.contains(&new.division_code.level()) {
        let (zh, en) = (&kind.title.zh, &kind.title.en);
        return Err(Refusal::new(
            "division_code",
            Text::new(
                format!("「{zh}」不设在这一级，请另选所在地"),
                format!("a {en} does not exist at this level; choose another division"),
            ),
        )
        .into());
    }
    if store::divisions::find(act.tx, &new.division_code, new.from_on)?.is_none() {
        return refuse(
            "division_code",
            "成立之日没有这个行政区划，请核对所在地和日期",
            "there was no such division on that day; check the division and the date",
        );
    }
    Ok(Organisation {
        id: new.id,
        kind: new.kind.clone(),
        name: name.to_owned(),
        credit_code: new.credit_code.clone().filter(|code| !code.is_empty()),
        division_code: new.division_code.clone(),
        seated_on: None,
        from_on: new.from_on,
        until_on: None,
        import_id: None,
    })
}

fn kind_of(act: &Act<'_>, key: &str) -> Result<OrganisationKind, Error> {
    let kind = act.programme.organisation_kind(key).cloned();
    kind.ok_or_else(|| {
        Refusal::new(
            "kind",
            Text::fixed(
                "没有这种组织类型，请从列表中选择",
                "there is no such kind; choose one from the list",
            ),
        )
        .into()
    })
}

/// Puts an organisation below another from a day on; an edge that held until then ends.
fn place_below(
    act: &mut Act<'_>,
    organisation: &Organisation,
    parent_id: OrganisationId,
    from_on: Date,
) -> Result<(), Error> {
    let parent: Organisation = act.find(parent_id.0)?;
    act.require(Right::SeeOrganisations, &parent.division_code, Some(parent.id))?;
    let kind = kind_of(act, &organisation.kind)?;
    if !kind.under.contains(&parent.kind) {
        return refuse(
            "parent_id",
            "按方案，这类组织不能设在所选上级之下",
            "by the programme this kind cannot stand below the chosen one",
        );
    }
    let tx = &mut *act.tx;
    let mut failed = None;
    let circle = closes_circle(organisation.id.0, parent_id.0, |id| {
        store::organisations::parent(tx, OrganisationId(id), from_on)
            .map_err(|error| failed = Some(error))
            .ok()
            .flatten()
            .map(|above| above.id.0)
    });
    if let Some(error) = failed {
        return Err(error.into());
    }
    if circle {
        return refuse(
            "parent_id",
            "所选上级就在该组织之下，会形成循环",
            "the chosen one stands below this organisation, which would close a circle",
        );
    }
    for edge in store::organisations::parents(act.tx, organisation.id)? {
        if edge.until_on.is_none() {
            if edge.from_on >= from_on {
                return refuse(
                    "from_on",
                    "日期早于现有隶属关系的开始日期",
                    "the day is before the present edge begins",
                );
            }
            act.change(&edge, &Parent { until_on: Some(from_on), ..edge.clone() })?;
        }
    }
    let edge = Parent {
        id: ParentId::new(act.moment.at),
        organisation_id: organisation.id,
        parent_id,
        from_on,
        until_on: None,
        import_id: organisation.import_id,
    };
    act.add(&edge)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use model::fact::Measure;
    use store::{facts, testing::now};

    use super::*;
    use crate::{
        Asker,
        testing::{COUNTY, County, OTHER_TOWNSHIP, TOWNSHIP, VILLAGE, code},
    };

    fn branch(id: OrganisationId, division: &str) -> NewOrganisation {
        NewOrganisation {
            id,
            kind: "village_branch".to_owned(),
            name: "岳庄村党支部".to_owned(),
            credit_code: None,
            division_code: code(division),
            parent_id: None,
            from_on: "2018-01-01".parse().unwrap(),
        }
    }

    fn branches(asker: &Asker) -> i64 {
        let filter = facts::Filter {
            measure: Measure::Organisation,
            tags: vec!["village_branch".to_owned()],
            from: None,
            until: "2020-01-01".parse().unwrap(),
            within: code(COUNTY),
            size: i64::MAX,
        };
        asker.read(move |act| Ok(facts::sum(act.tx, &filter)?)).unwrap()
    }

    store::on_both! {
        fn a_branch_is_founded_once_however_often_it_is_sent(fresh: Fresh) {
            let county = County::open(fresh);
            let clerk = county.asker("township_clerk", TOWNSHIP);
            let new = branch(OrganisationId::new(now()), VILLAGE);
            let again = new.clone();
            let first = clerk.write(move |act| found(act, &new)).unwrap();
            assert_eq!(clerk.write(move |act| found(act, &again)).unwrap(), first);
            assert_eq!(branches(&clerk), 1);
            let other = NewOrganisation { name: "另一个".to_owned(), ..branch(first.id, VILLAGE) };
            let refused = clerk.write(move |act| found(act, &other));
            assert!(matches!(refused, Err(Error::IdTaken)), "{refused:?}");
        }

        fn another_township_is_denied_and_the_denial_written_down(fresh: Fresh) {
            let county = County::open(fresh);
            let stranger = county.asker("township_clerk", OTHER_TOWNSHIP);
            let new = branch(OrganisationId::new(now()), VILLAGE);
            let refused = stranger.write(move |act| found(act, &new));
            assert!(matches!(refused, Err(Error::Denied { .. })), "{refused:?}");
            assert_eq!(branches(&stranger), 0);
            // The next write stands behind the denial's in the queue, on SQLite; on PostgreSQL it may overtake.
            let denials = (0..100).find_map(|_| {
                std::thread::sleep(std::time::Duration::from_millis(10));
                let found = stranger.read(|act| Ok(store::denials::latest(act.tx, None, 9)?));
                found.ok().filter(|found| !found.is_empty())
            });
            assert_eq!(denials.unwrap()[0].wanted, "keep_organisations");
        }

        fn an_act_that_changes_and_logs_nothing_is_undone(fresh: Fresh) {
            let county = County::open(fresh);
            let clerk = county.asker("township_clerk", TOWNSHIP);
            let new = branch(OrganisationId::new(now()), VILLAGE);
            let refused = clerk.write(move |act| {
                let organisation = build(act, &new)?;
                act.add(&organisation)
            });
            assert!(matches!(refused, Err(Error::Unlogged)), "{refused:?}");
            let rows = |act: &mut Act<'_>| {
                Ok(store::organisations::named(act.tx, "岳庄村党支部", &code(COUNTY), 9)?)
            };
            assert!(clerk.read(rows).unwrap().is_empty());
        }
    }
}
