// Personal fields are masked and shown for a reason; a post and a pairing have a history, and their gaps are counted in days.
import assert from "node:assert/strict";
import { story } from "../harness/story.mjs";

// Its first secretary left on 20 November 2019.
const VACANT = { code: "410423107224", name: "上汤村" };
const SERVED = { code: "410423101203", name: "岳庄村" };
// Who may come next: a member of an office branch, without a post.
const NEXT = { branch: "县委办公室党支部" };

story("a personal field is shown once, for a reason that stays on record", async ({ signIn }) => {
  const office = await signIn("zuzhibu");
  await office.open("/people");
  await office.press("link", "按身份号码查找", "Find by ID number");
  await office.press("link", "人员", "People", "main");
  await office.page.locator("main a[data-row]").first().click();
  const name = await office.part("h1").innerText();
  const masked = await office.part(".masked").innerText();
  assert.match(masked, /^\d{4}\*{10}\d{4}$/);
  assert.doesNotMatch(await office.page.content(), /\d{17}[\dX]/, "the page holds a number in clear");
  await office.look("person");

  // The eye asks why, in a dialog; an empty form is refused field by field.
  await office.page.locator("a.eye").first().click();
  await office.sees(name, name, "dialog");
  await office.press("button", "查看一次", "Show it once", "dialog");
  await office.sees("还没有保存", "Not saved yet");
  await office.choose("purpose", { index: 1 });
  await office.fill("reason", "核对六月二十日学习会的名单");
  await office.look("reveal");
  await office.press("button", "查看一次", "Show it once");
  const shown = await office.part("code").innerText();
  assert.match(shown, /^\d{17}[\dX]$/);
  assert.equal(`${shown.slice(0, 4)}**********${shown.slice(-4)}`, masked);

  // It is masked again at once, and says who looked and why.
  await office.press("link", "看完了，返回", "Done; go back");
  assert.equal(await office.part(".masked").innerText(), masked);
  await office.sees("周文静");
  await office.sees("核对六月二十日学习会的名单");

  // A leader who may not see people is refused as if there were nobody.
  const leader = await signIn("lingdao");
  const answer = await leader.page.goto(office.page.url());
  assert.equal(answer.status(), 404);
  await leader.sees("没有找到这个页面", "There is no such page");
});

story("a village without a first secretary says for how many days, until somebody is posted", async ({ signIn, t }) => {
  const office = await signIn("zuzhibu");
  await office.open("/postings/gaps?post=first_secretary&day=2019-12-31");
  const place = `赵村镇 ${VACANT.name}`;
  await office.fill("day", "2019-12-31", "main");
  await office.choose("division", "410423107000", "main");
  await office.row(VACANT.name).waitFor();
  assert.match(await office.row(VACANT.name).innerText(), /\b41\b/);
  await office.look("vacancies");
  await office.open(`/divisions/${VACANT.code}?day=2019-12-31`);
  await office.sees("空缺 41 天", "vacant for 41 days");

  // Somebody follows: found by name, posted, and the gap is closed.
  await office.open(`/organisations?q=${encodeURIComponent(NEXT.branch)}`);
  await office.press("link", NEXT.branch);
  const next = await office.page.locator("main a[href^='/people/']").first().innerText();
  await office.open("/postings/gaps?post=first_secretary&division=410423107000");
  await office.row(VACANT.name).getByRole("link", { name: t("安排人选", "Fill it") }).click();
  await office.page.waitForURL(/\/postings\/new/);
  await office.fill("who", next, "main");
  await office.press("button", "查找", "Find", "main");
  await office.look("posting-form");
  await office.page.locator("main [name=person_id]").first().check();
  await office.fill("from_on", "20200101", "main");
  await office.press("button", "登记任职", "Record the posting", "main");
  await office.sees(next, next, "h1");
  await office.sees(place);
  await office.look("posting");
  // The page tells who held it before.
  await office.sees("2019年11月20日", "20 November 2019");
  await office.open(`/divisions/${VACANT.code}?day=2020-01-02`);
  await office.seesNot("空缺", "vacant for");
});

story("a pairing has a beginning and an end, and what nobody serves is listed", async ({ signIn }) => {
  const office = await signIn("zuzhibu");
  await office.open("/pairings?kind=team_village&division=410423101000");
  await office.row(SERVED.name).waitFor();
  await office.look("pairings");
  await office.row(SERVED.name).locator("a[data-row]").click();
  await office.press("link", "结束结对", "End it");
  await office.fill("on", "2020-03-01", "main");
  await office.fill("because", "工作队完成任务撤回", "main");
  await office.submit();
  await office.sees("2020年3月1日", "1 March 2020");
  await office.open("/pairings/gaps?kind=team_village&division=410423101000&day=2020-03-31");
  await office.row(SERVED.name).waitFor();
  const days = await office.row(SERVED.name).innerText();
  assert.match(days, /\b30\b/);
});
