// Runs the stories: `node run.mjs PATH/TO/yaoshan [a word of the stories' file names …]`.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { build } from "./harness/county.mjs";

const [binary, ...words] = process.argv.slice(2);
if (!binary) {
  console.error("usage: node run.mjs PATH/TO/yaoshan [a word of the stories' file names …]");
  process.exit(2);
}
const stories = fileURLToPath(new URL("stories", import.meta.url));
const wanted = (file) => file.endsWith(".mjs") && (words.length === 0 || words.some((word) => file.includes(word)));
const files = readdirSync(stories).filter(wanted).sort().map((file) => join(stories, file));
if (files.length === 0) {
  console.error(`no story's file name contains ${words.join(" or ")}`);
  process.exit(2);
}

process.env.YAOSHAN_BINARY = resolve(binary);
// Whoever writes stories keeps a county of their own: `YAOSHAN_COUNTY=FOLDER`, with county.db and county.keys.
if (!process.env.YAOSHAN_COUNTY) {
  const folder = mkdtempSync(join(tmpdir(), "yaoshan-stories-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  process.on("SIGINT", () => process.exit(130));
  process.on("SIGTERM", () => process.exit(143));
  process.env.YAOSHAN_COUNTY = folder;
  build(process.env.YAOSHAN_BINARY, folder);
}

// One after the other: each has a county, a server and a browser of its own.
run({ files, concurrency: false })
  .on("test:fail", () => {
    process.exitCode = 1;
  })
  .compose(new spec())
  .pipe(process.stdout);
