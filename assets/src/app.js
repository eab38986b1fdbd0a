// What scripts add. Every page works before this file has loaded.
import htmx from "htmx.org";
import "./dialog.js";
import "./draft.js";
import "./form.js";
import "./keys.js";
import "./upload.js";
import { say } from "./say.js";

htmx.config.includeIndicatorCSS = false;
htmx.config.defaultTimeout = 30000;
// A page of refusal must not land inside a list; a form with its errors (422) may.
htmx.config.noSwap = [204, 304, "40x", "41x", "5xx"];

document.addEventListener("htmx:response:error", ({ detail }) => say("failed", detail?.ctx?.response?.status));
// A list that answers with another page, such as signing in anew, gives way to that page.
document.addEventListener("htmx:before:response", (event) => {
  const answer = event.detail?.ctx?.response?.raw;
  if (!answer?.redirected) return;
  event.preventDefault();
  location.assign(answer.url);
});
document.addEventListener("htmx:error", () => say("offline"));

document.addEventListener("click", ({ target }) => {
  for (const open of document.querySelectorAll("details.dropdown[open]")) {
    if (!open.contains(target)) open.open = false;
  }
  if (target.closest("[data-print]")) window.print();
});
