pub(super) fn routes() -> Vec<crate::routes::Served> {
    Vec::new()
}
