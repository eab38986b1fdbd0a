//! Recomputing the county from its records: see `docs/ARCHITECTURE.md`.
