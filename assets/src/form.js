// A form is sent once, says that it is being sent, and reads days the way clerks type them.
import { dayFrom } from "./day.js";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
  // After this task, so that the button's own name and value are still sent.
  const button = event.submitter;
  setTimeout(() => {
    if (!button || event.defaultPrevented) return;
    button.disabled = true;
    if (button.dataset.busy) button.textContent = button.dataset.busy;
  });
});

// Filters left empty stay out of the address.
document.addEventListener("formdata", ({ target, formData }) => {
  if (target.method !== "get") return;
  for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
});

// A form that came back is read from what is wrong with it.
document.querySelector("form .alert-danger[tabindex]")?.focus();

/** Lets the form be sent again. */
export function release(form) {
  delete form.dataset.sent;
  form.removeAttribute("aria-busy");
  for (const button of form.querySelectorAll("button[disabled]")) button.disabled = false;
}

// The back button brings the page as it was left: sent and disabled.
window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted) document.querySelectorAll("form[data-sent]").forEach(release);
});
document.addEventListener("htmx:finally:request", ({ target }) => {
  const form = target.closest?.("form[data-sent]");
  if (form) release(form);
});

document.addEventListener("change", ({ target }) => {
  if (!target.matches?.("[data-day]")) return;
  target.value = dayFrom(target.value) ?? target.value;
});

// The calendar beside a day's field is the browser's own.
document.addEventListener("click", ({ target }) => {
  const button = target.closest?.("[data-pick-day]");
  const field = button && document.getElementById(button.dataset.pickDay);
  if (!field) return;
  const picker = document.createElement("input");
  picker.type = "date";
  picker.tabIndex = -1;
  picker.className = "visually-hidden";
  picker.value = dayFrom(field.value) ?? "";
  picker.addEventListener("change", () => {
    field.value = picker.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    picker.remove();
  });
  button.after(picker);
  picker.showPicker?.();
});
