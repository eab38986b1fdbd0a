// Bundles the front end into the folder given: `node build.mjs OUT`.
// Writes hashed files, their brotli and gzip forms, and `table.rs`, which embeds them.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { trim } from "./trim.mjs";

const out = process.argv[2];
if (!out) throw new Error("usage: node build.mjs OUT");
const here = import.meta.dirname;
const types = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};

const bundled = await build({
  absWorkingDir: here,
  entryPoints: ["src/app.js", "src/charts.js", "src/app.css"],
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome111", "firefox113", "safari16.4"],
  legalComments: "none",
  outdir: out,
  write: false,
  plugins: [{
    name: "trim-tabler",
    setup(it) {
      it.onLoad({ filter: /tabler\.css$/ }, ({ path }) => ({
        contents: trim(readFileSync(path, "utf8")),
        loader: "css",
      }));
    },
  }],
});

const files = new Map(bundled.outputFiles.map((file) => [file.path.split(/[\\/]/).pop(), file.contents]));
files.set("icons.svg", Buffer.from(sprite()));
files.set("mark.svg", readFileSync(join(here, "src/mark.svg")));

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const rows = [...files].sort().map(([name, bytes]) => row(name, bytes));
writeFileSync(join(out, "table.rs"), `&[\n${rows.join("")}]\n`);
writeFileSync(join(out, "icons.rs"), `&${JSON.stringify(iconNames())}\n`);

/** Writes one file in its three forms and gives its row of the Rust table. */
function row(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  const [stem, kind] = name.split(".");
  const path = `${stem}.${hash}.${kind}`;
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  writeFileSync(join(out, path), bytes);
  writeFileSync(join(out, `${path}.br`), brotli);
  writeFileSync(join(out, `${path}.gz`), gzipSync(bytes, { level: 9 }));
  const embed = (file) => `include_bytes!(concat!(env!("ASSETS_BUILT"), "/${file}"))`;
  return `    Asset {
        name: "${name}",
        path: "${path}",
        content_type: "${types[kind]}",
        etag: "\\"${hash}\\"",
        plain: ${embed(path)},
        brotli: ${embed(`${path}.br`)},
        gzip: ${embed(`${path}.gz`)},
    },
`;
}

/** The icons we use, one symbol each. */
function sprite() {
  const symbols = iconNames().map((name) => {
    const svg = readFileSync(join(here, "node_modules/@tabler/icons/icons/outline", `${name}.svg`), "utf8");
    const body = svg.replace(/<!--[\s\S]*?-->/, "").replace(/<svg[^>]*>/, "").replace("</svg>", "");
    return `<symbol id="${name}" viewBox="0 0 24 24">${body.replace(/\s*\n\s*/g, "")}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}

function iconNames() {
  return readFileSync(join(here, "src/icons.txt"), "utf8").split(/\s+/).filter(Boolean).sort();
}
