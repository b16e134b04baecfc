import { strict as assert } from "node:assert";
import { assertWellMade, call, says } from "../screens.mjs";

export const title = "设置：改一句用语，安全要点不能丢，看样张，再用回原来的";

const PASSAGE = "hazard_cards/flood/first";

export async function flow({ page }) {
  await page.getByTestId("nav-settings").click();
  await page.getByTestId("settings-wording").click();
  await page.getByTestId("wording-passage").selectOption(PASSAGE);
  const lines = page.getByTestId("wording-lines");
  const shipped = await lines.inputValue();
  await lines.fill(shipped.replace("往沟两边高处走", "快走"));
  await says(page.getByTestId("wording-point"), "没看到这一条");
  await page.getByTestId("wording-save").click();
  await says(page.getByTestId("wording-form").getByRole("alert"), "安全要点");
  await reword(page, shipped);
  await sample(page);
  await back(page);
}

async function reword(page, shipped) {
  await page
    .getByTestId("wording-lines")
    .fill(shipped.replace("往沟两边高处走", "往两边高处爬"));
  const points = page.getByTestId("wording-point").getByRole("checkbox");
  for (const point of await points.all()) await point.check();
  await assertWellMade(page, "设置-用语");
  await page.getByTestId("wording-save").click();
  await page.getByTestId("wording-back").waitFor();
  const own = (await passage(page)).own;
  assert.ok(own.some((line) => line.includes("往两边高处爬")), "it is kept");
}

async function sample(page) {
  await page.getByTestId("wording-look").click();
  const drawn = page.getByTestId("wording-paper").locator("[data-drawn]");
  await drawn.first().waitFor({ timeout: 60_000 });
  await assertWellMade(page, "设置-用语-样张");
}

async function back(page) {
  await page.getByTestId("wording-back").click();
  await page.getByTestId("wording-back").waitFor({ state: "hidden" });
  assert.equal((await passage(page)).own, null, "back to what was shipped");
}

async function passage(page) {
  const chapters = await call(page, "wordings", {});
  const passages = chapters.flatMap((chapter) => chapter.passages);
  return passages.find(({ name }) => name === PASSAGE);
}
