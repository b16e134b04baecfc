// Makes the pictures of 使用说明 and of the README: node tests/browser/pictures.mjs [WALK...]
//
// Every walk goes through the screens of a fresh demo as its readers will, and takes pictures on
// its way. What it shows is what the window shows: a stand-in answers for the shell (window.mjs).
import { cp, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, session } from "./chromium.mjs";
import { openAlbum } from "./pictures/album.mjs";
import { standIn } from "./pictures/window.mjs";
import { demo, serve } from "./program.mjs";

const walks = join(dirname(fileURLToPath(import.meta.url)), "pictures/walks");
const scratch = await mkdtemp(join(tmpdir(), "yizhan-pictures-"));
// What the window remembers lies apart from what the person at this machine uses.
process.env.YIZHAN_HOME = join(scratch, "home");
try {
  await takeAll(process.argv.slice(2));
} finally {
  await rm(scratch, { recursive: true, force: true });
}

async function takeAll(wanted) {
  const fresh = join(scratch, "demo");
  await demo(fresh);
  const browser = await launch();
  try {
    const album = await openAlbum(browser);
    for (const file of (await readdir(walks)).sort()) {
      const name = file.slice(0, -".mjs".length);
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      await take(browser, { name, fresh, album });
    }
  } finally {
    await browser.close();
  }
}

/** One walk, with its own copy of the demo, its own server and its own stick. */
async function take(browser, { name, fresh, album }) {
  const { opens, walk } = await import(join(walks, `${name}.mjs`));
  const place = join(scratch, name);
  await cp(fresh, place, { recursive: true });
  const stick = join(place, "stick");
  await mkdir(stick);
  const server = await serve(opens && join(place, opens));
  const context = await session(browser);
  try {
    const shell = await standIn(context, { place, stick });
    const page = await context.newPage();
    // A build for tests works seconds on each password.
    page.setDefaultTimeout(60_000);
    await page.goto(server.url);
    await walk({ page, place, stick, shell, picture: (...what) => album.take(page, ...what) });
  } finally {
    await context.close();
    await server.stop();
  }
}
