// Keeps what was typed in a form that asked for it with `data-draft`, on this device, until it is sent.
// Never for forms with personal data: a form must ask, and password and personal fields never come along.

const prefix = "draft:";
const keyOf = (form) => `${prefix}${location.pathname}#${form.dataset.draft}`;
const kept = (field) => field.name && !/^(password|hidden|file)$/.test(field.type) && !("personal" in field.dataset);

function read(form) {
  const fields = [...form.elements].filter(kept);
  const ticks = (field) => /^(checkbox|radio)$/.test(field.type);
  return fields.filter((field) => !ticks(field) || field.checked).map((field) => [field.name, field.value]);
}

function write(form, pairs) {
  for (const field of [...form.elements].filter(kept)) {
    const at = pairs.findIndex(([name, value]) =>
      name === field.name && (!/^(checkbox|radio)$/.test(field.type) || value === field.value));
    if (/^(checkbox|radio)$/.test(field.type)) field.checked = at >= 0;
    else if (at >= 0) field.value = pairs.splice(at, 1)[0][1];
  }
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = keyOf(form);
  const before = localStorage.getItem(key);
  const untouched = JSON.stringify(read(form));
  // A form that came back with errors already holds what was typed.
  if (before && before !== untouched && !form.querySelector(".is-invalid")) {
    write(form, JSON.parse(before));
    const note = form.querySelector("[data-draft-note]");
    if (note) note.hidden = false;
  }
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => localStorage.setItem(key, JSON.stringify(read(form))), 300);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    localStorage.removeItem(key);
  });
  form.querySelector("[data-draft-drop]")?.addEventListener("click", () => {
    localStorage.removeItem(key);
    write(form, JSON.parse(untouched));
    form.querySelector("[data-draft-note]").hidden = true;
  });
}

// Whoever signs out leaves nothing behind on a shared computer.
document.addEventListener("submit", ({ target }) => {
  if (!target.matches("[data-forget-drafts]")) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
});
