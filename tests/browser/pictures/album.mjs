// Takes pictures of the screen and keeps them small.
import { strict as assert } from "node:assert";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../../../assets/guide/pictures");

/** Largest picture, in bytes. */
const MOST_BYTES = 120_000;

/** Room round the parts of a screen, in pixels. */
const MARGIN = 24;

/** How well a picture is kept, the best first; the first that is small enough is taken. */
const QUALITIES = [0.8, 0.7, 0.6, 0.5];

/** An album in this browser. */
export async function openAlbum(browser) {
  await mkdir(folder, { recursive: true });
  const darkroom = await browser.newPage();
  return {
    /**
     * Takes a picture of what the page shows, without the line that goes away by itself; of these
     * parts alone where the rest of the screen is empty.
     */
    async take(page, title, parts) {
      await settle(page);
      const style = ".toast { visibility: hidden !important }";
      const clip = parts && (await around(parts));
      const png = await page.screenshot({ style, clip, caret: "hide" });
      const webp = await develop(darkroom, png);
      assert.ok(webp.length <= MOST_BYTES, `${title} has ${webp.length} bytes`);
      await writeFile(join(folder, `${title}.webp`), webp);
      console.log(`${title} (${Math.round(webp.length / 1000)} kB)`);
    },
  };
}

/** What holds all the parts, with a margin. */
async function around(parts) {
  const boxes = await Promise.all((await parts.all()).map((part) => part.boundingBox()));
  const [left, top] = ["x", "y"].map((edge) => Math.min(...boxes.map((box) => box[edge])) - MARGIN);
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + MARGIN;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + MARGIN;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

async function develop(darkroom, png) {
  for (const quality of QUALITIES) {
    const webp = Buffer.from(await darkroom.evaluate(toWebp, [png.toString("base64"), quality]), "base64");
    if (webp.length <= MOST_BYTES || quality === QUALITIES.at(-1)) return webp;
  }
}

/** Runs in the darkroom. */
async function toWebp([png, quality]) {
  const picture = new Image();
  picture.src = `data:image/png;base64,${png}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.naturalWidth, picture.naturalHeight];
  canvas.getContext("2d").drawImage(picture, 0, 0);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}

/** Nothing is asked of the core any more, and nothing fades. */
async function settle(page) {
  await page.waitForLoadState("networkidle");
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity);
    await Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)));
  });
}
