# `just` lists these; `just check` is what CI runs.

# Everything, as CI does it.
check:
    bin/test

# The demonstration county on this machine.
demo *args:
    bin/demo {{args}}

# The quick round while writing.
quick package="office":
    cargo clippy -p {{package}} --all-targets --quiet -- -D warnings
    TEST_POSTGRES="$(bin/scratch-postgres)" cargo nextest run -p {{package}}

# Look at new and changed snapshots.
review:
    cargo insta review

# Licences, sources and duplicates of dependencies (cargo install cargo-deny).
deny:
    cargo deny check bans licenses sources

# Benchmarks; results go to docs/benchmarks.md.
bench:
    bench/run
