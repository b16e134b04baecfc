// Starts the program under test: the demo, the server, single commands.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const program = process.env.YIZHAN ?? join(root, "target/debug/yizhan");
const run = promisify(execFile);
// The program tells the same time as the browser, wherever the tests run.
const env = { ...process.env, TZ: "Asia/Shanghai" };
const most = { maxBuffer: 256 * 1024 * 1024, env };

/** Makes the demo village and township in a new folder. */
export async function demo(folder) {
  await run(program, ["demo", folder], most);
}

/** Runs one command of the command line and returns its JSON. */
export async function yizhan(...words) {
  const { stdout } = await run(program, ["--json", ...words], most);
  return JSON.parse(stdout);
}

/** Makes the file of an office's second laptop from an invitation and its words. */
export async function joinOffice(file, invitation, passphrase) {
  const words = ["join", file, "--invitation", invitation, "--no-password"];
  const told = { ...env, YIZHAN_PASSPHRASE: passphrase };
  await run(program, ["--json", ...words], { ...most, env: told });
}

/** Serves a file, or none, on a free port; `url` holds the token that works once. */
export async function serve(file) {
  const chosen = file ? [file] : [];
  const child = spawn(program, ["--json", "serve", ...chosen, "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
    env,
  });
  const { url } = JSON.parse(await firstLine(child));
  const stop = async () => {
    if (child.exitCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGINT");
    const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
    await gone;
    clearTimeout(late);
  };
  return { url, origin: new URL(url).origin, stop };
}

async function firstLine(child) {
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([
    once(lines, "line").then(([text]) => text),
    once(child, "exit").then(([code]) => {
      throw new Error(`yizhan serve ended with ${code} before it gave its address`);
    }),
  ]);
  return line;
}
