//! Who may sign in, how, and with which rights.
#![expect(dead_code, reason = "the operations that use these are being written")]

mod common;
mod guard;
pub mod password;
pub mod rules;
pub mod token;
pub mod totp;

pub use password::{Password, WeakPassword};
pub use rules::{PasswordPolicy, SignInRules};
pub use token::SessionToken;
