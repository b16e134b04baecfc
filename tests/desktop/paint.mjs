// One run of the bench: how long a window takes from its start to its first painted rows, and what
// it then holds: node tests/desktop/paint.mjs PROGRAM ROW [FILE]
// Prints {"seconds": S, "memory_kib": M}; the memory is that of all its processes, what they share
// counted once, three seconds later.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { driver } from "./webdriver.mjs";

const [program, row, ...words] = process.argv.slice(2);
const scratch = await mkdtemp(join(tmpdir(), "yizhan-paint-"));
// The program's own log and the web view's storage belong to this run, not to the person.
process.env.XDG_DATA_HOME = join(scratch, "data");
process.env.XDG_CACHE_HOME = join(scratch, "cache");
process.env.XDG_CONFIG_HOME = join(scratch, "config");

/**
 * Waits in the page until a row is there and the frame after it was drawn. It only listens: asking
 * on every frame would have frames drawn for nothing, which without a graphics card take what the
 * page itself needs.
 */
const painted = `function (row) {
  return new Promise((done) => {
    const drawn = () => requestAnimationFrame(() => setTimeout(done, 0, true));
    if (document.querySelector(row)) return drawn();
    const watch = new MutationObserver(() => {
      if (!document.querySelector(row)) return;
      watch.disconnect();
      drawn();
    });
    watch.observe(document, { childList: true, subtree: true });
  });
}`;

const ready = await driver();
const started = performance.now();
const window = await ready.open(program, ...words);
try {
  await window.run(painted, row);
  const seconds = (performance.now() - started) / 1_000;
  await sleep(3_000);
  const memory_kib = family(Number(execFileSync("pgrep", ["-n", "-f", program]))).reduce(add, 0);
  console.log(JSON.stringify({ seconds, memory_kib }));
} finally {
  await window.close();
  await rm(scratch, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

/** A process and all that it started. */
function family(pid) {
  let children = "";
  try {
    children = execFileSync("pgrep", ["-P", String(pid)], { encoding: "utf8" });
  } catch {
    // It started none.
  }
  return [pid, ...children.split("\n").filter(Boolean).flatMap((child) => family(Number(child)))];
}

function add(sum, pid) {
  const told = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  return sum + Number(told.match(/^Pss:\s+(\d+) kB/m)?.[1] ?? 0);
}
