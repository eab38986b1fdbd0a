// A story: what people do one after another, told in both languages.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./browser.mjs";
import { serve } from "./county.mjs";
import { Visitor } from "./visitor.mjs";

const LIMIT = 180_000;
const LANGUAGES = ["zh", "en"];

let browser;
let server;

before(async () => {
  [browser, server] = await Promise.all([launch(), serve(process.env.YAOSHAN_BINARY, process.env.YAOSHAN_COUNTY)]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/**
 * Tells `tell` once in each language. `here.signIn(login)` gives a person at a browser of their own, `here.t(zh, en)` the
 * words of the language. Whatever the browser or the server calls an error fails the story.
 */
export function story(name, tell) {
  for (const lang of LANGUAGES) {
    test(`${name} (${lang})`, { timeout: LIMIT }, async () => {
      const people = [];
      const arrive = async () => {
        const visitor = await Visitor.arrive(browser, server.origin, lang);
        people.push(visitor);
        return visitor;
      };
      const signIn = async (login, password) => (await arrive()).signIn(login, password);
      const t = (zh, en) => (lang === "zh" ? zh : en);
      try {
        await tell({ lang, t, arrive, signIn, origin: server.origin });
        assert.deepEqual(people.flatMap((visitor) => visitor.complaints), [], "the browser complained");
        assert.deepEqual(server.errors(), [], "the server logged errors");
      } catch (error) {
        await Promise.allSettled(people.map((visitor, at) => visitor.shot(`failed-${at}`)));
        throw error;
      } finally {
        await Promise.allSettled(people.map((visitor) => visitor.leave()));
      }
    });
  }
}
