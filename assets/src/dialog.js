// A link with `data-dialog` opens the page it leads to in a dialog; without scripts it is simply followed.
import htmx from "htmx.org";
import { say } from "./say.js";

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-dialog]");
  if (link && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    return open(link);
  }
  if (event.target.closest?.("[data-close]")) event.target.closest("dialog")?.close();
});

async function open(link) {
  link.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const content = page.querySelector("[data-dialog-content]") ?? page.querySelector("main");
    if (!answer.ok || !content) return location.assign(link.href);
    const dialog = document.createElement("dialog");
    dialog.append(document.importNode(content, true));
    dialog.setAttribute("aria-label", content.querySelector("h1, h2")?.textContent ?? link.textContent.trim());
    dialog.addEventListener("close", () => {
      dialog.remove();
      link.focus();
    });
    document.body.append(dialog);
    htmx.process(dialog);
    dialog.showModal();
  } catch {
    say("offline");
  } finally {
    link.removeAttribute("aria-busy");
  }
}
