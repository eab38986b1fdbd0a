//! Everybody who asks.

use model::{Timestamp, id::OrganisationId};
use office::{
    account::SessionToken,
    testing::{COUNTY, County, OTHER_TOWNSHIP, OTHER_VILLAGE, Place, TOWNSHIP, VILLAGE},
};
use store::testing::now;

use super::scene::SIBLING_VILLAGE;

pub(super) struct Identity {
    pub(super) name: &'static str,
    pub(super) token: Option<SessionToken>,
    pub(super) is_inside: bool,
}

/// The columns of the table, in its order.
pub(super) struct Cast {
    pub(super) identities: Vec<Identity>,
}

/// Name, role, division. The branch secretary's place is the branch of the own village.
const STAFF: [(&str, &str, &str); 15] = [
    ("county_office", "county_office", COUNTY),
    ("county_leader", "county_leader", COUNTY),
    ("corps_office", "corps_office", COUNTY),
    ("auditor", "auditor", COUNTY),
    ("town_secretary", "township_secretary", TOWNSHIP),
    ("town_clerk", "township_clerk", TOWNSHIP),
    ("first_secretary", "first_secretary", VILLAGE),
    ("village_secretary", "village_secretary", VILLAGE),
    ("branch_secretary", "branch_secretary", VILLAGE),
    ("sibling_secretary", "village_secretary", SIBLING_VILLAGE),
    ("other_clerk", "township_clerk", OTHER_TOWNSHIP),
    ("other_secretary", "village_secretary", OTHER_VILLAGE),
    ("system_admin", "system_admin", COUNTY),
    ("security_admin", "security_admin", COUNTY),
    ("audit_admin", "audit_admin", COUNTY),
];

impl Cast {
    pub(super) const NAMES: [&str; 20] = [
        "signed_out",
        "disabled",
        "revoked",
        "awaits_code",
        "expired",
        "county_office",
        "county_leader",
        "corps_office",
        "auditor",
        "town_secretary",
        "town_clerk",
        "first_secretary",
        "village_secretary",
        "branch_secretary",
        "sibling_secretary",
        "other_clerk",
        "other_secretary",
        "system_admin",
        "security_admin",
        "audit_admin",
    ];
    /// Those who are not all the way in.
    pub(super) const OUTSIDE: [&str; 4] = ["signed_out", "disabled", "awaits_code", "expired"];
    /// Those of the own township.
    pub(super) const HERE: [&str; 6] = [
        "town_secretary",
        "town_clerk",
        "first_secretary",
        "village_secretary",
        "branch_secretary",
        "sibling_secretary",
    ];
    pub(super) const ELSEWHERE: [&str; 2] = ["other_clerk", "other_secretary"];

    /// Fresh sessions, because some routes end them.
    pub(super) fn new(county: &County, branch: OrganisationId) -> Cast {
        let long_ago = now().plus_millis(-30 * 86_400_000);
        let mut identities = vec![
            Identity { name: "signed_out", token: None, is_inside: false },
            identity(county, ("disabled", "county_office", COUNTY), (None, now())),
            identity(county, ("revoked", "county_office", COUNTY), (None, now())),
            identity(county, ("awaits_code", "county_office", COUNTY), (None, now())),
            identity(county, ("expired", "county_office", COUNTY), (None, long_ago)),
        ];
        identities.extend(STAFF.iter().map(|staff| {
            let organisation_id = (staff.0 == "branch_secretary").then_some(branch);
            identity(county, *staff, (organisation_id, now()))
        }));
        assert!(identities.iter().map(|identity| identity.name).eq(Cast::NAMES));
        Cast { identities }
    }
}

/// The account is made once; its session, every time.
fn identity(
    county: &County,
    (name, role, division): (&'static str, &str, &str),
    (organisation_id, since): (Option<OrganisationId>, Timestamp),
) -> Identity {
    let account_id = county.account_once(name, |id| {
        let grant = county.grant(id, Place { role, division, organisation_id }, now());
        match name {
            "disabled" => county.disable(id, now()),
            "revoked" => county.revoke(&grant, now()),
            _ => {}
        }
    });
    let token = county.session(account_id, name == "awaits_code", since);
    let is_inside = !Cast::OUTSIDE.contains(&name);
    Identity { name, token: Some(token), is_inside }
}
