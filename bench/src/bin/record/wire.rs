//! A connection that costs next to nothing, for it shares the machine with the server it measures.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use anyhow::{Context, ensure};

/// One keep-alive connection of somebody who is signed in.
pub(crate) struct Wire {
    stream: TcpStream,
    cookie: String,
    out: Vec<u8>,
    read: Vec<u8>,
}

impl Wire {
    pub(crate) fn open(base: &str, cookie: &str) -> anyhow::Result<Wire> {
        let host = base.strip_prefix("http://").context("http alone is spoken here")?;
        let stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        let cookie = cookie.to_owned();
        Ok(Wire { stream, cookie, out: Vec::new(), read: vec![0; 16 << 10] })
    }

    /// Sends a form's worth of JSON, waits for the whole answer, and gives its status.
    pub(crate) fn post(&mut self, path: &str, json: &str) -> anyhow::Result<u16> {
        self.out.clear();
        write!(
            self.out,
            "POST {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {}\r\nsec-fetch-site: same-origin\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{json}",
            self.cookie,
            json.len(),
        )?;
        self.stream.write_all(&self.out)?;
        let mut filled = 0;
        loop {
            let read = self.stream.read(&mut self.read[filled..])?;
            ensure!(read > 0, "the server hung up, or said more than was expected");
            filled += read;
            if let Some(status) = whole(&self.read[..filled])? {
                return Ok(status);
            }
        }
    }
}

/// The status of an answer that has come to its end.
fn whole(answer: &[u8]) -> anyhow::Result<Option<u16>> {
    let Some(head) = answer.windows(4).position(|end| end == b"\r\n\r\n") else { return Ok(None) };
    let (head, body) = (std::str::from_utf8(&answer[..head])?, &answer[head + 4..]);
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .context("an answer without its length")?;
    let status = head.split(' ').nth(1).context("no status")?.parse()?;
    Ok((body.len() >= length.parse()?).then_some(status))
}
