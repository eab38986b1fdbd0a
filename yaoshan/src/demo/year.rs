//! The year 2019: rosters first, then what was held, each at its own moment.
