// A demonstration county made once, and servers on copies of it.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const START_LIMIT = 30_000;

const place = (folder) => ["--store", `sqlite:${join(folder, "county.db")}`, "--keys", join(folder, "county.keys")];

/** Makes the demonstration county in `folder`. */
export function build(binary, folder) {
  const made = spawnSync(binary, [...place(folder), "demo", "--build-only"], { encoding: "utf8" });
  if (made.error) throw made.error;
  if (made.status !== 0) throw new Error(`the demonstration county was not made: ${made.stderr.slice(-4000)}`);
}

/** Serves a copy of the county on a free loopback port. */
export async function serve(binary, county) {
  const folder = mkdtempSync(join(tmpdir(), "yaoshan-story-"));
  cpSync(county, folder, { recursive: true });
  const server = spawn(binary, [...place(folder), "serve", "--listen", "127.0.0.1:0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const kill = () => server.kill("SIGKILL");
  process.once("exit", kill);
  const log = [];
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const origin = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no address after ${START_LIMIT} ms`)), START_LIMIT);
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`the server ended (${code}): ${log.join("\n")}`)));
    createInterface({ input: server.stderr }).on("line", (line) => {
      log.push(line);
      const found = line.match(/"address":"([^"]+)"/);
      if (!found) return;
      clearTimeout(late);
      resolve(`http://${found[1]}`);
    });
  });
  const stop = async () => {
    server.kill("SIGTERM");
    const late = setTimeout(kill, 5000);
    await ended;
    clearTimeout(late);
    process.off("exit", kill);
    rmSync(folder, { recursive: true, force: true });
  };
  /** What the server called an error. */
  const errors = () => log.filter((line) => line.includes('"level":"ERROR"'));
  return { origin, stop, errors };
}
