use std::io;

use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, Scope};
use rustix::{
    process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit},
    thread::set_no_new_privs,
};

use crate::Limits;

/// Gives up memory, time, files, processes and the network, for good.
pub(super) fn confine(limits: &Limits) -> io::Result<()> {
    limit(Resource::As, limits.memory)?;
    // At the first limit comes a signal that tells why, at the second one the end.
    let cpu = Rlimit { current: Some(limits.cpu_seconds), maximum: Some(limits.cpu_seconds + 1) };
    setrlimit(Resource::Cpu, cpu)?;
    limit(Resource::Fsize, 0)?;
    limit(Resource::Core, 0)?;
    limit(Resource::Nofile, 8)?;
    limit(Resource::Nproc, 0)?;
    // A dump or a debugger would show the roster.
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    set_no_new_privs(true)?;
    // Kernels before 5.13 do not have it; the limits above hold there too.
    landlocked().map_err(io::Error::other)
}

fn limit(resource: Resource, most: u64) -> io::Result<()> {
    Ok(setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?)
}

/// No rule follows, so no path can be opened and no address reached.
fn landlocked() -> Result<(), landlock::RulesetError> {
    let abi = ABI::V6;
    Ruleset::default()
        .handle_access(AccessFs::from_all(abi))?
        .handle_access(AccessNet::from_all(abi))?
        .scope(Scope::from_all(abi))?
        .create()?
        .restrict_self()?;
    Ok(())
}
