// Fits Tabler's style sheet to us. Leaves out the families of rules that no page of ours uses, half
// of its weight: a rule goes only if every selector in its list belongs to such a family. And says
// in older words what only browsers since 2024 understand.
const breakpoints = "(sm|xl|xxl)";
const colours = "(azure|indigo|purple|pink|lime|teal|cyan|muted|white|light|dark|x)";
const coloured =
  "(btn|btn-outline|bg|text|text-bg|border|link|alert|badge|table|list-group-item|steps|status|progress|card|form-check|nav|avatar|legend|dropdown-item)";
const unused = [
  /navbar|theme-dark|offcanvas|carousel|accordion|popover|tooltip|toast|modal-(fullscreen|full)/,
  /chat|datepicker|calendar|ribbon|\.stars?\b|signature|\.otp|switch-icon|imagecheck|colorinput|social/,
  /\.flag|payment|markdown|signal|sparkline|tracking|page-login|sortable|apexcharts|jvm|placeholder-/,
  /bg-pattern|bg-gradient|btn-ghost|link-underline|link-offset|\.divide-|focus-ring|form-floating/,
  /card-gradient|card-rotate|card-img|text-gray|bg-gray|\.layout-|\.object-|\.img-|\.hr-|selectgroup|form-range/,
  /\.rounded-(start|end|top|bottom)|\.shadow-|\.g-(col|start)|\.(columns|io|cursor|fs|lh|opacity|z|float|order)-/,
  /-opacity-|\.animat|\.hover-|-overlay|perspective|\.strength|\.was-validated/,
  new RegExp(`-${breakpoints}(-|$|:|\\.|\\b)`),
  new RegExp(`\\.${coloured}-${colours}\\b`),
  /-(facebook|twitter|linkedin|google|youtube|vimeo|dribbble|github|instagram|pinterest|vk|rss|flickr|bitbucket|tabler)\b/,
];

const isUnused = (selector) => selector.includes(".") && unused.some((family) => family.test(selector));

/** Gives `css` without the unused families; at-rules that end up empty go too. */
export function trim(css) {
  let kept = "";
  for (const { head, body } of rules(css.replace(/\/\*[\s\S]*?\*\//g, ""))) {
    if (body === null) kept += head;
    else if (/^@(media|supports|layer|container)/.test(head)) {
      const inner = trim(body);
      // Paper is narrow too, but it is no phone.
      if (inner.trim()) kept += `${head.replace(/^@media \(max-width/, "@media screen and (max-width")}{${inner}}`;
    } else if (head.startsWith("@")) kept += `${head}{${body}}`;
    else if (!split(head, ",").every(isUnused)) kept += `${head}{${lit(body, 0)}}${dark(head, body)}`;
  }
  return kept;
}

// Phones in villages are old: `light-dark()` and relative colours would ask for a browser of 2024.
const relative = /oklch\(from (var\([^)]*\)) calc\(l ([+-]) 0\.\d+\) c h\)/g;

/** The declarations as they are in the light (0) or in the dark (1). */
function lit(text, side) {
  const at = text.indexOf("light-dark(");
  if (at < 0) return text.replace(relative, (_, of, sign) => `color-mix(in oklab, ${sign === "+" ? "#fff" : "#000"} 8%, ${of})`);
  const open = at + "light-dark".length;
  const end = closing(text, open, "(", ")");
  return lit(text.slice(0, at) + split(text.slice(open + 1, end), ",")[side] + text.slice(end + 1), side);
}

/** A second rule with what differs in the dark. */
function dark(head, body) {
  const differing = split(body, ";").filter((declaration) => declaration.includes("light-dark("));
  if (differing.length === 0) return "";
  const selectors = split(head, ",").map((selector) =>
    /:root|data-(bs-)?theme/.test(selector) ? "[data-bs-theme=dark]" : `[data-bs-theme=dark] ${selector.trim()}`);
  return `${[...new Set(selectors)].join(",")}{${lit(differing.join(";"), 1)}}`;
}

/** Splits at the outer separators only, so that `:not(a, b)` and `url("a;b")` stay whole. */
function split(list, separator) {
  const parts = [""];
  let depth = 0;
  for (const letter of list) {
    if (letter === "(") depth += 1;
    if (letter === ")") depth -= 1;
    if (letter === separator && depth === 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

function* rules(css) {
  let start = 0;
  for (let at = 0; at < css.length; at += 1) {
    if (css[at] === '"' || css[at] === "'") at = css.indexOf(css[at], at + 1);
    else if (css[at] === ";") {
      yield { head: css.slice(start, at + 1), body: null };
      start = at + 1;
    } else if (css[at] === "{") {
      const end = closing(css, at, "{", "}");
      yield { head: css.slice(start, at).trim(), body: css.slice(at + 1, end) };
      at = end;
      start = end + 1;
    }
  }
}

function closing(css, open, left, right) {
  let depth = 0;
  for (let at = open; at < css.length; at += 1) {
    if (css[at] === '"' || css[at] === "'") at = css.indexOf(css[at], at + 1);
    else if (css[at] === left) depth += 1;
    else if (css[at] === right && (depth -= 1) === 0) return at;
  }
  throw new Error("an unclosed rule");
}
