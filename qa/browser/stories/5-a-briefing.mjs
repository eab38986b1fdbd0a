// The briefing of 2019: every number opens its records; a record is changed, the live figure follows, what was published stays.
import assert from "node:assert/strict";
import { rowsOf } from "../harness/workbook.mjs";
import { story } from "../harness/story.mjs";

const SHOWS = 23;

story("every number of the briefing opens its records, and stays when a record changes", async ({ signIn, t }) => {
  const office = await signIn("zuzhibu");
  await office.press("link", "数据与简报", "Figures and briefings", "#menu");
  await office.look("figures");
  await office.press("link", "简报", "Briefings", "main");
  await office.choose("period", "2019", "main");
  await office.press("link", "2019", "2019", "#list");
  await office.sees("草稿", "A draft");
  await office.page.locator("main form[action='/briefings'] button").click();
  await office.page.waitForURL(/\/briefings\/[0-9a-f-]{36}$/);
  const briefing = new URL(office.page.url()).pathname;
  await office.look("briefing");

  // Outside its links the text has no number but the year and those in names of days.
  const bare = await office.page.locator("article.paper p").evaluateAll((paragraphs) =>
    paragraphs.map((paragraph) => {
      const copy = paragraph.cloneNode(true);
      for (const link of copy.querySelectorAll("a")) link.remove();
      return copy.textContent;
    }),
  );
  assert.deepEqual(bare.join(" ").replace(/2019/g, "").match(/\d+/g), null, "a number of the text is no link");
  const links = office.page.locator("article.paper a");
  assert.ok((await links.count()) >= 30, "the briefing has its numbers");

  // The number of shows opens exactly its records, and says what it means.
  const published = office.page.locator("article.paper a[href^='/figures/shows?']").first();
  assert.equal((await published.innerText()).trim(), String(SHOWS));
  const figure = await published.getAttribute("href");
  await published.click();
  await office.page.waitForURL(/\/figures\/shows/);
  assert.equal(await office.number(".figure b"), SHOWS);
  for (const fact of [["口径", "Definition"], ["口径版次", "Revision"], ["时段", "Period"], ["区划", "Division"], ["日志位置", "Journal position"]])
    await office.sees(...fact, "main dl.facts");
  const rows = office.page.locator("#records tbody tr");
  assert.equal(await rows.count(), SHOWS);
  await office.look("figure");

  // Those of one township; and the same as a workbook.
  const township = await office.page.locator("select[name=within] option").nth(1).getAttribute("value");
  await office.choose("within", township);
  await office.press("button", "筛选", "Filter", "#records");
  await office.page.waitForURL(/within=/);
  const within = await rows.count();
  assert.ok(within > 0 && within < SHOWS, `${within} records of one township`);
  const some = rowsOf(await office.download("导出记录", "Export the records"));
  await office.open(figure);
  const all = rowsOf(await office.download("导出记录", "Export the records"));
  assert.equal(all.length - some.length, SHOWS - within, "the workbook holds what the list shows");
  const names = await rows.locator("td.title").allInnerTexts();
  for (const name of names) assert.ok(all.some((cells) => cells.includes(name.trim())), `${name} is in the workbook`);

  // One show was never held: its record is withdrawn through the pages.
  await rows.locator("a[data-row]").first().click();
  await office.press("link", "更正", "Correct", "main");
  await office.press("link", "根本没有举办，或重复登记？", "It was never held, or stands there twice?");
  await office.fill("because", "当天下雨，没有演出", "main");
  await office.press("button", "撤销这条记录", "Withdraw this record");
  await office.sees("记录已撤销", "withdrawn");

  // The live figure follows; the published number is what it was, and so is the page behind it.
  await office.open("/figures/shows?period=2019");
  assert.equal(await office.number(".figure b"), SHOWS - 1);
  await office.open(figure);
  assert.equal(await office.number(".figure b"), SHOWS);
  assert.equal(await rows.count(), SHOWS);
  await office.sees("这是较早时的数字", "This is the number of an earlier time");
  await office.open(briefing);
  assert.equal((await published.innerText()).trim(), String(SHOWS));
  await office.press("link", "与现在的数字比较", "Compare with the present figures");
  const changed = office.page.locator("main tbody tr").first();
  assert.match(await changed.innerText(), new RegExp(`${SHOWS}[\\s\\S]*${SHOWS - 1}`));
  await office.sees(t("有变化", "changed"));
  await office.look("comparison");
});
