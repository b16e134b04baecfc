// Draws the window's icons from yizhan.svg: `node assets/icons/render.mjs`.
// Chromium does the drawing, so no other picture tool is needed.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "../../src-tauri/icons");
const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
const svg = readFileSync(join(here, "yizhan.svg"), "utf8");
const scratch = mkdtempSync(join(tmpdir(), "yizhan-icons-"));

/** One PNG of the given size in pixels. */
function png(size) {
  const page = join(scratch, `${size}.html`);
  const picture = join(scratch, `${size}.png`);
  const style = `margin:0;background:transparent`;
  writeFileSync(page, `<body style="${style}">${svg.replace("<svg", `<svg width="${size}" height="${size}"`)}`);
  execFileSync(chromium, [
    "--headless", "--no-sandbox", "--hide-scrollbars", "--default-background-color=00000000",
    `--window-size=${size},${size}`, `--screenshot=${picture}`, `file://${page}`,
  ], { stdio: "ignore" });
  return readFileSync(picture);
}

/** A Windows icon: a directory of 16 bytes a picture, then the PNGs themselves. */
function ico(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach(({ size, bytes }, index) => {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(bytes.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += bytes.length;
  });
  return Buffer.concat([head, ...pictures.map(({ bytes }) => bytes)]);
}

writeFileSync(join(target, "32x32.png"), png(32));
writeFileSync(join(target, "128x128.png"), png(128));
writeFileSync(join(target, "icon.png"), png(512));
writeFileSync(join(target, "icon.ico"), ico([16, 32, 48, 256].map((size) => ({ size, bytes: png(size) }))));
rmSync(scratch, { recursive: true });
