// Somebody of the county office signs in, finds a village, and sees both trees of organisations as they stood on two days.
import assert from "node:assert/strict";
import { story } from "../harness/story.mjs";

const TOWNSHIP = "下汤镇";
const VILLAGE = "岳庄村";
// Came onto the industry chain on 15 April 2020.
const YOUNG = "鲁山县桑蚕产业党总支";

story("a village is found in the division tree, and two trees stand as they stood on two days", async ({ arrive }) => {
  const office = await arrive();
  await office.open("/sign-in");
  await office.look("sign-in");
  await office.fill("login", "zuzhibu");
  await office.fill("password", "not-the-password");
  await office.press("button", "登录", "Sign in");
  await office.sees("登录名或密码不对", "wrong");
  await office.signIn("zuzhibu");
  await office.look("home");

  // The tree, opened step by step.
  await office.press("link", "组织与人员", "Organisations and people", "#menu");
  await office.press("link", "行政区划", "Divisions", "main");
  await office.press("link", `展开 ${TOWNSHIP}`, `Open ${TOWNSHIP}`);
  await office.sees(VILLAGE);
  await office.look("divisions");

  // The search of the same page.
  await office.open("/divisions");
  await office.fill("q", "岳庄", "main");
  await office.sees(`${TOWNSHIP} ${VILLAGE}`);
  await office.press("link", `${TOWNSHIP} ${VILLAGE}`);
  await office.sees("410423101203");
  await office.sees("第一书记", "first secretary");
  await office.look("village");

  // By territory: the county's committee, the township's, the village's branch.
  await office.open("/organisations/tree?day=2019-12-31");
  await office.sees("截至 2019年12月31日", "As of 31 December 2019");
  await office.press("link", `展开 ${TOWNSHIP}党委`, `Open ${TOWNSHIP}党委`);
  await office.sees(`${VILLAGE}党支部`);
  await office.look("territory");

  // By industry: one general branch more in June 2020 than at the end of 2019.
  await office.press("link", "产业链树", "Industry chain");
  await office.sees("鲁山县");
  await office.seesNot(YOUNG);
  await office.fill("day", "2020-06-30", "main");
  await office.press("button", "查找", "Find", "main");
  await office.sees("截至 2020年6月30日", "As of 30 June 2020");
  await office.sees(YOUNG);
  await office.look("chain");
  await office.page.getByRole("link", { name: YOUNG, exact: true }).click();
  await office.sees(YOUNG, YOUNG, "h1");
  const founded = await office.part("main").innerText();
  assert.match(founded, office.lang === "zh" ? /2020年4月15日/ : /15 April 2020/);
});
