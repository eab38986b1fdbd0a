// A form with `data-upload` shows how much of its file has gone.
import { release } from "./form.js";
import { say } from "./say.js";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-upload]") || event.defaultPrevented) return;
  event.preventDefault();
  const bar = form.querySelector("progress");
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("accept", "text/html");
  request.upload.addEventListener("progress", ({ loaded, total, lengthComputable }) => {
    if (!bar || !lengthComputable) return;
    bar.hidden = false;
    bar.max = total;
    bar.value = loaded;
  });
  request.addEventListener("load", () => show(form, request));
  request.addEventListener("error", () => {
    release(form);
    say("offline");
  });
  request.send(new FormData(form, event.submitter));
});

/** A redirect is followed as the browser would; a form with errors takes the place of this one. */
function show(form, request) {
  const moved = new URL(request.responseURL).pathname !== new URL(form.action).pathname;
  if (moved && request.status < 400) return location.assign(request.responseURL);
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const main = page.querySelector("main");
  if (main) document.querySelector("main").replaceWith(document.importNode(main, true));
  else {
    release(form);
    say("failed", request.status);
  }
}
