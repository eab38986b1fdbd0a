// Where cases wait: a leader reads the numbers of the county and goes down to the cases behind one.
import assert from "node:assert/strict";
import { story } from "../harness/story.mjs";

/** What stands in the list's foot: how many there are in all. */
async function total(visitor) {
  const words = await visitor.page.locator("#list .card-footer [role=status]").innerText();
  return Number(words.replace(/[,\s]/g, "").match(/\d+/)[0]);
}

/** Waits until the calendar has moved what ran out since the county was built. */
async function settled(visitor) {
  let [before, same] = ["", 0];
  while (same < 3) {
    await visitor.open("/cases/supervision");
    const now = await visitor.page.locator("main .tiles").innerText();
    same = now === before ? same + 1 : 0;
    before = now;
    await visitor.page.waitForTimeout(700);
  }
}

story("a leader opens the cases behind a number of the supervision page", async ({ signIn }) => {
  const leader = await signIn("lingdao");
  await settled(leader);
  await leader.press("link", "事项", "Cases", ".menu");
  await leader.press("link", "督办", "Supervision", "main");
  await leader.sees("在办天数中位数", "median age");
  await leader.look("county");

  // The number is as long as the list that it opens.
  const overdue = leader.page.locator("main .figure a").nth(1);
  const said = Number((await overdue.innerText()).replace(/\D/g, ""));
  assert.ok(said > 0, "something is overdue in the demonstration");
  await overdue.click();
  await leader.page.waitForURL(/view=overdue/);
  assert.equal(await total(leader), said);

  // One process of one township.
  await leader.open("/cases/supervision?process=problem");
  await leader.page.locator("main tbody a").first().click();
  await leader.page.waitForURL(/division=/);
  await leader.look("township");
  await leader.press("link", "返回全部", "All of mine", "main");
  assert.match(new URL(leader.page.url()).search, /process=problem/);
  assert.ok(await leader.download("导出表格", "Export"));

  // What is due by which day: a day's rest opens its list.
  await leader.open("/cases?process=service_item");
  await leader.press("link", "时限", "Deadlines", "main");
  await leader.sees("时限月历", "Month of deadlines");
  assert.match(new URL(leader.page.url()).search, /process=service_item/);
  await leader.look("deadlines");
  const rest = leader.page.locator("main .month a[href*='due=']").first();
  const more = Number((await rest.innerText()).replace(/\D/g, ""));
  await rest.click();
  await leader.page.waitForURL(/due=/);
  assert.equal(await total(leader), more + 3);

  // A village sees its own, with nothing below.
  const village = await signIn("cunzhishu");
  await village.open("/cases/supervision");
  await village.sees("下级区划没有事项", "No cases below");
  await village.look("village");
});
