//! How people sign in: a county's settings.

use model::words;

words! {
    /// Two schools that contradict each other; a county is inspected by one of them.
    pub enum PasswordPolicy {
        /// GB/T 22239-2019, 8.1.4.1: three kinds of characters, changed regularly.
        Mlps = "mlps",
        /// NIST SP 800-63B: length, no known passwords, never changed without a reason.
        Nist = "nist",
    }
}

/// Times are as a settings file writes them; the methods give milliseconds.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignInRules {
    pub password_policy: PasswordPolicy,
    /// A password older than this must be changed; only under `mlps`.
    pub password_days: i64,
    /// A session ends when nothing has been asked for so long.
    pub idle_minutes: i64,
    /// A session ends after this however busy it is.
    pub absolute_hours: i64,
    /// An administrator's act needs the password or the second factor again after so long.
    pub step_up_minutes: i64,
    /// Whether administrators can act without a second factor (GB/T 22239-2019, 8.1.4.1 d).
    pub administrators_need_second_factor: bool,
    /// An account that nobody has used for so long cannot sign in until it is enabled again.
    pub stale_days: i64,
}

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

impl Default for SignInRules {
    fn default() -> SignInRules {
        SignInRules {
            password_policy: PasswordPolicy::Mlps,
            password_days: 90,
            idle_minutes: 30,
            absolute_hours: 12,
            step_up_minutes: 15,
            administrators_need_second_factor: true,
            stale_days: 90,
        }
    }
}

impl SignInRules {
    /// Between the password and the second factor there is little time.
    pub(crate) const SECOND_FACTOR_WAIT: i64 = 10 * MINUTE;

    pub(crate) fn idle(&self) -> i64 {
        self.idle_minutes.saturating_mul(MINUTE)
    }

    pub(crate) fn absolute(&self) -> i64 {
        self.absolute_hours.saturating_mul(60 * MINUTE)
    }

    pub(crate) fn step_up(&self) -> i64 {
        self.step_up_minutes.saturating_mul(MINUTE)
    }

    pub(crate) fn stale(&self) -> i64 {
        self.stale_days.saturating_mul(DAY)
    }

    /// None when passwords do not grow old.
    pub(crate) fn password_age(&self) -> Option<i64> {
        (self.password_policy == PasswordPolicy::Mlps).then(|| self.password_days * DAY)
    }
}
