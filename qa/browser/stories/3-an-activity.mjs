// A theme Party day from its plan to its correction; and one that is recorded late.
import assert from "node:assert/strict";
import { story } from "../harness/story.mjs";

const BRANCH = "岳庄村党支部";
const DAY = 86_400_000;

/** A day of the county's calendar, so many days before today. */
const day = (before) => new Date(Date.now() + 8 * 3_600_000 - before * DAY).toISOString().slice(0, 10);

story("an activity is planned, announced, held, signed by another, and corrected", async ({ signIn, t }) => {
  const secretary = await signIn("zhibu");
  await secretary.press("link", "计划一次活动", "Plan an activity");
  await secretary.press("link", "主题党日", "theme Party day", "main");
  await secretary.page.waitForURL(/kind=theme_day/);
  if (await secretary.page.locator("[name=planned_on]").count() === 0) await secretary.press("link", BRANCH);

  // What is missing is said field by field, and what was typed stays.
  await secretary.fill("title", "十一月主题党日", "main");
  await secretary.submit();
  await secretary.sees("还没有保存", "Not saved yet");
  assert.equal(await secretary.page.locator("[name=title]").inputValue(), "十一月主题党日");
  await secretary.look("plan");
  await secretary.fill("place", "村部二楼会议室", "main");
  await secretary.fill("planned_on", day(0), "main");
  await secretary.fill("starts", "09:30", "main");
  await secretary.submit();
  await secretary.sees("已计划", "planned");
  await secretary.press("button", "发通知", "Announce it");
  await secretary.sees("已通知", "announced");
  const planned = secretary.page.url();

  // Held: the topic is required; who came is written by whoever is responsible, with reasons for the others.
  await secretary.press("link", "登记举办情况", "Record it as held");
  const came = secretary.page.locator("input[name=came]");
  const expected = await came.count();
  assert.equal(expected, 15, "the branch's members stand on the list");
  for (let at = 1; at < expected; at += 1) await came.nth(at).check();
  await secretary.submit();
  await secretary.sees("还没有保存", "Not saved yet");
  const absent = secretary.page.locator("select[name^='why-']").first();
  await absent.selectOption({ index: 1 });
  await secretary.fill("minutes-topic", "学习中央一号文件，商议村内道路养护", "main");
  await secretary.look("attendance");
  await secretary.submit();
  await secretary.page.waitForURL(planned);
  await secretary.sees("14 / 15");
  await secretary.sees("缺席", "absent");
  await secretary.sees("待签审", "to be signed");
  const sign = secretary.page.getByRole("button", { name: t("签审", "Sign"), exact: true });
  assert.equal(await sign.count(), 0, "nobody signs their own record");

  // Signed by somebody else.
  const village = await signIn("cunzhishu");
  await village.open(new URL(planned).pathname);
  await village.press("button", "签审", "Sign", "main");
  await village.sees("已签审", "signed");
  await village.look("activity");

  // Corrected: the old record stays and says by what.
  await secretary.page.reload();
  await secretary.press("link", "更正", "Correct", "main");
  await secretary.fill("because", "名单漏记一人", "main");
  const forgotten = secretary.page.locator(".list-group-item:has([name=came]:not(:checked))");
  await forgotten.locator("select").selectOption("");
  await forgotten.locator("[name=came]").check();
  await secretary.look("correction");
  await secretary.submit();
  await secretary.page.waitForURL((url) => url.href !== planned && !url.pathname.endsWith("/correction"));
  await secretary.sees("15 / 15");
  await secretary.sees("名单漏记一人");
  await secretary.open(new URL(planned).pathname);
  await secretary.sees("不再计数", "counts no more");
  await secretary.press("link", "打开更正后的记录", "Open the record that corrects it");
  await secretary.sees("15 / 15");
});

story("what is recorded after its time is accepted, and shows how late it came", async ({ signIn, t }) => {
  const secretary = await signIn("zhibu");
  await secretary.open("/activities/new?held=yes&kind=theme_day");
  if (await secretary.page.locator("[name=held_on]").count() === 0) await secretary.press("link", BRANCH);
  await secretary.fill("title", "补记的主题党日", "main");
  await secretary.fill("place", "村部", "main");
  await secretary.fill("held_on", day(30), "main");
  await secretary.fill("minutes-topic", "义务劳动", "main");
  const came = secretary.page.locator("input[name=came]");
  for (let at = 0; at < (await came.count()); at += 1) await came.nth(at).check();
  await secretary.submit();
  // Seven days are allowed for this kind.
  await secretary.sees(t("23 天", "23 days"));
  await secretary.look("late");
  await secretary.open("/activities?late=yes");
  const row = secretary.row("补记的主题党日");
  assert.match(await row.innerText(), new RegExp(t("迟记", "late"), "i"));
  await secretary.look("late-list");
});
