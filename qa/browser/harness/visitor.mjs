// One person at one browser.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const PASSWORD = "Green-Terrace-7381";
const OUT = fileURLToPath(new URL("../../out", import.meta.url));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** How much of a long page a picture shows. */
const TALL = 2600;
/** A page is looked at in each of these. */
const DRESSES = { desk: { size: DESK }, phone: { size: PHONE }, dark: { size: DESK, dark: true }, "dark-phone": { size: PHONE, dark: true } };

export class Visitor {
  static async arrive(browser, origin, lang) {
    const locale = lang === "zh" ? "zh-CN" : "en-GB";
    const context = await browser.newContext({
      baseURL: origin,
      locale,
      timezoneId: "Asia/Shanghai",
      viewport: DESK,
      reducedMotion: "reduce",
      acceptDownloads: true,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
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
    await this.fill("login", login);
    await this.fill("password", password);
    await this.press("button", "登录", "Sign in");
    await this.page.waitForURL((url) => url.pathname !== "/sign-in");
    return this;
  }

  async open(path) {
    const answer = await this.page.goto(path);
    assert.equal(answer.status(), 200, `${path} answered ${answer.status()}`);
    return this;
  }

  /** The part of the page that `within` names, in which the other words of this class look. */
  part(within = "main") {
    return this.page.locator(within).first();
  }

  /** Waits until the words are there. */
  async sees(zh, en = zh, within = "main") {
    const words = this.t(zh, en);
    const found = this.part(within).getByText(words).filter({ visible: true }).first();
    await found.waitFor().catch(() => assert.fail(`“${words}” is not in ${within} of ${this.page.url()}`));
  }

  /** Waits until the words are gone. */
  async seesNot(zh, en = zh, within = "main") {
    const words = this.t(zh, en);
    const found = this.part(within).getByText(words).filter({ visible: true });
    const gone = found.first().waitFor({ state: "hidden" });
    await gone.catch(() => assert.fail(`“${words}” is in ${within} of ${this.page.url()}`));
  }

  /** A link or a button by its words, and what follows the click. */
  async press(role, zh, en = zh, within = "body") {
    await this.part(within).getByRole(role, { name: this.t(zh, en) }).first().click();
    await this.page.waitForLoadState();
  }

  /** Sends the form that the page is about. */
  async submit() {
    await this.page.locator("main form[method=post] button.btn-primary").first().click();
    await this.page.waitForLoadState();
  }

  /** Writes into the field of this name. */
  async fill(name, text, within = "body") {
    await this.part(within).locator(`[name="${name}"]:not([type=hidden])`).first().fill(text);
  }

  /** Chooses in the field of this name: by value, or by `{ label }`. */
  async choose(name, option, within = "body") {
    await this.part(within).locator(`select[name="${name}"]`).first().selectOption(option);
  }

  /** The row of a table that holds the words. */
  row(words) {
    return this.page.locator("main tbody tr").filter({ hasText: words }).first();
  }

  /** The number behind a fact of the page: `fact("#records")`. */
  async number(selector) {
    const text = await this.part(selector).innerText();
    return Number(text.replace(/,/g, "").match(/\d+(\.\d+)?/)?.[0] ?? Number.NaN);
  }

  /** What a click on the link lets the browser save: its place on this machine. */
  async download(zh, en) {
    const coming = this.page.waitForEvent("download");
    await this.press("link", zh, en);
    return (await coming).path();
  }

  /** Fails on every hindrance that axe calls serious or critical, in each size and both themes; keeps pictures. */
  async look(name) {
    await this.page.evaluate(AXE);
    for (const [dress, { size, dark = false }] of Object.entries(DRESSES)) {
      await this.#wear(size, dark);
      await this.#axe(dress);
      await this.#fits(dress);
      if (dress !== "dark-phone") await this.shot(`${name}-${dress}`);
    }
    await this.#wear(DESK, false);
    await this.page.emulateMedia({ media: "print" });
    await this.shot(`${name}-paper`);
    await this.page.emulateMedia({ media: null });
  }

  async shot(name) {
    mkdirSync(OUT, { recursive: true });
    const { width, height } = await this.page.evaluate(() => ({
      width: window.innerWidth,
      height: document.documentElement.scrollHeight,
    }));
    const clip = { x: 0, y: 0, width, height: Math.min(height, TALL) };
    const story = basename(process.argv[1], ".mjs");
    await this.page.screenshot({ path: join(OUT, `${story}-${name}-${this.lang}.png`), fullPage: true, clip });
  }

  async leave() {
    await this.context.close();
  }

  async #axe(dress) {
    const found = await this.page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
      const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      const told = ({ target, any }) => `${target.join(" ")} (${any[0]?.message ?? "see the rule"})`;
      return grave.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(told).join("; ")}`);
    });
    assert.deepEqual(found, [], `axe on ${this.page.url()} (${dress})`);
  }

  async #fits(dress) {
    const overflow = await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `${this.page.url()} is ${overflow}px too wide (${dress})`);
  }

  async #wear(size, dark) {
    await this.page.setViewportSize(size);
    await this.page.evaluate((dark) => {
      document.documentElement.toggleAttribute("data-bs-theme", dark);
      if (dark) document.documentElement.setAttribute("data-bs-theme", "dark");
      // Colours are judged where they arrive, not on their way there.
      for (const animation of document.getAnimations()) animation.finish();
    }, dark);
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
      // Whoever follows a link while a list is still being fetched breaks that off.
      const isBrokenOff = message.text().startsWith("htmx: htmx:error: Failed to fetch");
      if (message.type() === "error" && !isAnswer && !isBrokenOff) complain(message.text());
    });
    this.page.on("pageerror", (error) => complain(error.message));
    await this.context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
  }
}
