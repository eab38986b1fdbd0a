// An item at the counter of a service centre, from the slip that is taken home to the rating; and one that
// another register knew.
import assert from "node:assert/strict";
import { story } from "../harness/story.mjs";

const VILLAGE = "410423101203";

story("a counter clerk takes an item in, prints its slip and sees it to its end", async ({ signIn }) => {
  const clerk = await signIn("ganshi");
  await clerk.press("link", "事项", "Cases", ".menu");
  await clerk.press("link", "登记事项", "Open a case", "main");
  await clerk.press("link", "服务事项", "service item", "main");
  await clerk.choose("division_code", VILLAGE, "main");
  await clerk.fill("field-item", "老年人优待证办理", "main");
  await clerk.fill("field-matter", "首次办理", "main");
  await clerk.submit();
  await clerk.sees("已登记：服务〔", "Opened: 服务〔", "body");
  const item = new URL(clerk.page.url()).pathname;
  const number = await clerk.page.locator("main h1").innerText();

  await clerk.press("link", "回执", "Slip", "main");
  await clerk.sees(number);
  await clerk.sees("承诺办结", "Promised by");
  assert.equal(await clerk.page.locator("main svg[shape-rendering=crispEdges]").count(), 1);
  await clerk.look("slip");

  // The hall sees it by its number alone, the desk with its title.
  await clerk.open("/cases/board?process=service_item");
  await clerk.sees("老年人优待证办理", "老年人优待证办理", "#list");
  await clerk.look("board");
  await clerk.press("link", "大厅显示", "Hall display", "main");
  await clerk.sees(number, number, "#list");
  assert.equal(await clerk.page.locator("#list").getByText("老年人优待证办理").count(), 0);
  assert.equal(await clerk.page.locator(".bar").isVisible(), false);
  await clerk.look("hall");

  await clerk.open(item);
  await clerk.press("link", "一次性告知缺件", "tell all that is missing", "main");
  await clerk.fill("field-gaps", "近期照片、户口簿复印件", "main");
  await clerk.submit();
  await clerk.press("link", "补齐材料", "complete the materials", "main");
  await clerk.choose("field-materials_complete", "yes", "main");
  await clerk.submit();
  await clerk.press("link", "办结", "decide", "main");
  await clerk.fill("field-decision", "证件已制", "main");
  await clerk.submit();
  await clerk.press("link", "送达", "deliver", "main");
  await clerk.submit();
  await clerk.press("link", "评价", "rate", "main");
  await clerk.choose("field-rating", "good", "main");
  await clerk.submit();
  await clerk.sees("已评价", "rated");
  await clerk.look("rated");
});

story("an item of an earlier register is found by its number there and by the one it has", async ({ signIn }) => {
  const office = await signIn("zuzhibu");
  await office.open("/cases?view=ended&process=service_item");
  await office.look("list");
  await office.open("/cases?q=LS2019000111");
  await office.sees("服务〔2019〕", "服务〔2019〕", "#list");
  await office.page.locator("#list tbody a").first().click();
  await office.sees("原登记册编号", "Old number");
  await office.sees("由原登记册导入", "Brought in from an earlier register");
  await office.look("earlier");
  const number = await office.page.locator("main h1").innerText();
  await office.open(`/cases?q=${encodeURIComponent(number)}`);
  await office.sees(number, number, "#list");
  assert.equal(await office.page.locator("#list tbody tr").count(), 1);
});
