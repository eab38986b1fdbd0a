// A roster of first secretaries is uploaded, judged row by row, applied without its bad rows, and undone as a whole.
import assert from "node:assert/strict";
import { rowsOf, workbook } from "../harness/workbook.mjs";
import { story } from "../harness/story.mjs";

const TOWNSHIP = "下汤镇";
const HEADS = ["姓名", "身份证号", "乡镇", "村", "任职时间", "派出单位"];
// Villages that had no first secretary; the three below them are wrong, each in its way.
const GOOD = [
  ["尚知远", idNumber("41042319800311", "123"), TOWNSHIP, "乱石盘村", "2020-03-01", "县水利局"],
  ["葛明川", idNumber("41042319820622", "345"), TOWNSHIP, "红义岭村", "2020-03-01", "县水利局"],
];
const BAD = [
  ["罗小溪", `${idNumber("41042319790505", "567").slice(0, 17)}0`, TOWNSHIP, "王庄村", "2020-03-01", "县水利局"],
  ["段青山", idNumber("41042319810707", "789"), TOWNSHIP, "没有这个村", "2020-03-01", "县水利局"],
  ["秦若兰", idNumber("41042319830909", "122"), TOWNSHIP, "王画庄村", "二〇二〇年春天", "县水利局"],
];

/** An ID number with its check digit, for people who do not exist. */
function idNumber(place, order) {
  const digits = `${place}${order}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  const check = "10X98765432"[sum % 11];
  // One whose check digit is nought could not be spoiled by writing nought.
  return digits + check;
}

story("a roster is judged, applied without its bad rows, and undone", async ({ signIn, t }) => {
  const office = await signIn("zuzhibu");
  await office.press("link", "名册导入", "Roster imports", "#menu");
  await office.press("link", "上传名册", "Upload a roster", "main");
  await office.look("upload");
  await office.choose("recipe", "first_secretaries", "main");
  await office.page.locator("input[type=file]").setInputFiles({
    name: "2020年第一书记补充名册.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: workbook([HEADS, ...GOOD, ...BAD]),
  });
  await office.press("button", "上传并预检", "Upload and judge", "main");

  // The dry run: nothing is written, and every bad row says what to do.
  await office.page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  const roster = office.page.url();
  await office.sees("行有错，还没有写入任何记录", "rows have errors; nothing has been written");
  await office.page.locator("#rows tbody tr").first().waitFor();
  await office.open(`${new URL(roster).pathname}?verdict=bad`);
  for (const [name] of BAD) assert.match(await office.row(name).innerText(), /\S/);
  await office.sees("没有这个村");
  await office.look("dry-run");
  const errors = rowsOf(await office.download("下载有错的行", "Download the bad rows"));
  for (const [name] of BAD) {
    const row = errors.find((cells) => cells.includes(name));
    assert.ok(row, `${name} is not in the sheet of errors`);
    assert.ok(row.at(-1).length > 5, `the sheet does not say what is wrong with ${name}`);
  }
  assert.ok(!errors.flat().includes(GOOD[0][0]), "a good row stands among the bad ones");
  const posted = `/postings?post=first_secretary&division=410423101000&q=${encodeURIComponent(GOOD[0][0])}`;
  await office.open(posted);
  await office.seesNot(GOOD[0][0], GOOD[0][0], "#list");

  // The rest is applied, by a job of the server; the page follows it by itself.
  await office.open(new URL(roster).pathname);
  await office.press("button", "略过有错的行，应用其余", "Apply the rest without them");
  await office.sees("已应用", "Applied");
  await office.look("applied");
  await office.open(posted);
  await office.row(GOOD[0][0]).waitFor();

  // Undone: what it wrote is taken back, the import itself stays on record.
  await office.open(new URL(roster).pathname);
  await office.press("button", "撤销整次导入", "Undo the whole import");
  await office.sees(t("已撤销", "Undone"));
  await office.look("undone");
  await office.open(posted);
  await office.seesNot(GOOD[0][0], GOOD[0][0], "#list");
  await office.open(`/people?q=${encodeURIComponent(GOOD[0][0])}`);
  await office.seesNot(GOOD[0][0], GOOD[0][0], "#list");
});
