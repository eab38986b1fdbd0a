//! Where a request comes from, for limits and for the auditor.

use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};

use crate::Desk;

/// The peer's address and what its browser calls itself.
pub(crate) struct Caller(pub(crate) office::account::Caller);

impl FromRequestParts<Desk> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Caller, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let address = peer.map(|peer| behind(peer, &parts.headers, &desk.outside.proxies));
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Caller(office::account::Caller {
            address: address.map_or_else(|| "unknown".to_owned(), |address| address.to_string()),
            agent: agent.unwrap_or_default().to_owned(),
        }))
    }
}

/// Only a proxy that we trust may say for whom it asks, and only its own word counts: the last
/// address that is not itself a trusted proxy.
fn behind(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    if !proxies.contains(&peer.to_canonical()) {
        return peer.to_canonical();
    }
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let named: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
    let mut trusted = peer;
    for name in named.into_iter().rev() {
        let Ok(address) = name.trim().parse::<IpAddr>() else { return trusted };
        trusted = address.to_canonical();
        if !proxies.contains(&trusted) {
            return trusted;
        }
    }
    trusted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(peer: &str, forwarded: &[&'static str], expected: &str) {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let proxies = ["127.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()];
        assert_eq!(behind(peer.parse().unwrap(), &headers, &proxies).to_string(), expected);
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        check("198.51.100.7", &["192.0.2.1"], "198.51.100.7");
        check("127.0.0.1", &["192.0.2.1"], "192.0.2.1");
        check("::ffff:127.0.0.1", &["192.0.2.1"], "192.0.2.1");
        check("127.0.0.1", &["203.0.113.9, 192.0.2.1"], "192.0.2.1");
        check("127.0.0.1", &["203.0.113.9", "192.0.2.1, 10.0.0.2"], "192.0.2.1");
        check("127.0.0.1", &["192.0.2.1, nonsense"], "127.0.0.1");
        check("127.0.0.1", &[], "127.0.0.1");
    }
}
