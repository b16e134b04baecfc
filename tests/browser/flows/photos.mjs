import { strict as assert } from "node:assert";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { assertWellMade, choose, says } from "../screens.mjs";

export const title = "隐患下面放照片：选一张、看大图、写说明、删掉再撤销";

export async function flow({ page, place }) {
  await page.getByTestId("nav-hazard").click();
  await page.getByTestId("row").first().press("Enter");
  const panel = page.getByTestId("photos");
  await panel.waitFor();
  for (const [phase, colour] of [
    ["before", "#7a4a2a"],
    ["after", "#3a7a4a"],
  ]) {
    const file = join(place, `${phase}.png`);
    await writeFile(file, await painted(page, colour));
    await choose(page, `photo-add-${phase}`, file);
    await says(page.getByTestId("toast"), "照片放好了");
    await page.getByTestId("toast").waitFor({ state: "hidden" });
  }
  await panel.getByTestId("photo").nth(1).waitFor();
  assert.deepEqual(
    await sizes(panel),
    [1600, 1600],
    "drawn small, and both are shown",
  );
  await panel.scrollIntoViewIfNeeded();
  await assertWellMade(page, "照片-前后");
  await look(page, panel);
  await takeAway(page, panel);
}

async function look(page, panel) {
  await panel.getByTestId("photo").first().press("Enter");
  await page.getByTestId("photo-caption").fill("后门堆着纸箱");
  await assertWellMade(page, "照片-大图");
  await page.getByTestId("photo-caption").press("Enter");
  await page.getByTestId("photo-caption").waitFor({ state: "hidden" });
  const shown = panel.getByRole("button", { name: "后门堆着纸箱" });
  await shown.waitFor();
}

async function takeAway(page, panel) {
  await panel.getByTestId("photo").first().press("Enter");
  await page.getByTestId("photo-remove").press("Enter");
  await says(page.getByTestId("toast"), "照片已删除");
  await page.waitForFunction(
    () =>
      document.querySelectorAll("[data-test=photos] [data-test=photo]")
        .length === 1,
  );
  await page.getByTestId("toast-act").press("Enter");
  await says(page.getByTestId("toast"), "已撤销");
  await page.waitForFunction(
    () =>
      document.querySelectorAll("[data-test=photos] [data-test=photo]")
        .length === 2,
  );
}

/** A picture as large as a telephone takes it. */
async function painted(page, colour) {
  const address = await page.evaluate((colour) => {
    const canvas = Object.assign(document.createElement("canvas"), {
      width: 2400,
      height: 1800,
    });
    const pen = canvas.getContext("2d");
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 2400, 1800);
    pen.fillStyle = "#fff";
    pen.fillRect(600, 400, 900, 700);
    return canvas.toDataURL("image/png");
  }, colour);
  return Buffer.from(address.split(",")[1], "base64");
}

/** The longer side of every picture of the panel, once it is drawn. */
async function sizes(panel) {
  const pictures = await panel.locator("[data-test=photo] img").all();
  return Promise.all(
    pictures.map((picture) =>
      picture.evaluate((image) =>
        image.decode().then(() => image.naturalWidth),
      ),
    ),
  );
}
