//! What national standards say about numbers, codes and names.

pub mod code_table;
pub mod credit_code;
pub mod date;
pub mod ethnicity;
pub mod id_number;
pub mod person_name;
pub mod phone;
pub mod relation;
pub mod tables;
pub mod wide;

pub use code_table::{BadWord, Coded};
pub use credit_code::{BadCreditCode, CreditCode};
pub use date::{BadDate, read_date};
pub use ethnicity::Ethnicity;
pub use id_number::{BadIdNumber, IdNumber};
pub use person_name::{BadPersonName, PersonName};
pub use phone::{BadPhone, Phone};
pub use relation::Relation;
pub use tables::{Health, Marriage, PoliticalStatus, Schooling, Sex};
