// One person at one browser.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";

const PASSWORD = "Green-Terrace-7381";
const OUT = join(import.meta.dirname, "../../out");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SIZE = { width: 1440, height: 900 };
const PHONE = 390;

export class Visitor {
  static async arrive(browser, origin, lang) {
    const locale = lang === "zh" ? "zh-CN" : "en-GB";
    const context = await browser.newContext({
      baseURL: origin,
      locale,
      timezoneId: "Asia/Shanghai",
      viewport: SIZE,
      reducedMotion: "reduce",
      acceptDownloads: true,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const visitor = new Visitor();
    Object.assign(visitor, { context, page, lang, complaints: [] });
    await visitor.#listen();
    return visitor;
  }

  /** The words of this person's language. */
  t(zh, en) {
    return this.lang === "zh" ? zh : en;
  }

  async signIn(login, password = PASSWORD) {
    await this.open("/sign-in");
    await this.page.locator("[name=login]").fill(login);
    await this.page.locator("[name=password]").fill(password);
    await this.page.locator("main form button:not([type=button])").first().click();
    await this.page.waitForURL((url) => url.pathname !== "/sign-in");
    return this;
  }

  async open(path) {
    const answer = await this.page.goto(path);
    assert.equal(answer.status(), 200, `${path} answered ${answer.status()}`);
    return this;
  }

  /** The text of the page's main part. */
  async text(selector = "main") {
    return (await this.page.locator(selector).first().innerText()).replace(/\s+/g, " ");
  }

  async sees(words, selector = "main") {
    assert.ok((await this.text(selector)).includes(words), `“${words}” is not in ${selector} of ${this.page.url()}`);
  }

  async seesNot(words, selector = "main") {
    assert.ok(!(await this.text(selector)).includes(words), `“${words}” is in ${selector} of ${this.page.url()}`);
  }

  /** A link or a button by its words, and what follows the click. */
  async press(role, zh, en = zh) {
    await this.page.getByRole(role, { name: this.t(zh, en) }).first().click();
    await this.page.waitForLoadState();
  }

  /** Fails on every hindrance that axe calls serious or critical. */
  async axe() {
    await this.page.evaluate(AXE);
    const found = await this.page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
      const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      return grave.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target }) => target.join(" ")).join(", ")}`);
    });
    assert.deepEqual(found, [], `axe on ${this.page.url()}`);
  }

  /** Keeps a picture: `{ width }`, `{ dark: true }` as on the wall, `{ print: true }` as on paper. */
  async shot(name, { width = SIZE.width, dark = false, print = false } = {}) {
    const { page } = this;
    await page.setViewportSize({ ...SIZE, width });
    if (print) await page.emulateMedia({ media: "print" });
    if (dark) await page.evaluate(() => document.documentElement.setAttribute("data-bs-theme", "dark"));
    const story = basename(process.argv[1], ".mjs");
    const look = [print && "print", dark && "dark", width !== SIZE.width && width].filter(Boolean).join("-");
    const path = join(OUT, `${story}-${name}-${this.lang}${look && "-"}${look}.png`);
    mkdirSync(OUT, { recursive: true });
    await page.screenshot({ path, fullPage: true });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (dark) await page.evaluate(() => document.documentElement.removeAttribute("data-bs-theme"));
    if (print) await page.emulateMedia({ media: null });
    await page.setViewportSize(SIZE);
    assert.ok(print || overflow <= 0, `${page.url()} is ${overflow}px too wide at ${width}px`);
  }

  /** The same page at a desk, on a phone, on the wall and on paper. */
  async look(name) {
    await this.axe();
    await this.shot(name);
    await this.shot(name, { width: PHONE });
    await this.shot(name, { dark: true });
    await this.shot(name, { print: true });
  }

  async leave() {
    await this.context.close();
  }

  async #listen() {
    const complain = (words) => this.complaints.push(`${this.page.url()}: ${words}`);
    // A refused address is a page of its own here; a file that is missing, or a fault, is a mistake.
    this.page.on("response", (response) => {
      const isPage = ["document", "fetch", "xhr"].includes(response.request().resourceType());
      if (response.status() >= (isPage ? 500 : 400)) complain(`${response.status()} ${response.url()}`);
    });
    this.page.on("console", (message) => {
      const isAnswer = message.text().startsWith("Failed to load resource");
      if (message.type() === "error" && !isAnswer) complain(message.text());
    });
    this.page.on("pageerror", (error) => complain(error.message));
    await this.context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
  }
}
