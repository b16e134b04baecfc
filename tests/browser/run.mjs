// Runs the flows in a real browser against `yizhan serve`: node tests/browser/run.mjs [NAME...]
// With --keyboard the same flows have no mouse, and reach everything by the keys of the desk.
//
// Every flow gets its own copy of the fresh demo files, its own server and its own page. It is
// served the village's file unless it exports another as `opens`, or null for none at all. A flow
// fails as well when the page asks anything of another machine, or complains in its console.
// The last line is {"passed": N, "failed": M}.
import { cp, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, session } from "./chromium.mjs";
import { takeMouseAway } from "./keyboard.mjs";
import { demo, serve } from "./program.mjs";
import { pictures } from "./screens.mjs";

const here = dirname(fileURLToPath(import.meta.url));

const words = process.argv.slice(2);
const isByKeyboard = words.includes("--keyboard");
const wanted = words.filter((word) => word !== "--keyboard");

const scratch = await mkdtemp(join(tmpdir(), "yizhan-flows-"));
try {
  process.exitCode = await runAll(wanted);
} finally {
  await rm(scratch, { recursive: true, force: true });
}

async function runAll(named) {
  await mkdir(pictures, { recursive: true });
  const files = (await readdir(join(here, "flows"))).filter((file) => file.endsWith(".mjs")).sort();
  const chosen = files.filter((file) => named.length === 0 || named.includes(file.slice(0, -4)));
  const fresh = join(scratch, "demo");
  await demo(fresh);
  const browser = await launch();
  let failed = 0;
  for (const file of chosen) failed += (await runOne(browser, file, fresh)) ? 0 : 1;
  await browser.close();
  console.log(JSON.stringify({ passed: chosen.length - failed, failed }));
  return failed === 0 && chosen.length > 0 ? 0 : 1;
}

/** Runs one flow; tells whether it held. */
async function runOne(browser, file, fresh) {
  const name = file.slice(0, -4);
  const started = Date.now();
  const { title, flow, opens = "栗溪村.yz" } = await import(join(here, "flows", file));
  const place = join(scratch, name);
  await cp(fresh, place, { recursive: true });
  const office = opens && join(place, opens);
  const server = await serve(office);
  const context = await session(browser);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  if (isByKeyboard) takeMouseAway(page);
  const complaints = watch(page, server.origin);
  try {
    await page.goto(server.url);
    await flow({ page, context, place, office, origin: server.origin, url: server.url });
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
    console.log(`ok    ${name}: ${title} (${Date.now() - started} ms)`);
    return true;
  } catch (error) {
    const picture = join(pictures, `${name}.png`);
    await page.screenshot({ path: picture }).catch(() => {});
    console.log(`FAIL  ${name}: ${title}\n      ${error.stack}\n      ${picture}`);
    for (const complaint of complaints) console.log(`      ${complaint}`);
    return false;
  } finally {
    await context.close();
    await server.stop();
  }
}

/** Collects what no flow may cause: errors in the page, requests to anywhere else. */
function watch(page, origin) {
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    // A refusal is answered with 422 and shown on the screen; the browser notes it as an error.
    const isRefusal = message.text().includes("status of 422");
    if (message.type() === "error" && !isRefusal) complaints.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const address = request.url();
    const stays = address.startsWith(origin) || /^(data|blob|about):/.test(address);
    if (!stays) complaints.push(`a request leaves the program: ${address}`);
  });
  return complaints;
}
