// The keyboard: `/` goes to the search, arrows or j and k walk the rows, Escape closes what is open.

const typing = (target) => target.closest?.("input, textarea, select, [contenteditable], dialog") != null;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    const open = document.querySelector("details.dropdown[open]");
    if (!open) return;
    open.open = false;
    return open.querySelector("summary").focus();
  }
  if (typing(event.target)) return;
  if (event.key === "/") {
    const search = document.querySelector("[data-search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
    return search.select();
  }
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (step) walk(step, event);
});

function walk(step, event) {
  const links = [...document.querySelectorAll("table.rows > tbody > tr[data-go] a[data-row]")];
  const at = links.indexOf(document.activeElement?.closest("tr[data-go]")?.querySelector("a[data-row]"));
  // Arrows scroll the page until a row has the focus; j and k start from the first row.
  if (at < 0 && event.key.startsWith("Arrow")) return;
  const next = links[at < 0 ? 0 : at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

// A click anywhere in a row is a click on its link.
document.addEventListener("click", (event) => {
  const row = event.target.closest?.("tr[data-go]");
  if (!row || event.target.closest("a, button, input, label, summary") || getSelection().toString()) return;
  row.querySelector("a[data-row]")?.click();
});
