//! A person with a browser, as far as tests and measurements need one: signs in, sends JSON.

use std::time::Duration;

use anyhow::{Context, ensure};

/// One keep-alive connection, signed in.
pub struct Caller {
    agent: ureq::Agent,
    base: String,
    cookie: String,
}

/// What came back: the status, and the body as text.
pub struct Answer {
    pub status: u16,
    pub body: String,
}

impl Caller {
    /// Signs in with the page's own form.
    pub fn sign_in(base: &str, login: &str, password: &str) -> anyhow::Result<Caller> {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(30)))
            .build()
            .into();
        let form = [("login", login), ("password", password)];
        let answer = agent
            .post(format!("{base}/sign-in"))
            .header("sec-fetch-site", "same-origin")
            .send_form(form)
            .context("the server does not answer")?;
        let cookies = answer.headers().get_all("set-cookie").iter();
        let session = cookies
            .filter_map(|line| line.to_str().ok())
            .find_map(|line| line.split(';').next().filter(|pair| pair.contains("session=")));
        let cookie = session.with_context(|| format!("{login} was not let in"))?.to_owned();
        ensure!(!cookie.ends_with('='), "{login} was not let in");
        Ok(Caller { agent, base: base.to_owned(), cookie })
    }

    /// What says who they are, as a browser sends it.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// The same person on another connection.
    pub fn again(&self) -> Caller {
        let agent = ureq::Agent::new_with_config(self.agent.config().clone());
        Caller { agent, base: self.base.clone(), cookie: self.cookie.clone() }
    }

    pub fn get(&self, path: &str) -> anyhow::Result<Answer> {
        let request = self.agent.get(format!("{}{path}", self.base)).header("cookie", &self.cookie);
        answer(request.header("accept", "application/json").call()?)
    }

    pub fn post(&self, path: &str, json: &str) -> anyhow::Result<Answer> {
        let request = self
            .agent
            .post(format!("{}{path}", self.base))
            .header("cookie", &self.cookie)
            .header("content-type", "application/json")
            .header("sec-fetch-site", "same-origin");
        answer(request.send(json)?)
    }
}

fn answer(mut response: ureq::http::Response<ureq::Body>) -> anyhow::Result<Answer> {
    let status = response.status().as_u16();
    Ok(Answer { status, body: response.body_mut().read_to_string()? })
}
