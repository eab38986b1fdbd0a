//! A receipt from the page, checked as `verifier` checks it.

use model::journal::{Receipt, VerifierKey};
use office::testing::{OTHER_TOWNSHIP, TOWNSHIP, VILLAGE};

use super::browser::House;

#[test]
fn a_receipt_is_downloaded_once_signed_and_convinces_the_verifier() {
    let house = House::open();
    house.account_at("lin", "township_clerk", TOWNSHIP);
    house.account_at("wei", "township_clerk", OTHER_TOWNSHIP);
    let person = house.county.person("王芳", VILLAGE);
    let mut clerk = house.signed_in("lin");
    let page = clerk.get(&format!("/people/{person}")).body;
    let link = page.split("href=\"/receipts/").nth(1).expect("a receipt on the record's page");
    let link = format!("/receipts/{}", link.split('"').next().unwrap());
    let waiting = clerk.get(&link).body;
    assert!(waiting.contains("还没有被签名的检查点盖住"), "{waiting}");
    let early = clerk.get(&format!("{link}/file"));
    assert_eq!(early.status, 409);
    assert!(early.body.contains("过十几秒"), "{}", early.body);

    office::journal::checkpoint(&house.office.program(house.now())).unwrap();
    let ready = clerk.get(&link).body;
    assert!(ready.contains(&format!("{link}/file")), "{ready}");
    let file = clerk.get(&format!("{link}/file"));
    assert!(file.header("content-disposition").contains(".receipt"));
    let key: VerifierKey = office::journal::public_key(&house.office).unwrap();
    // The template escapes `+` and the like.
    let name = key.to_string().split('+').next().unwrap().to_owned();
    assert!(ready.contains(&name), "the page names the key: {ready}");
    // What `verifier RECEIPT --key KEY` does with the file.
    let keys = [key.to_string().parse().unwrap()];
    let check = |text: &str| text.parse::<Receipt>().and_then(|receipt| receipt.check(&keys));
    let checked = check(&file.body).unwrap();
    assert_eq!((checked.entry.subject, checked.entry.kind.as_str()), (person.0, "person.added"));
    let forged = file.body.replacen("index ", "index 1", 1);
    assert!(check(&forged).is_err(), "{forged}");

    // By the record's own id, it is the receipt of the latest change.
    let latest = clerk.get(&format!("/receipts/{person}/file"));
    assert_eq!(latest.body, file.body);
    let mut other = house.signed_in("wei");
    for path in [link.clone(), format!("{link}/file"), format!("/receipts/{person}")] {
        assert_eq!(other.get(&path).status, 404, "{path}");
    }
}
