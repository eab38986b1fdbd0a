// A problem from its opening through the hands of three offices to its end, and what came back.
import assert from "node:assert/strict";
import { story } from "../harness/story.mjs";

const DAY = 86_400_000;
const VILLAGE = "410423101203";
const TOWNSHIP = "410423101000";

/** A day of the county's calendar, so many days from today. */
const day = (after) => new Date(Date.now() + 8 * 3_600_000 + after * DAY).toISOString().slice(0, 10);

story("a problem is listed, handed down, put right, accepted and confirmed", async ({ signIn }) => {
  const office = await signIn("zuzhibu");
  await office.press("link", "事项", "Cases", ".menu");
  await office.look("list");
  await office.choose("view", "reopened", "main");
  await office.sees("重开", "reopened", "#list tbody");
  await office.press("link", "登记事项", "Open a case", "main");
  await office.press("link", "问题清单", "problem list", "main");

  // What is missing is said field by field, and what was typed stays.
  await office.fill("field-content", "村口路灯坏了三盏", "main");
  await office.submit();
  await office.sees("还没有保存", "Not saved yet");
  assert.equal(await office.page.locator("[name=field-content]").inputValue(), "村口路灯坏了三盏");
  await office.look("opening");
  await office.choose("division_code", VILLAGE, "main");
  await office.choose("field-source", "residents", "main");
  await office.fill("field-deadline", day(40), "main");
  await office.submit();
  await office.sees("已登记：问题〔", "Opened: 问题〔", "body");
  const problem = new URL(office.page.url()).pathname;
  await office.look("opened");

  await office.press("link", "交办", "assign", "main");
  await office.choose("hand_to", TOWNSHIP, "main");
  await office.choose("field-body", { label: "岳庄村党支部" }, "main");
  await office.fill("field-standard", "三盏灯都亮", "main");
  await office.look("assigning");
  await office.submit();
  await office.sees("已交办", "assigned");

  // The township finds it among what waits for it; the county cannot take it on in its place.
  const clerk = await signIn("ganshi");
  await clerk.sees("村口路灯坏了三盏");
  await clerk.look("my-work");
  await clerk.open(problem);
  await clerk.press("link", "签收", "take on", "main");
  await clerk.fill("field-measures", "更换灯泡", "main");
  await clerk.submit();
  await clerk.sees("整改中", "being put right");
  assert.equal(await office.page.getByRole("link", { name: office.t("签收", "take on") }).count(), 0);

  // Nothing is put right without something that shows it.
  await clerk.press("link", "报请验收", "submit", "main");
  await clerk.fill("field-result", "三盏灯已换", "main");
  await clerk.submit();
  await clerk.sees("还没有保存", "Not saved yet");
  await clerk.choose("activity_id", { index: 1 }, "main");
  await clerk.submit();
  await clerk.sees("已报验收", "submitted");

  await office.open(problem);
  await office.press("link", "验收通过", "accept", "main");
  await office.submit();
  await office.press("link", "群众确认", "residents confirm", "main");
  await office.fill("field-residents_say", "走访两户，均认可", "main");
  await office.submit();
  await office.sees("已销号", "closed");
  await office.look("closed");

  // What comes back is opened again under its number.
  await office.press("link", "问题复发", "it came back", "main");
  await office.fill("reason", "又坏了一盏", "main");
  await office.submit();
  await office.sees("重开次数", "Times reopened");
  await office.open("/cases?process=problem");
  await office.look("board");
  const saved = await office.download("导出表格", "Export");
  assert.ok(saved, "the list is saved as a spreadsheet");
});
