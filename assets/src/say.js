// Tells people, also those who listen, what happened. The words come with the page, in its language.

/** Shows the sentence that the page keeps under `name`. */
export function say(name, status) {
  const place = document.getElementById("live");
  const words = place?.dataset[name];
  if (!words) return;
  const line = document.createElement("div");
  line.className = "alert alert-warning";
  line.textContent = status ? `${words} (${status})` : words;
  place.replaceChildren(line);
}
