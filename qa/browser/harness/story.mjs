// A story: what people do one after another, told in both languages.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { launch } from "./browser.mjs";
import { serve } from "./county.mjs";
import { Visitor } from "./visitor.mjs";

const LIMIT = 180_000;
const LANGUAGES = ["zh", "en"];

let browser;

before(async () => {
  browser = await launch();
});

after(async () => {
  await browser?.close();
});

/**
 * Tells `tell` once in each language, each on a copy of the county. `here.signIn(login)` gives a person at a browser of
 * their own, `here.t(zh, en)` the words of the language. Whatever the browser or the server calls an error fails the story.
 */
export function story(name, tell) {
  describe(name, { concurrency: true }, () => {
    for (const lang of LANGUAGES) test(`${name} (${lang})`, { timeout: LIMIT }, () => once(lang, tell));
  });
}

async function once(lang, tell) {
  const server = await serve(process.env.YAOSHAN_BINARY, process.env.YAOSHAN_COUNTY);
  const people = [];
  const arrive = async () => {
    const visitor = await Visitor.arrive(browser, server.origin, lang);
    people.push(visitor);
    return visitor;
  };
  const signIn = async (login, password) => (await arrive()).signIn(login, password);
  const t = (zh, en) => (lang === "zh" ? zh : en);
  try {
    await tell({ lang, t, arrive, signIn });
    assert.deepEqual(people.flatMap((visitor) => visitor.complaints), [], "the browser complained");
    assert.deepEqual(server.errors(), [], "the server logged errors");
  } catch (error) {
    await Promise.allSettled(people.map((visitor, at) => visitor.shot(`failed-${at}`)));
    throw error;
  } finally {
    await Promise.allSettled(people.map((visitor) => visitor.leave()));
    await server.stop();
  }
}
